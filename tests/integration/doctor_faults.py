"""Faults of a booking database, built with SQL as years of other callers would leave them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from persistence.doctor.finding import Severity
from tests.integration.postgres_servers import House, at

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
EVENING = (at(19), at(21))
RUN = (
    "insert into maitred.runs (restaurant_id, service_date, mode, state, problem_hash, plan_hash,"
    " problem, plan, updated_at)"
    " values (%s, current_date, 'fill', 'committing', '', '', '{}', '{}', '2020-01-01')"
)


@dataclass(frozen=True)
class Fault:
    """A kind of finding, how bad it is, and how a house gets it."""

    kind: str
    severity: Severity
    build: Callable[[House], None]

    def __str__(self) -> str:
        return f"{self.kind}-{self.build.__name__}"


def run(house: House, statement: str, *values: Any) -> None:
    """Run a statement that returns no rows."""
    house.connection.execute(statement.encode(), values)


def guest(house: House, *tables: str) -> UUID:
    """Add a booking at 19:00 with tables for two hours."""
    booking = house.booking(dt.time(19))
    house.assign(booking, *tables, key=str(uuid4()), window=EVENING)
    return booking


def out_for_repair(house: House, since: dt.datetime) -> None:
    """Take the table F1 away until ten."""
    house.insert(
        "allocations",
        restaurant_id=house.id,
        resource_type="table",
        resource_id=house.tables["F1"],
        window=f"[{since},{at(22)})",
        is_maintenance=True,
    )


def held_by_itself(house: House) -> None:
    """The guest's own table is held for the guest, for longer."""
    house.hold("F1", booking=guest(house, "F1"), end=at(22))


def held_and_run_out(house: House) -> None:
    """The same, and the hold has run out: releasing it would take the allocation along."""
    booking = guest(house, "F1")
    house.hold("F1", booking=booking, metadata={"heldUntil": "2020-01-01T00:00:00Z"})


def allocation_deleted(house: House) -> None:
    """Somebody tidied allocations by hand."""
    guest(house, "T4", "T5")
    run(house, "delete from allocations where resource_id = %s", house.tables["T5"])


def assignment_deleted(house: House) -> None:
    """Somebody removed the assignment without its allocation."""
    guest(house, "F1")
    run(house, "delete from booking_table_assignments")


def one_of_two_deleted(house: House) -> None:
    """Of a confirmed booking's two tables one is left, with the allocations of both."""
    booking = guest(house, "T4", "T5")
    run(house, "update bookings set status = 'confirmed' where id = %s", booking)
    run(house, "delete from booking_table_assignments where table_id = %s", house.tables["T5"])


def shorter_assignment(house: House) -> None:
    """The assignment ends before its allocation."""
    guest(house, "F1")
    run(house, "update booking_table_assignments set end_at = %s", at(20))


def no_assignment_window(house: House) -> None:
    """An old row that says no window, beside an allocation that does."""
    guest(house, "F1")
    run(house, "update booking_table_assignments set start_at = null, end_at = null")


def one_table_shorter(house: House) -> None:
    """One of two tables is kept for less, in both places."""
    guest(house, "T4", "T5")
    short = (at(19), at(20), house.tables["T5"])
    run(
        house,
        "update booking_table_assignments set start_at = %s, end_at = %s where table_id = %s",
        *short,
    )
    run(
        house,
        'update allocations set "window" = tstzrange(%s, %s) where resource_id = %s',
        *short,
    )


def merge_unassigned(house: House) -> None:
    """Unassign leaves the group, and a ledger row."""
    house.unassign(guest(house, "T4", "T5"))


def other_tables_by_hand(house: House) -> None:
    """Another table than the ledger remembers, everywhere else."""
    guest(house, "F1")
    other = house.tables["B1"]
    run(house, "update booking_table_assignments set table_id = %s", other)
    run(house, "update allocations set resource_id = %s", other)


def ledger_of_a_lost_group(house: House) -> None:
    """Without its foreign key the ledger names a group that is gone."""
    guest(house, "F1")
    drop_foreign_keys(house, "booking_assignment_idempotency")
    run(
        house,
        "update booking_assignment_idempotency set merge_group_allocation_id = %s",
        uuid4(),
    )


