"""Checks of the rows that say who sits where: assignments, allocations, merge groups, ledger."""

from collections.abc import Iterable, Mapping
from typing import Any

from persistence.doctor.check import Check, Mender, Reader, Scope, rows_of
from persistence.doctor.finding import Finding, Severity
from persistence.doctor.look import (
    ALLOCATIONS_APART,
    ASSIGNMENTS_APART,
    ONE_ALLOCATION,
    full_name,
)
from persistence.occupancy import Row
from persistence.pool import Connection
from persistence.queries import query

ASSIGNMENTS, ALLOCATIONS = "booking_table_assignments", "allocations"
LEDGER = "booking_assignment_idempotency"
APART = (ALLOCATIONS_APART.name, ASSIGNMENTS_APART.name)
"""A fix that lengthens what is taken relies on them to refuse what another party has."""


def needs(*tables: str, **columns: str) -> tuple[str, ...]:
    """Name tables and their columns (as text, with spaces between) in full."""
    return (
        *(full_name(name) for name in (*tables, *columns)),
        *(
            full_name(f"{table}.{column}")
            for table, names in columns.items()
            for column in names.split()
        ),
    )


def written(connection: Connection, name: str, finding: Finding) -> int:
    """Run a mending query on a finding; return how many rows it wrote."""
    whole = {
        **finding.where,
        "booking_id": finding.where.get("booking_id"),
        "restaurant_id": finding.restaurant_id,
        **{key.removeprefix("_"): value for key, value in finding.data.items()},
    }
    return connection.execute(query(f"doctor/{name}"), whole).rowcount


def writing(**queries: str) -> Mender:
    """Mend with queries; the history keeps how many rows each wrote, by what it is said to do."""

    def mend(connection: Connection, finding: Finding) -> Mapping[str, Any]:
        return {did: written(connection, name, finding) for did, name in queries.items()}

    return mend


def _windows(*, disagree: bool) -> Reader:
    def read(connection: Connection, scope: Scope) -> Iterable[Row]:
        rows = rows_of("windows")(connection, scope)
        return (row for row in rows if row["_disagree"] is disagree)

    return read


_LEVEL = writing(assignments="level_assignments", allocations="level_allocations")
_WINDOW_NEEDS = needs(
    "table_inventory",
    bookings="start_at status",
    booking_table_assignments="start_at end_at",
    allocations="window shadow is_maintenance booking_id",
)

SHADOWED = Check(
    kind="shadowed_assignment",
    severity=Severity.ERROR,
    read=rows_of("shadowed_assignments"),
    what="Booking {booking_id} has {tables}, but the allocation is only a hold's shadow.",
    why="The table is unprotected: anybody may be given it, and when the hold is released the "
    "allocation goes with it.",
    fix="Make the allocation real again, for the assignment's window; never hold a table that the "
    "booking already has.",
    needs=needs(
        "table_inventory",
        bookings="end_at status",
        booking_table_assignments="start_at end_at",
        allocations="shadow",
    ),
    mend=writing(updated="unshadow"),
    writes=APART,
)
MISSING_ALLOCATION = Check(
    kind="missing_allocation",
    severity=Severity.ERROR,
    read=rows_of("missing_allocations"),
    what="Booking {booking_id} has {tables} without an allocation.",
    why="Whatever asks the allocations sees a free table and gives it to a second party.",
    fix="Insert the allocation with the assignment's window; without a window there, plan the "
    "date again.",
    needs=needs(
        "table_inventory",
        bookings="end_at status",
        booking_table_assignments="start_at end_at allocation_id",
        allocations="shadow booking_id",
    ),
    mend=writing(inserted="insert_allocations"),
    writes=(*APART, ONE_ALLOCATION.name),
)
WITHOUT_ASSIGNMENT = Check(
    kind="allocation_without_assignment",
    severity=Severity.ERROR,
    read=rows_of("allocations_without_assignment"),
    what="{tables} is kept for booking {booking_id}, which does not have it.",
    why="The table stands empty: nobody sits there and nobody else can be given it.",
    fix="Delete the allocation. Of a confirmed booking without any table it may be all that is "
    "left of its seating: assign the table again, or release it, by hand.",
    needs=needs(
        "table_inventory",
        "table_hold_members",
        "booking_table_assignments",
        bookings="status",
        table_holds="booking_id",
        allocations="shadow is_maintenance window booking_id",
    ),
    mend=writing(deleted="delete_allocations"),
)
DISAGREE = Check(
    kind="windows_disagree",
    severity=Severity.ERROR,
    read=_windows(disagree=True),
    what="Booking {booking_id}: assignment and allocation of {tables} say different windows.",
    why="The table is taken for one time and shown for another; who asks only one of the two "
    "places books over the other.",
    fix="Write the union of the windows to both: it is what is taken already. Windows that do not "
    "touch, or miss the booking's start, are for a person: plan the date again.",
    needs=_WINDOW_NEEDS,
    mend=_LEVEL,
    writes=APART,
)
UNEVEN = Check(
    kind="windows_uneven",
    severity=Severity.WARNING,
    read=_windows(disagree=False),
    what="Booking {booking_id} has different windows on its tables {tables}.",
    why="One party sits at all of its tables at once: the shorter one is given away under it.",
    fix="Write the union of the windows to all of its tables; when another party has that time, "
    "plan the date again.",
    needs=_WINDOW_NEEDS,
    mend=_LEVEL,
    writes=APART,
)
ORPHAN_GROUP = Check(
    kind="orphan_merge_group",
    severity=Severity.WARNING,
    read=rows_of("orphan_merge_groups"),
    what="Merge group {allocation_id} belongs to no tables.",
    why="Unassigning a merge leaves its group behind; such rows pile up and show merges that are "
    "not there.",
    fix="Delete the allocation of the group.",
    needs=needs(
        booking_table_assignments="merge_group_id", allocations="window is_maintenance booking_id"
    ),
    mend=writing(deleted="delete_allocations"),
)
DANGLING = Check(
    kind="dangling_reference",
    severity=Severity.WARNING,
    read=rows_of("dangling_references"),
    what="Assignments of booking {booking_id} name allocations that are not its own.",
    why="Who follows the id finds nothing, or another party's tables.",
    fix="Put the table's own allocation there, or nothing.",
    needs=needs(
        "bookings",
        booking_table_assignments="merge_group_id allocation_id",
        allocations="booking_id",
    ),
    mend=writing(updated="mend_dangling_references"),
)
STALE_LEDGER = Check(
    kind="stale_ledger",
    severity=Severity.WARNING,
    read=rows_of("stale_ledger"),
    what="{ledger_rows} ledger rows of booking {booking_id} remember what is no longer stored.",
    why="A repeated request with that key writes nothing and says nothing, and the same tables "
    "with a new key are refused.",
    fix="Delete the rows; the next assignment writes its own.",
    needs=needs(
        "bookings",
        booking_table_assignments="start_at end_at",
        allocations="booking_id",
        booking_assignment_idempotency="assignment_window merge_group_allocation_id table_ids",
    ),
    mend=writing(deleted="delete_ledger_rows"),
)
CHECKS = (SHADOWED, MISSING_ALLOCATION, WITHOUT_ASSIGNMENT, DISAGREE, UNEVEN)
LAST = (ORPHAN_GROUP, DANGLING, STALE_LEDGER)
"""After everything else: other fixes may leave them something to do."""
