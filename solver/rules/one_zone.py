"""A merge stays within one zone."""

from solver.arrays import Bools, TableArrays


def links(tables: TableArrays) -> Bools:
    """Return T x T: which pairs stand in the same zone."""
    same: Bools = tables.zone[:, None] == tables.zone[None, :]
    return same
