"""Every table beyond the first must be carried, laid and cleared."""

from solver.arrays import Ints
from solver.candidates import Candidates
from solver.preferences import scarcity


def units(candidates: Candidates) -> Ints:
    """Return tables beyond the first times the scarcity factor, in ten-thousandths."""
    return (candidates.sets.size[candidates.table_set] - 1) * scarcity.factor(candidates)
