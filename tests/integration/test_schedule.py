"""Plans by the clock: once for each date and time, on each restaurant's own clock."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from models.job import JobState
from persistence.pool import Database as Pool
from services.engine import switch_engine
from services.jobs.schedule import order_due_plans
from tests.concurrency.chaos import on
from tests.integration.job_world import guests, until, working
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

PLAN = {"mode": "fill", "maxMoves": None, "budgetSeconds": 1.0, "dryRun": False}
FOUR = (dt.time(16),)
DAYS = 12
"""Around both changes of clocks; a whole year says no more."""


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


def at(day: dt.date, *clock: int) -> dt.datetime:
    """Return a moment of a date in UTC."""
    return dt.datetime.combine(day, dt.time(*clock), dt.UTC)


def queued(house: House) -> list[dt.date]:
    """Return the dates of the house's jobs, in their order."""
    rows = house.rows(
        "select service_date from maitred.jobs where restaurant_id = %s order by 1", house.id
    )
    return [row["service_date"] for row in rows]


def test_tonight_is_planned_when_its_time_comes(opened: Pool, house: House) -> None:
    """Not before, once, not when it is long past; and not without bookings."""
    guests(house)
    empty = House.build(house.connection)
    counts = [
        order_due_plans(opened, FOUR, PLAN, at(DATE, *clock))
        for clock in ((15, 59), (16, 0), (16, 0, 15), (18, 0))
    ]
    assert counts == [0, 1, 0, 0]
    assert (queued(house), queued(empty)) == ([DATE], [])


def test_a_late_worker_makes_up_for_it(opened: Pool, house: House) -> None:
    """Within two hours; and a first booking that comes in that time has its plan."""
    assert order_due_plans(opened, FOUR, PLAN, at(DATE, 16, 30)) == 0
    guests(house)
    assert order_due_plans(opened, FOUR, PLAN, at(DATE, 17, 59)) == 1


def test_restaurants_have_their_own_times(opened: Pool, house: House) -> None:
    """In place of the worker's; an empty list means never."""
    other, never = House.build(house.connection), House.build(house.connection)
    for each in (house, other, never):
        guests(each)
    house.insert("maitred.restaurant_settings", restaurant_id=other.id, plan_at="{12:00,17:30}")
    house.insert("maitred.restaurant_settings", restaurant_id=never.id, plan_at="{}")
    assert order_due_plans(opened, FOUR, PLAN, at(DATE, 12)) == 1
    assert order_due_plans(opened, FOUR, PLAN, at(DATE, 16)) == 1
    assert order_due_plans(opened, FOUR, PLAN, at(DATE, 17, 30)) == 1
    assert [len(queued(each)) for each in (house, other, never)] == [1, 2, 0]


def test_dates_of_the_products_own_allocator_are_left_to_it(opened: Pool, house: House) -> None:
    """Also when somebody changes that a moment later: it is looked at once."""
    guests(house)
    switch_engine(opened, house.id, "test", kill=True)
    assert order_due_plans(opened, FOUR, PLAN, at(DATE, 16)) == 0
    switch_engine(opened, house.id, "test", kill=False)
    assert order_due_plans(opened, FOUR, PLAN, at(DATE, 16, 1)) == 0
    assert queued(house) == []


def test_a_broken_clock_is_left_to_whoever_plans(opened: Pool, house: House) -> None:
    """The others are planned all the same."""
    guests(house)
    House.build(house.connection)
    house.rows("update restaurants set timezone = 'Mars' where id <> %s returning 1", house.id)
    assert order_due_plans(opened, FOUR, PLAN, at(DATE, 16)) == 1


@pytest.mark.parametrize("first", [dt.date(2026, 3, 24), dt.date(2026, 10, 20)])
def test_changes_of_clocks_cost_and_double_no_plan(
    opened: Pool, house: House, first: dt.date
) -> None:
    """Every date once, also at a time that there is twice, or never, and if clocks go back."""
    house.rows("update restaurants set timezone = 'Europe/London' returning 1")
    dates = [first + dt.timedelta(days) for days in range(DAYS)]
    for date in dates:
        house.booking(booking_date=date)
    now = at(first, 0)
    times = (dt.time(1, 30), dt.time(16))
    for _ in range(DAYS * 24):
        for back in (0, 1):
            order_due_plans(opened, times, PLAN, now - dt.timedelta(hours=back))
        now += dt.timedelta(hours=1)
    assert queued(house) == sorted(dates * 2)


def test_many_workers_queue_one_plan(opened: Pool, house: House) -> None:
    """Whoever writes the row first."""
    guests(house)
    with ThreadPoolExecutor(6) as workers:
        found = list(
            workers.map(lambda _: order_due_plans(opened, FOUR, PLAN, at(DATE, 16)), range(12))
        )
    assert sum(found) == len(queued(house)) == 1


def test_a_worker_plans_by_the_clock(database: Database, opened: Pool, house: House) -> None:
    """From the setting to the committed plan."""
    now = dt.datetime.now(dt.UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    moment = max(midnight, now - dt.timedelta(minutes=1))
    house.booking(booking_date=now.date(), start=dt.time(23, 30))
    with working(database, opened, schedule=(moment.time(),)):
        until(lambda: bool(queued(house)), what="the plan's job")
        states = "select state from maitred.jobs"
        until(lambda: house.value(states) in (JobState.DONE, JobState.FAILED), what="its end")
    assert house.value(states) == "done"
