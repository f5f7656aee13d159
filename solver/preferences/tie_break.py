"""Between plans that are equally good, a fixed number per seating decides.

The numbers look random but depend only on the names of the booking and its tables, so the optimum
is the same on every machine. Random weights leave one optimum with near certainty (the isolation
lemma; Mulmuley, Vazirani, Vazirani 1987).
"""

import zlib

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates

RANGE = 2**20


def units(candidates: Candidates) -> Ints:
    """Return the tie-break number of each candidate."""
    used = np.unique(candidates.table_set).tolist()
    names = {index: "+".join(candidates.sets.ids(index)) for index in used}
    pairs = zip(candidates.booking.tolist(), candidates.table_set.tolist(), strict=True)
    numbers = [
        zlib.crc32(f"{candidates.bookings[row].id}|{names[index]}".encode()) % RANGE
        for row, index in pairs
    ]
    return np.array(numbers, dtype=np.int64)
