"""Whose turn it is: restaurants beside each other, urgent dates, and the share of each."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

import pytest

from models.job import JobKind
from persistence.history import NOBODY
from persistence.jobs import Order, create_job, leave_queue
from persistence.pool import Database as Pool
from persistence.pool import enter_tenant
from tests.concurrency.chaos import on
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

PLAN = {"mode": "fill", "maxMoves": None, "budgetSeconds": 1.0, "dryRun": False}
CROWD = 60
NO_SHARE = 1000


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


def ask(opened: Pool, house: House, days: int = 100, kind: JobKind = JobKind.PLAN) -> UUID:
    """Ask for a plan of a date so many days after the one that is today; return the job's id."""
    date = None if kind is JobKind.SCENARIOS else DATE + dt.timedelta(days)
    with opened.connection() as connection:
        enter_tenant(connection, house.id)
        return create_job(connection, Order(house.id, kind, PLAN, NOBODY, date, DATE)).id


def take(house: House, share: int = NO_SHARE, kind: JobKind = JobKind.PLAN) -> UUID | None:
    """Take the next job as a worker does; return its id, or None."""
    sql = "select args ->> 'job' as job from maitred.fetch_job_v1(%s, null, %s)"
    rows = house.rows(sql, [kind.value], share)
    return UUID(rows[0]["job"]) if rows else None


def end(opened: Pool, house: House, job: UUID) -> None:
    """End a job that was taken."""
    (row,) = house.rows(
        "update maitred.jobs set state = 'failed', finished_at = now() where id = %s"
        " returning queue_id",
        job,
    )
    with opened.connection() as connection:
        leave_queue(connection, row["queue_id"])


def test_who_has_few_jobs_does_not_wait_for_who_has_many(opened: Pool, house: House) -> None:
    """Behind one job of the others, not behind all."""
    other = House.build(house.connection)
    many = [ask(opened, house, 100 + number) for number in range(CROWD)]
    few = [ask(opened, other, 100 + number) for number in range(3)]
    taken = [take(house) for _ in range(7)]
    assert taken == [many[0], few[0], many[1], few[1], many[2], few[2], many[3]]


def test_who_keeps_asking_does_not_starve_who_has_waited(opened: Pool, house: House) -> None:
    """Two jobs of one are always there; of the other's backlog every second job is one."""
    other = House.build(house.connection)
    backlog = {ask(opened, house, 100 + number) for number in range(CROWD)}
    for number in range(2):
        ask(opened, other, 200 + number)
    served = []
    for number in range(30):
        job = take(house)
        assert job is not None
        served.append(job in backlog)
        end(opened, house, job)
        if not served[-1]:
            ask(opened, other, 300 + number)
    assert 12 <= sum(served) <= 18


def test_an_idle_restaurant_has_saved_nothing_up(opened: Pool, house: House) -> None:
    """Whoever comes late begins with the turn that it is, not with those that it missed."""
    other = House.build(house.connection)
    for number in range(CROWD):
        ask(opened, house, 100 + number)
    for _ in range(CROWD // 2):
        job = take(house)
        assert job is not None
        end(opened, house, job)
    late = [ask(opened, other, 100 + number) for number in range(10)]
    taken = [take(house) for _ in range(10)]
    assert 4 <= sum(job in late for job in taken) <= 6


def test_tonight_comes_before_next_week(opened: Pool, house: House) -> None:
    """Whoever asked first."""
    later, week, tonight = (ask(opened, house, days) for days in (30, 6, 0))
    assert [take(house) for _ in range(3)] == [tonight, week, later]


def test_calling_everything_urgent_helps_for_a_while_only(opened: Pool, house: House) -> None:
    """Twenty turns are as much as somebody else's date next month waits for."""
    other = House.build(house.connection)
    for _ in range(CROWD):
        ask(opened, house, 0)
    patient = ask(opened, other, 30)
    before = 0
    while (job := take(house)) != patient:
        assert job is not None
        end(opened, house, job)
        before += 1
    assert before <= 21


def test_a_restaurant_has_its_share_of_the_workers(opened: Pool, house: House) -> None:
    """The rest is left to others, even if they come later."""
    other = House.build(house.connection)
    many = [ask(opened, house, 100 + number) for number in range(5)]
    assert [take(house, 2) for _ in range(3)] == [many[0], many[1], None]
    assert ask(opened, other) == take(house, 2)
    end(opened, house, many[0])
    assert [take(house, 2) for _ in range(2)] == [many[2], None]


def test_a_share_counts_jobs_of_one_kind(opened: Pool, house: House) -> None:
    """Scenarios that run do not keep a date waiting."""
    scenarios = ask(opened, house, kind=JobKind.SCENARIOS)
    assert take(house, 1, JobKind.SCENARIOS) == scenarios
    assert take(house, 1) is None
    asked = ask(opened, house)
    assert take(house, 1) == asked


def test_jobs_of_one_date_stay_in_their_order(opened: Pool, house: House) -> None:
    """One after the other, also while the first one pauses."""
    first, second = ask(opened, house), ask(opened, house)
    assert [take(house), take(house)] == [first, None]
    house.rows(
        "update maitred.procrastinate_jobs set status = 'todo', scheduled_at = now() + '1 hour'"
        " where status = 'doing' returning 1"
    )
    assert take(house) is None
    house.rows("update maitred.procrastinate_jobs set scheduled_at = null returning 1")
    assert take(house) == first
    end(opened, house, first)
    assert take(house) == second


def test_places_of_an_older_version_are_given_out(opened: Pool, house: House) -> None:
    """They do not say whose they are."""
    asked = [ask(opened, house, number) for number in range(3)]
    house.rows("update maitred.procrastinate_jobs set args = args - 'restaurant' returning 1")
    assert [take(house, 1) for _ in range(3)] == asked
