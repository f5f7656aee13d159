"""Real workers that are killed and stopped: every job has one end and one result."""

import datetime as dt
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

import pytest

from models.job import JobState
from models.problem import Mode
from persistence.jobs import events_after
from persistence.pool import Database as Pool
from tests.concurrency.chaos import SECONDS, SOAKING, on, say
from tests.concurrency.test_whatif_killed import MARK, family
from tests.integration.job_world import (
    WorkerProcess,
    ask_plan,
    ask_scenarios,
    closing,
    crowd,
    guests,
    job,
    over,
    until,
    worker_process,
)
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

WORKERS = 4 if SOAKING else 2
DATES = 4
JOBS = round(SECONDS) if SOAKING else 4
KILLS = max(2, round(SECONDS / 6)) if SOAKING else 2
RESCUED_SECONDS = 15.0
"""A job of a killed worker is begun again within this, on a machine of its own."""


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


def ends(opened: Pool, asked: UUID) -> list[str]:
    """Return the final states that were told of a job."""
    with opened.connection() as connection:
        told = events_after(connection, asked, 0, 1000)
    states = [event.data["state"] for event in told if event.kind == "state"]
    return [state for state in states if JobState(state).is_final]


def order(opened: Pool, house: House, number: int) -> UUID:
    """Ask for something: plans of some dates that are in each other's way, and scenarios."""
    if number % 3 == 2:
        return ask_scenarios(opened, house, closing(house), {"name": "as it is"})
    date = DATE + dt.timedelta(days=number % DATES)
    return ask_plan(opened, house, date, budget_seconds=1.0, mode=Mode.REBUILD)


def kill_one(
    opened: Pool,
    database: Database,
    workers: list[WorkerProcess],
    dice: random.Random,
    asked: list[UUID],
    settings: dict[str, object],
) -> bool:
    """Kill a worker that has a job in hand, at a random moment of it, and start another one."""
    time.sleep(dice.random())
    busy = {found.worker for one in asked if (found := job(opened, one)).state is JobState.RUNNING}
    pids = {int(name.rpartition(":")[2]) for name in busy if name}
    chosen = [worker for worker in workers if worker.process.pid in pids]
    if not chosen:
        return False
    victim = dice.choice(chosen)
    victim.kill()
    workers.remove(victim)
    workers.append(WorkerProcess(database, **settings))
    return True


def test_every_job_ends_once_whoever_is_killed(
    database: Database, opened: Pool, house: House
) -> None:
    """kill -9 in the middle of jobs, again and again: one end and one result each."""
    guests(house, dates=DATES)
    seed = random.randrange(2**32)
    dice, kills = random.Random(seed), 0
    settings: dict[str, object] = {"job_deaths": 1000, "scenario_processes": 1}
    asked = [order(opened, house, number) for number in range(JOBS)]
    workers = [WorkerProcess(database, **settings) for _ in range(WORKERS)]
    try:
        while any(not job(opened, one).state.is_final for one in asked) or kills < KILLS:
            if kills < KILLS and kill_one(opened, database, workers, dice, asked, settings):
                kills += 1
            if kills < KILLS and all(job(opened, one).state.is_final for one in asked):
                asked.append(order(opened, house, len(asked)))
            time.sleep(0.1)
    finally:
        for worker in workers:
            worker.kill()
    found = [job(opened, one) for one in asked]
    attempts = Counter(item.attempt for item in found)
    say(f"workers: seed {seed}, {len(asked)} jobs, {kills} kills, attempts {dict(attempts)}")
    assert [item.state for item in found] == [JobState.DONE] * len(asked)
    assert [ends(opened, one) for one in asked] == [["done"]] * len(asked)
    assert sum(item.deaths for item in found) >= 1, "did not test: no job lost its worker"
    results = [item.result["runId"] for item in found if item.result and "runId" in item.result]
    committed = house.rows("select id from maitred.runs where state = 'committed'")
    assert sorted(str(row["id"]) for row in committed) == sorted(results)
    assert house.rows("select * from maitred.procrastinate_jobs") == []


def test_a_killed_workers_job_is_soon_begun_again(
    database: Database, opened: Pool, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its solver processes are gone with it. A worker that is asked to stop gives it back."""
    crowd(house)
    mark = f"{os.getpid()}-workers"
    monkeypatch.setenv(MARK, mark)
    asked = ask_plan(opened, house, budget_seconds=300.0)
    with worker_process(database) as first:
        until(lambda: job(opened, asked).progress is not None, what="progress")
        assert len(family(mark)) > 1
        first.kill()
        until(lambda: not family(mark), 10, "the end of its processes")
    killed = dt.datetime.now(dt.UTC)
    with worker_process(database, "--grace", "0.2") as second:
        until(lambda: job(opened, asked).attempt == 2, 60, "a second attempt")
        begun = job(opened, asked).started_at
        assert begun is not None
        say(f"workers: begun again {(begun - killed).total_seconds():.1f} s after a kill")
        if SOAKING:
            assert begun - killed < dt.timedelta(seconds=RESCUED_SECONDS)
        until(lambda: job(opened, asked).progress is not None, what="progress")
        assert second.stop(30) == 0
        until(lambda: not family(mark), 10, "the end of its processes")
    given_back = job(opened, asked)
    assert (given_back.state, given_back.deaths) == (JobState.QUEUED, 1)
    assert house.rows("select * from booking_table_assignments") == []


def test_a_worker_that_stops_finishes_what_it_can(
    database: Database, opened: Pool, house: House
) -> None:
    """Within the grace; what waits is left to others."""
    crowd(house)
    first = ask_plan(opened, house, budget_seconds=3.0)
    second = ask_plan(opened, house, budget_seconds=3.0)
    with worker_process(database, "--grace", "60", "--queues", "plan") as worker:
        until(lambda: job(opened, first).progress is not None, what="progress")
        assert worker.stop(60) == 0
    assert [job(opened, one).state for one in (first, second)] == [
        JobState.DONE,
        JobState.QUEUED,
    ]


@pytest.mark.skipif(not SOAKING, reason="stands still for longer than a worker may")
def test_a_worker_that_stood_still_writes_nothing(
    database: Database, opened: Pool, house: House
) -> None:
    """SIGSTOP for long, and on: another one has done its job; it goes on with others."""
    crowd(house)
    asked = ask_plan(opened, house, budget_seconds=5.0)
    with worker_process(database) as frozen:
        until(lambda: job(opened, asked).progress is not None, what="progress")
        frozen.process.send_signal(signal.SIGSTOP)
        with worker_process(database):
            assert over(opened, asked, 90).state is JobState.DONE
        frozen.process.send_signal(signal.SIGCONT)
        later = ask_plan(opened, house, budget_seconds=1.0)
        assert over(opened, later, 60).state is JobState.DONE
    assert ends(opened, asked) == ["done"]
    committed = house.rows("select id from maitred.runs where state = 'committed'")
    assert len(committed) == 2
