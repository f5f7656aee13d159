"""The shape of a booking's lock."""

import datetime as dt
from uuid import UUID

from api.answers.shape import BOOKING, USER, Shape, example


class LockView(Shape):
    """Whether a booking is locked, by whom, and why."""

    model_config = example(
        {
            "bookingId": BOOKING,
            "locked": True,
            "lockedBy": USER,
            "lockReason": "by the window, for the anniversary",
            "lockedAt": "2026-11-28T16:00:00+00:00",
        }
    )

    bookingId: UUID
    locked: bool
    lockedBy: str | None
    """A user's id, or a machine's name; null when it is not locked."""
    lockReason: str | None
    """Null when none was given."""
    lockedAt: dt.datetime | None
    """When it was locked, or got another reason."""
