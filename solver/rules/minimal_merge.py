"""A merge from which one table could be dropped is never used; named sets are taken as they are."""

import numpy as np

from models.rules import Rules
from solver.arrays import Bools
from solver.rules import seats_lost
from solver.table_sets import TableSets


def admits(sets: TableSets, party: int, rules: Rules) -> Bools:
    """Return which sets need every one of their tables for this party."""
    exempt: Bools = (sets.size == 1) | sets.named
    if not rules.minimal_merges:
        return np.ones_like(exempt)
    without_smallest = seats_lost.seats(sets.total - sets.smallest, sets.size - 1, rules)
    needed: Bools = without_smallest < party
    return exempt | needed
