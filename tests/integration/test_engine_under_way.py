"""The kill switch is thrown while something is under way: it is not written, and says why."""

from collections.abc import Iterator

import pytest

from models.job import JobState
from persistence.commit import CommitRequest, commit_plan
from persistence.engine import EngineOffError
from persistence.pool import Database as Pool
from persistence.runs import create_run
from services.engine import switch_engine
from solver.day import plan_day
from tests.integration.job_world import ask_plan, job, over, working
from tests.integration.planning import fingerprint, pool, snapshot
from tests.integration.postgres_servers import DATE, Database, House


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


def kill(opened: Pool, house: House) -> None:
    """Throw the switch."""
    assert switch_engine(opened, house.id, "test", kill=True, reason="odd plans")


def test_a_plan_that_was_solved_meanwhile_is_not_written(opened: Pool, house: House) -> None:
    """Its run is failed, with the code; nothing of the product's tables has changed."""
    house.booking()
    problem = snapshot(opened, house.id).problem
    plan = plan_day(problem, budget_seconds=1)
    assert plan.seatings
    with opened.connection() as connection:
        run = create_run(connection, house.id, DATE, problem, plan)
    before = fingerprint(house)
    kill(opened, house)
    with pytest.raises(EngineOffError, match="odd plans"):
        commit_plan(opened, CommitRequest(house.id, run, problem, plan))
    assert fingerprint(house) == before
    [found] = house.rows("select state, outcome from maitred.runs")
    assert (found["state"], found["outcome"]["code"]) == ("failed", "ENGINE_OFF")


def test_a_job_that_waited_meanwhile_fails(database: Database, opened: Pool, house: House) -> None:
    """Once, with the reason; one for a dry run is done all the same."""
    guest = house.booking()
    wanted, looked = ask_plan(opened, house), ask_plan(opened, house, dry_run=True)
    kill(opened, house)
    with working(database, opened):
        ended = over(opened, wanted)
        assert over(opened, looked).state is JobState.DONE
    assert ended.state is JobState.FAILED
    assert ended.error is not None
    assert ended.error["code"] == "ENGINE_OFF"
    assert "odd plans" in ended.error["message"]
    assert job(opened, wanted).attempt == 1
    assert house.seated_at(guest) == []
