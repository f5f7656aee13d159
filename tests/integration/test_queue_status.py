"""How busy the queue is, for autoscalers; and that a service without a queue says so."""

import json
import time
from collections.abc import Iterator

import httpx2
import pytest

from models.job import JobKind
from persistence.chores import claim_chore
from persistence.pool import Database as Pool
from services.jobs import worker as worker_module
from services.jobs.chores import Chore, Chores
from services.jobs.queue_status import queue_view
from services.sweeper import tell_queue
from telemetry.metrics import REGISTRY
from tests.cli_runs import Maitred, Ran, in_process
from tests.concurrency.chaos import on
from tests.integration.job_world import ask_plan, ask_scenarios, until, working
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


@pytest.fixture
def maitred(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Database
) -> Maitred:
    """Return the command, run in this process, with the test's database in the environment."""
    monkeypatch.setenv("DATABASE_URL", database.dsn)

    def run_here(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run_here


def test_what_waits_since_when_and_what_runs(maitred: Maitred, opened: Pool, house: House) -> None:
    """By kind, over all restaurants; what may not begin yet does not wait."""
    other = House.build(house.connection)
    for each in (house, other):
        ask_plan(opened, each)
    ask_plan(opened, house)
    ask_scenarios(opened, house)
    house.rows("select maitred.ask_replan_v1(%s, %s, most => 900, quiet => 900)", other.id, DATE)
    house.rows("update maitred.jobs set created_at = now() - interval '90 s' returning 1")
    house.rows("select * from maitred.fetch_job_v1('{plan}', null, 9)")
    house.rows(
        "update maitred.jobs set state = 'running' where queue_id ="
        " (select min(id) from maitred.procrastinate_jobs) returning 1"
    )
    ran = maitred("worker", "--status", "--json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    plans, scenarios, _ = found["queues"]
    assert found["workers"] == 0
    assert 90 <= plans.pop("oldestWaitSeconds") < 120
    assert plans == {
        "kind": "plan",
        "waiting": 2,
        "later": 1,
        "running": 1,
        "restaurantsWaiting": 2,
    }
    assert (scenarios["kind"], scenarios["waiting"]) == ("scenarios", 1)
    tell_queue(opened)
    value = REGISTRY.get_sample_value("maitred_jobs_oldest_wait_seconds", {"kind": "plan"})
    assert value is not None
    assert value >= 90
    shown = maitred("worker", "--status").out
    assert "oldest wait" in shown
    assert "9" in shown.splitlines()[1].split("plan")[1]


def test_workers_that_live_are_counted(database: Database, opened: Pool, house: House) -> None:
    """Each for every queue; one that has ended is none."""
    with working(database, opened):
        until(lambda: queue_view(opened)["workers"] == len(JobKind), what="all queues")
    assert queue_view(opened)["workers"] == 0


def test_a_schedule_is_times_of_a_day(maitred: Maitred) -> None:
    """Anything else is refused with its value."""
    ran = maitred("worker", "--status", "--schedule", "25:00")
    assert ran.code == 2
    assert "25:00" in ran.flat
    assert maitred("worker", "--status", "--schedule", "16:00").code == 0


def test_a_service_whose_queue_is_gone_is_not_ready(
    database: Database, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alive it is. A worker that lost the queue for long, or has none, is no worker."""
    with running_service(database.dsn) as service:
        assert service.http.get("/health/ready").status_code == 200
        house.connection.execute("alter table maitred.procrastinate_workers rename to gone")
        gone(service.http)
        house.connection.execute("alter table maitred.gone rename to procrastinate_workers")
        assert service.http.get("/health/ready").status_code == 200
    with running_service(database.dsn, worker=True) as service:
        until(lambda: service.http.get("/health/ready").status_code == 200, what="being ready")
        monkeypatch.setattr(worker_module, "GONE_SECONDS", -1.0)
        gone(service.http)


def gone(http: httpx2.Client) -> None:
    """Require that a service says that its queue is gone."""
    answer = http.get("/health/ready")
    assert (answer.status_code, answer.json()["code"]) == (503, "QUEUE_GONE")
    assert http.get("/health/live").status_code == 200


def test_a_shared_chore_is_one_workers(opened: Pool) -> None:
    """Until it is due again."""
    with opened.connection() as connection:
        assert claim_chore(connection, "test", 0.2)
        assert not claim_chore(connection, "test", 0.2)
        assert claim_chore(connection, "other", 0.2)
        connection.commit()
        time.sleep(0.25)
        assert claim_chore(connection, "test", 0.2)


def test_a_chore_that_fails_is_done_again(database: Database) -> None:
    """And keeps none of the others from being done."""
    done: list[str] = []

    def fail() -> None:
        done.append("failed")
        raise RuntimeError("defect")

    chores = [Chore("fails", 0.05, fail), Chore("works", 0.05, lambda: done.append("worked"))]
    with Chores(chores):
        until(lambda: done.count("failed") >= 2 and done.count("worked") >= 2, 10)
