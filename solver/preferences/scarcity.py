"""Tables of a kind that is hard to replace are kept for those who need them.

The running product adds the tables' scores, and makes a merge's structure (extra tables, depth)
dearer by their mean: ``f = min(3, 1 + mean)``.
"""

import numpy as np

from models.venue import SCORE_PARTS
from solver.arrays import Ints
from solver.candidates import Candidates

MOST_FACTOR = 3


def units(candidates: Candidates) -> Ints:
    """Return the sum of the tables' scores per candidate, in ten-thousandths."""
    return _scores(candidates)[candidates.table_set]


def factor(candidates: Candidates) -> Ints:
    """Return f per candidate, in ten-thousandths; 1 when scarcity has no weight."""
    if not candidates.problem.weights.scarcity:
        return np.full(len(candidates), SCORE_PARTS, dtype=np.int64)
    mean = _scores(candidates) // candidates.sets.size
    limited: Ints = np.minimum(MOST_FACTOR * SCORE_PARTS, SCORE_PARTS + mean)
    return limited[candidates.table_set]


def _scores(candidates: Candidates) -> Ints:
    """Return S: the sum of the scores of each set's tables."""
    sets, score = candidates.sets, candidates.problem.venue.scarcity
    parts = np.array([score[table] for table in sets.tables.ids] + [0], dtype=np.int64)
    total: Ints = parts[sets.members].sum(axis=1)
    return total
