"""Merged tables stand side by side: together they form one connected group of neighbours."""

import numpy as np

from models.rules import Rules
from solver.arrays import Bools, TableArrays


def counts(tables: TableArrays, rules: Rules) -> bool:
    """Tell whether adjacency restricts merges here.

    A venue that recorded no edge at all would have no merge left (seen in production); its rules
    say whether it merges within a zone instead.
    """
    if not rules.require_adjacency:
        return False
    return bool(tables.adjacent.any()) or rules.without_edges == "named_only"


def links(tables: TableArrays, rules: Rules) -> Bools:
    """Return T x T: which pairs may be joined directly (undirected)."""
    return tables.adjacent if counts(tables, rules) else np.ones_like(tables.adjacent)
