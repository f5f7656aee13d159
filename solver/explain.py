"""Why a plan turned a booking away: what is in the way, what it would cost, what would help.

Nothing is changed. Every part is done within what the parts before it left of the budget, and the
explanation says which were finished.
"""

import time
from collections.abc import Callable, Iterator

from models.booking import Booking
from models.errors import Flaw, InvalidInputError
from models.explanation import ConflictSet, Explanation, Parts
from solver.clock import Clock, OutOfTimeError
from solver.conflict import Found, find_conflict
from solver.conflict_words import conflict_of
from solver.planned import PlannedDay
from solver.removal import Keys
from solver.repairs import find_repairs
from solver.trade import find_trade

FOR_CONFLICT, FOR_TRADE = 0.5, 0.75
"""Shares of the budget after which the conflict, and the trade, are left as they are."""


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
    return _explained(day, asked, Clock(budget_seconds, now), budget_seconds)


def explain_all(
    day: PlannedDay,
    *,
    budget_seconds: float = 10.0,
    now: Callable[[], float] = time.monotonic,
) -> Iterator[Explanation]:
    """Explain everyone whom the plan turned away, one by one, within one budget.

    What one leaves of its share is for the others.
    """
    whole, waiting = Clock(budget_seconds, now), [day.bookings[key] for key in day.reasons]
    for number, booking in enumerate(waiting):
        share = whole.left / (len(waiting) - number)
        yield _explained(day, booking, Clock(share, now), share)


def _explained(day: PlannedDay, booking: Booking, clock: Clock, budget: float) -> Explanation:
    said = day.reasons[booking.id]
    found, known = _conflict(day, booking, clock.sooner((1 - FOR_CONFLICT) * budget))
    trade, finished = find_trade(day, booking, clock.sooner((1 - FOR_TRADE) * budget))
    in_the_way: Keys | None = None if found is None or booking.locked else found.keys
    repairs, kinds = find_repairs(day, booking, in_the_way, clock)
    conflict: ConflictSet | None = None if found is None else conflict_of(day, booking, found)
    return Explanation(
        booking=booking.id,
        party=booking.party,
        window=booking.window,
        reason=said.reason,
        message=said.message,
        conflict=conflict,
        trade=trade,
        repairs=repairs,
        finished=Parts(conflict=known, trade=finished, repairs=kinds),
        seconds=round(clock.spent, 6),
    )


def _conflict(day: PlannedDay, booking: Booking, clock: Clock) -> tuple[Found | None, bool]:
    try:
        found = find_conflict(day, booking, clock)
    except OutOfTimeError:
        return None, False
    return found, found is None or found.certified
