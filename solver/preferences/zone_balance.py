"""A party should sit in one zone; only sets that the restaurant names reach across."""

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return zones beyond the first per candidate."""
    sets = candidates.sets
    zones = np.sort(np.append(sets.tables.zone, -1)[sets.members], axis=1)
    changes = (np.diff(zones, axis=1) > 0) & (zones[:, :-1] >= 0)
    beyond: Ints = changes.sum(axis=1)
    return beyond[candidates.table_set]
