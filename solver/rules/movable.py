"""Only tables that can be moved are merged; a fixed table serves alone."""

from solver.arrays import Bools, TableArrays


def links(tables: TableArrays) -> Bools:
    """Return T x T: which pairs are both movable."""
    return tables.movable[:, None] & tables.movable[None, :]
