"""A compact merge is better than a long row: steps from its first table to the farthest."""

from solver.arrays import Ints
from solver.candidates import Candidates


def cost(candidates: Candidates) -> Ints:
    """Return breadth-first depth per candidate; the number of tables when they stand apart."""
    return candidates.sets.depth[candidates.table_set]
