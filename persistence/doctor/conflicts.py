"""Checks for tables that two parties have at one time; a person decides who keeps them."""

from collections.abc import Iterable

from persistence.doctor.check import Check, Scope, rows_of
from persistence.doctor.finding import Severity
from persistence.doctor.seating_rows import needs
from persistence.occupancy import Row, hold_deadline
from persistence.pool import Connection


def _both_live(connection: Connection, scope: Scope) -> Iterable[Row]:
    """Leave out what only a hold that ran out has: it is told as such."""
    for row in rows_of("double_bookings")(connection, scope):
        deadlines = zip(row["_expires_at"], row["_held_until"], strict=True)
        if all(at is None or hold_deadline(at, until) > scope.now for at, until in deadlines):
            yield row


DOUBLE = Check(
    kind="double_booking",
    severity=Severity.ERROR,
    read=_both_live,
    what="Table {table_number} is taken twice ({places}) from {overlap_from:%Y-%m-%d %H:%M}Z to "
    "{overlap_until:%H:%M}Z: {owners}.",
    why="Two parties are sent to one table.",
    fix="Decide who keeps it; unassign the other booking or release the hold, then plan the date "
    "again.",
    needs=needs(
        "table_inventory",
        "table_hold_members",
        bookings="status start_at end_at",
        booking_table_assignments="start_at end_at",
        allocations="shadow is_maintenance window booking_id",
        table_holds="booking_id start_at end_at expires_at metadata status",
    ),
)
SHARED_SLOT = Check(
    kind="shared_slot",
    severity=Severity.ERROR,
    read=rows_of("shared_slots"),
    what="Table {table_number} is given twice in the slot {slot_date} {slot_time}.",
    why="The product gives a table once per slot; with its constraint back in place neither row "
    "could be written again.",
    fix="Unassign one of the bookings, then plan the date again.",
    needs=needs(
        "table_inventory",
        "booking_slots",
        bookings="end_at",
        booking_table_assignments="slot_id end_at",
    ),
)
CHECKS = (DOUBLE, SHARED_SLOT)
