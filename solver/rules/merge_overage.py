"""A merge leaves at most so many seats empty; named sets may leave more."""

import numpy as np

from models.rules import Rules
from solver.arrays import Bools
from solver.table_sets import TableSets


def admits(sets: TableSets, party: int, rules: Rules) -> Bools:
    """Return which sets do not waste too many seats on this party."""
    exempt: Bools = (sets.size == 1) | sets.named
    if rules.max_merge_overage is None:
        return np.ones_like(exempt)
    frugal: Bools = sets.seats - party <= rules.max_merge_overage
    return exempt | frugal
