"""A night is for its guests: every one of them counts."""

from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return guests per candidate."""
    return candidates.party
