"""A booking that has tables should keep them: guests and staff have been told."""

from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return 1 per candidate that moves a booking."""
    return candidates.moves
