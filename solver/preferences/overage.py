"""Empty seats at the tables a party gets are seats nobody else can have."""

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates


def cost(candidates: Candidates) -> Ints:
    """Return empty seats per candidate."""
    empty: Ints = candidates.sets.seats[candidates.table_set] - candidates.party
    return np.maximum(empty, 0)
