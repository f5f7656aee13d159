"""What the restaurant says of a booking: each level of priority makes seating it worth more."""

from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return levels of priority per candidate."""
    return candidates.by_booking(lambda booking: booking.priority)
