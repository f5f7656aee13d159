"""Plan and commit in tests: the real services over a test's own database."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from models.plan import DayPlan
from models.problem import Mode
from persistence.commit import CommitOutcome, CommitRequest, commit_plan
from persistence.pool import Database as Pool
from persistence.runs import create_run
from persistence.snapshot import DaySnapshot, read_day
from services.planning.plan_date import PlanRequest, plan_date
from solver.day import plan_day
from tests.integration.postgres_servers import DATE, Database, House

AS_OF = dt.datetime.combine(DATE, dt.time(8), tzinfo=dt.UTC)
"""The morning of the test date: nothing has started yet."""


@contextmanager
def pool(database: Database) -> Iterator[Pool]:
    """Lend a pool on a test's database."""
    opened = Pool(database.dsn)
    opened.open()
    try:
        yield opened
    finally:
        opened.close()


def snapshot(database: Pool, restaurant: UUID, mode: Mode = Mode.FILL) -> DaySnapshot:
    """Read the test date."""
    with database.connection() as connection:
        return read_day(connection, restaurant, DATE, mode=mode, as_of=AS_OF)


def plan(found: DaySnapshot) -> DayPlan:
    """Plan a snapshot; test days are small."""
    return plan_day(found.problem, budget_seconds=5)


def commit(database: Pool, found: DaySnapshot, planned: DayPlan) -> CommitOutcome:
    """Commit a plan as the service does."""
    restaurant = found.restaurant.id
    with database.connection() as connection:
        run = create_run(connection, restaurant, DATE, found.problem, planned)
    return commit_plan(database, CommitRequest(restaurant, run, found.problem, planned))


def plan_test_date(database: Pool, restaurant: UUID, **wanted: Any) -> dict[str, Any]:
    """Plan and commit the test date through the use case; return its answer."""
    request = PlanRequest(restaurant, DATE, **{"budget_seconds": 5.0, **wanted})
    answer: dict[str, Any] = json.loads(plan_date(database, request).text)
    return answer


def stored(house: House) -> dict[str, list[str]]:
    """Return table numbers by booking id, as the database has them."""
    rows = house.rows("select booking_id, table_id from booking_table_assignments")
    bookings = sorted({str(row["booking_id"]) for row in rows})
    return {
        key: house.names(row["table_id"] for row in rows if str(row["booking_id"]) == key)
        for key in bookings
    }


WATCHED = (
    "booking_table_assignments",
    "allocations",
    "booking_assignment_idempotency",
    "bookings",
    "table_holds",
)


def fingerprint(house: House, tables: Iterable[str] = WATCHED) -> list[str]:
    """Return a hash of every table that planning may write to, or of other ones."""
    return [
        house.value(
            f"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t"
        )
        for table in tables
    ]
