"""Seat one booking on tables that somebody chose, or take its tables away."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

from models.base import canonical_json, content_hash
from persistence.history import NOBODY, Author
from persistence.idempotency import Key
from persistence.pool import Database
from persistence.seat import Done, SeatRequest, Seen, commit_seat
from persistence.writing import Placement
from services.idempotent import Answer
from services.judge import judge

ROUTE = "bookings/tables"
"""The scope of idempotency keys."""


@dataclass(frozen=True)
class Choice:
    """Which tables a booking is to have, and no others; none takes away what it has."""

    restaurant_id: UUID
    booking: UUID
    tables: frozenset[UUID]
    idempotency_key: str | None = None
    author: Author = NOBODY
    reason: str = "manual assignment"

    @property
    def key(self) -> Key:
        """Under which the answer is kept; a random one when the caller named none."""
        asked = {"booking": str(self.booking), "tables": sorted(map(str, self.tables))}
        name = self.idempotency_key or f"once-{uuid4()}"
        return Key(self.restaurant_id, ROUTE, name, content_hash(asked))


def seat_booking(database: Database, choice: Choice) -> Answer:
    """Give a booking exactly these tables for its window, checked under the locks.

    Raises:
        BookingNotFoundError, TablesNotFoundError: the restaurant has no such booking or table.
        BookingOverError: it was cancelled, or did not come, or has left.
        SeatTakenError: somebody else has a table then; the details say who, and until when.
        SeatRefusedError: a rule forbids it; the details name every one.
        IdempotencyKeyConflictError: the key was used with another request.
        DatabaseError: the database refused or cannot be reached; nothing was written.
    """
    request = SeatRequest(
        choice.restaurant_id,
        choice.booking,
        choice.tables,
        choice.key,
        choice.author,
        choice.reason,
    )
    answer, replayed = commit_seat(
        database, request, partial(_judge, choice), partial(_compose, choice)
    )
    return Answer(answer.response, replayed)


def _judge(choice: Choice, seen: Seen) -> Placement:
    booking = judge(seen.snapshot, choice.booking, choice.tables)
    return Placement(booking.id, tuple(sorted(map(str, choice.tables))), booking.window)


def _compose(choice: Choice, done: Done) -> str:
    placement = done.placement
    window = None if placement is None else placement.window
    return canonical_json(
        {
            "bookingId": str(choice.booking),
            "tableIds": [] if placement is None else list(placement.tables),
            "startAt": None if window is None else window.start.isoformat(),
            "endAt": None if window is None else window.end.isoformat(),
        }
    )
