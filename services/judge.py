"""May a booking have these tables? The plan's own checker decides; refusals say what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.booking import Booking, BookingStatus
from models.errors import MaitredError
from models.problem import DayProblem
from persistence.locking import BookingLockedError
from persistence.snapshot import DaySnapshot
from services.conflicts import conflict_details, conflict_words, conflicts_of, table_words
from services.errors import BookingOverError, SeatRefusedError, SeatTakenError
from solver.checker import Violation, check_plan

TAKEN = frozenset({"overlap", "occupancy"})
"""Violations that say that somebody else has the table; all others break a rule."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Terms:
    """What somebody asks for in place of the house's merge rules; None is as the house says."""

    require_adjacency: bool | None = None
    max_tables: int | None = None

    @property
    def changes(self) -> Json:
        """What it changes in rules; exceptions for large parties are the house's, too."""
        asked = {"require_adjacency": self.require_adjacency, "max_tables": self.max_tables}
        changed = {name: value for name, value in asked.items() if value is not None}
        return {**changed, "by_party": ()} if changed else {}

    @property
    def told(self) -> Json:
        """What a hold remembers of it."""
        asked = {"requireAdjacency": self.require_adjacency, "maxTables": self.max_tables}
        return {name: value for name, value in asked.items() if value is not None}


AS_THE_HOUSE_SAYS = Terms()


def judge(
    snapshot: DaySnapshot,
    booking_id: UUID,
    tables: frozenset[UUID],
    terms: Terms = AS_THE_HOUSE_SAYS,
) -> Booking:
    """Return the booking, when it may have these tables and no others.

    The snapshot is of this booking and tables alone.

    Raises:
        BookingOverError: it was cancelled, or did not come, or has left.
        SeatTakenError: somebody else has a table then; the details say who, and until when.
        SeatRefusedError: a rule forbids it; the details name every one.
    """
    booking = wanting(snapshot, booking_id)
    problem = alone(snapshot.problem, booking, terms)
    broken = check_plan(problem, {booking.id: tuple(sorted(map(str, tables)))}).violations
    if broken:
        raise _refusal(snapshot, booking, broken)
    return booking


def alone(problem: DayProblem, booking: Booking, terms: Terms) -> DayProblem:
    """Return the problem of one booking that asks for tables, on somebody's terms.

    Somebody decides about it now: that the guests sit already is no obstacle.
    """
    fresh = booking.replace(current_tables=(), status=BookingStatus.CONFIRMED)
    changes = terms.changes
    return problem.replace(
        bookings=(fresh,),
        rules=problem.rules.replace(**changes),
        service_rules=tuple(
            item.replace(rules=item.rules.replace(**changes)) for item in problem.service_rules
        ),
    )


def wanting(snapshot: DaySnapshot, booking_id: UUID) -> Booking:
    """Return the one booking of a snapshot, when it wants tables.

    Raises:
        BookingOverError: it was cancelled, or did not come, or has left.
        SeatRefusedError: there is no window that it could have.
    """
    if snapshot.problem.bookings:
        return snapshot.problem.bookings[0]
    for item in snapshot.unplannable:
        refusal = SeatRefusedError(item.message, hint="Change the booking's time first.")
        refusal.code = item.code
        raise refusal
    status = snapshot.over.get(str(booking_id), "not on this date any more")
    raise BookingOverError(
        f"The booking is {status.replace('_', ' ')}: it gets no tables",
        hint="To seat these guests after all, change the booking's status first.",
        details={"bookingId": str(booking_id), "status": status},
    )


def not_locked(snapshot: DaySnapshot, booking_id: UUID) -> None:
    """Refuse, before anything is locked, what would be refused under the locks.

    Raises:
        BookingLockedError: an operator has locked the booking.
    """
    facts = snapshot.booking_facts.get(str(booking_id))
    if facts is not None and facts.locked_by is not None:
        raise BookingLockedError(
            snapshot.restaurant.id, booking_id, facts.locked_by, facts.lock_reason
        )


def _refusal(snapshot: DaySnapshot, booking: Booking, broken: Sequence[Violation]) -> MaitredError:
    rules = [item for item in broken if item.code not in TAKEN]
    if rules:
        checks = [
            {"id": item.code, "message": rule_words(snapshot.problem, item)} for item in rules
        ]
        return SeatRefusedError(
            "; ".join(check["message"] for check in checks),
            hint="Choose other tables.",
            details={"checks": checks},
        )
    tables = frozenset(table for item in broken for table in item.tables)
    conflicts = conflicts_of(snapshot, booking, tables)
    return SeatTakenError(
        conflict_words(conflicts),
        hint="Choose another table, or another time.",
        details=conflict_details(booking, broken[0].tables, conflicts),
    )


def rule_words(problem: DayProblem, broken: Violation) -> str:
    """Say which rule forbids which tables, by their numbers: the checker knows only ids."""
    said = broken.message.removeprefix(f"{broken.booking} on {'+'.join(broken.tables)}: ")
    numbers = {table.id: table.label for table in problem.venue.tables}
    for table in broken.tables:
        said = said.replace(table, numbers[table])
    return f"{table_words([numbers[table] for table in broken.tables])}: {said}"
