"""When else the booking could come: earlier and later starts, each with what it could have then."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from models.elsewhen import Visit
from models.errors import MaitredError
from solver.clock import Clock
from solver.quoting.candidates import Offers, offers_at
from solver.quoting.day import QuoteDay

SHORTEST_SHARE, SHORTEST = 0.5, timedelta(minutes=30)
"""Nobody is asked to stay for less than that share of the stay, or for less than that."""


def starts(day: QuoteDay) -> Iterator[timedelta]:
    """Yield how much later to try, the nearest first, earlier before later."""
    step = day.options.step_minutes
    for minutes in range(step, day.options.window_minutes + 1, step):
        yield timedelta(minutes=-minutes)
        yield timedelta(minutes=minutes)


def other_times(day: QuoteDay, clock: Clock) -> tuple[list[tuple[Visit, Offers]], bool]:
    """Return the offers of every other time that has any, and whether all times were tried."""
    found: list[tuple[Visit, Offers]] = []
    for later in starts(day):
        if clock.up:
            return found, False
        visit = visit_at(day, later)
        if visit is None:
            continue
        offers = offers_at(day, visit.booking)
        if len(offers.ranked):
            found.append((visit, offers))
    return found, True


def visit_at(day: QuoteDay, later: timedelta) -> Visit | None:
    """Return the asking booking so much later, where that can be proposed to its guests.

    None when it would have begun already, when the house is closed or seats nobody any more, when
    the close leaves next to nothing of the stay, and when the clock shows that time for the second
    time: people who are told half past one come at the first.
    """
    try:
        visit = day.elsewhen.visit(later)
    except MaitredError:
        return None
    if day.problem.as_of is not None and visit.booking.window.start <= day.problem.as_of:
        return None
    zone = ZoneInfo(day.problem.venue.time_zone)
    if visit.dining.start.astimezone(zone).fold:
        return None
    stay = visit.dining.end - visit.dining.start
    return visit if not visit.cut or stay >= shortest(stay + visit.cut) else None


def shortest(stay: timedelta) -> timedelta:
    """Return how much of a stay has to be left."""
    return max(SHORTEST, SHORTEST_SHARE * stay)