def group_of_nobody(house: House) -> None:
    """Without its foreign key an assignment names a group that is gone."""
    guest(house, "F1")
    drop_foreign_keys(house, "booking_table_assignments")
    run(house, "update booking_table_assignments set merge_group_id = %s", uuid4())


def allocation_of_nobody(house: House) -> None:
    """The same with the allocation's id."""
    guest(house, "F1")
    drop_foreign_keys(house, "booking_table_assignments")
    run(house, "update booking_table_assignments set allocation_id = %s", uuid4())


def _gone(house: House, status: str) -> None:
    booking = guest(house, "T4", "T5")
    run(house, "update bookings set status = %s where id = %s", status, booking)


def cancelled(house: House) -> None:
    """Cancelling frees nothing."""
    _gone(house, "cancelled")


def no_show(house: House) -> None:
    """Nor does not coming."""
    _gone(house, "no_show")


def completed_early(house: House) -> None:
    """Nor leaving before the end."""
    _gone(house, "completed")


def cancelled_without_assignment(house: House) -> None:
    """Only the allocation of a cancelled booking is left."""
    assignment_deleted(house)
    run(house, "update bookings set status = 'cancelled'")


def ran_out(house: House) -> None:
    """The true deadline is in the metadata: the expiry has to be after the end."""
    house.hold("F1", start=at(12), end=at(14), metadata={"heldUntil": "2020-01-01T00:00:00Z"})


def confirmed_hold(house: House) -> None:
    """A hold that is no longer active, and was not removed."""
    house.hold("F1", start=at(12), end=at(14), status="confirmed")


def stuck_run(house: House) -> None:
    """A service died while it was committing."""
    run(house, RUN, house.id)


def dead_claim(house: House) -> None:
    """A service died while it worked on a request."""
    house.insert(
        "maitred.idempotency_keys",
        restaurant_id=house.id,
        route="r",
        key="k",
        body_hash="h",
        claim=uuid4(),
        claimed_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    )


def one_way(house: House) -> None:
    """As the house is built."""


MENDABLE = (
    Fault("shadowed_assignment", ERROR, held_by_itself),
    Fault("expired_hold", WARNING, held_and_run_out),
    Fault("missing_allocation", ERROR, allocation_deleted),
    Fault("allocation_without_assignment", ERROR, assignment_deleted),
    Fault("allocation_without_assignment", ERROR, one_of_two_deleted),
    Fault("windows_disagree", ERROR, shorter_assignment),
    Fault("windows_disagree", ERROR, no_assignment_window),
    Fault("windows_uneven", WARNING, one_table_shorter),
    Fault("orphan_merge_group", WARNING, merge_unassigned),
    Fault("stale_ledger", WARNING, merge_unassigned),
    Fault("stale_ledger", WARNING, other_tables_by_hand),
    Fault("stale_ledger", WARNING, ledger_of_a_lost_group),
    Fault("dangling_reference", WARNING, group_of_nobody),
    Fault("dangling_reference", WARNING, allocation_of_nobody),
    Fault("leftover_tables", ERROR, cancelled),
    Fault("leftover_tables", ERROR, no_show),
    Fault("leftover_tables", ERROR, completed_early),
    Fault("leftover_tables", ERROR, cancelled_without_assignment),
    Fault("expired_hold", WARNING, ran_out),
    Fault("expired_hold", WARNING, confirmed_hold),
    Fault("one_way_adjacency", INFO, one_way),
    Fault("stuck_run", WARNING, stuck_run),
    Fault("dead_claim", WARNING, dead_claim),
)


def drop_foreign_keys(house: House, table: str) -> None:
    """Take a table's foreign keys away, as some databases never had them."""
    for row in house.rows(
        "select conname from pg_constraint where conrelid = %s::regclass and contype = 'f'", table
    ):
        run(house, f"alter table {table} drop constraint {row['conname']}")


