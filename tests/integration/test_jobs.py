"""Jobs over a real database: asked for, done, refused, cancelled; the product's rows stay."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from models.errors import InvalidInputError
from models.job import JobState
from models.problem import DayProblem
from persistence.errors import RestaurantNotFoundError
from persistence.idempotency import IdempotencyKeyConflictError
from persistence.jobs import Settling, events_after, sweep_jobs
from persistence.pool import Database as Pool
from services.access import EVERYBODY
from services.errors import JobNotFoundError, TooManyJobsError
from services.jobs.queue_status import queue_view
from services.jobs.schedule import order_due_plans
from services.jobs.view import cancel_job, list_jobs
from services.scenarios.order import ScenarioOrder, order_scenarios
from services.scenarios.view import read_scenarios
from solver.checker import check_plan
from tests.integration.job_world import (
    ask_plan,
    ask_scenarios,
    closing,
    guests,
    job,
    over,
    until,
    working,
)
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.serving_role import SERVICE_ROLE, serving_as

BY_THE_CLOCK = {"mode": "fill", "maxMoves": None, "budgetSeconds": 1.0, "dryRun": False}


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


def hashes(house: House) -> dict[str, Any]:
    """Return a hash of all rows of each of the product's tables."""
    names = house.rows("select tablename from pg_tables where schemaname = 'public' order by 1")
    return {
        row["tablename"]: house.value(
            f"select md5(coalesce(string_agg(t::text, e'\\n' order by t::text), ''))"
            f" from public.{row['tablename']} t"
        )
        for row in names
    }


def test_scenarios_are_solved_and_compared(database: Database, opened: Pool, house: House) -> None:
    """From the order to the comparison, with all that repeats it; no live row is touched."""
    guests(house, dates=2)
    dates = (DATE, DATE + dt.timedelta(days=1))
    asked = ask_scenarios(opened, house, dates=dates, seeds=(1, 2))
    assert job(opened, asked).state is JobState.QUEUED
    before = hashes(house)
    assert len(before) > 25
    with working(database, opened):
        found = over(opened, asked)
    assert hashes(house) == before
    assert (found.state, found.attempt, found.error) == (JobState.DONE, 1, None)
    shown = read_scenarios(opened, asked, EVERYBODY)
    (comparison,) = shown["comparison"]["comparisons"]
    assert (comparison["scenario"], comparison["pairs"]) == ("bar closed", 4)
    assert shown["progress"]["solved"] == shown["progress"]["total"] == 8
    assert house.rows("select * from maitred.procrastinate_jobs") == []
    stored_runs_are_whole(house, shown["comparison"]["runs"])


def stored_runs_are_whole(house: House, runs: list[dict[str, Any]]) -> None:
    """Every run has its problem, its plan and what it was asked with."""
    assert len(runs) == 8
    for run in runs:
        (row,) = house.rows("select run, plan from maitred.job_runs where key = %s", run["key"])
        kept = row["run"]
        assert kept["versions"]["ortools"]
        assert (kept["seed"], kept["budget_seconds"]) == (run["seed"], 2.0)
        sql = "select problem from maitred.job_problems where hash = %s"
        problem = DayProblem.model_validate(house.value(sql, run["problem"]))
        assert problem.content_hash() == run["problem"] == row["plan"]["problem_hash"]
        tables = {item["booking"]: tuple(item["tables"]) for item in row["plan"]["seatings"]}
        assert check_plan(problem, tables).ok
        assert house.value(sql, kept["base_hash"]) is not None


def test_a_date_is_planned(database: Database, opened: Pool, house: House) -> None:
    """The run is committed in the transaction that ends the job, and is its result."""
    guests(house)
    asked = ask_plan(opened, house)
    with working(database, opened):
        found = over(opened, asked)
    assert (found.state, found.error) == (JobState.DONE, None)
    assert found.result is not None
    (run,) = house.rows("select id, state, updated_at from maitred.runs")
    assert (str(run["id"]), run["state"]) == (found.result["runId"], "committed")
    assert house.value("select count(*) from booking_table_assignments") >= 4


def test_a_role_that_was_let_in_does_jobs(database: Database, opened: Pool, house: House) -> None:
    """With what the how-to grants, and no more."""
    guests(house)
    with serving_as(SERVICE_ROLE, house.connection, database), pool(database) as served:
        asked = [ask_plan(served, house), ask_scenarios(served, house)]
        asked.append(ask_plan(served, house, settling=Settling(0.1, 0.1)))
        noon = dt.datetime.combine(DATE, dt.time(12), dt.UTC)
        assert order_due_plans(served, (dt.time(12),), BY_THE_CLOCK, noon) == 1
        assert queue_view(served)["queues"][0]["kind"] == "plan"
        with working(database, served):
            until(lambda: house.value("select bool_and(state = 'done') from maitred.jobs"))
            assert {over(opened, one).state for one in asked} == {JobState.DONE}


def test_a_dry_run_writes_no_seat(database: Database, opened: Pool, house: House) -> None:
    """The plan is kept, and nothing else."""
    guests(house)
    with working(database, opened):
        found = over(opened, ask_plan(opened, house, dry_run=True))
    assert found.state is JobState.DONE
    assert house.rows("select state from maitred.runs") == [{"state": "planned"}]
    assert house.rows("select * from booking_table_assignments") == []


