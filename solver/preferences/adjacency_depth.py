"""A compact merge is better than a long row: steps from its first table to the farthest."""

from solver.arrays import Ints
from solver.candidates import Candidates
from solver.preferences import scarcity


def units(candidates: Candidates) -> Ints:
    """Return breadth-first depth times the scarcity factor per candidate, in ten-thousandths.

    The depth of tables that stand apart is their number.
    """
    return candidates.sets.depth[candidates.table_set] * scarcity.factor(candidates)
