"""Why a plan turned a booking away: what is in the way, what it would cost, what would help.

Nothing is changed. Every part is done within what the parts before it left of the budget, and the
explanation says which were finished.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from models.booking import Booking
from models.errors import Flaw, InvalidInputError
from models.explanation import Explanation, Parts, Repair, Trade
from solver.clock import Clock, OutOfTimeError
from solver.explaining.conflict import Found, find_conflict
from solver.explaining.conflict_words import conflict_of
from solver.explaining.planned import PlannedDay
from solver.explaining.removal import Keys
from solver.explaining.repairs import find_repairs
from solver.explaining.trade import find_trade

FOR_CONFLICT, FOR_REPAIRS = 0.7, 0.85
"""Shares of the budget after which the conflicts, and the repairs, are left as they are."""

AT_ONCE = 1 / 8
"""Share of the time left for a part that one of many may take: a few are much harder than most."""


def explain(
    day: PlannedDay,
    booking: str,
    *,
    budget_seconds: float = 1.0,
    now: Callable[[], float] = time.monotonic,
) -> Explanation:
    """Explain why one booking has no table in the plan of a day.

    Raises:
        InvalidInputError: the day has no such booking, or it wants no table or has one.
    """
    asked = day.booking(booking)
    if asked.id not in day.reasons:
        has = day.decisions.get(asked.id)
        state = f"has tables in the plan: {'+'.join(has)}" if has else f"is {asked.status}"
        flaw = Flaw("booking", repr(booking), state)
        raise InvalidInputError([flaw], subject=f"day {day.problem.id}")
    (explanation,) = _explained(day, [asked], Clock(budget_seconds, now), budget_seconds)
    return explanation


def explain_all(
    day: PlannedDay,
    *,
    budget_seconds: float = 10.0,
    now: Callable[[], float] = time.monotonic,
) -> list[Explanation]:
    """Explain everyone whom the plan turned away within one budget.

    What is in the way comes first, for all of them; then what would help; what seating them would
    cost comes last, since that may take any time. What one leaves is for the others.
    """
    waiting = [day.bookings[key] for key in day.reasons]
    return _explained(day, waiting, Clock(budget_seconds, now), budget_seconds)


def _explained(
    day: PlannedDay, waiting: list[Booking], clock: Clock, budget: float
) -> list[Explanation]:
    asked = [_Asked(day, booking) for booking in waiting]
    for part, until in (
        (_Asked.find_conflict, FOR_CONFLICT),
        (_Asked.find_repairs, FOR_REPAIRS),
        (_Asked.find_trade, 1.0),
    ):
        for number, one in enumerate(asked):
            over = clock.sooner((1 - until) * budget)
            share = max(AT_ONCE, 1 / (len(asked) - number))
            one.timed(part, over.sooner((1 - share) * over.left))
    return [one.explanation() for one in asked]


class _Asked:
    """A booking that asks, and what is known for it so far."""

    def __init__(self, day: PlannedDay, booking: Booking) -> None:
        self._day, self._booking, self._seconds = day, booking, 0.0
        self._found: Found | None = None
        self._trade: Trade | None = None
        self._repairs: tuple[Repair, ...] = ()
        self._finished = Parts(conflict=False, trade=False, repairs={})

    def timed(self, part: "Callable[[_Asked, Clock], None]", clock: Clock) -> None:
        """Find a part, and remember how long that took."""
        before = clock.spent
        part(self, clock)
        self._seconds += clock.spent - before

    def find_conflict(self, clock: Clock) -> None:
        """Find what is in the way."""
        with suppress(OutOfTimeError):
            self._found = found = find_conflict(self._day, self._booking, clock)
            certain = found is None or found.certified
            self._finished = self._finished.replace(conflict=certain)

    def find_repairs(self, clock: Clock) -> None:
        """Find what would help; beside what is in the way, when that is known."""
        found = None if self._booking.locked else self._found
        in_the_way: Keys | None = None if found is None else found.keys
        self._repairs, kinds = find_repairs(self._day, self._booking, in_the_way, clock)
        self._finished = self._finished.replace(repairs=kinds)

    def find_trade(self, clock: Clock) -> None:
        """Find what seating the booking would cost."""
        self._trade, finished = find_trade(self._day, self._booking, clock)
        self._finished = self._finished.replace(trade=finished)

    def explanation(self) -> Explanation:
        """Return what is known."""
        day, booking, found = self._day, self._booking, self._found
        said = day.reasons[booking.id]
        return Explanation(
            booking=booking.id,
            party=booking.party,
            window=booking.window,
            reason=said.reason,
            message=said.message,
            conflict=None if found is None else conflict_of(day, booking, found),
            trade=self._trade,
            repairs=self._repairs,
            finished=self._finished,
            seconds=round(self._seconds, 6),
        )
