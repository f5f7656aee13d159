"""Shadow planning by workers: off the path of every request."""

import json
from uuid import UUID

from models.job import JobKind, JobState
from persistence.pool import Database as Pool
from services.shadow.job import ShadowOrder, order_shadow
from tests.integration.job_world import job, over, working
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House


def ask(opened: Pool, house: House, **wanted: str) -> UUID:
    """Ask for the test date to be looked at; return the job's id."""
    order = ShadowOrder(house.id, DATE, 2.0, **wanted)
    return UUID(json.loads(order_shadow(opened, order, most_waiting=20).text)["id"])


def test_a_worker_looks_at_a_date(database: Database, house: House) -> None:
    """The job names the run; orders while it waits have one job, a key has its own."""
    house.booking()
    with pool(database) as opened:
        first = ask(opened, house)
        assert ask(opened, house) == first
        keyed = ask(opened, house, idempotency_key="mine")
        assert ask(opened, house, idempotency_key="mine") == keyed != first
        with working(database, opened):
            done = over(opened, first)
            over(opened, keyed)
        after = ask(opened, house)
        assert after != first
        assert job(opened, after).state is JobState.QUEUED
    assert (done.kind, done.state, done.error) == (JobKind.SHADOW, JobState.DONE, None)
    assert done.result is not None
    states = house.rows("select state, count(*) from maitred.runs group by state")
    assert states == [{"state": "shadow", "count": 2}]
    assert house.value("select count(*) from booking_table_assignments") == 0
    run = done.result["runId"]
    assert house.value(f"select count(*) from maitred.runs where id = '{run}'") == 1


def test_a_quiet_evening_is_no_failure(database: Database, house: House) -> None:
    """There is nothing to plan: done, without a run."""
    with pool(database) as opened:
        asked = ask(opened, house)
        with working(database, opened):
            done = over(opened, asked)
    assert (done.state, done.result) == (JobState.DONE, {"runId": None})
