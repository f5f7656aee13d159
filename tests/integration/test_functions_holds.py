"""Holds in the database: windows, shadow allocations, conflicts, confirming and releasing."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg.types.json import Jsonb
from psycopg.types.range import TimestamptzRange

from tests.integration.postgres_servers import DATE, House, at, refused

YESTERDAY = dt.timedelta(days=-365 * 20)


def shadows(house: House) -> list[tuple[bool, UUID]]:
    """Return (shadow, table) of every allocation."""
    rows = house.rows("select shadow, resource_id from allocations order by resource_id")
    return [(row["shadow"], row["resource_id"]) for row in rows]


def confirm_hold(house: House, hold: UUID, booking: UUID, **named: Any) -> list[dict[str, Any]]:
    """Call confirm_hold_assignment_tx by argument name."""
    arguments = {
        "p_hold_id": hold,
        "p_booking_id": booking,
        "p_idempotency_key": "confirm",
        "p_target_status": "confirmed",
        **named,
    }
    places = ", ".join(f"{name} => %s" for name in arguments)
    places = places.replace("p_target_status => %s", "p_target_status => %s::booking_status")
    return house.rows(f"select * from confirm_hold_assignment_tx({places})", *arguments.values())


def test_a_hold_is_mirrored_while_it_lives(house: House) -> None:
    """Members make windows and shadow allocations, and take them away again."""
    booking = house.booking()
    hold = house.hold("T1", "T2", booking=booking)
    held = sorted([house.tables["T1"], house.tables["T2"]])
    assert shadows(house) == [(True, table) for table in held]
    windows = house.rows("select hold_window from table_hold_windows")
    assert [row["hold_window"] for row in windows] == [TimestamptzRange(at(19), at(21))] * 2

    house.connection.execute(
        "delete from table_hold_members where table_id = %s", [house.tables["T1"]]
    )
    assert shadows(house) == [(True, house.tables["T2"])]
    house.connection.execute("delete from table_holds where id = %s", [hold])
    assert shadows(house) == []
    assert house.value("select count(*) from table_hold_windows") == 0


def test_a_moved_hold_moves_its_mirror(house: House) -> None:
    """Windows and shadow allocations follow the hold's window and booking."""
    first, second = house.booking(), house.booking()
    hold = house.hold("T1", booking=first)
    house.connection.execute(
        "update table_holds set start_at = %s, booking_id = %s where id = %s",
        [at(18), second, hold],
    )
    window = TimestamptzRange(at(18), at(21))
    assert house.value("select hold_window from table_hold_windows") == window
    [shadow] = house.rows('select booking_id, "window" from allocations')
    assert shadow == {"booking_id": second, "window": window}


def test_deleting_the_booking_removes_its_hold(house: House) -> None:
    """A hold and its mirror go with the booking."""
    booking = house.booking()
    house.hold("T1", booking=booking)
    house.connection.execute("delete from bookings where id = %s", [booking])
    assert house.value("select count(*) from table_hold_windows") == 0
    assert shadows(house) == []


def test_somebody_elses_live_hold_is_in_the_way(house: House) -> None:
    """A live hold of another booking, or of nobody, is refused by name."""
    house.hold("T1", booking=house.booking())
    house.hold("T2")
    for table in ("T1", "T2"):
        with refused("P0001", "Hold conflict prevents assignment"):
            house.assign(house.booking(), table)
    assert house.assign(house.booking(dt.time(21)), "T1")


def test_an_expired_or_ended_hold_is_not_in_the_way(house: House) -> None:
    """Assigning ignores holds that ran out or are not active any more."""
    today = dt.datetime.now(dt.UTC).replace(microsecond=0)
    window = (today - dt.timedelta(hours=3), today - dt.timedelta(hours=1))
    house.hold("T1", start=window[0], end=window[1])
    assert house.assign(house.booking(), "T1", window=window)
    house.hold("T2", status="cancelled")
    assert house.assign(house.booking(), "T2")


def test_hold_conflicts_can_be_switched_off_for_the_session(house: House) -> None:
    """set_hold_conflict_enforcement(false) makes assigning ignore holds, until it is set back."""
    house.hold("T1")
    house.rows("select set_hold_conflict_enforcement(false)")
    assert house.assign(house.booking(), "T1")
    house.rows("select set_hold_conflict_enforcement(true)")
    house.hold("T2")
    with refused("P0001", "Hold conflict"):
        house.assign(house.booking(), "T2")


def test_assigning_makes_the_own_shadow_real(house: House) -> None:
    """The booking's own hold does not block it; its shadow becomes the allocation."""
    booking = house.booking()
    hold = house.hold("T1", booking=booking)
    house.assign(booking, "T1")
    assert shadows(house) == [(False, house.tables["T1"])]
    house.connection.execute("delete from table_holds where id = %s", [hold])
    assert shadows(house) == [(False, house.tables["T1"])]


def test_trap_8_an_expired_hold_still_blocks_a_new_one(house: House) -> None:
    """Hold windows exclude each other until somebody deletes the expired hold."""
    past = {"start": at(19) + YESTERDAY, "end": at(21) + YESTERDAY}
    old = house.hold("T1", **past)
    with refused("23P01"):
        house.hold("T1", **past)
    house.connection.execute("delete from table_holds where id = %s", [old])
    assert house.hold("T1", **past)


def test_trap_18_s30_a_short_time_to_live_cannot_be_the_expiry(house: House) -> None:
    """expires_at before the end of the window is a rule violation."""
    with refused("23514"):
        house.hold("T1", expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(minutes=2))


