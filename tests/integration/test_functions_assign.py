"""assign_tables_atomic_v2 and unassign_tables_atomic: what they do, and how they refuse."""

import datetime as dt
from uuid import uuid4

import psycopg
import pytest
from psycopg.types.range import TimestamptzRange

from tests.integration.postgres_servers import DATE, House, at, refused

RULE = "23514"


def test_one_table_is_assigned_for_the_bookings_own_window(house: House) -> None:
    """A single table gets the booking's instants and no merge group; everything is written."""
    booking = house.booking()
    rows = house.assign(booking, "T1", key="k")
    window = {"start_at": at(19), "end_at": at(21)}
    assert rows == [{"table_id": house.tables["T1"], **window, "merge_group_id": None}]

    [allocation] = house.rows("select * from allocations")
    assert (allocation["booking_id"], allocation["resource_type"]) == (booking, "table")
    assert (allocation["resource_id"], allocation["shadow"]) == (house.tables["T1"], False)
    assert (allocation["window"].lower, allocation["window"].upper) == (at(19), at(21))
    assert allocation["window"].bounds == "[)"
    [assignment] = house.rows("select * from booking_table_assignments")
    assert assignment["allocation_id"] == allocation["id"]
    assert assignment["idempotency_key"] == "k"
    [slot] = house.rows("select * from booking_slots")
    assert (slot["id"], slot["slot_date"]) == (assignment["slot_id"], DATE)
    assert slot["slot_time"] == dt.time(19)
    [ledger] = house.rows("select * from booking_assignment_idempotency")
    assert (ledger["booking_id"], ledger["idempotency_key"]) == (booking, "k")
    assert ledger["table_ids"] == [house.tables["T1"]]
    assert house.value("select assigned_zone_id from bookings") == house.zones["main"]
    assert house.value("select status from table_inventory where table_number = 'T1'") == "reserved"


def test_several_tables_share_one_merge_group(house: House) -> None:
    """A merge makes one merge_group allocation beside the allocations of its tables."""
    booking = house.booking()
    rows = house.assign(booking, "T2", "T1", "T2")
    assert len(rows) == 2
    [group] = {row["merge_group_id"] for row in rows}
    kinds = house.rows("select id, resource_type from allocations order by resource_type")
    assert [row["resource_type"] for row in kinds] == ["merge_group", "table", "table"]
    assert kinds[0]["id"] == group


def test_a_given_window_wins_over_the_bookings(house: House) -> None:
    """The caller's window is what the table is blocked for."""
    [row] = house.assign(house.booking(), "T1", window=(at(19), at(20, 35)))
    assert (row["start_at"], row["end_at"]) == (at(19), at(20, 35))


@pytest.mark.parametrize(("end", "closes"), [(dt.time(21), at(21)), (dt.time(1), at(25))])
def test_without_instants_the_wall_clock_counts(
    house: House, end: dt.time, closes: dt.datetime
) -> None:
    """A booking whose instants are missing is seated by its date and times, past midnight too."""
    booking = house.booking(end_time=end)
    house.rows("update bookings set start_at = null, end_at = null returning 1")
    [row] = house.assign(booking, "T1")
    assert (row["start_at"], row["end_at"]) == (at(19), closes)


def test_windows_that_touch_do_not_conflict(house: House) -> None:
    """Windows are half-open: one booking may start when another ends."""
    house.assign(house.booking(dt.time(17)), "T1")
    assert house.assign(house.booking(dt.time(19)), "T1")


@pytest.mark.parametrize("tables", ["'{}'", "null", "array[null]::uuid[]"])
def test_an_empty_set_is_refused(house: House, tables: str) -> None:
    """No table id, or only nulls, is a rule violation and not a silent success."""
    with refused(RULE):
        house.rows(
            f"select * from assign_tables_atomic_v2(%s, {tables}, null, false, null, null, null)",
            house.booking(),
        )


def test_unknown_ids_are_not_found(house: House) -> None:
    """An unknown booking or table is P0002."""
    booking = house.booking()
    missing = uuid4()
    with refused("P0002", f"Booking {missing} not found"):
        house.assign(missing, "T1")
    house.tables["ghost"] = uuid4()
    with refused("P0002", "Unable to load all requested tables"):
        house.assign(booking, "T1", "ghost")


def test_a_half_given_window_is_refused(house: House) -> None:
    """A start without an end (or the other way round) is 22023."""
    booking = house.booking()
    for window in ((at(19), None), (None, at(21))):
        with refused("22023"):
            house.assign(booking, "T1", window=window)


