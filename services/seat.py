"""Seat one booking on tables that somebody chose, or take its tables away."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from models.base import canonical_json, content_hash
from models.booking import Booking, BookingStatus, Occupied
from models.errors import MaitredError
from persistence.history import NOBODY, Author
from persistence.idempotency import Key
from persistence.pool import Database
from persistence.seat import SeatRequest, commit_seat
from persistence.snapshot import DaySnapshot
from persistence.writing import Placement
from services.errors import BookingOverError, SeatRefusedError, SeatTakenError
from services.idempotent import Answer
from solver.checker import Violation, check_plan

ROUTE = "bookings/tables"
"""The scope of idempotency keys."""

TAKEN = frozenset({"overlap", "occupancy"})
"""Violations that say that somebody else has the table; all others break a rule."""


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


def _judge(choice: Choice, snapshot: DaySnapshot) -> Placement:
    problem = snapshot.problem
    if not problem.bookings:
        for item in snapshot.unplannable:
            raise SeatRefusedError(item.message, details={"code": item.code})
        raise BookingOverError(
            f"booking {choice.booking} wants no table any more",
            hint="It was cancelled, did not come, or has left: look at the date again.",
        )
    (booking,) = problem.bookings
    tables = tuple(sorted(map(str, choice.tables)))
    # Somebody decides by hand here: that the guests sit already is no obstacle.
    status = BookingStatus.CONFIRMED
    fresh = booking.replace(current_tables=(), status=status)
    broken = check_plan(problem.replace(bookings=(fresh,)), {booking.id: tables}).violations
    if broken:
        raise _refusal(snapshot, booking, broken)
    return Placement(booking.id, tables, booking.window)


def _refusal(snapshot: DaySnapshot, booking: Booking, broken: Sequence[Violation]) -> MaitredError:
    problem = snapshot.problem
    rules = [item for item in broken if item.code not in TAKEN]
    if rules:
        return SeatRefusedError(
            rules[0].message,
            hint="Choose other tables.",
            details={"checks": [{"id": item.code, "message": item.message} for item in rules]},
        )
    labels = {table.id: table.label for table in problem.venue.tables}
    tables = {table for item in broken for table in item.tables}
    blockers = [
        item
        for item in problem.occupancy
        if item.table in tables
        and item.booking != booking.id
        and (item.window.overlaps(booking.window) or (item.slot and item.slot == booking.slot))
    ]
    first = blockers[0]
    until = first.window.end.astimezone(snapshot.restaurant.zone)
    return SeatTakenError(
        f"table {labels[first.table]} is taken until {until:%H:%M} ({first.source})",
        hint="Choose another table, or another time.",
        details={"conflicts": [_conflict(item) for item in blockers]},
    )


def _conflict(item: Occupied) -> dict[str, Any]:
    return {
        "tableId": item.table,
        "bookingId": item.booking,
        "startAt": item.window.start.isoformat(),
        "endAt": item.window.end.isoformat(),
        "source": item.source,
        "until": None if item.until is None else item.until.isoformat(),
    }


def _compose(choice: Choice, placement: Placement | None) -> str:
    window = None if placement is None else placement.window
    return canonical_json(
        {
            "bookingId": str(choice.booking),
            "tableIds": [] if placement is None else list(placement.tables),
            "startAt": None if window is None else window.start.isoformat(),
            "endAt": None if window is None else window.end.isoformat(),
        }
    )
