"""Many edits of one date: few plans, and the last edit is in the last of them, whoever dies."""

import random
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from models.job import JobKind, JobState
from persistence.history import NOBODY
from persistence.jobs import (
    Order,
    Settling,
    back_in_queue,
    create_job,
    mark_job,
    recent_jobs,
)
from persistence.pool import Database as Pool
from persistence.pool import enter_tenant
from services.jobs.running import JobRules, run_job
from tests.budgets import EDIT_KILLS, EDITING_SECONDS, EDITS, MOST_SOLVES, SOAK
from tests.concurrency.chaos import on, say
from tests.integration.job_world import WorkerProcess, guests, job, over, until, working
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "workers.md"
PLAN = {"mode": "rebuild", "maxMoves": None, "budgetSeconds": 1.0, "dryRun": False}
AT_ONCE = 8
QUICK = Settling(0.3, 1.0)


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


def install_triggers(house: House) -> None:
    """Let the booking system ask as the how-to says; short runs do not wait so long."""
    (sql,) = re.findall(
        r"```sql\n(create function maitred.date_edited.*?)```", HOW_TO.read_text(), re.S
    )
    if not SOAK:
        sql = sql.replace("booking_date);", "booking_date, quiet => 0.3, most => 1);")
    house.connection.execute(sql.encode())


def ask(opened: Pool, house: House) -> UUID:
    """Say that the test date was edited; return the job's id."""
    order = Order(house.id, JobKind.PLAN, PLAN, NOBODY, DATE, DATE, settling=QUICK)
    with opened.connection() as connection:
        enter_tenant(connection, house.id)
        return create_job(connection, order).id


def plans(opened: Pool, house: House) -> list[JobState]:
    """Return the states of all jobs of the house."""
    with opened.connection() as connection:
        return [found.state for found in recent_jobs(connection, house.id, 1000)]


def seated(house: House, booking: UUID) -> bool:
    """Tell whether a booking has a table."""
    sql = "select count(*) from booking_table_assignments where booking_id = %s"
    return bool(house.value(sql, booking))


def take(house: House) -> int:
    """Take the next plan as a worker does, when it is due; return its place in the queue."""
    house.rows("update maitred.procrastinate_jobs set scheduled_at = null returning 1")
    (row,) = house.rows("select id from maitred.fetch_job_v1('{plan}', null, 9)")
    place: int = row["id"]
    return place


def storm(database: Database, house: House) -> UUID:
    """Edit bookings of the test date, many at once; return the booking that came last."""
    bookings = [row["id"] for row in house.rows("select id from bookings")]

    began = time.monotonic()

    def paced(first: int) -> None:
        for number in range(first, EDITS, AT_ONCE):
            pause = number * EDITING_SECONDS / EDITS - (time.monotonic() - began)
            time.sleep(max(0.0, pause))
            with database.connect() as connection:
                connection.execute(
                    "update bookings set party_size = 2 + %s %% 3 where id = %s",
                    [number, bookings[number % len(bookings)]],
                )

    with ThreadPoolExecutor(AT_ONCE) as callers:
        list(callers.map(paced, range(AT_ONCE)))
    return house.booking(party_size=4)


def test_a_storm_of_edits_costs_few_plans(database: Database, opened: Pool, house: House) -> None:
    """By the triggers of the how-to; every edit before the end is in the last plan."""
    guests(house)
    install_triggers(house)
    with working(database, opened):
        last = storm(database, house)
        until(lambda: all(state.is_final for state in plans(opened, house)), 60, "the last plan")
    states = plans(opened, house)
    asked = house.value("select sum(asked) from maitred.jobs")
    say(f"edits: {EDITS} in {EDITING_SECONDS:g} s were {len(states)} plans")
    assert set(states) == {JobState.DONE}
    assert len(states) <= MOST_SOLVES
    assert asked > EDITS / 2, "did not test: most edits asked for nothing"
    assert seated(house, last)
    newest = house.value(
        "select problem::text from maitred.runs where state = 'committed'"
        " order by created_at desc limit 1"
    )
    assert str(last) in newest


def test_what_maitred_writes_asks_for_no_plan(
    database: Database, opened: Pool, house: House
) -> None:
    """Otherwise every plan would be followed by another one."""
    guests(house)
    install_triggers(house)
    asked = ask(opened, house)
    with working(database, opened):
        assert over(opened, asked).state is JobState.DONE
    assert house.value("select count(*) from booking_table_assignments") >= 4
    assert plans(opened, house) == [JobState.DONE]


def test_edits_that_are_not_committed_yet_are_waited_for(
    database: Database, opened: Pool, house: House
) -> None:
    """Whoever has asked in a transaction is in the plan, even if a worker was faster."""
    guests(house)
    asked = ask(opened, house)
    place = take(house)
    with database.connect() as editing:
        (booking,) = editing.execute(
            "insert into bookings select (jsonb_populate_record(b, jsonb_build_object('id',"
            " gen_random_uuid(), 'reference', null))).* from bookings b limit 1 returning id"
        ).fetchall()
        editing.execute("select maitred.ask_replan_v1(%s, %s)", [house.id, DATE])
        work = threading.Thread(
            target=run_job, args=(opened, JobRules(), asked, place, lambda: False)
        )
        work.start()
        time.sleep(0.5)
        assert job(opened, asked).state is JobState.QUEUED
        editing.commit()
    work.join(60)
    found = job(opened, asked)
    assert (found.state, found.asked, found.settles) == (JobState.DONE, 2, False)
    assert seated(house, booking["id"])
    assert len(plans(opened, house)) == 1


def test_an_edit_while_the_date_is_planned_has_the_next_job(
    database: Database, opened: Pool, house: House
) -> None:
    """And the job that is given back then does not get into its way."""
    guests(house)
    first = ask(opened, house)
    place = take(house)
    with opened.connection() as connection:
        begun = mark_job(connection, first, JobState.RUNNING, worker="test")
    second = ask(opened, house)
    assert second != first
    assert begun is not None
    with opened.connection() as connection:
        assert mark_job(connection, first, JobState.QUEUED, attempt=1, reason="test")
        back_in_queue(connection, place)
    assert ask(opened, house) == second
    assert [job(opened, one).asked for one in (first, second)] == [1, 2]
    with working(database, opened):
        assert [over(opened, one).state for one in (first, second)] == [JobState.DONE] * 2
    (early, late) = (job(opened, one).finished_at for one in (first, second))
    assert early is not None
    assert late is not None
    assert early < late


@pytest.mark.parametrize("number", range(EDIT_KILLS))
def test_no_edit_is_lost_with_a_worker(
    database: Database, opened: Pool, house: House, number: int
) -> None:
    """kill -9 between the edit and the plan, or in the middle: the next worker sees the edit."""
    guests(house)
    asked = ask(opened, house)
    worker = WorkerProcess(database, job_deaths=1000)
    try:
        until(lambda: job(opened, asked).state is not JobState.QUEUED, 60, "its beginning")
        late = house.booking(party_size=3)
        second = ask(opened, house)
        time.sleep(random.random() * 0.5)
        worker.kill()
        with working(database, opened, job_deaths=1000):
            assert over(opened, second).state is JobState.DONE
            assert over(opened, asked).state is JobState.DONE
    finally:
        if worker.process.poll() is None:
            worker.kill()
    assert seated(house, late)
