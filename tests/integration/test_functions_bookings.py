"""Bookings in the database: derived instants, status changes with history, small helpers."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.integration.postgres_servers import DATE, House, at, refused


def transition(house: House, booking: UUID, before: str, after: str) -> list[dict[str, Any]]:
    """Call apply_booking_state_transition as the product does."""
    return house.rows(
        "select * from apply_booking_state_transition("
        " p_booking_id => %s, p_status => %s::booking_status, p_checked_in_at => %s,"
        " p_checked_out_at => null, p_updated_at => %s, p_history_from => %s::booking_status,"
        " p_history_to => %s::booking_status, p_history_changed_by => %s,"
        " p_history_changed_at => %s, p_history_reason => 'test',"
        ' p_history_metadata => \'{"by": "test"}\')',
        *(booking, after, at(19), at(18), before, after, uuid4(), at(17)),
    )


def with_transition(house: House, booking: UUID, key: str, *names: str) -> list[dict[str, Any]]:
    """Call confirm_hold_assignment_with_transition with its defaults."""
    tables = [house.tables[name] for name in names]
    return house.rows(
        "select * from confirm_hold_assignment_with_transition(%s, %s::uuid[], %s)",
        *(booking, tables, key),
    )


@pytest.mark.parametrize(
    ("zone", "date", "start", "end", "starts", "ends"),
    [
        ("UTC", DATE, "19:00", "21:00", at(19), at(21)),
        ("UTC", DATE, "23:00", "01:00", at(23), at(25)),
        ("Europe/London", DATE, "19:00", "21:00", at(18), at(20)),
        ("America/New_York", DATE, "19:00", "21:00", at(23), at(25)),
        ("UTC", DATE, "19:00", "19:00", at(19), at(43)),
    ],
)
def test_instants_follow_the_restaurants_clock(
    house: House,
    zone: str,
    date: dt.date,
    start: str,
    end: str,
    starts: dt.datetime,
    ends: dt.datetime,
) -> None:
    """Date and times are wall clock of the restaurant; an end not after the start is tomorrow."""
    house.connection.execute("update restaurants set timezone = %s", [zone])
    booking = house.booking(
        dt.time.fromisoformat(start), end_time=dt.time.fromisoformat(end), booking_date=date
    )
    query = "select start_at, end_at from bookings where id = %s"
    assert house.rows(query, booking) == [{"start_at": starts, "end_at": ends}]


def test_instants_survive_the_change_of_clocks(house: House) -> None:
    """In the night when clocks go back, a stay is an hour longer than the wall clock says."""
    house.connection.execute("update restaurants set timezone = 'Europe/London'")
    booking = house.booking(dt.time(23), end_time=dt.time(3), booking_date=dt.date(2030, 10, 26))
    query = "select end_at - start_at from bookings where id = %s"
    assert house.value(query, booking) == dt.timedelta(hours=5)


def test_instants_follow_an_edit(house: House) -> None:
    """Moving a booking moves its instants; its tables stay where they were (trap 25)."""
    booking = house.booking()
    house.assign(booking, "T1")
    house.connection.execute("update bookings set start_time = '12:00', end_time = '14:00'")
    assert house.value("select start_at from bookings") == at(12)
    assert house.value("select start_at from booking_table_assignments") == at(19)


def test_a_party_has_guests(house: House) -> None:
    """party_size is positive."""
    with refused("23514"):
        house.booking(party_size=0)


def test_trap_12_s23_confirming_needs_tables(house: House) -> None:
    """A booking becomes confirmed only once it has tables."""
    booking = house.booking()
    confirm = "update bookings set status = 'confirmed' where id = %s returning 1"
    with refused("23514"):
        house.rows(confirm, booking)
    with refused("23514"):
        transition(house, booking, "pending", "confirmed")
    house.assign(booking, "T1")
    assert house.rows(confirm, booking)


def test_a_transition_writes_status_and_history(house: House) -> None:
    """The status, the given times and one history row change together."""
    booking = house.booking()
    house.assign(booking, "T1")
    [row] = transition(house, booking, "pending", "checked_in")
    assert row == {
        "status": "checked_in",
        "checked_in_at": at(19),
        "checked_out_at": None,
        "updated_at": at(18),
    }
    assert house.value("select updated_at from bookings") == at(18)
    [history] = house.rows("select * from booking_state_history")
    assert (history["from_status"], history["to_status"]) == ("pending", "checked_in")
    assert (history["reason"], history["metadata"]) == ("test", {"by": "test"})
    assert history["changed_at"] == at(17)


def test_a_transition_from_another_status_is_a_conflict(house: House) -> None:
    """P0004 when somebody else changed the status first; nothing is written."""
    booking = house.booking()
    with refused("P0004", "booking_state_conflict"):
        transition(house, booking, "checked_in", "completed")
    assert house.value("select count(*) from booking_state_history") == 0


def test_a_transition_of_an_unknown_booking_is_not_found(house: House) -> None:
    """P0002, as for every unknown id."""
    with refused("P0002", "Booking"):
        transition(house, uuid4(), "pending", "cancelled")


def test_assign_with_transition_does_both(house: House) -> None:
    """Tables and status in one call; the default target is confirmed."""
    booking = house.booking()
    rows = with_transition(house, booking, "k", "T1", "T2")
    assert house.names(row["table_id"] for row in rows) == ["T1", "T2"]
    assert len({row["merge_group_id"] for row in rows}) == 1
    assert house.value("select status from bookings") == "confirmed"
    assert house.value("select to_status from booking_state_history") == "confirmed"


def test_assign_with_transition_refuses_a_silent_loss(house: House) -> None:
    """When the assignment returns nothing (trap 2), P0003 and not a confirmed booking."""
    booking = house.booking()
    house.assign(booking, "T1", key="k")
    house.unassign(booking)
    with refused("P0003"):
        with_transition(house, booking, "k", "T1")
    assert house.value("select status from bookings") == "pending"


def test_a_slot_is_made_once(house: House) -> None:
    """The same date and time give the same slot, with the default capacity."""
    query = "select get_or_create_booking_slot(%s, %s, %s::time)"
    first = house.value(query, house.id, DATE, "19:00")
    assert house.value(query, house.id, DATE, "19:00") == first
    assert house.value(query, house.id, DATE, "19:15") != first
    assert house.value("select distinct available_capacity from booking_slots") == 999


@pytest.mark.parametrize(
    ("names", "connected"),
    [
        (["T1"], True),
        (["T2", "T1"], True),
        (["T3", "T1", "T2"], True),
        (["T1", "T3"], False),
        (["T1", "T2", "T4", "T5"], False),
        ([], False),
    ],
)
def test_connectedness_reads_edges_both_ways(
    house: House, names: list[str], connected: bool
) -> None:
    """Tables are connected when one can walk from each to each within the set."""
    tables = [house.tables[name] for name in names]
    assert house.value("select are_tables_connected(%s::uuid[])", tables) is connected


def test_neighbours_stand_in_one_zone(house: House) -> None:
    """An edge between zones, and an edge of a table to itself, are refused."""
    with refused("23514", "Adjacent tables must belong to the same zone"):
        house.insert("table_adjacencies", table_a=house.tables["T1"], table_b=house.tables["B1"])
    with refused("23514"):
        house.insert("table_adjacencies", table_a=house.tables["T1"], table_b=house.tables["T1"])


def test_a_capacity_has_to_be_allowed(house: House) -> None:
    """A table's capacity is one of the restaurant's allowed ones."""
    with refused("23503"):
        house.table("odd", capacity=5)


def test_an_event_is_recorded(house: House) -> None:
    """record_observability_event takes source, type, severity, restaurant, booking, context."""
    house.rows(
        "select record_observability_event('test', 'tried', 'info', %s, null, '{\"a\": 1}')",
        house.id,
    )
    [event] = house.rows("select * from observability_events")
    assert (event["source"], event["event_type"], event["context"]) == ("test", "tried", {"a": 1})
