"""How long a transaction is tried again, and what is said about it in the end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from persistence import retry
from persistence.errors import DatabaseError
from persistence.idempotency import Key
from persistence.pool import Connection, Limits
from persistence.pool import Database as Pool
from persistence.retry import until_settled
from services.idempotent import RELEASER, answer_once
from tests.concurrency.proxy import COMMITTED, Fault, Link, Proxy, Trap, proxy
from tests.integration.postgres_servers import Database, House

QUICK = Limits(pool_size=1, pool_wait_seconds=0.2, statement_timeout_seconds=1.0)
LONG = 60.0
"""Nobody waits for this to pass."""


class Work:
    """Writes a row unless it is there; tells whether it was."""

    def __init__(self, house: House) -> None:
        self._house, self.tries = house, 0
        house.connection.execute("create table done (number int)")

    def __call__(self, connection: Connection) -> bool:
        """Look, then write."""
        self.tries += 1
        if connection.execute("select from done").fetchone() is not None:
            return True
        connection.execute("insert into done values (1)")
        return False

    @property
    def written(self) -> int:
        """How often it was written."""
        count: int = self._house.value("select count(*) from done")
        return count


@pytest.fixture
def work(house: House) -> Work:
    """Something to do once."""
    return Work(house)


@contextmanager
def away_after(database: Database, trigger: bytes) -> Iterator[tuple[Pool, Proxy]]:
    """Lend a pool whose server is gone when a message passes: a statement, or COMMIT's answer."""
    with proxy(database.dsn) as (dsn, between):

        def go_away(link: Link) -> None:
            between.refusing = True
            link.hang_up()

        between.fault = Trap(go_away, trigger, answered=trigger == COMMITTED)
        opened = Pool(dsn, QUICK)
        opened.open()
        try:
            yield opened, between
        finally:
            between.fault = Fault()
            opened.close()


def patience(monkeypatch: pytest.MonkeyPatch, known: float, unknown: float) -> None:
    """Have less of it than in production, or more than anybody waits."""
    monkeypatch.setattr(retry, "PATIENCE_SECONDS", known)
    monkeypatch.setattr(retry, "UNKNOWN_PATIENCE_SECONDS", unknown)


def test_a_database_that_stays_away_is_given_up(
    database: Database, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was sent to be committed: the short patience counts, and nothing is left open."""
    patience(monkeypatch, 0.3, LONG)
    gone = away_after(database, b"insert into done")
    with gone as (opened, _), pytest.raises(DatabaseError) as caught:
        until_settled(opened, work)
    assert caught.value.code == "DATABASE_UNREACHABLE"
    assert "outcome" not in caught.value.details
    assert (work.tries, work.written) == (1, 0)


@pytest.mark.parametrize("locked", [False, True])
def test_a_lost_commit_is_found_out_when_the_database_is_back(
    database: Database, work: Work, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    """Long after the short patience, and although its first answers are timeouts."""
    patience(monkeypatch, 0.1, LONG)
    with away_after(database, COMMITTED) as (opened, between), database.connect() as rude:

        def come_back() -> None:
            if locked:
                rude.execute("lock table done")
                threading.Timer(1.5, rude.rollback).start()
            between.refusing = False

        threading.Timer(1, come_back).start()
        assert until_settled(opened, work) is True
    assert work.written == 1
    assert (work.tries > 2) == locked


def test_an_outcome_that_stays_unknown_is_said_to_be(
    database: Database, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was written, as it happens, and the caller is told how to find out."""
    patience(monkeypatch, 0.1, 0.5)
    with away_after(database, COMMITTED) as (opened, _), pytest.raises(DatabaseError) as caught:
        until_settled(opened, work)
    assert (caught.value.code, caught.value.status) == ("DATABASE_UNREACHABLE", 503)
    assert caught.value.details["outcome"] == "unknown"
    assert "Idempotency-Key" in str(caught.value.hint)
    assert (work.tries, work.written) == (1, 1)


def test_nobody_waits_for_an_unreachable_database_to_free_a_key(
    database: Database, house: House
) -> None:
    """The caller is told at once; the key is freed as soon as that can be done."""
    key = Key(house.id, "route", "once", "hash")

    def fail(_: object) -> str:
        house.connection.execute("lock table maitred.idempotency_keys")
        raise DatabaseError("away", code="DATABASE_UNREACHABLE", status=503)

    def keys() -> int:
        count: int = house.value("select count(*) from maitred.idempotency_keys")
        return count

    opened = Pool(database.dsn)
    opened.open()
    try:
        with pytest.raises(DatabaseError), house.connection.transaction():
            answer_once(opened, key, fail)
        releasers = [t for t in threading.enumerate() if t.name == RELEASER]
        for releaser in releasers:
            releaser.join(10)
        assert keys() == 0
    finally:
        opened.close()
