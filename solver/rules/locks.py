"""Who may be touched: locked and seated guests stay, and nobody who has a table loses it."""

import numpy as np

from models.booking import Booking
from models.problem import DayProblem
from solver.arrays import Bools, Ints


def undecided(problem: DayProblem) -> tuple[Booking, ...]:
    """Return the bookings that the plan may decide, in id order."""
    return tuple(
        booking
        for booking in problem.bookings
        if problem.wants_tables(booking) and not problem.is_fixed(booking)
    )


def seated(problem: DayProblem) -> tuple[Booking, ...]:
    """Return the bookings that sit where they sit, whatever the plan decides."""
    return tuple(
        booking
        for booking in problem.bookings
        if booking.current_tables and problem.is_fixed(booking) and problem.wants_tables(booking)
    )


def protected(bookings: tuple[Booking, ...], current: Ints) -> Bools:
    """Return B: which bookings must keep a seat because they have one that nobody contests.

    ``current`` gives the candidate of the present seating, or -1. Double-booked tables from
    before do not count: of two bookings on one table at one time, neither is protected.
    """
    holders: dict[str, list[int]] = {}
    for row, booking in enumerate(bookings):
        for table in booking.current_tables:
            holders.setdefault(table, []).append(row)
    result = current >= 0
    for rows in holders.values():
        for i, a in enumerate(rows):
            for b in rows[i + 1 :]:
                same_slot = bool(bookings[a].slot) and bookings[a].slot == bookings[b].slot
                if same_slot or bookings[a].window.overlaps(bookings[b].window):
                    result[a] = result[b] = False
    return np.asarray(result, dtype=np.bool_)