def test_trap_19_holding_an_assigned_table_unprotects_it(house: House) -> None:
    """A hold on the booking's own table turns its allocation into a shadow: others get in."""
    booking = house.booking()
    house.assign(booking, "T1")
    house.hold("T1", booking=booking)
    assert shadows(house) == [(True, house.tables["T1"])]
    house.connection.execute("delete from table_holds")
    assert shadows(house) == []
    assert house.seated_at(booking) == ["T1"]


def test_trap_22_occupancy_hides_in_four_places(house: House) -> None:
    """Allocation, assignment window, (table, slot) and hold each block on their own."""
    house.insert(
        "allocations",
        restaurant_id=house.id,
        resource_type="table",
        resource_id=house.tables["T1"],
        window=TimestamptzRange(at(19), at(21)),
    )
    seated = house.booking()
    row = {"booking_id": seated, "start_at": at(19), "end_at": at(21)}
    house.insert("booking_table_assignments", table_id=house.tables["T2"], **row)
    slot = house.value("select get_or_create_booking_slot(%s, %s, '19:00')", house.id, DATE)
    house.insert(
        "booking_table_assignments", booking_id=seated, table_id=house.tables["T3"], slot_id=slot
    )
    house.hold("T4")
    house.insert(
        "allocations",
        restaurant_id=house.id,
        resource_type="merge_group",
        resource_id=house.tables["T5"],
        window=TimestamptzRange(at(19), at(21)),
    )
    for table, begins in {
        "T1": "allocations_no_overlap",
        "T2": "assignment duplicate for table",
        "T3": "assignment duplicate for table",
        "T4": "Hold conflict",
    }.items():
        with refused("P0001", begins):
            house.assign(house.booking(), table)
    assert house.assign(house.booking(), "T5")


def test_confirming_a_hold_seats_confirms_and_tells(house: House) -> None:
    """Confirming assigns the held tables, changes the status, queues an event, ends the hold."""
    booking = house.booking()
    hold = house.hold("T1", "T2", booking=booking)
    changed_by = uuid4()
    rows = confirm_hold(
        house, hold, booking, p_history_reason="staff", p_history_changed_by=changed_by
    )
    assert house.names(row["table_id"] for row in rows) == ["T1", "T2"]
    assert {row["start_at"] for row in rows} == {at(19)}
    ids = {row["id"] for row in house.rows("select id from booking_table_assignments")}
    assert {row["assignment_id"] for row in rows} == ids
    assert house.value("select status from bookings where id = %s", booking) == "confirmed"
    [history] = house.rows("select * from booking_state_history")
    assert (history["from_status"], history["to_status"]) == ("pending", "confirmed")
    assert (history["reason"], history["changed_by"]) == ("staff", changed_by)
    [event] = house.rows("select * from capacity_outbox")
    assert (event["event_type"], event["status"]) == ("capacity.assignment.sync", "pending")
    assert (event["booking_id"], event["restaurant_id"]) == (booking, house.id)
    assert house.value("select count(*) from table_holds") == 0
    assert [shadow for shadow, _ in shadows(house)] == [False] * 3


def test_confirming_without_a_status_only_assigns(house: House) -> None:
    """Without p_target_status the booking keeps its status."""
    booking = house.booking()
    confirm_hold(house, house.hold("T1", booking=booking), booking, p_target_status=None)
    assert house.value("select status from bookings") == "pending"
    assert house.seated_at(booking) == ["T1"]


def test_confirming_an_unknown_hold_is_not_found(house: House) -> None:
    """P0002, as for every unknown id."""
    with refused("P0002", "Hold"):
        confirm_hold(house, uuid4(), house.booking())


def test_a_hold_that_cannot_be_confirmed_is_refused(house: House) -> None:
    """Somebody else's hold, an expired one, and one without tables are P0001."""
    booking = house.booking()
    with refused("P0001", "Hold"):
        confirm_hold(house, house.hold("T1", booking=house.booking()), booking)
    past = {"start": at(19) + YESTERDAY, "end": at(21) + YESTERDAY}
    with refused("P0001", "Hold"):
        confirm_hold(house, house.hold("T2", booking=booking, **past), booking)
    with refused("P0001", "Hold"):
        confirm_hold(house, house.hold(booking=booking), booking)
    assert house.seated_at(booking) == []


@pytest.mark.parametrize("argument", ["p_expected_policy_version", "p_expected_adjacency_hash"])
def test_drift_since_the_hold_is_refused(house: House, argument: str) -> None:
    """A hold made under another policy or adjacency is P0003; the same one passes."""
    booking = house.booking()
    metadata = {"policyVersion": "1", "selection": {"snapshot": {"adjacency": {"hash": "1"}}}}
    hold = house.hold("T1", booking=booking, metadata=Jsonb(metadata))
    with refused("P0003"):
        confirm_hold(house, hold, booking, **{argument: "2"})
    assert confirm_hold(house, hold, booking, **{argument: "1"})


def test_releasing_a_hold_deletes_it_and_tells(house: House) -> None:
    """Releasing removes the hold and records who did it; an unknown hold is just false."""
    hold, actor = house.hold("T1"), uuid4()
    assert house.value("select release_hold_and_emit(%s, %s)", hold, actor) is True
    assert house.value("select count(*) from table_hold_windows") == 0
    [event] = house.rows("select * from observability_events")
    assert (event["restaurant_id"], event["context"]["actorId"]) == (house.id, str(actor))
    assert house.value("select release_hold_and_emit(%s, %s)", hold, actor) is False
