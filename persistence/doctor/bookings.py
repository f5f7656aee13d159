"""Checks of statuses: tables of guests who do not come, and guests without a table."""

from collections.abc import Mapping
from typing import Any

from persistence.doctor.check import Check, rows_of
from persistence.doctor.finding import Finding, Severity
from persistence.doctor.look import UNASSIGN
from persistence.doctor.seating_rows import LEDGER, needs, written
from persistence.pool import Connection
from persistence.queries import query


def _free(connection: Connection, finding: Finding) -> Mapping[str, Any]:
    """Do what should have been done with the change of status."""
    bookings = {"bookings": [finding.where["booking_id"]]}
    freed = connection.execute(query("unassign"), bookings).fetchall()
    allocations = written(connection, "free_booking", finding)
    written(connection, "reset_zone", finding)
    has_ledger = connection.execute("select to_regclass(%s) as found", [f"public.{LEDGER}"])
    row = has_ledger.fetchone()
    if row is not None and row["found"]:
        connection.execute(query("clear_ledger"), bookings)
    return {"unassigned": [str(row["table_id"]) for row in freed], "allocations": allocations}


LEFTOVER = Check(
    kind="leftover_tables",
    severity=Severity.ERROR,
    read=rows_of("leftover_tables"),
    what="Booking {booking_id} is {status} and still has {tables}.",
    why="Cancel, no-show and complete free nothing by themselves: the table looks taken until its "
    "window ends.",
    fix="Unassign the tables, and remove the allocations and ledger rows that this leaves.",
    needs=needs(
        "table_inventory",
        bookings="start_at end_at status booking_date assigned_zone_id",
        booking_table_assignments="start_at end_at",
        allocations="shadow is_maintenance window booking_id",
    ),
    mend=_free,
    writes=(UNASSIGN,),
)
COMPLETED = Check(
    kind="completed_with_tables",
    severity=Severity.INFO,
    read=rows_of("completed_with_tables"),
    what="{bookings} completed bookings from {first_date} to {last_date} keep their tables.",
    why="It is over and harmless; it says who sat where.",
    fix="Nothing to do. To make the tables smaller, archive bookings of past dates.",
    needs=needs(
        bookings="status booking_date end_at",
        booking_table_assignments="end_at",
    ),
)
WITHOUT_TABLES = Check(
    kind="confirmed_without_tables",
    severity=Severity.WARNING,
    read=rows_of("confirmed_without_tables"),
    what="Booking {booking_id} on {booking_date} is {status} and has no table.",
    why="A guest was promised a table that nobody keeps.",
    fix="Plan that date: maitred seats every booking without tables.",
    needs=needs("booking_table_assignments", bookings="status booking_date end_at"),
)
CHECKS = (LEFTOVER, COMPLETED, WITHOUT_TABLES)
