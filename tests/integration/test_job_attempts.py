"""Attempts at jobs: workers that die, come back, stop and meet each other."""

import datetime as dt
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from models.job import JobProgress, JobState
from models.problem import Mode
from persistence.job_queue import worker_name
from persistence.jobs import Job, events_after, mark_job
from persistence.pool import Connection
from persistence.pool import Database as Pool
from services.access import EVERYBODY
from services.jobs import attempt as job_attempt
from services.jobs import running as job_running
from services.jobs.attempt import Attempt, AttemptOverError, Why
from services.jobs.running import JobRules, rescue_jobs, run_job
from services.jobs.view import cancel_job
from services.planning.job import run_plan_job
from services.scenarios.job import JobResults, run_scenario_job
from tests.concurrency.chaos import on
from tests.integration.job_world import (
    ask_plan,
    ask_scenarios,
    closing,
    crowd,
    guests,
    job,
    over,
    until,
    working,
)
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below, and tested with the jobs that go well."""


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


def taken(opened: Pool, house: House, asked: UUID) -> Job:
    """Take a job from the queue as a worker does, and begin it."""
    house.rows("select * from maitred.procrastinate_fetch_job_v2(null, null)")
    with opened.connection() as connection:
        found = mark_job(connection, asked, JobState.RUNNING, worker=worker_name())
    assert found is not None
    return found


def silent(house: House, asked: UUID) -> None:
    """Let a worker have been silent for long."""
    house.rows(
        "update maitred.jobs set heartbeat_at = heartbeat_at - interval '1 minute'"
        " where id = %s returning 1",
        asked,
    )


def story(opened: Pool, asked: UUID) -> list[str]:
    """Return the states that were told of a job, in their order."""
    with opened.connection() as connection:
        told = events_after(connection, asked, 0, 1000)
    assert [event.seq for event in told] == sorted({event.seq for event in told})
    return [event.data["state"] for event in told if event.kind == "state"]


def test_a_job_goes_on_where_its_dead_worker_was(
    database: Database, opened: Pool, house: House
) -> None:
    """What was solved is not solved again."""
    guests(house)
    asked = ask_scenarios(opened, house, closing(house), {"name": "as it is"})
    first = taken(opened, house, asked)
    with Attempt(opened, first, lambda: False) as attempt:
        run_scenario_job(opened, attempt, processes=1)
    kept = house.rows("select key, created_at from maitred.job_runs order by key")
    house.rows(  # as if it had died just before the end
        "update maitred.jobs set state = 'running', finished_at = null, result = null,"
        " heartbeat_at = now() - interval '1 hour' where id = %s returning 1",
        asked,
    )
    house.rows(
        "insert into maitred.procrastinate_jobs (queue_name, task_name, status, args) values"
        " ('scenarios', 'maitred.job', 'doing', jsonb_build_object('job', %s::text)) returning 1",
        asked,
    )
    house.rows(
        "update maitred.jobs set queue_id = (select id from maitred.procrastinate_jobs) returning 1"
    )
    with working(database, opened):
        found = over(opened, asked)
    assert (found.state, found.attempt, found.deaths) == (JobState.DONE, 2, 1)
    assert house.rows("select key, created_at from maitred.job_runs order by key") == kept
    assert found.result is not None
    assert all(run["remembered"] for run in found.result["runs"])


def test_progress_that_is_said_while_other_progress_is_written_is_not_lost(
    opened: Pool, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end of a job tells the last one: "8 of 8", and not "7 of 8" for ever."""
    guests(house)
    real = job_attempt.tell
    first, last = (JobProgress(share=n / 8, words="w", seconds=1, solved=n) for n in (7, 8))
    attempt = Attempt(opened, taken(opened, house, ask_plan(opened, house)), lambda: False)

    written = threading.Event()

    def meanwhile(connection: Connection, job_id: UUID, number: int, said: JobProgress) -> Any:
        if said is first:
            attempt.tell(last)
        found = real(connection, job_id, number, said)
        written.set()
        return found

    monkeypatch.setattr(job_attempt, "tell", meanwhile)
    attempt.tell(first)
    with attempt:
        assert written.wait(20)
    with opened.connection() as connection:
        attempt.finish(connection, {})
    with opened.connection() as connection:
        told = events_after(connection, attempt.job.id, 0, 1000)
    assert [item.data["solved"] for item in told if item.kind == "progress"] == [7, 8]