def test_a_window_that_does_not_last_is_refused(house: House) -> None:
    """An end at or before the start is 22000."""
    booking = house.booking()
    for end in (at(19), at(18)):
        with refused("22000", "invalid time window"):
            house.assign(booking, "T1", window=(at(19), end))


def test_a_booking_without_times_is_refused(house: House) -> None:
    """Older databases have bookings without times: those cannot be given a window."""
    booking = house.booking()
    house.connection.execute("alter table bookings alter column end_time drop not null")
    house.connection.execute("update bookings set end_time = null, start_at = null, end_at = null")
    with refused("22000"):
        house.assign(booking, "T1")


def test_a_table_of_another_restaurant_is_refused(house: House) -> None:
    """Tenants do not share tables."""
    other = House.build(house.connection)
    house.tables["theirs"] = other.tables["T1"]
    with refused("23503", "Table"):
        house.assign(house.booking(), "theirs")


def test_an_inactive_table_is_refused(house: House) -> None:
    """A table out of the floor plan is not assigned."""
    house.table("old", active=False)
    with refused(RULE, "Table old is inactive"):
        house.assign(house.booking(), "old")


def test_a_table_without_a_zone_is_refused(house: House) -> None:
    """Older databases allow tables without a zone: those are not assigned."""
    house.connection.execute("alter table table_inventory alter column zone_id drop not null")
    house.connection.execute("update table_inventory set zone_id = null where table_number = 'T1'")
    with refused(RULE, "Table T1 is not assigned to a zone"):
        house.assign(house.booking(), "T1")


def test_a_merge_across_zones_is_refused(house: House) -> None:
    """All tables of a seating stand in one zone."""
    with refused(RULE, "All tables must belong to the same zone"):
        house.assign(house.booking(), "T1", "B1")


def test_a_merge_with_a_fixed_table_is_refused(house: House) -> None:
    """A fixed table serves alone only."""
    with refused(RULE, "Merged assignments require movable tables"):
        house.assign(house.booking(), "T1", "F1")
    assert house.assign(house.booking(), "F1")


def test_a_merge_needs_neighbours_when_asked_to(house: House) -> None:
    """With p_require_adjacency each table has a neighbour in the set, in either direction."""
    with refused(RULE, "Table T4 is not adjacent to the selected set"):
        house.assign(house.booking(), "T1", "T2", "T4", adjacency=True)
    assert house.assign(house.booking(), "T2", "T1", adjacency=True)
    assert house.assign(house.booking(), "T4", "T6")
    assert house.assign(house.booking(), "B1", adjacency=True)


def test_a_second_zone_is_refused_while_seated_in_the_first(house: House) -> None:
    """A booking with tables in one zone does not get tables in another."""
    booking = house.booking()
    house.assign(booking, "T1")
    with refused(RULE, f"Booking {booking} already has assignments in a different zone"):
        house.assign(booking, "B1")


def test_trap_5_the_zone_lock_outlives_the_tables(house: House) -> None:
    """assigned_zone_id stays after unassign, until somebody resets it."""
    booking = house.booking()
    house.assign(booking, "T1")
    house.unassign(booking)
    with refused(RULE, f"Booking {booking} is locked to zone"):
        house.assign(booking, "B1")
    house.connection.execute("update bookings set assigned_zone_id = null")
    assert house.assign(booking, "B1")


def test_a_taken_table_is_refused(house: House) -> None:
    """Overlapping windows on one table are P0001 allocations_no_overlap, with the resource."""
    house.assign(house.booking(), "T1")
    late = house.booking(dt.time(20))
    with pytest.raises(psycopg.Error) as caught:
        house.assign(late, "T1", "T2")
    assert caught.value.sqlstate == "P0001"
    assert caught.value.diag.message_primary == "allocations_no_overlap"
    assert str(house.tables["T1"]) in (caught.value.diag.message_detail or "")
    assert house.seated_at(late) == []
    assert house.value("select count(*) from allocations where booking_id = %s", late) == 0


def test_maintenance_takes_a_table(house: House) -> None:
    """An allocation without a booking blocks its table like any other."""
    house.insert(
        "allocations",
        restaurant_id=house.id,
        resource_type="table",
        resource_id=house.tables["T1"],
        window=TimestamptzRange(at(18), at(20)),
        is_maintenance=True,
    )
    with refused("P0001", "allocations_no_overlap"):
        house.assign(house.booking(), "T1")


