"""Every fault of the proxy does to a connection what it says, and only while it is on."""

import random
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from persistence.pool import Database as Pool
from persistence.pool import Limits, PatientConnection
from tests.budgets import POOL_OUTAGE, READY_WITHIN
from tests.concurrency.backends import wait_until
from tests.concurrency.chaos import on
from tests.concurrency.proxy import (
    COMMITTED,
    CutCommits,
    Fault,
    HalfOpen,
    Latency,
    Link,
    Proxy,
    Reset,
    Slices,
    Stall,
    Trap,
    proxy,
)
from tests.integration.postgres_servers import Database

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

Wire = tuple[PatientConnection, Proxy]


@pytest.fixture
def wire(database: Database) -> Iterator[Wire]:
    """A connection through a proxy that works."""
    with (
        proxy(database.dsn) as (dsn, opened),
        PatientConnection.connect(dsn, patience_seconds=1.0) as connection,
    ):
        connection.execute("create table t (n int)")
        connection.commit()
        yield connection, opened


def rows(database: Database) -> int:
    """Count what was committed, on another way."""
    with database.connect() as connection:
        return len(connection.execute("select from t").fetchall())


def insert(connection: psycopg.Connection[Any]) -> None:
    """Write a row and commit it."""
    connection.execute("insert into t values (1)")
    connection.commit()


def test_late_and_sliced_answers_are_whole_answers(wire: Wire, database: Database) -> None:
    """They are slow, not wrong."""
    connection, opened = wire
    opened.fault = late = Latency(random.Random(1), 0.2, 0.2)
    began = time.monotonic()
    insert(connection)
    assert time.monotonic() - began >= 0.4
    opened.fault = slices = Slices(random.Random(1))
    insert(connection)
    [row] = connection.execute("select repeat('x', 1000)").fetchall()
    assert row == ("x" * 1000,)
    assert rows(database) == 2
    assert late.strikes >= 2
    assert slices.strikes > 200


@pytest.mark.parametrize("kind", [Reset, Stall])
def test_connections_break(wire: Wire, database: Database, kind: type[Reset | Stall]) -> None:
    """Nothing comes through, and the client is told."""
    connection, opened = wire
    opened.fault = fault = Reset(random.Random(1), 1.0) if kind is Reset else Stall(0.2)
    with pytest.raises(psycopg.OperationalError):
        insert(connection)
    assert (connection.closed, rows(database), fault.strikes) == (True, 0, 1)


@pytest.mark.parametrize("place", range(5))
def test_answers_to_commit_are_cut_at_each_place(
    database: Database, wire: Wire, place: int
) -> None:
    """The commit has happened; the client knows only when it got all but the very last bytes."""
    connection, opened = wire
    opened.fault = cut = CutCommits(every=1)
    for _ in range(place):
        next(cut._places)
    whole = place == 4
    if whole:
        insert(connection)
    else:
        with pytest.raises(psycopg.OperationalError):
            insert(connection)
    assert rows(database) == 1
    assert cut.places == {(0, 1, 12, 13, len(COMMITTED))[place]}


def test_a_half_open_connection_is_given_up_and_stays_dead(wire: Wire, database: Database) -> None:
    """Nobody but the client's own patience ends it."""
    connection, opened = wire
    opened.fault = HalfOpen()
    began = time.monotonic()
    with pytest.raises(psycopg.OperationalError):
        insert(connection)
    assert 1 <= time.monotonic() - began < 5
    assert (connection.closed, rows(database)) == (True, 0)


def test_a_silent_connection_is_not_lent(database: Database) -> None:
    """The pool finds out within seconds and connects anew."""
    with proxy(database.dsn) as (dsn, opened):
        lent = Pool(dsn, Limits(pool_size=1))
        lent.open()
        try:
            assert lent.ready()
            opened.fault = HalfOpen()
            assert not lent.ready()
            opened.fault = Fault()
            with lent.connection() as connection:
                assert connection.execute("select 1 as one").fetchall() == [{"one": 1}]
        finally:
            lent.close()


def test_a_pool_connects_soon_after_an_outage(database: Database) -> None:
    """However long nobody was there: the pool does not wait longer each time it tries."""
    with proxy(database.dsn) as (dsn, opened):
        lent = Pool(dsn, Limits(pool_size=1))
        lent.open()
        try:
            assert lent.ready()
            opened.fault, opened.refusing = Reset(random.Random(1), 1.0), True
            back_at = time.monotonic() + POOL_OUTAGE
            while time.monotonic() < back_at:
                assert not lent.ready()
            opened.fault, opened.refusing = Fault(), False
            wait_until(lent.ready, READY_WITHIN, "not ready again")
        finally:
            lent.close()


@pytest.mark.parametrize("answered", [True, False])
def test_a_trap_springs_once_when_everything_has_passed(
    wire: Wire, database: Database, answered: bool
) -> None:
    """Only on a connection that sent the other message before; COMMIT arrives or does not."""
    connection, opened = wire
    trap = Trap(Link.hang_up, b"COMMIT", b"insert", answered=answered)
    opened.fault = trap
    connection.execute("select 1")
    connection.commit()
    assert not trap.sprung.is_set()
    with pytest.raises(psycopg.OperationalError):
        insert(connection)
    assert trap.sprung.wait(5)
    assert rows(database) == answered
    with psycopg.connect(database.dsn) as other:
        insert(other)
    assert trap.strikes == 1
