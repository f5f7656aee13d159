"""When else the booking could come: earlier and later starts, each with what it could have then."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from models.booking import Booking
from models.window import Window
from solver.clock import Clock
from solver.quote_candidates import Offers, offers_at
from solver.quote_day import QuoteDay

Shift = Callable[[Booking, timedelta], Booking | None]
"""Returns the booking as it would be so much later (or earlier); None when the house is closed."""


def shifted(booking: Booking, later: timedelta) -> Booking:
    """Return the booking with its window moved; nothing else is known to depend on the time.

    A slot belongs to one start, so another start has none.
    """
    window = Window(start=booking.window.start + later, end=booking.window.end + later)
    return booking.replace(window=window, slot=None)


def starts(day: QuoteDay) -> Iterator[timedelta]:
    """Yield how much later to try, the nearest first, earlier before later."""
    step = day.options.step_minutes
    for minutes in range(step, day.options.window_minutes + 1, step):
        yield timedelta(minutes=-minutes)
        yield timedelta(minutes=minutes)


def other_times(day: QuoteDay, shift: Shift, clock: Clock) -> tuple[list[Offers], bool]:
    """Return the offers of every other time that has any, and whether all times were tried."""
    found: list[Offers] = []
    for later in starts(day):
        if clock.up:
            return found, False
        booking = shift(day.booking, later)
        if booking is None or is_past(day, booking):
            continue
        offers = offers_at(day, booking)
        if len(offers.ranked):
            found.append(offers)
    return found, True


def is_past(day: QuoteDay, booking: Booking) -> bool:
    """Tell whether a booking would have begun already."""
    return day.problem.as_of is not None and booking.window.start <= day.problem.as_of
