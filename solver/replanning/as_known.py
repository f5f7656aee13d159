"""A plan after events, read as one of the date as the booking database knows it.

The database knows of no delay, no broken table and no walk-in. The very same tables can be written
there all the same when they are legal for the date as it stands in the rows, too: then the plan is
one of that date, checked and committed like any other. Where they are not, it is said what has to
be entered first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.booking import Booking
from models.live import BaseEvent, BrokenTable, Cancellation, Late, NoShow, Overrun, WalkIn
from models.plan import DayPlan
from models.problem import DayProblem
from solver.checker import check_plan
from solver.decided import decided_plan
from solver.explaining.planned import Tables
from solver.explaining.wording import Wording, count, guests
from solver.replanning.replan import Proposed

MOST_REASONS = 5


@dataclass(frozen=True)
class Known:
    """What is kept of a proposal, and why it cannot be applied (nothing when it can)."""

    problem: DayProblem
    plan: DayPlan
    reasons: tuple[str, ...]


def as_known(base: DayProblem, proposed: Proposed, events: Sequence[BaseEvent]) -> Known:
    """Return a proposal as a plan of the date as the database knows it.

    ``base`` is that date, at the moment of the proposal's. When the tables are not legal there the
    proposal itself is returned, with the reasons.
    """
    if not events:
        return Known(proposed.problem, proposed.plan, ())
    known = base.replace(mode=proposed.problem.mode, max_moves=proposed.problem.max_moves)
    decisions = _decisions(known, proposed)
    reasons = (*_missing(known, proposed), *_forbidden(known, decisions))
    if reasons:
        return Known(proposed.problem, proposed.plan, reasons)
    told = {item.booking: item.message for item in proposed.plan.unseated}
    plan = decided_plan(known, decisions, lambda key: told.get(key, "It does not come."))
    return Known(known, plan, ())


def to_enter(night: DayProblem, events: Sequence[BaseEvent]) -> tuple[str, ...]:
    """Return what the booking system has to be told, so that it knows what happened."""
    wording = Wording(night)
    bookings = {item.id: item for item in night.bookings}
    return tuple(_enter(event, wording, bookings) for event in events)


def _enter(event: BaseEvent, wording: Wording, bookings: dict[str, Booking]) -> str:
    if isinstance(event, Late):
        return f"Booking {event.booking}: {count(event.minutes, 'minute')} later."
    if isinstance(event, Overrun):
        until = wording.clock(bookings[event.booking].window.end)
        return f"Booking {event.booking}: stays until {until}."
    if isinstance(event, NoShow):
        return f"Booking {event.booking}: mark it as no-show."
    if isinstance(event, Cancellation):
        return f"Booking {event.booking}: mark it as cancelled."
    if isinstance(event, BrokenTable):
        return f"Table {wording.tables([event.table])}: take it out of service."
    assert isinstance(event, WalkIn)
    return f"Walk-in, {guests(event.party)}: enter it as a booking."


def _decisions(known: DayProblem, proposed: Proposed) -> dict[str, Tables]:
    """Return the proposal's tables for whom the database knows.

    Nothing is written for those who lose theirs or do not come: there they have them until that is
    entered.
    """
    there = proposed.day.decisions
    decisions = {}
    for booking in known.bookings:
        tables = there.get(booking.id, ())
        if not tables and known.wants_tables(booking):
            tables = booking.current_tables
        if tables:
            decisions[booking.id] = tables
    return decisions


def _missing(known: DayProblem, proposed: Proposed) -> list[str]:
    """Name who has tables in the proposal and is no booking in the database."""
    there = {item.id for item in known.bookings}
    return [
        f"{key} is no booking in the database: enter it there, then plan again"
        for key in sorted(proposed.day.decisions.keys() - there)
    ]


def _forbidden(known: DayProblem, decisions: dict[str, Tables]) -> list[str]:
    broken = check_plan(known, decisions).violations
    said = [
        f"as the database has it, {item.message}: enter what happened there, then plan again"
        for item in broken
    ]
    more = len(said) - MOST_REASONS
    return [*said[:MOST_REASONS], *([f"and {more} more"] if more > 0 else [])]
