"""The connections of the service: what the server says about them, and how one of them dies."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg.rows import DictRow

from tests.budgets import IDLE_IN_TRANSACTION_AT_MOST, SETTLED_WITHIN
from tests.integration.postgres_servers import Database, House, Server


def wait_until(condition: Callable[[], object], seconds: float, what: str) -> float:
    """Wait for a condition; return how long it took, or fail with ``what``."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, what
        time.sleep(0.02)
    return time.monotonic() - began


def backends(house: House) -> list[DictRow]:
    """Return the connections of the service: their state, and for how long they have had it."""
    return house.rows(
        "select pid, state, extract(epoch from clock_timestamp() - state_change)::float as seconds"
        " from pg_stat_activity"
        " where datname = current_database() and application_name = 'maitred'"
    )


def connections(house: House) -> int:
    """Count all connections to the database but the house's own, whatever they call themselves."""
    found: int = house.value(
        "select count(*) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    return found


def stuck(house: House) -> list[DictRow]:
    """Return those that have been at one thing for too long."""
    return [
        row
        for row in backends(house)
        if row["state"] != "idle" and row["seconds"] > IDLE_IN_TRANSACTION_AT_MOST
    ]


def assert_whole_pool(house: House, size: int) -> None:
    """Soon there are no more connections than the pool may have, and each of them is at work."""

    def whole() -> bool:
        return 0 < len(backends(house)) <= size and not stuck(house)

    wait_until(whole, SETTLED_WITHIN, "the pool did not come back to its size")


def assert_all_idle(house: House, size: int) -> None:
    """When nobody asks for anything, soon every connection is idle."""

    def idle() -> bool:
        found = backends(house)
        return 0 < len(found) <= size and {row["state"] for row in found} == {"idle"}

    wait_until(idle, SETTLED_WITHIN, f"connections are not idle: {backends(house)}")


def kill_a_backend(database: Database, whims: random.Random) -> bool:
    """Kill one that works for the service; the server then restarts all of them.

    False when there is none to be found.
    """
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


def crash(server: Server) -> None:
    """Kill the postmaster and start another one on what it left."""
    assert server.postgres.pid is not None
    os.kill(server.postgres.pid, signal.SIGKILL)
    server.postgres.stop()
    server.postgres.start()


def servers_in(directory: Path) -> list[int]:
    """Return the processes that work in a data directory."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == directory:
                found.append(int(process.name))
        except OSError:
            continue
    return found