def test_a_worker_that_comes_back_from_the_dead_writes_nothing(opened: Pool, house: House) -> None:
    """Neither the result, nor a run, nor the end, nor progress: the job is another attempt's."""
    guests(house)
    asked = ask_scenarios(opened, house)
    first = taken(opened, house, asked)
    with Attempt(opened, first, lambda: False) as ghost:
        silent(house, asked)
        assert rescue_jobs(opened, 9) == 1
        second = taken(opened, house, asked)
        assert (second.attempt, second.deaths) == (2, 1)
        until(lambda: ghost.why is Why.LOST, 10, "noticing")
        assert ghost.cancel.asked
        with pytest.raises(AttemptOverError), opened.connection() as connection:
            ghost.finish(connection, {"comparisons": [], "runs": []})
        with opened.connection() as connection:
            assert mark_job(connection, asked, JobState.FAILED, attempt=1) is None
        with pytest.raises(AttemptOverError):
            run_scenario_job(opened, ghost, processes=1)
    assert house.rows("select * from maitred.job_runs") == []
    assert job(opened, asked).state is JobState.RUNNING
    with Attempt(opened, second, lambda: False) as attempt:
        run_scenario_job(opened, attempt, processes=1)
    assert story(opened, asked) == ["queued", "running", "queued", "running", "done"]


def test_runs_of_an_attempt_that_is_over_are_not_kept(opened: Pool, house: House) -> None:
    """Even when it has not noticed yet."""
    guests(house)
    asked = ask_scenarios(opened, house)
    first = taken(opened, house, asked)
    silent(house, asked)
    rescue_jobs(opened, 9)
    ghost = Attempt(opened, first, lambda: False)  # it gives no sign of life, and notices nothing
    with pytest.raises(AttemptOverError):
        run_scenario_job(opened, ghost, processes=1)
    assert house.rows("select * from maitred.job_runs") == []
    assert JobResults(opened, ghost).plan("nothing") is None


def test_a_plan_of_an_attempt_that_is_over_is_not_committed(opened: Pool, house: House) -> None:
    """The commit is rolled back whole, with the seats."""
    guests(house)
    asked = ask_plan(opened, house)
    first = taken(opened, house, asked)
    silent(house, asked)
    rescue_jobs(opened, 9)
    ghost = Attempt(opened, first, lambda: False)
    with pytest.raises(AttemptOverError):
        run_plan_job(opened, ghost, replans=0)
    assert house.rows("select * from booking_table_assignments") == []
    assert house.rows("select state from maitred.runs") == [{"state": "failed"}]


def test_a_job_that_two_workers_died_with_fails(opened: Pool, house: House) -> None:
    """With the reason; it is in the queue no more."""
    asked = ask_scenarios(opened, house)
    for death in (1, 2):
        taken(opened, house, asked)
        assert rescue_jobs(opened, 2) == 0
        silent(house, asked)
        assert rescue_jobs(opened, 2) == 1
        assert job(opened, asked).deaths == death
    found = job(opened, asked)
    assert found.state is JobState.FAILED
    assert found.error is not None
    assert found.error["code"] == "WORKER_DIED"
    assert worker_name() in found.error["message"]
    assert house.rows("select * from maitred.procrastinate_jobs") == []
    assert story(opened, asked) == ["queued", "running", "queued", "running", "failed"]


def test_a_dead_workers_job_is_cancelled_by_whoever_finds_it(opened: Pool, house: House) -> None:
    """Nobody has to work on it for that."""
    asked = ask_scenarios(opened, house)
    taken(opened, house, asked)
    assert cancel_job(opened, asked, EVERYBODY)["state"] == "running"
    silent(house, asked)
    rescue_jobs(opened, 2)
    assert job(opened, asked).state is JobState.CANCELLED


def test_a_job_that_was_taken_and_never_begun_is_given_out_again(
    opened: Pool, house: House
) -> None:
    """Its worker died in between: nobody's fault, and no death."""
    asked = ask_scenarios(opened, house)
    house.rows("select * from maitred.procrastinate_fetch_job_v2(null, null)")
    assert rescue_jobs(opened, 1) == 1
    assert job(opened, asked).state is JobState.QUEUED
    assert house.rows("select status::text from maitred.procrastinate_jobs") == [{"status": "todo"}]


def test_a_place_in_the_queue_without_a_job_is_left(opened: Pool, house: House) -> None:
    """Of a job that was swept, or is over."""
    asked = ask_scenarios(opened, house)
    (place,) = house.rows("select * from maitred.procrastinate_fetch_job_v2(null, null)")
    house.rows("delete from maitred.jobs where id = %s returning 1", asked)
    run_job(opened, JobRules(), asked, place["id"], lambda: False)
    assert house.rows("select * from maitred.procrastinate_jobs") == []


