"""Kitchen and door take so many arrivals in a quarter of an hour."""

from datetime import timedelta

import numpy as np

from models.booking import Booking
from models.house import Pacing
from solver.arrays import microseconds
from solver.candidates import Candidates
from solver.limits import Load
from solver.rules import locks


def loads(candidates: Candidates) -> list[Load]:
    """Return one load of guests for every slot in which too many could arrive."""
    problem, party, start = candidates.problem, candidates.party, candidates.spans[:, 0]
    sizes = np.array([booking.party for booking in candidates.bookings], dtype=np.int64)
    found = []
    for pace in problem.pacing:
        settled = _arrivals(locks.seated(problem), pace)
        for number, (low, high) in enumerate(_slots(pace)):
            arrives = (low <= start) & (start < high)
            limit = pace.covers - settled.get(number, 0)
            if sizes[arrives].sum() > limit:
                found.append(Load(party, arrives[None, :], np.array([limit])))
    return found


def _slots(pace: Pacing) -> list[tuple[int, int]]:
    """Return the slots of a window in microseconds; the last may be cut short by its end."""
    start, end = microseconds(pace.window.start), microseconds(pace.window.end)
    step = timedelta(minutes=pace.slot_minutes) // timedelta(microseconds=1)
    return [(low, min(low + step, end)) for low in range(start, end, step)]


def _arrivals(bookings: tuple[Booking, ...], pace: Pacing) -> dict[int, int]:
    """Return guests by slot of bookings whose tables are settled."""
    guests: dict[int, int] = {}
    for booking in bookings:
        if pace.window.start <= booking.window.start < pace.window.end:
            elapsed = booking.window.start - pace.window.start
            number = elapsed // timedelta(minutes=pace.slot_minutes)
            guests[number] = guests.get(number, 0) + booking.party
    return guests
