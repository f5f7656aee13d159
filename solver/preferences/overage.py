"""Empty seats at the tables a party gets are seats nobody else can have; dearer when it is busy."""

import numpy as np

from models.booking import DEMAND_PARTS
from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return empty seats times the demand multiplier per candidate, in hundredths."""
    empty: Ints = candidates.sets.seats[candidates.table_set] - candidates.party
    demand = candidates.by_booking(lambda booking: round(booking.demand * DEMAND_PARTS))
    return np.maximum(empty, 0) * demand
