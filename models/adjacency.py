"""How tables stand to each other, and what a restaurant asks of those that it merges."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, get_args

AdjacencyMode = Literal["connected", "pairwise", "neighbors"]
"""What merged tables have to be, at least; the product's words."""

Standing = Literal["single", "pairwise", "neighbors", "connected", "disconnected"]
"""The strongest that is true of some tables: one alone; each beside each other; one beside all the
others; from each a way to each other, over neighbours among them; none of these.
"""

STRONGEST_FIRST: tuple[str, ...] = get_args(Standing)


def standing(tables: Sequence[str], beside: Mapping[str, AbstractSet[str]]) -> Standing:
    """Return how distinct tables stand; ``beside`` are the neighbours of each, both ways."""
    chosen = frozenset(tables)
    near = {table: beside[table] & chosen for table in tables}
    numbers, others = [len(found) for found in near.values()], len(chosen) - 1
    if others < 1:
        return "single"
    if min(numbers) == others:
        return "pairwise"
    if max(numbers) == others:
        return "neighbors"
    reached, rest = {tables[0]}, set(tables[1:])
    while found := {table for table in rest if near[table] & reached}:
        reached |= found
        rest -= found
    return "disconnected" if rest else "connected"


def stands(found: Standing, mode: AdjacencyMode) -> bool:
    """Tell whether tables that stand so may be merged where a mode is asked for."""
    return STRONGEST_FIRST.index(found) <= STRONGEST_FIRST.index(mode)
