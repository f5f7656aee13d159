"""Take some of its tables away from a booking; the others stay as they are."""

from collections.abc import Sequence
from uuid import UUID

from psycopg.rows import DictRow

from models.window import Window
from persistence.errors import AssignmentRefusedError
from persistence.history import Recorder, record_seat
from persistence.locking import LockedBooking
from persistence.queries import query


def take_away(
    recorder: Recorder, locked: LockedBooking, left: frozenset[UUID], reason: str
) -> None:
    """Leave a locked booking only these of its tables, kept for what they were kept for.

    Nobody judges that: a booking that was edited, or is over, or sits at a table that is closed by
    now, could not be given them anew.

    Raises:
        AssignmentRefusedError: the function did not take what it was asked to.
    """
    gone = sorted(set(locked.tables) - left)
    if not gone:
        return
    _unassign(recorder, locked.id, gone)
    rows = recorder.connection.execute(query("assignment_rows"), {"booking": locked.id}).fetchall()
    had = [str(table) for table in locked.tables]
    tables = [str(row["table_id"]) for row in rows]
    record_seat(recorder, str(locked.id), locked.date, had, tables, _kept(rows), reason)


def _unassign(recorder: Recorder, booking: UUID, tables: Sequence[UUID]) -> None:
    values = {"booking": booking, "tables": list(tables), "bookings": [booking]}
    rows = recorder.connection.execute(query("unassign_some"), values).fetchall()
    if {row["table_id"] for row in rows} != set(tables):
        raise AssignmentRefusedError(
            f"the database did not take the tables of booking {booking} away as asked",
            hint="Nothing was written. Look at the date again.",
            details={"booking": str(booking), "tables": [str(table) for table in tables]},
        )
    recorder.connection.execute(query("loosen_group"), values)
    if recorder.capabilities.has("public.booking_assignment_idempotency"):
        recorder.connection.execute(query("clear_ledger"), values)


def _kept(rows: Sequence[DictRow]) -> Window | None:
    """Return what is left is kept for; rows of earlier times may not say it."""
    starts = [row["start_at"] for row in rows if row["start_at"]]
    ends = [row["end_at"] for row in rows if row["end_at"]]
    return Window(start=min(starts), end=max(ends)) if starts and ends else None