def test_what_is_in_the_way_for_a_while_is_tried_again(
    database: Database, opened: Pool, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock that somebody holds; with a pause, and not for ever."""
    monkeypatch.setattr(job_running, "BACK_OFF_SECONDS", 0.1)
    guests(house)
    asked = ask_plan(opened, house)
    with (
        pool(database) as impatient,
        database.connect() as blocker,
        database.connect(autocommit=True) as admin,
    ):
        admin.execute(f"alter database {database.name} set lock_timeout = '100ms'".encode())
        blocker.execute("lock table maitred.runs in exclusive mode")
        with working(database, impatient, lock_timeout_seconds=0.1):
            until(lambda: job(opened, asked).failures >= 1, what="a failure")
            blocker.rollback()
            found = over(opened, asked)
    assert found.state is JobState.DONE
    assert found.attempt == found.failures + 1
    assert story(opened, asked)[-2:] == ["running", "done"]


def test_a_worker_outlives_its_connections(database: Database, opened: Pool, house: House) -> None:
    """The server drops all of them in the middle of a job, which has one end all the same."""
    crowd(house)
    asked = ask_plan(opened, house, budget_seconds=2.0)
    with working(database, opened):
        until(lambda: job(opened, asked).progress is not None, what="progress")
        house.rows(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
        assert over(opened, asked).state is JobState.DONE
        later = ask_plan(opened, house, DATE + dt.timedelta(days=1))
        assert over(opened, later).state is JobState.FAILED  # nobody comes then
    assert story(opened, asked)[-1] == "done"
    committed = house.rows("select id from maitred.runs where state = 'committed'")
    assert len(committed) == 1


def test_a_worker_that_stops_gives_its_job_back(
    database: Database, opened: Pool, house: House
) -> None:
    """After the grace; the next one does it from what is there."""
    crowd(house)
    asked = ask_plan(opened, house, budget_seconds=60.0)
    with working(database, opened, worker_grace_seconds=0.1):
        until(lambda: job(opened, asked).progress is not None, what="progress")
        began = time.monotonic()
    assert time.monotonic() - began < 15
    found = job(opened, asked)
    assert (found.state, found.deaths, found.failures) == (JobState.QUEUED, 0, 0)
    assert house.rows("select status::text from maitred.procrastinate_jobs") == [{"status": "todo"}]
    assert house.rows("select * from booking_table_assignments") == []


@pytest.mark.parametrize("kind", ["plan", "scenarios"])
def test_a_job_that_runs_is_cancelled_within_two_seconds(
    database: Database, opened: Pool, house: House, kind: str
) -> None:
    """In the middle of a solve of a minute; nothing is written to the date."""
    crowd(house)
    if kind == "plan":
        asked = ask_plan(opened, house, budget_seconds=60.0, mode=Mode.REBUILD)
    else:
        asked = ask_scenarios(opened, house, budget_seconds=60.0, gap=0.0)
    with working(database, opened):
        until(lambda: job(opened, asked).progress is not None, what="progress")
        before = dt.datetime.now(dt.UTC)
        assert cancel_job(opened, asked, EVERYBODY)["cancelRequested"]
        found = over(opened, asked, 20)
    assert found.state is JobState.CANCELLED
    assert found.finished_at is not None
    assert found.finished_at - before < dt.timedelta(seconds=10)  # two on a machine of its own
    assert house.rows("select * from booking_table_assignments") == []
    assert house.value("select count(*) from maitred.runs where state = 'committed'") == 0


def test_two_workers_do_every_job_once(database: Database, opened: Pool, house: House) -> None:
    """Plans of one date one after the other, and nothing twice."""
    guests(house, dates=2)
    plans = [
        ask_plan(opened, house, DATE + dt.timedelta(days=n % 2), mode=Mode.REBUILD, dry_run=n > 3)
        for n in range(6)
    ]
    scenarios = [ask_scenarios(opened, house) for _ in range(2)]
    with working(database, opened, worker_concurrency=2), working(database, opened):
        found = [over(opened, asked, 100) for asked in (*plans, *scenarios)]
    assert {(item.state, item.attempt) for item in found} == {(JobState.DONE, 1)}
    for asked in (*plans, *scenarios):
        assert story(opened, asked) == ["queued", "running", "done"]
    sql = "select id from maitred.runs where state <> 'conflicted'"
    runs = {item.result["runId"] for item in found[:6] if item.result}
    assert {str(row["id"]) for row in house.rows(sql)} == runs
    for date in (DATE, DATE + dt.timedelta(days=1)):
        spans = sorted(
            (item.started_at, item.finished_at)
            for item in found
            if item.service_date == date and item.started_at and item.finished_at
        )
        assert len(spans) == 3
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