def drop_constraints(house: House) -> None:
    """Take away what keeps windows and slots apart, as some databases never had it."""
    for table, name in (
        ("allocations", "allocations_no_overlap"),
        ("booking_table_assignments", "booking_table_assignments_no_overlap"),
        ("booking_table_assignments", "booking_table_assignments_table_slot"),
    ):
        run(house, f"alter table {table} drop constraint {name}")


def two_assignments(house: House) -> None:
    """Two bookings on one table at one time."""
    drop_constraints(house)
    guest(house, "F1")
    guest(house, "F1")


def two_windowless_assignments(house: House) -> None:
    """Old rows: the bookings' own instants are all that says when."""
    two_assignments(house)
    run(house, "delete from allocations")
    run(
        house, "update booking_table_assignments set start_at = null, end_at = null, slot_id = null"
    )


def assigned_during_maintenance(house: House) -> None:
    """A table out for repair is given away all the same."""
    drop_constraints(house)
    guest(house, "F1")
    out_for_repair(house, at(20))


def held_for_another(house: House) -> None:
    """A live hold on a table that somebody has."""
    guest(house, "F1")
    house.hold("F1")


def promised(house: House) -> None:
    """Confirmed without a table, past the trigger."""
    house.booking(dt.time(19), status="confirmed")


def across_zones(house: House) -> None:
    """A neighbour from the bar."""
    run(house, "alter table table_adjacencies disable trigger user")
    house.insert("table_adjacencies", table_a=house.tables["T1"], table_b=house.tables["B1"])


def no_edges(house: House) -> None:
    """Nobody ever recorded neighbours."""
    run(house, "delete from table_adjacencies")


def no_zone(house: House) -> None:
    """A table that stands nowhere."""
    run(house, "alter table table_inventory alter zone_id drop not null")
    run(house, "update table_inventory set zone_id = null where id = %s", house.tables["B1"])


def moved_in_time(house: House) -> None:
    """The booking comes at noon now; its table is kept for the evening."""
    guest(house, "F1")
    run(house, "update bookings set start_time = '12:00', end_time = '14:00'")


def grown(house: House) -> None:
    """The party is larger than its table now."""
    guest(house, "F1")
    run(house, "update bookings set party_size = 7")


def by_hand(house: House) -> None:
    """Two hours for a party whose turn time is one."""
    guest(house, "F1")


def long_ago(house: House) -> None:
    """Who sat where, years ago."""
    booking = house.booking(dt.time(19), booking_date=dt.date(2020, 1, 1), status="completed")
    house.assign(booking, "F1")


def odd_zone(house: House) -> None:
    """A time zone that no clock knows."""
    run(house, "update restaurants set timezone = 'Mars/Olympus'")


def only_allocation_of_a_confirmed(house: House) -> None:
    """The allocation may be all that is left of a promised seat."""
    booking = guest(house, "F1")
    run(house, "update bookings set status = 'confirmed' where id = %s", booking)
    run(house, "delete from booking_table_assignments")


def windows_apart(house: House) -> None:
    """Lunch in one place and dinner in the other: nobody can tell which."""
    guest(house, "F1")
    run(
        house,
        "update booking_table_assignments set start_at = %s, end_at = %s",
        at(12),
        at(13),
    )


FOR_PEOPLE = (
    Fault("double_booking", ERROR, two_assignments),
    Fault("double_booking", ERROR, two_windowless_assignments),
    Fault("double_booking", ERROR, assigned_during_maintenance),
    Fault("double_booking", ERROR, held_for_another),
    Fault("shared_slot", ERROR, two_assignments),
    Fault("confirmed_without_tables", WARNING, promised),
    Fault("cross_zone_adjacency", WARNING, across_zones),
    Fault("tables_without_neighbours", INFO, one_way),
    Fault("no_adjacency", INFO, no_edges),
    Fault("table_without_zone", WARNING, no_zone),
    Fault("stale_seating", WARNING, moved_in_time),
    Fault("stale_seating", WARNING, grown),
    Fault("window_off_policy", INFO, by_hand),
    Fault("completed_with_tables", INFO, long_ago),
    Fault("unreadable_settings", ERROR, odd_zone),
    Fault("allocation_without_assignment", ERROR, only_allocation_of_a_confirmed),
    Fault("windows_disagree", ERROR, windows_apart),
)
