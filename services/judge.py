"""May a booking have these tables? The plan's own checker decides; refusals say what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.booking import Booking, BookingStatus, Occupied
from models.errors import MaitredError
from models.problem import DayProblem
from persistence.snapshot import DaySnapshot
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
    raise BookingOverError(
        f"booking {booking_id} wants no table any more",
        hint="It was cancelled, did not come, or has left: look at the date again.",
    )


def conflicts_of(snapshot: DaySnapshot, booking: Booking, tables: frozenset[str]) -> list[Json]:
    """Return who else has these tables in the booking's window, and until when."""
    blockers = [
        item
        for item in snapshot.problem.occupancy
        if item.table in tables
        and item.booking != booking.id
        and (item.window.overlaps(booking.window) or (item.slot and item.slot == booking.slot))
    ]
    return [_conflict(snapshot, item) for item in blockers]


def _refusal(snapshot: DaySnapshot, booking: Booking, broken: Sequence[Violation]) -> MaitredError:
    rules = [item for item in broken if item.code not in TAKEN]
    if rules:
        return SeatRefusedError(
            rules[0].message,
            hint="Choose other tables.",
            details={"checks": [{"id": item.code, "message": item.message} for item in rules]},
        )
    tables = frozenset(table for item in broken for table in item.tables)
    conflicts = conflicts_of(snapshot, booking, tables)
    first = conflicts[0]
    return SeatTakenError(
        f"table {first['tableNumber']} is taken until {first['localEnd']} ({first['source']})",
        hint="Choose another table, or another time.",
        details={"conflicts": conflicts},
    )


def _conflict(snapshot: DaySnapshot, item: Occupied) -> Json:
    numbers = {table.id: table.label for table in snapshot.problem.venue.tables}
    hold = snapshot.holds.get((item.table, item.window.start)) if item.source == "hold" else None
    return {
        "tableId": item.table,
        "tableNumber": numbers[item.table],
        "bookingId": item.booking,
        "holdId": None if hold is None else str(hold),
        "startAt": item.window.start.isoformat(),
        "endAt": item.window.end.isoformat(),
        "localEnd": f"{item.window.end.astimezone(snapshot.restaurant.zone):%H:%M}",
        "source": item.source,
        "until": None if item.until is None else item.until.isoformat(),
    }
