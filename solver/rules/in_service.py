"""A table that is out of service gets nobody new, alone or in a merge."""

from solver.arrays import Bools, TableArrays


def links(tables: TableArrays) -> Bools:
    """Return T x T: which pairs are both in service."""
    return tables.active[:, None] & tables.active[None, :]
