"""Every decision leaves a row: in our own history, and under the product's names."""

import datetime as dt
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from models.problem import Mode
from models.run import BEFORE, RunState
from persistence.runs import mark
from tests.integration.planning import fingerprint, plan_test_date, pool, stored
from tests.integration.postgres_servers import DATE, Database, House, at


def events(house: House) -> list[DictRow]:
    """Return the history, oldest first."""
    return house.rows("select * from maitred.events order by id")


def observed(house: House) -> list[DictRow]:
    """Return the product's own events about decisions."""
    return house.rows(
        "select * from observability_events where source = 'capacity.selector'"
        " order by event_type, booking_id"
    )


def test_a_commit_tells_who_was_seated_and_who_was_not(database: Database, house: House) -> None:
    """One row per booking, with the run, the tables and the reason."""
    seated = house.booking(dt.time(19), party_size=2)
    refused = house.booking(dt.time(19), party_size=60)
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    told = {row["booking_id"]: row for row in events(house)}
    assert set(told) == {seated, refused}
    assert {str(row["run_id"]) for row in told.values()} == {answer["runId"]}
    assert {(row["restaurant_id"], row["service_date"]) for row in told.values()} == {
        (house.id, DATE)
    }
    assert (told[seated]["kind"], told[seated]["reason"]) == ("booking.assigned", None)
    assert told[seated]["detail"]["from"] == []
    assert told[seated]["detail"]["to"] == answer["assigned"][0]["tableIds"]
    assert (told[refused]["kind"], told[refused]["reason"]) == (
        "booking.unseated",
        answer["skipped"][0]["code"],
    )


def test_a_move_tells_from_where_and_a_kept_table_nothing(database: Database, house: House) -> None:
    """Only changes are events."""
    guest, kept = house.booking(dt.time(19)), house.booking(dt.time(12))
    house.assign(guest, "T2", window=(at(19), at(20, 5)))
    house.assign(kept, "F1", window=(at(12), at(13, 5)))
    house.hold("T4", start=at(17), end=at(23), expires_at=at(23))
    large = house.booking(dt.time(19), party_size=12)
    with pool(database) as opened:
        plan_test_date(opened, house.id, mode=Mode.IMPROVE, max_moves=1)
    told = {row["booking_id"]: row["kind"] for row in events(house)}
    assert told == {guest: "booking.moved", large: "booking.assigned"}
    moved = next(row for row in events(house) if row["kind"] == "booking.moved")
    assert moved["detail"]["from"] == [str(house.tables["T2"])]


def test_the_products_dashboards_read_the_same(database: Database, house: House) -> None:
    """Names and shape are the contract's; nothing about the guest is in them."""
    seated = house.booking(dt.time(19), party_size=2, customer_name="Ada Guest")
    refused = house.booking(dt.time(19), party_size=60)
    with pool(database) as opened:
        answer = plan_test_date(opened, house.id)
    rows = {row["event_type"]: row for row in observed(house)}
    assert set(rows) == {"capacity.selector.assignment", "capacity.selector.skipped"}
    given, turned_away = (rows[f"capacity.selector.{name}"] for name in ("assignment", "skipped"))
    assert (given["booking_id"], turned_away["booking_id"]) == (seated, refused)
    assert given["context"]["selected"]["tableIds"] == answer["assigned"][0]["tableIds"]
    assert given["context"]["runId"] == answer["runId"]
    assert turned_away["context"]["rejectionClassification"] == "hard"
    assert "Ada" not in str(given)


def test_a_dry_run_and_a_conflict_leave_no_decision(database: Database, house: House) -> None:
    """Nothing was decided for anybody."""
    house.booking(dt.time(19))
    with pool(database) as opened:
        plan_test_date(opened, house.id, dry_run=True)
    assert (events(house), observed(house)) == ([], [])


def test_a_plan_that_seats_nobody_tells_why(database: Database, house: House) -> None:
    """Also when nothing is written to the booking tables."""
    house.booking(dt.time(19), party_size=60)
    before = fingerprint(house)
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert [row["kind"] for row in events(house)] == ["booking.unseated"]
    assert fingerprint(house) == before


@pytest.mark.parametrize(
    "damage",
    [
        "drop table observability_events",
        "alter table observability_events drop column severity",
        "alter table observability_events add constraint never check (source = 'x')",
    ],
)
def test_trouble_with_the_products_events_stops_no_plan(
    database: Database, house: House, damage: str
) -> None:
    """They are best effort; our own history is there all the same."""
    guest = house.booking(dt.time(19))
    house.connection.execute(damage.encode())
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    assert set(stored(house)) == {str(guest)}
    assert [row["kind"] for row in events(house)] == ["booking.assigned"]


@pytest.mark.parametrize("wanted", BEFORE)
@pytest.mark.parametrize("present", RunState)
def test_a_run_goes_only_where_its_state_leads(
    database: Database, house: House, present: RunState, wanted: RunState
) -> None:
    """Every pair of states; the last three are final."""
    values: dict[str, Any] = {"state": present.value, "restaurant": house.id}
    run = insert_run(house.connection, values)
    with pool(database) as opened, opened.connection() as connection:
        assert mark(connection, run, wanted) is (present in BEFORE[wanted])
    state = house.value("select state from maitred.runs where id = %s", run)
    assert state == (wanted if present in BEFORE[wanted] else present)


def insert_run(connection: psycopg.Connection[DictRow], values: dict[str, Any]) -> Any:
    """Make a run in any state."""
    row = connection.execute(
        "insert into maitred.runs (restaurant_id, service_date, mode, state, problem_hash,"
        " plan_hash, problem, plan) values (%(restaurant)s, current_date, 'fill', %(state)s,"
        " '', '', '{}', '{}') returning id",
        values,
    ).fetchone()
    assert row is not None
    return row["id"]
