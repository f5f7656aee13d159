"""kill -9, again and again, while clients plan dates and repeat their requests."""

import os
import random
import signal
import time
from pathlib import Path

import psycopg
import pytest

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


def test_of_the_service(database: Database, house: House) -> None:
    """Every acknowledged plan is there whole, every repetition got the same bytes, and after the
    last kill everything still comes to its end."""
    seed = random.randrange(2**32)
    whims, dates = random.Random(seed), seed_dates(house)
    service = KillableService(database.dsn)
    service.start()
    try:
        with Clients(service.url, house.id, dates) as clients:
            until = time.monotonic() + SECONDS
            while time.monotonic() < until:
                time.sleep(whims.uniform(0.3, 1.5))
                service.kill()
                service.start()
    finally:
        service.stop()
    assert_nothing_is_wrong("service", seed, database, clients, service.kills)


@pytest.mark.parametrize("binaries", [None, POSTGRES15], ids=["pg18", "pg15"])
def test_of_a_database_backend(binaries: Path | None) -> None:
    """The server ends all its connections and recovers; requests get 503 or are tried again."""
    if binaries is not None and postgres15_switched_off():
        pytest.skip("MAITRED_TEST_POSTGRES15=off")
    seed = random.randrange(2**32)
    whims, kills = random.Random(seed), 0
    with running_server("chaos", binaries, DURABLE) as server, server.database() as database:
        with database.connect(autocommit=True) as connection:
            house = House.build(connection)
            dates = seed_dates(house)
        service = KillableService(database.dsn)
        service.start()
        try:
            with Clients(service.url, house.id, dates) as clients:
                until = time.monotonic() + SECONDS
                while time.monotonic() < until:
                    time.sleep(whims.uniform(0.3, 1.5))
                    kills += kill_a_backend(database, whims)
        finally:
            service.stop()
        assert_nothing_is_wrong("backend", seed, database, clients, kills)


def kill_a_backend(database: Database, whims: random.Random) -> bool:
    """Kill one that works for the service; False when there is none to be found."""
    try:
        with database.connect() as connection:
            rows = connection.execute(
                "select pid from pg_stat_activity where datname = current_database()"
                " and application_name = 'maitred'"
            ).fetchall()
    except psycopg.Error:  # still recovering
        return False
    if not rows:
        return False
    os.kill(whims.choice(rows)["pid"], signal.SIGKILL)
    return True