def test_trap_6_same_slot_conflicts_although_windows_do_not(house: House) -> None:
    """Two bookings of one start time cannot share a table, whatever their custom windows."""
    house.assign(house.booking(), "T1", window=(at(19), at(20)))
    with refused("P0001", "assignment duplicate for table"):
        house.assign(house.booking(), "T1", window=(at(20), at(21)))
    assert house.assign(house.booking(dt.time(20)), "T1", window=(at(20), at(21)))


def test_trap_1_a_short_call_is_ambiguous(house: House) -> None:
    """Two overloads exist: calls with up to five arguments fail, seven work."""
    values = [house.booking(), [house.tables["T1"]]]
    for tail in ("", ", 'k'", ", 'k', false", ", 'k', false, null"):
        with refused("42725"):
            house.rows(f"select * from assign_tables_atomic_v2(%s, %s::uuid[]{tail})", *values)
    overloads = "select count(*) from pg_proc where proname = 'assign_tables_atomic_v2'"
    assert house.value(overloads) == 2
    assert house.assign(house.booking(), "T1")


def test_trap_4_a_second_call_adds_tables(house: House) -> None:
    """Assigning again keeps what was there; it does not replace it."""
    booking = house.booking()
    house.assign(booking, "T1", key="a")
    house.assign(booking, "T2", key="b")
    assert house.seated_at(booking) == ["T1", "T2"]


def test_trap_20_most_rules_are_not_checked(house: House) -> None:
    """Party size, booking status, table status and connectedness are the caller's duty."""
    huge = house.booking(party_size=40, status="cancelled")
    house.connection.execute("update table_inventory set status = 'out_of_service'")
    assert house.assign(huge, "T1", "T2", "T4", "T5", adjacency=True)
    status = "select status from table_inventory where table_number = 'T1'"
    assert house.value(status) == "out_of_service"


def test_unassign_frees_tables(house: House) -> None:
    """Unassigning deletes rows and table allocations, and idle tables become available."""
    booking = house.booking()
    later = house.booking(dt.time(21))
    house.assign(booking, "T1", "T2", "T3")
    house.assign(later, "T2")
    assert house.unassign(booking, "T1", "T5") == ["T1"]
    assert house.seated_at(booking) == ["T2", "T3"]
    assert house.unassign(booking) == ["T2", "T3"]
    assert house.unassign(booking) == []
    reserved = house.rows("select id from table_inventory where status = 'reserved'")
    assert house.names(row["id"] for row in reserved) == ["T2"]
    query = "select count(*) from allocations where booking_id = %s and resource_type = 'table'"
    assert house.value(query, booking) == 0


def test_unassign_with_an_empty_list_does_nothing(house: House) -> None:
    """Only null means all tables."""
    booking = house.booking()
    house.assign(booking, "T1")
    assert house.rows("select * from unassign_tables_atomic(%s, '{}')", booking) == []
    assert house.seated_at(booking) == ["T1"]


def test_unassign_leaves_a_broken_table_out_of_service(house: House) -> None:
    """Freeing a table does not repair it."""
    booking = house.booking()
    house.assign(booking, "T1")
    house.connection.execute("update table_inventory set status = 'out_of_service'")
    house.unassign(booking)
    status = "select status from table_inventory where table_number = 'T1'"
    assert house.value(status) == "out_of_service"


def test_trap_7_the_merge_group_stays_after_unassign(house: House) -> None:
    """Unassigning leaves the merge_group allocation behind, which blocks nobody."""
    booking = house.booking()
    house.assign(booking, "T1", "T2")
    house.unassign(booking)
    left = house.rows("select resource_type from allocations")
    assert [row["resource_type"] for row in left] == ["merge_group"]
    assert house.assign(house.booking(), "T1", "T2")


@pytest.mark.parametrize("status", ["cancelled", "no_show", "completed"])
def test_trap_16_an_ended_booking_keeps_its_tables(house: House, status: str) -> None:
    """No status change frees a table: only an explicit unassign does."""
    booking = house.booking()
    house.assign(booking, "T1")
    house.connection.execute("update bookings set status = %s::booking_status", [status])
    with refused("P0001", "allocations_no_overlap"):
        house.assign(house.booking(dt.time(20)), "T1")
    house.unassign(booking)
    assert house.assign(house.booking(dt.time(20)), "T1")


def test_trap_24_without_edges_every_merge_is_refused(house: House) -> None:
    """A venue whose adjacency is empty cannot merge with p_require_adjacency."""
    house.connection.execute("delete from table_adjacencies")
    with refused(RULE, "Table T"):
        house.assign(house.booking(), "T1", "T2", adjacency=True)
