"""Tables chosen by hand: validated without locks, or written under them by the same checks."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal
from uuid import UUID, uuid4

from models.base import content_hash
from models.errors import MaitredError
from persistence.history import NOBODY, Author
from persistence.holds import Hold
from persistence.idempotency import Key
from persistence.locking import TablesNotFoundError
from persistence.pool import Database
from persistence.seat import Compose, SeatRequest, Seen, commit_seat
from persistence.snapshot import DaySnapshot
from persistence.writing import Placement
from services.idempotent import Answer
from services.judge import Terms, not_locked, wanting
from services.manual.checks import ChecksFailedError, Validation, validate
from services.manual.context import Look
from services.quotes.offers import Asked, add_offer

Json = dict[str, Any]

EVERY_CHECK = frozenset({"capacity", "slack", "zone", "movable", "adjacency", "conflict", "holds"})


class TablesRequiredError(MaitredError):
    """No table was chosen."""

    code = "TABLES_REQUIRED"
    status = 400


@dataclass(frozen=True)
class Selection:
    """Tables that somebody chose for a booking."""

    restaurant_id: UUID
    booking: UUID
    tables: frozenset[UUID]
    require_adjacency: bool | None = None
    """None: as the house's rules say."""
    exclude_hold: UUID | None = None
    """A hold that is not in the way: the one that this choice replaces or confirms."""
    counted: frozenset[str] = EVERY_CHECK
    """Checks that forbid it when they fail."""
    overruled: frozenset[str] = frozenset()
    """Checks that somebody with the right to do so takes responsibility for."""


@dataclass(frozen=True)
class Order:
    """A choice that is to be written."""

    selection: Selection
    route: str
    """The scope of its idempotency key."""
    idempotency_key: str | None = None
    author: Author = NOBODY
    change: Literal["set", "add", "remove"] = "set"
    confirm: tuple[str, ...] = ()
    reason: str = "manual assignment"

    @property
    def key(self) -> Key:
        """Under which the answer is kept; a random one when the caller named none."""
        selection = self.selection
        asked = {
            "booking": str(selection.booking),
            "tables": sorted(map(str, selection.tables)),
            "change": self.change,
            "requireAdjacency": selection.require_adjacency,
        }
        name = self.idempotency_key or f"once-{uuid4()}"
        return Key(selection.restaurant_id, self.route, name, content_hash(asked))


def check_selection(look: Look, selection: Selection) -> Validation:
    """Validate a choice by what was seen, without locking anything.

    Raises:
        TablesRequiredError: no table is chosen.
        TablesNotFoundError: the restaurant has no such table.
        BookingLockedError: an operator has locked the booking.
        ResourceDisabledError: a table is not in service.
    """
    require_tables(selection)
    _all_known(look.snapshot, selection)
    not_locked(look.snapshot, selection.booking)
    holds = [
        hold
        for hold in look.holds
        if hold.id != selection.exclude_hold and selection.tables & set(hold.tables)
    ]
    return _validate(look.snapshot, selection, selection.tables, holds)


def require_tables(selection: Selection) -> None:
    """Refuse a choice of nothing.

    Raises:
        TablesRequiredError: no table is chosen.
    """
    if not selection.tables:
        raise TablesRequiredError("No table is chosen", hint="Send at least one id in tableIds.")


def _all_known(snapshot: DaySnapshot, selection: Selection) -> None:
    known = {table.id for table in snapshot.problem.venue.tables}
    missing = sorted(str(table) for table in selection.tables if str(table) not in known)
    if missing:
        raise TablesNotFoundError(
            f"This restaurant has no table {', '.join(missing)}",
            hint="Load the booking's manual-context: it lists the tables.",
            details={"missingTableIds": missing},
        )


def _validate(
    snapshot: DaySnapshot, selection: Selection, tables: frozenset[UUID], holds: list[Hold]
) -> Validation:
    return validate(
        snapshot,
        wanting(snapshot, selection.booking),
        map(str, tables),
        require_adjacency=selection.require_adjacency,
        holds=[told_hold(hold, tables) for hold in holds],
        waived=selection.overruled,
    )


def told_hold(hold: Hold, tables: frozenset[UUID]) -> Json:
    """Return a hold as a conflict, with the tables that are in question."""
    return {
        "holdId": str(hold.id),
        "bookingId": None if hold.booking is None else str(hold.booking),
        "tableIds": [str(table) for table in hold.tables if table in tables],
        "startAt": hold.start.isoformat(),
        "endAt": hold.end.isoformat(),
        "expiresAt": hold.until.isoformat(),
    }


def carry_out(database: Database, order: Order, compose: Compose) -> Answer:
    """Write a choice, checked under the locks; a repeated key gets the first answer.

    Raises:
        BookingNotFoundError, TablesNotFoundError: the restaurant has no such booking or table.
        BookingLockedError: an operator has locked it.
        ChecksFailedError: checks that count have failed.
        BookingOverError, SeatRefusedError: it wants no table, or there is no window for it.
        IdempotencyKeyConflictError: the key was used with another request.
        DatabaseError: the database refused or cannot be reached; nothing was written.
    """
    selection = order.selection
    request = SeatRequest(
        selection.restaurant_id,
        selection.booking,
        selection.tables,
        order.key,
        order.author,
        order.reason,
        confirm=order.confirm,
        change=order.change,
    )
    try:
        answer, replayed = commit_seat(database, request, partial(_judge, order), compose)
    except MaitredError as error:
        asked = replace(asked_for(selection), adding=order.change == "add")
        add_offer(database, asked, error)
        raise
    return Answer(answer.response, replayed)


def asked_for(selection: Selection) -> Asked:
    """Return what a choice asks for, to look for something else instead of it."""
    counts = "slack" in selection.counted - selection.overruled
    neighbours = selection.require_adjacency if "adjacency" in selection.counted else None
    return Asked(
        selection.restaurant_id,
        selection.booking,
        selection.tables,
        Terms(neighbours),
        slack_counts=counts,
    )


def _judge(order: Order, seen: Seen) -> Placement:
    selection = order.selection
    booking = wanting(seen.snapshot, selection.booking)
    # Others' holds are occupancy and fail the check of conflicts.
    validation = _validate(seen.snapshot, selection, seen.tables, [])
    failed = tuple(check for check in validation.failed if check.id in selection.counted)
    if failed:
        raise ChecksFailedError(validation, failed)
    return Placement(booking.id, tuple(sorted(map(str, seen.tables))), booking.window)
