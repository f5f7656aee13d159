"""Some tables are given away first: each table has its rank."""

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return the sum of the tables' ranks per candidate."""
    sets = candidates.sets
    rank = np.array([table.rank for table in candidates.problem.venue.tables] + [0], dtype=np.int64)
    total: Ints = rank[sets.members].sum(axis=1)
    return total[candidates.table_set]
