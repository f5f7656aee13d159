"""A merge around one big table is better than one pieced together from small ones."""

from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return seats outside the merge's largest table per candidate."""
    sets, chosen = candidates.sets, candidates.table_set
    return sets.total[chosen] - sets.largest[chosen]
