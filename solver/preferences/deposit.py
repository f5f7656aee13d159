"""Who has paid a deposit has been promised a table."""

from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return 1 per candidate of a booking with a deposit."""
    return candidates.by_booking(lambda booking: booking.deposit)
