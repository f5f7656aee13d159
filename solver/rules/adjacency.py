"""Merged tables stand together as the rules' mode says, by ``models.adjacency``."""

import numpy as np

from models.rules import Rules
from solver.arrays import Bools, Ints, TableArrays


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


def reach(links: Bools, groups: Ints, rules: Rules) -> Bools:
    """Return S x T: with which further tables each of S groups stands as the mode says.

    ``groups`` (S x K tables) stand so already. Every larger group is reached: what is asked of it
    is true of a part of it that is one table smaller, too. Members of a group may be among those
    that are returned.
    """
    near: Bools = links[groups]
    beside_one: Bools = np.any(near, axis=1, keepdims=False)
    beside_all: Bools = np.all(near, axis=1, keepdims=False)
    if rules.adjacency_mode == "connected":
        return beside_one
    if rules.adjacency_mode == "pairwise":
        return beside_all
    inside: Ints = links[groups[:, :, None], groups[:, None, :]].sum(axis=2)
    hubs = inside == groups.shape[1] - 1
    beside_hub: Bools = np.any(near & hubs[:, :, None], axis=1, keepdims=False)
    return beside_all | beside_hub
