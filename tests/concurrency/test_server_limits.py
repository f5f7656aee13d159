"""A server that says no: time is up, a lock is held, the disk is full, no connection is left."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx2
import psycopg
import pytest

from tests.budgets import DISK_STEP_BYTES, READY_WITHIN
from tests.concurrency.backends import assert_whole_pool, backends, wait_until
from tests.concurrency.chaos import on, say
from tests.concurrency.killable_service import killable_service
from tests.concurrency.one_date import OneDate
from tests.concurrency.proxy import Fault, Link, proxy
from tests.integration.postgres_servers import (
    FAST,
    TEMPLATE,
    Database,
    House,
    Server,
    binaries_of,
    public_directory,
    running_server,
)

POOL = 4


@contextmanager
def http_of(dsn: str, **settings: object) -> Iterator[httpx2.Client]:
    """Serve a database and lend a client of that service."""
    with (
        killable_service(dsn, pool_size=POOL, **settings) as service,
        httpx2.Client(base_url=service.url, trust_env=False, timeout=30) as http,
    ):
        yield http


class Dawdle(Fault):
    """The service stands still before its first write."""

    def to_server(self, link: Link, data: bytes) -> None:
        """Pass on, the write late."""
        if b"assign_tables_atomic_v2(" in data:  # the call; traces name it, too
            self.strikes += 1
            time.sleep(2)
        super().to_server(link, data)


@pytest.mark.parametrize("server", on("pg15"), indirect=True)
def test_time_is_up(database: Database, house: House) -> None:
    """A statement, a lock and a transaction that take too long are refusals with a reason; the
    connection is whole or replaced, and the same request succeeds afterwards."""
    slow, locked, stalled = (OneDate(house, number) for number in range(3))
    limits = {"statement_timeout_seconds": 1, "lock_timeout_seconds": 0.2}
    with (
        proxy(database.dsn) as (dsn, between),
        http_of(dsn, idle_in_transaction_seconds=1, **limits) as http,
    ):
        house.connection.execute(
            "create function dawdle() returns trigger language plpgsql as"
            " $$ begin perform pg_sleep(5); return new; end $$;"
            " create trigger slow before insert on booking_table_assignments"
            " for each row execute function dawdle()"
        )
        slow.refused(http, "DATABASE_TIMEOUT")
        house.connection.execute("drop trigger slow on booking_table_assignments")
        slow.planned(http)

        with database.connect() as holder:
            holder.execute("select from bookings where booking_date = %s for update", [locked.date])
            locked.refused(http, "LOCK_TIMEOUT")
        locked.planned(http)

        between.fault = dawdling = Dawdle()
        stalled.refused(http, "DATABASE_TIMEOUT")
        assert dawdling.strikes == 1
        between.fault = Fault()
        stalled.planned(http)
        assert_whole_pool(house, POOL)
    said = house.rows("select outcome ->> 'code' as code from maitred.runs where state = 'failed'")
    assert sorted(row["code"] for row in said) == [
        "DATABASE_TIMEOUT",
        "DATABASE_TIMEOUT",
        "LOCK_TIMEOUT",
    ]


@contextmanager
def small_server(name: str) -> Iterator[Server]:
    """Run a server with few connections."""
    settings = {**FAST, "max_connections": "12"}
    with running_server("small", binaries_of(name), settings) as server:
        yield server


@pytest.mark.parametrize("name", on("pg15"))
def test_no_connection_is_left(name: str) -> None:
    """That is said as it is, and over as soon as there is one again."""
    with (
        small_server(name) as server,
        server.database() as database,
        database.connect(autocommit=True) as connection,
        http_of(database.dsn) as http,
    ):
        house = House.build(connection)
        date = OneDate(house, 0)
        with ExitStack() as others:
            taken = 0
            while backends(house) or taken == 0:
                connection.execute(
                    "select pg_terminate_backend(pid, 1000) from pg_stat_activity"
                    " where application_name = 'maitred'"
                )
                with suppress(psycopg.OperationalError):
                    while True:
                        others.enter_context(database.connect())
                        taken += 1
            date.refused(http, "DATABASE_BUSY")
        wait_until(
            lambda: http.get("/health/ready").status_code == 200, READY_WITHIN, "not ready again"
        )
        date.planned(http)
        say(f"no connection left: {taken} taken by others, 0 violations")


def may_mount() -> bool:
    """Tell whether this user may mount anything."""
    with public_directory() as place:
        done = subprocess.run(["mount", "-t", "tmpfs", "none", place], capture_output=True)
        if done.returncode == 0:
            subprocess.run(["umount", place], check=True)
    return done.returncode == 0


@contextmanager
def small_disk(owner: os.stat_result, megabytes: int) -> Iterator[Path]:
    """Lend a disk of a few megabytes for the account that runs the server."""
    with public_directory() as place:
        options = f"size={megabytes}m,mode=700,uid={owner.st_uid},gid={owner.st_gid}"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", place], check=True)
        try:
            yield place
        finally:
            subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.skipif(
    os.geteuid() != 0 or not may_mount(), reason="only root may mount a disk of a few megabytes"
)
@pytest.mark.parametrize("name", on("pg18"))
def test_the_disk_is_full(name: str) -> None:
    """Wherever in a plan space runs out, nothing of it is written; with enough all of it is."""
    with (
        small_server(name) as server,
        small_disk(server.postgres.data_dir.stat(), 64) as place,
        psycopg.connect(server.dsn("postgres"), autocommit=True) as maintenance,
    ):
        maintenance.execute(f"create tablespace small location '{place}'".encode())
        maintenance.execute(
            f"create database cramped template {TEMPLATE} tablespace small".encode()
        )
        database = Database("cramped", server.dsn("cramped"))
        with database.connect(autocommit=True) as connection, http_of(database.dsn) as http:
            refusals = fill_and_give_back(House.build(connection), http, place / "ballast")
        maintenance.execute("drop database cramped with (force)")
        maintenance.execute("drop tablespace small")
    assert refusals >= 3, "did not test: the disk was hardly full"
    say(f"disk full: {refusals} refusals, each after {DISK_STEP_BYTES} bytes more, 0 violations")


def fill_and_give_back(house: House, http: httpx2.Client, ballast: Path) -> int:
    """Plan on a full disk until a little more space each time is enough; count the refusals."""
    date, refusals = OneDate(house, 0), 0
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1024))
    # A connection that does not heed Retry-After is read once a second.
    http.headers["connection"] = "close"
    while date.seated == 0:
        answer = date.ask(http)
        if answer.status_code == 200:
            break
        body = answer.json()
        assert (answer.status_code, body["code"]) == (503, "DATABASE_FULL"), answer.text
        assert body["hint"]
        assert date.seated == 0
        refusals += 1
        os.truncate(ballast, max(0, ballast.stat().st_size - DISK_STEP_BYTES))
    ballast.unlink()
    date.planned(http)
    return refusals
