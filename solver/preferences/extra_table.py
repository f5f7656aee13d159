"""Every table beyond the first must be carried, laid and cleared."""

from solver.arrays import Ints
from solver.candidates import Candidates


def cost(candidates: Candidates) -> Ints:
    """Return tables beyond the first per candidate."""
    return candidates.sets.size[candidates.table_set] - 1
