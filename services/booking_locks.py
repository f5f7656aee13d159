"""Lock and unlock bookings, as the API tells it."""

from typing import Any

from persistence.booking_locks import BookingToLock, drop_lock, put_lock
from persistence.pool import Database

Json = dict[str, Any]


def lock(database: Database, wanted: BookingToLock, reason: str | None) -> Json:
    """Lock a booking; its tables stay as they are until it is unlocked.

    Raises:
        BookingNotFoundError: the restaurant has no such booking.
    """
    found = put_lock(database, wanted, reason)
    return {
        "bookingId": str(wanted.booking),
        "locked": True,
        "lockedBy": found.locked_by,
        "lockReason": found.reason,
        "lockedAt": found.locked_at.isoformat(),
    }


def unlock(database: Database, wanted: BookingToLock) -> Json:
    """Unlock a booking; whether it was locked makes no difference.

    Raises:
        BookingNotFoundError: the restaurant has no such booking.
    """
    drop_lock(database, wanted)
    return {
        "bookingId": str(wanted.booking),
        "locked": False,
        "lockedBy": None,
        "lockReason": None,
        "lockedAt": None,
    }
