"""kill -9, again and again, while clients plan dates and repeat their requests."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.concurrency.backends import kill_a_backend
from tests.concurrency.chaos import SECONDS, Clients, assert_nothing_is_wrong, seed_dates
from tests.concurrency.killable_service import KillableService
from tests.integration.postgres_servers import (
    DURABLE,
    POSTGRES15,
    Database,
    House,
    postgres15_switched_off,
    running_server,
)

Strike = Callable[[KillableService, random.Random], bool]
"""Kills something; tells whether it did."""


def harass(what: str, database: Database, house: House, strike: Strike) -> None:
    """Serve a database, let clients plan, strike again and again, and look for what is wrong."""
    seed = random.randrange(2**32)
    whims, dates, kills = random.Random(seed), seed_dates(house), 0
    service = KillableService(database.dsn)
    service.start()
    try:
        with Clients(service.url, house.id, dates) as clients:
            until = time.monotonic() + SECONDS
            while time.monotonic() < until:
                time.sleep(whims.uniform(0.3, 1.5))
                kills += strike(service, whims)
    finally:
        service.stop()
    assert_nothing_is_wrong(what, seed, database, clients, kills)


def test_of_the_service(database: Database, house: House) -> None:
    """Every acknowledged plan is there whole, every repetition got the same bytes, and after the
    last kill everything still comes to its end."""

    def strike(service: KillableService, _: random.Random) -> bool:
        service.kill()
        service.start()
        return True

    harass("service", database, house, strike)


@pytest.mark.parametrize("binaries", [None, POSTGRES15], ids=["pg18", "pg15"])
def test_of_a_database_backend(binaries: Path | None) -> None:
    """The server ends all its connections and recovers; requests get 503 or are tried again."""
    if binaries is not None and postgres15_switched_off():
        pytest.skip("MAITRED_TEST_POSTGRES15=off")
    with (
        running_server("chaos", binaries, DURABLE) as server,
        server.database() as database,
        database.connect(autocommit=True) as connection,
    ):
        harass(
            "backend",
            database,
            House.build(connection),
            lambda _, whims: kill_a_backend(database, whims),
        )
