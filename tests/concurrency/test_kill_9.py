"""kill -9, again and again, while clients plan dates and repeat their requests."""

import random
import time
from collections.abc import Callable

import pytest

from tests.concurrency.backends import kill_a_backend, wait_until
from tests.concurrency.chaos import (
    NEVER_SECONDS,
    PLANS_A_KILL,
    Clients,
    assert_nothing_is_wrong,
    goes_on,
    on,
    seed_dates,
)
from tests.concurrency.history import Kind
from tests.concurrency.killable_service import KillableService
from tests.integration.postgres_servers import (
    DURABLE,
    Database,
    House,
    binaries_of,
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
            began = time.monotonic()
            while goes_on(began, kills, clients):
                time.sleep(whims.uniform(0.3, 1.5))
                # Else a slow machine's service dies before its first plan, every time.
                wait_until(
                    lambda least=kills * PLANS_A_KILL: clients.history.count(Kind.OK) >= least,
                    NEVER_SECONDS,
                    "nothing was planned",
                )
                kills += strike(service, whims)
    finally:
        service.stop()
    assert_nothing_is_wrong(what, seed, database, clients, kills)


@pytest.mark.timeout(0)
@pytest.mark.parametrize("server", on("pg15"), indirect=True)
def test_of_the_service(database: Database, house: House) -> None:
    """Every acknowledged plan is there whole, every repetition got the same bytes, and after the
    last kill everything still comes to its end."""

    def strike(service: KillableService, _: random.Random) -> bool:
        service.kill()
        service.start()
        return True

    harass("service", database, house, strike)


@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", on("pg18"))
def test_of_a_database_backend(name: str) -> None:
    """The server ends all its connections and recovers; requests get 503 or are tried again."""
    with (
        running_server("chaos", binaries_of(name), DURABLE) as server,
        server.database() as database,
        database.connect(autocommit=True) as connection,
    ):
        harass(
            "backend",
            database,
            House.build(connection),
            lambda _, whims: kill_a_backend(database, whims),
        )
