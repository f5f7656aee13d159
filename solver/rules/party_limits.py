"""A single table takes parties from its min_party to its max_party; merges have no such limit."""

from solver.arrays import Bools
from solver.table_sets import TableSets


def admits(sets: TableSets, party: int) -> Bools:
    """Return which sets accept a party of this size."""
    first = sets.members[:, 0]
    within = (sets.tables.min_party[first] <= party) & (party <= sets.tables.max_party[first])
    return (sets.size > 1) | within
