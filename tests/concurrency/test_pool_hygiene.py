"""Transactions of two restaurants on a few connections: nothing of one is left for the next."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from models.errors import MaitredError
from persistence.pool import Connection, Limits, enter_tenant
from persistence.pool import Database as Pool
from tests.concurrency.chaos import SECONDS, SOAKING, on, say
from tests.integration.postgres_servers import Database, House

CONNECTIONS, WORKERS = 4, 8
TRANSACTIONS = 2000 if SOAKING else 800
GUARDED = ("allocations", "table_holds", "table_hold_windows", "capacity_outbox")


class OnPurposeError(Exception):
    """Ends a transaction from outside the database."""


def ends_well(connection: Connection, house: House) -> None:
    """Do nothing wrong."""


def raises(connection: Connection, house: House) -> None:
    """Fail beside the database."""
    raise OnPurposeError


def is_refused(connection: Connection, house: House) -> None:
    """Ask for what cannot be."""
    connection.execute("select 1 / 0")


def is_cancelled(connection: Connection, house: House) -> None:
    """Take too long."""
    connection.execute("set local statement_timeout = 1")
    connection.execute("select pg_sleep(1)")


def is_cut_off(connection: Connection, house: House) -> None:
    """Lose the connection."""
    house.rows("select pg_terminate_backend(%s, 1000)", connection.info.backend_pid)
    connection.execute("select 1")


def becomes_a_user(connection: Connection, house: House) -> None:
    """Take a user's role and claims, as a part of a transaction may."""
    claims = json.dumps({"sub": str(uuid4())})
    connection.execute("select set_config('request.jwt.claims', %s, true)", [claims])
    connection.execute("set local role authenticated")


def commits_early(connection: Connection, house: House) -> None:
    """Go on in another transaction, which has no tenant any more."""
    connection.commit()
    assert left_over(connection) == CLEAN


def rolls_back_to_a_savepoint(connection: Connection, house: House) -> None:
    """Enter the other tenant for a part that is undone."""
    with connection.transaction(force_rollback=True):
        enter_tenant(connection, uuid4())
    assert restaurants(connection) == {house.id}


ENDS: tuple[Callable[[Connection, House], None], ...] = (
    *(ends_well, ends_well, ends_well, raises, is_refused, is_cancelled, is_cut_off),
    *(becomes_a_user, commits_early, rolls_back_to_a_savepoint),
)

CLEAN = {"tenant": None, "claims": None, "role": "service_role", "timeout": "15s"}


def left_over(connection: Connection) -> dict[str, str | None]:
    """Return what the last transaction may have left on a connection."""
    row = connection.execute(
        "select nullif(current_setting('app.restaurant_id', true), '') as tenant,"
        " nullif(current_setting('request.jwt.claims', true), '') as claims,"
        " current_user::text as role, current_setting('statement_timeout') as timeout"
    ).fetchone()
    assert row is not None
    return dict(row)


def restaurants(connection: Connection) -> set[UUID]:
    """Return whose rows are to be seen."""
    union = " union ".join(f"select restaurant_id as id from {table}" for table in GUARDED)
    return {row["id"] for row in connection.execute(union.encode()).fetchall()}


class Hygiene:
    """Works for two restaurants in turn, from several threads."""

    def __init__(self, pool: Pool, houses: tuple[House, House]) -> None:
        self._pool = pool
        self._houses = houses
        self._until = time.monotonic() + SECONDS
        self._left = TRANSACTIONS
        self._lock = threading.Lock()
        self.ended: Counter[str] = Counter()
        self.violations: list[str] = []

    def run(self) -> None:
        """Work until there was enough of it."""
        threads = [threading.Thread(target=self._work, args=(n,)) for n in range(WORKERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _more(self) -> bool:
        with self._lock:
            self._left -= 1
            return self._left >= 0 or (SOAKING and time.monotonic() < self._until)

    def _work(self, seed: int) -> None:
        chance = random.Random(seed)
        while self._more():
            house, end = chance.choice(self._houses), chance.choice(ENDS)
            try:
                self._transaction(house, end, with_tenant=chance.random() < 0.9)
                how = "well"
            except (OnPurposeError, MaitredError) as error:
                how = getattr(error, "code", "raised")
            except AssertionError as error:
                with self._lock:
                    self.violations.append(f"{end.__name__}: {error}")
                continue
            with self._lock:
                self.ended[how] += 1

    def _transaction(
        self, house: House, end: Callable[[Connection, House], None], *, with_tenant: bool
    ) -> None:
        with self._pool.connection() as connection:
            assert left_over(connection) == CLEAN
            if not with_tenant:
                restaurants(connection)
                raise AssertionError("rows without a tenant")
            enter_tenant(connection, house.id)
            assert restaurants(connection) == {house.id}
            end(connection, house)


@pytest.mark.parametrize("server", on("pg18"), indirect=True)
def test_nothing_is_left_for_the_next_tenant(database: Database, house: House) -> None:
    """However transactions end, the next one starts without tenant, user and role, and sees its own
    restaurant only; without a tenant it is refused."""
    houses = house, House.build(house.connection)
    for each in houses:
        each.assign(each.booking(), "T1", "T2")
        each.hold("T3")
        each.insert("capacity_outbox", restaurant_id=each.id, event_type="test")
    # From here on whoever connects is held by row-level security, as the product's service is.
    house.connection.execute(f"alter database {database.name} set role service_role".encode())
    pool = Pool(database.dsn, Limits(pool_size=CONNECTIONS, pool_wait_seconds=30))
    pool.open()
    hygiene = Hygiene(pool, houses)
    hygiene.run()
    pool.close()
    assert hygiene.violations == []
    assert hygiene.ended["well"] > TRANSACTIONS / 4
    # A mistake, a timeout, a lost connection, no tenant: all of it has happened.
    assert len(hygiene.ended.keys() - {"well", "raised"}) == 4, hygiene.ended
    say(f"pool hygiene: {hygiene.ended.total()} transactions, 0 violations")
