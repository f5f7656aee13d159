"""A small party alone on a far too large table: only when nothing else lets it sit."""

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return 1 per candidate that leaves more than ``overflow_seats`` empty on a single table."""
    sets, chosen = candidates.sets, candidates.table_set
    empty = sets.seats[chosen] - candidates.party
    wasteful = (sets.size[chosen] == 1) & (empty > candidates.problem.weights.overflow_seats)
    units: Ints = wasteful.astype(np.int64)
    return units
