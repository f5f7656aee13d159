"""A booking sits on one table set; guests who have tables that nobody contests do sit."""

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates


def groups(candidates: Candidates) -> tuple[list[Ints], list[Ints]]:
    """Return groups of candidates: of those at most one, and of those exactly one."""
    at_most, exactly = [], []
    for row in range(len(candidates.bookings)):
        group = np.arange(candidates.offset[row], candidates.offset[row + 1])
        if candidates.protected[row]:
            exactly.append(group)
        elif len(group) > 1:
            at_most.append(group)
    return at_most, exactly
