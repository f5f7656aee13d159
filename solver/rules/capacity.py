"""A party fits on the seats of its tables."""

from solver.arrays import Bools
from solver.table_sets import TableSets


def admits(sets: TableSets, party: int) -> Bools:
    """Return which sets have a seat for everyone."""
    return sets.seats >= party
