"""Every booking that is turned away is a guest who may not come back."""

from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return 1 per candidate."""
    return candidates.by_booking(lambda booking: 1)
