"""Shadow planning by workers: off the path of every request."""

import datetime as dt
import json
from uuid import UUID

from models.job import JobKind, JobState
from persistence.pool import Database as Pool
from persistence.pool import Limits
from services.shadow import ShadowRequest, look
from services.shadow_job import ShadowOrder, note_date, order_shadow
from services.shadow_schedule import order_due_looks
from tests.integration.job_world import job, over, working
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House, Server, at


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


def test_noting_a_date_stops_nobody(database: Database, house: House, pg18: Server) -> None:
    """Too many jobs, or no database at all: whoever asked in passing goes on."""
    with pool(database) as opened:
        order = ShadowOrder(house.id, DATE)
        assert note_date(opened, order, most_waiting=20)
        house.rows("update maitred.jobs set cancel_requested_at = now() returning 1")
        assert not note_date(opened, order, most_waiting=1)
    away = Pool(pg18.dsn("nowhere"), Limits(pool_wait_seconds=0.2))
    away.open()
    try:
        assert not note_date(away, order, most_waiting=20)
    finally:
        away.close()


def due(opened: Pool, now: dt.datetime) -> int:
    """Ask for what is due."""
    return order_due_looks(opened, now, budget_seconds=2.0, most_waiting=20)


def test_a_restaurant_in_shadow_is_looked_at_by_itself(database: Database, house: House) -> None:
    """In the morning its date is planned, in the next night the end is kept; once each."""
    house.booking()
    with pool(database) as opened:
        assert due(opened, at(10)) == 0, "the engine is on"
        house.insert(
            "maitred.engine_settings", restaurant_id=house.id, state="shadow", set_by="test"
        )
        assert (due(opened, at(8, 59)), due(opened, at(9))) == (0, 1)
        house.rows("update maitred.jobs set created_at = %s returning 1", at(9))
        assert due(opened, at(9, 1)) == 0
        house.rows("update maitred.jobs set state = 'failed', finished_at = now() returning 1")
        assert (due(opened, at(14, 59)), due(opened, at(15, 1))) == (0, 1)
        look(opened, ShadowRequest(house.id, DATE, budget_seconds=2), now=at(16))
        house.rows("delete from maitred.jobs returning 1")
        house.rows("update maitred.engine_settings set state = 'on' returning 1")
        night = at(5, day=1)
        assert (due(opened, at(22)), due(opened, night)) == (0, 1)
        look(opened, ShadowRequest(house.id, DATE), now=night)
        house.rows("delete from maitred.jobs returning 1")
        assert due(opened, night) == 0