def test_what_cannot_be_done_fails_with_its_reason(
    database: Database, opened: Pool, house: House
) -> None:
    """A date without bookings; scenarios of which one fits the first date only."""
    guest = house.booking()
    only_first = {"name": "earlier", "edits": [{"kind": "cancel_booking", "booking": str(guest)}]}
    dates = (DATE, DATE + dt.timedelta(days=1))
    plan = ask_plan(opened, house, DATE + dt.timedelta(days=3))
    scenarios = ask_scenarios(opened, house, only_first, dates=dates)
    with working(database, opened):
        ended = [over(opened, asked) for asked in (plan, scenarios)]
    assert [item.state for item in ended] == [JobState.FAILED, JobState.FAILED]
    errors = [item.error or {} for item in ended]
    assert [error["code"] for error in errors] == ["NO_BOOKINGS", "INVALID_INPUT"]
    assert errors[1]["details"]["flaws"][0]["place"] == "edits[0].booking"
    assert "2030-06-02" in errors[1]["message"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"dates": ()}, "dates: must be 1 to 31"),
        ({"dates": (DATE, DATE)}, "dates: is listed twice"),
        ({"seeds": (1, 1)}, "seeds: a seed is listed twice"),
        ({"seeds": tuple(range(51))}, "seeds: must be 1 to 50"),
        (
            {"dates": tuple(DATE + dt.timedelta(days=n) for n in range(31)), "seeds": range(9)},
            "scenarios: at most 500 solves",
        ),
        (
            {
                "scenarios": (
                    {"name": "a", "edits": [{"kind": "set_mode", "mode": "fill"}] * 300},
                    {"name": "b", "edits": [{"kind": "set_mode", "mode": "fill"}] * 300},
                )
            },
            "at most 500 edits",
        ),
        ({"budget_seconds": 9000.0}, "budgetMs: at most 10800 seconds"),
        ({"scenarios": ({"name": "a", "edits": [{"kind": "clsoe"}]},)}, "scenarios[0].edits[0]"),
        ({"scenarios": ({"name": "a", "base": "b"},)}, "no such name"),
        ({"scenarios": ({"name": "a", "edits": [{"kind": "close", "zone": "attic"}]},)}, "attic"),
    ],
)
def test_what_makes_no_sense_is_refused_at_once(
    opened: Pool, house: House, wrong: dict[str, Any], says: str
) -> None:
    """With the place, the value and what to do; no job is left."""
    order = {"dates": (DATE,), "scenarios": (closing(house),), **wrong}
    with pytest.raises(InvalidInputError) as refused:
        order_scenarios(opened, ScenarioOrder(house.id, **order), most_waiting=9)
    assert says in refused.value.message
    assert house.rows("select * from maitred.jobs") == []
    assert house.rows("select * from maitred.procrastinate_jobs") == []


def test_an_order_is_taken_once(opened: Pool, house: House) -> None:
    """The same key gives the same answer; with another request it is refused."""
    order = ScenarioOrder(house.id, (DATE,), (closing(house),), idempotency_key="k")
    first = order_scenarios(opened, order, most_waiting=9)
    again = order_scenarios(opened, order, most_waiting=9)
    assert (again.text, again.replayed) == (first.text, True)
    assert house.value("select count(*) from maitred.jobs") == 1
    other = ScenarioOrder(house.id, (DATE,), (closing(house, "b"),), idempotency_key="k")
    with pytest.raises(IdempotencyKeyConflictError):
        order_scenarios(opened, other, most_waiting=9)


def test_a_restaurant_has_so_many_jobs_at_once(opened: Pool, house: House) -> None:
    """More are refused until one is over; another restaurant has its own."""
    order = ScenarioOrder(house.id, (DATE,), (closing(house),))
    jobs = [json.loads(order_scenarios(opened, order, most_waiting=2).text) for _ in range(2)]
    with pytest.raises(TooManyJobsError, match="2 jobs"):
        order_scenarios(opened, order, most_waiting=2)
    other = House.build(house.connection)
    assert order_scenarios(
        opened, ScenarioOrder(other.id, (DATE,), (closing(other),)), most_waiting=2
    )
    cancel_job(opened, jobs[0]["id"], EVERYBODY)
    assert order_scenarios(opened, order, most_waiting=2)
    assert len(list_jobs(opened, house.id, 10)["jobs"]) == 3
    with pytest.raises(RestaurantNotFoundError):
        ask_plan(opened, House(house.connection))


def test_a_job_that_waits_is_cancelled_at_once(
    database: Database, opened: Pool, house: House
) -> None:
    """It is never begun; asking again, or for a job that is over, changes nothing."""
    guests(house)
    asked = ask_plan(opened, house)
    assert cancel_job(opened, asked, EVERYBODY)["state"] == "cancelled"
    assert cancel_job(opened, asked, EVERYBODY)["state"] == "cancelled"
    with pytest.raises(JobNotFoundError):
        cancel_job(opened, uuid4(), EVERYBODY)
    assert house.rows("select * from maitred.procrastinate_jobs") == []
    with working(database, opened):
        done = over(opened, ask_plan(opened, house))
    assert cancel_job(opened, done.id, EVERYBODY)["state"] == "done"
    assert job(opened, asked).attempt == 0


def test_old_jobs_are_swept(opened: Pool, house: House) -> None:
    """What was told goes after a day, but for the end; the job after a month."""
    asked = ask_scenarios(opened, house)
    cancel_job(opened, asked, EVERYBODY)

    def left(days: int) -> tuple[int, int]:
        with opened.connection() as connection:
            sweep_jobs(connection, dt.datetime.now(dt.UTC) + dt.timedelta(days=days, hours=1))
        with opened.connection() as connection:
            return house.value("select count(*) from maitred.jobs"), len(
                events_after(connection, asked, 0, 99)
            )

    assert left(0) == (1, 2)
    assert left(1) == (1, 1)
    assert left(31) == (0, 0)
    assert house.rows("select * from maitred.job_problems") == []
