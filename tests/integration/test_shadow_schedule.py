"""Restaurants in shadow are looked at by themselves, by whichever worker there is."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from models.shadow import ShadowMoment
from persistence.pool import Database as Pool
from services.jobs.worker import QUEUES
from services.shadow.planning import ShadowRequest, look
from services.shadow.report import report_of
from services.shadow.schedule import order_due_looks
from tests.concurrency.chaos import on
from tests.integration.job_world import until, worker_process
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool on the test's database."""
    with pool(database) as found:
        yield found


def in_shadow(house: House) -> None:
    """Let somebody else decide, and maitred look on."""
    house.insert("maitred.engine_settings", restaurant_id=house.id, state="shadow", set_by="test")


def due(opened: Pool, now: dt.datetime, most_waiting: int = 20) -> int:
    """Ask for what is due; whoever asked, asked at that moment."""
    with opened.connection() as connection:
        before = connection.execute("select id from maitred.jobs").fetchall()
    found = order_due_looks(opened, now, budget_seconds=2.0, most_waiting=most_waiting)
    with opened.connection() as connection:
        connection.execute(
            "update maitred.jobs set created_at = %s where id <> all (%s)",
            [now, [row["id"] for row in before]],
        )
    return found


def looked(opened: Pool, house: House, now: dt.datetime) -> None:
    """Do what the jobs that wait ask for."""
    look(opened, ShadowRequest(house.id, DATE, budget_seconds=2), now=now)
    house.rows("update maitred.jobs set state = 'done', finished_at = %s returning 1", now)
    house.rows(
        "update maitred.runs set created_at = %s where created_at > %s returning 1",
        now,
        at(0, day=2),
    )


def test_a_date_is_planned_twice_and_then_its_end_is_kept(opened: Pool, house: House) -> None:
    """In the morning, half an hour before the first guests, in the next night; once each."""
    house.booking()
    assert due(opened, at(10)) == 0, "the engine is on"
    in_shadow(house)
    assert (due(opened, at(8, 59)), due(opened, at(9))) == (0, 1)
    assert due(opened, at(9, 1)) == 0, "it is asked for"
    looked(opened, house, at(9, 2))
    house.booking(start=dt.time(20))
    assert (due(opened, at(18, 29)), due(opened, at(18, 30))) == (0, 1)
    assert due(opened, at(18, 31)) == 0
    looked(opened, house, at(18, 32))
    assert (due(opened, at(18, 45)), due(opened, at(22))) == (0, 0)
    house.rows("update maitred.engine_settings set state = 'on' returning 1")
    night = at(5, day=1)
    assert (due(opened, at(4, 59, day=1)), due(opened, night)) == (0, 1)
    looked(opened, house, night)
    assert due(opened, night + dt.timedelta(minutes=1)) == 0
    report = report_of(opened, house.id, DATE, DATE, now=night)
    assert [(item.moment, item.bookings) for item in report.nights] == [(ShadowMoment.AHEAD, 2)]
    assert report.nights[0].left_out.later == 0, "the evening's plan knows the day's bookings"


def test_a_look_that_left_nothing_is_asked_for_again(opened: Pool, house: House) -> None:
    """After six hours; and a date that was quiet in the morning is planned when guests are near."""
    in_shadow(house)
    assert due(opened, at(9)) == 1
    house.rows("update maitred.jobs set state = 'failed', finished_at = now() returning 1")
    assert (due(opened, at(14, 59)), due(opened, at(15, 1))) == (0, 1)
    house.rows("update maitred.jobs set state = 'done', finished_at = now() returning 1")
    house.booking(start=dt.time(17))
    assert (due(opened, at(16, 29)), due(opened, at(16, 31))) == (0, 1)


def test_a_full_queue_is_its_own_restaurants_matter(opened: Pool, house: House) -> None:
    """The others are looked at, and it is asked for again."""
    other = House.build(house.connection)
    in_shadow(house)
    in_shadow(other)
    date = DATE + dt.timedelta(days=30)
    house.insert(
        "maitred.jobs", restaurant_id=house.id, kind="shadow", service_date=date, request="{}"
    )
    assert due(opened, at(9), most_waiting=1) == 1
    house.rows("delete from maitred.jobs where restaurant_id = %s returning 1", house.id)
    assert due(opened, at(9, 1), most_waiting=1) == 1
    asked = house.rows("select restaurant_id from maitred.jobs")
    assert {row["restaurant_id"] for row in asked} == {house.id, other.id}


def test_a_broken_clock_stops_no_other_restaurant(opened: Pool, house: House) -> None:
    """Whoever plans it by hand is told."""
    other = House.build(house.connection)
    in_shadow(house)
    in_shadow(other)
    house.rows("update restaurants set timezone = 'Mars' where id = %s returning 1", house.id)
    assert due(opened, at(9)) == 1


def at_noon(house: House) -> dt.date:
    """Move a house to where it is about noon; return its date."""
    now = dt.datetime.now(dt.UTC)
    east = 12 - now.hour
    house.rows(
        "update restaurants set timezone = %s where id = %s returning 1",
        f"Etc/GMT{-east:+d}",
        house.id,
    )
    return (now + dt.timedelta(hours=east)).date()


def test_workers_alone_look_at_each_restaurant_once(database: Database, house: House) -> None:
    """No service runs; from the switch to the run in state ``shadow``."""
    houses = (house, House.build(house.connection))
    for each in houses:
        each.booking(booking_date=at_noon(each), start=dt.time(21))
        in_shadow(each)
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(worker_process(database))
        alive = "select count(*) from maitred.procrastinate_workers"
        until(lambda: house.value(alive) == 2 * len(QUEUES), what="the workers")
        done = "select count(*) from maitred.jobs where state = 'done'"
        until(lambda: house.value(done) == len(houses), what="the looks")
    asked = house.rows("select restaurant_id, kind from maitred.jobs")
    assert sorted(row["restaurant_id"] for row in asked) == sorted(each.id for each in houses)
    states = house.rows("select state, count(*) from maitred.runs group by state")
    assert states == [{"state": "shadow", "count": len(houses)}]


def test_a_service_without_a_worker_asks_for_nothing(database: Database, house: House) -> None:
    """Nobody could do it; it is swept all the same."""
    house.booking(booking_date=at_noon(house), start=dt.time(21))
    in_shadow(house)
    past = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    House.build(house.connection).hold(
        "F1", start=past - dt.timedelta(hours=2), end=past, expires_at=past
    )
    with running_service(database.dsn, worker=False):
        until(lambda: house.value("select count(*) from table_holds") == 0, what="the sweep")
        assert house.value("select count(*) from maitred.chores") == 0
    assert house.value("select count(*) from maitred.jobs") == 0
