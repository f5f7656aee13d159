"""Whose tables something else claims too: the bookings that an event concerns."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models.booking import Booking, Occupied
from models.problem import DayProblem


@dataclass(frozen=True)
class Collision:
    """A booking with tables, and who or what else claims one of them at that time."""

    booking: Booking
    others: tuple[Booking | Occupied, ...]

    @property
    def since(self) -> datetime:
        """The first moment of which both make a claim."""
        start = self.booking.window.start
        return min(max(start, other.window.start) for other in self.others)


def collisions(problem: DayProblem) -> tuple[Collision, ...]:
    """Return the bookings that cannot simply stay as they are, by start.

    Of two that both must stay, it is the later one; one that must stay is not concerned by others
    that can give way.
    """
    found: dict[str, dict[int, Booking | Occupied]] = defaultdict(dict)
    for booking, other in _pairs(problem):
        if _concerns(problem, booking, other):
            found[booking.id][id(other)] = other
    bookings = {item.id: item for item in problem.bookings}
    listed = (Collision(bookings[key], tuple(others.values())) for key, others in found.items())
    return tuple(sorted(listed, key=lambda item: (item.booking.window.start, item.booking.id)))


def _pairs(problem: DayProblem) -> Iterator[tuple[Booking, Booking | Occupied]]:
    """Yield every booking with everything that claims one of its tables at its time."""
    claims: dict[str, list[Booking | Occupied]] = defaultdict(list)
    seated = [item for item in problem.bookings if problem.wants_tables(item)]
    for item in problem.occupancy:
        claims[item.table].append(item)
    for booking in seated:
        for table in booking.current_tables:
            claims[table].append(booking)
    for booking in seated:
        for table in booking.current_tables:
            for other in claims[table]:
                owner = other.id if isinstance(other, Booking) else other.booking
                if owner != booking.id and clash(booking, other):
                    yield booking, other


def clash(a: Booking | Occupied, b: Booking | Occupied) -> bool:
    """Tell whether two claims on one table exclude each other, by window or by slot."""
    return a.window.overlaps(b.window) or bool(a.slot and a.slot == b.slot)


def _concerns(problem: DayProblem, booking: Booking, other: Booking | Occupied) -> bool:
    if isinstance(other, Occupied) or not problem.is_fixed(booking):
        return True
    later = (booking.window.start, booking.id) > (other.window.start, other.id)
    return problem.is_fixed(other) and later
