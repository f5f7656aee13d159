"""An operator's locks: a locked booking keeps the tables it has, or stays without.

They bind whoever plans and assigns through this service. Its row is locked meanwhile, so that a
commit in flight has either written before, or sees the lock.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from persistence.booking_rows import find_booking
from persistence.history import Author, record_events
from persistence.locking import BookingNotFoundError
from persistence.pool import Connection, Database, enter_tenant
from persistence.queries import query
from persistence.retry import until_settled
from persistence.writing import lock_bookings


@dataclass(frozen=True)
class BookingToLock:
    """Which booking, and in whose name."""

    restaurant_id: UUID
    booking: UUID
    by: str
    """A user's id, or a machine's name."""
    author: Author

    @property
    def values(self) -> dict[str, object]:
        """What the queries take."""
        return {"restaurant_id": self.restaurant_id, "booking": self.booking, "by": self.by}


@dataclass(frozen=True)
class BookingLock:
    """A lock as it is stored."""

    reason: str | None
    locked_by: str
    locked_at: dt.datetime


def put_lock(database: Database, wanted: BookingToLock, reason: str | None) -> BookingLock:
    """Lock a booking, or give its lock another reason; the same again changes nothing.

    Raises:
        BookingNotFoundError: the restaurant has no such booking.
        DatabaseError: the database refused or cannot be reached; nothing was written.
    """

    def write(connection: Connection) -> BookingLock:
        date = _take(connection, wanted)
        values = {**wanted.values, "reason": reason}
        row = connection.execute(query("put_booking_lock"), values).fetchone()
        if row is not None:
            _record(connection, wanted, date, "booking.locked", reason)
        row = row or connection.execute(query("get_booking_lock"), values).fetchone()
        assert row is not None
        return BookingLock(**row)

    return until_settled(database, write)


def drop_lock(database: Database, wanted: BookingToLock) -> None:
    """Unlock a booking; one that is not locked stays as it is.

    Raises:
        BookingNotFoundError: the restaurant has no such booking.
        DatabaseError: the database refused or cannot be reached; nothing was written.
    """

    def write(connection: Connection) -> None:
        date = _take(connection, wanted)
        if connection.execute(query("drop_booking_lock"), wanted.values).fetchone():
            _record(connection, wanted, date, "booking.unlocked", None)

    until_settled(database, write)


def _take(connection: Connection, wanted: BookingToLock) -> dt.date:
    """Lock the booking's row and return its date."""
    enter_tenant(connection, wanted.restaurant_id)
    lock_bookings(connection, [wanted.booking])
    row = find_booking(connection, wanted.booking)
    if row["restaurant_id"] != wanted.restaurant_id:
        raise BookingNotFoundError("Booking not found", hint="It may have been deleted.")
    date: dt.date = row["booking_date"]
    return date


def _record(
    connection: Connection, wanted: BookingToLock, date: dt.date, kind: str, reason: str | None
) -> None:
    event = {"kind": kind, "booking_id": str(wanted.booking), "reason": reason}
    record_events(connection, wanted.restaurant_id, [event], date=date, author=wanted.author)
