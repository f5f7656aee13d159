"""Every table set that some party might be given: single tables and merges."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import Flaw, InvalidInputError
from models.rules import Rules
from solver.arrays import Bools, Ints, TableArrays
from solver.rules import (
    adjacency,
    in_service,
    max_tables,
    movable,
    named_sets,
    one_zone,
    seats_lost,
)

MAX_TABLE_SETS = 200_000
"""More merges than any room has; beyond it the rules are too loose to plan with."""


@dataclass(frozen=True)
class TableSets:
    """Legal table sets (S of them) as arrays, whatever the party.

    ``members`` is S x K table indices, padded with T, ascending. Singles come first.
    """

    tables: TableArrays
    members: Ints
    size: Ints
    total: Ints
    """Seats before joining costs any."""
    seats: Ints
    """Seats a party finds: after seats lost, or as the named set says."""
    smallest: Ints
    largest: Ints
    depth: Ints
    """Steps between neighbours from the first table to the farthest; the size if apart."""
    named: Bools
    """Sets the restaurant allows by name: exempt from the rules of ordinary merges."""
    tolerated: Bools
    """Sets that are here only because a booking sits there now; nobody new gets them."""

    def __len__(self) -> int:
        return len(self.size)

    def ids(self, index: int) -> tuple[str, ...]:
        """Return the table ids of one set."""
        return tuple(self.tables.ids[t] for t in self.members[index, : self.size[index]])

    def index_of(self) -> dict[tuple[str, ...], int]:
        """Return the position of every set by its sorted table ids."""
        return {self.ids(index): index for index in range(len(self))}

    def contains(self) -> Bools:
        """Return S x (T + 1): which tables each set has (the last column is padding)."""
        result = np.zeros((len(self), len(self.tables) + 1), dtype=np.bool_)
        np.put_along_axis(result, self.members, True, axis=1)
        return result


def stacked(parts: Sequence[TableSets]) -> TableSets:
    """Return the sets of several rules as one list, one part after the other."""
    first = parts[0]
    if len(parts) == 1:
        return first
    width = max(part.members.shape[1] for part in parts)
    padding = [(0, 0), (0, 0)]
    fields: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("size", "total", "seats", "smallest", "largest", "depth", "named", "tolerated")
    }
    wide = []
    for part in parts:
        padding[1] = (0, width - part.members.shape[1])
        wide.append(np.pad(part.members, padding, constant_values=len(first.tables)))
    return TableSets(tables=first.tables, members=np.concatenate(wide), **fields)


def table_sets(
    tables: TableArrays,
    rules: Rules,
    largest_party: int,
    current: Iterable[tuple[str, ...]] = (),
    most: int | None = None,
) -> TableSets:
    """Enumerate singles, merges that the rules allow, named sets, and sets in use now.

    Merges that are too big for ``largest_party`` even without one of their tables are left out
    when the rules ask for minimal merges: nobody could be given them.

    Raises:
        InvalidInputError: the rules allow more than ``most`` merges (``MAX_TABLE_SETS``).
    """
    index = {table: i for i, table in enumerate(tables.ids)}
    allowed, forbidden, override = named_sets.split(rules, index)
    usable = np.flatnonzero(tables.active).tolist()
    found: dict[tuple[int, ...], bool] = {(table,): False for table in usable}
    for merge in _grow(tables, rules, largest_party, most or MAX_TABLE_SETS):
        if not any(barred <= set(merge) for barred in forbidden):
            found[merge] = False
    for merge in allowed:
        if tables.active[list(merge)].all() and not any(bar <= set(merge) for bar in forbidden):
            found[merge] = True
    tolerated = {tuple(sorted(index[t] for t in ids)) for ids in current} - found.keys()
    ordered = sorted(found.keys() | tolerated, key=lambda merge: (len(merge), merge))
    return _as_arrays(
        tables,
        rules,
        ordered,
        named=[found.get(merge, False) for merge in ordered],
        tolerated=[merge in tolerated for merge in ordered],
        override=override,
    )


def _links(tables: TableArrays, rules: Rules) -> Bools:
    """Return T x T: which two tables may stand in one merge, each rule having its say."""
    links = (
        one_zone.links(tables)
        & movable.links(tables)
        & adjacency.links(tables, rules)
        & in_service.links(tables)
    )
    np.fill_diagonal(links, False)
    return links


def _grow(
    tables: TableArrays, rules: Rules, largest_party: int, most: int
) -> list[tuple[int, ...]]:
    """Return all groups of linked tables that stand as the rules say, level by level."""
    limit = max_tables.limit(rules)
    links = _links(tables, rules)
    level = np.flatnonzero(links.any(axis=1))[:, None]
    grown: list[tuple[int, ...]] = []
    for size in range(2, limit + 1):
        if rules.minimal_merges and seats_lost.never_shrinks(tables, rules):
            seats = seats_lost.seats(tables.capacity[level].sum(axis=1), size - 1, rules)
            level = level[seats < largest_party]
        if not len(level):
            break
        reach = adjacency.reach(links, level, rules)
        np.put_along_axis(reach, level, False, axis=1)
        rows, added = np.nonzero(reach)
        # A set of so many tables is reached from at most so many smaller ones.
        if len(grown) + len(rows) // size > most:
            raise _too_many(most, limit)
        level = np.unique(np.sort(np.column_stack([level[rows], added]), axis=1), axis=0)
        if len(grown) + len(level) > most:
            raise _too_many(most, limit)
        grown += map(tuple, level.tolist())
    return grown


def _too_many(most: int, limit: int) -> InvalidInputError:
    message = (
        f"the rules allow more than {most} merges in this venue; lower max_tables, require "
        "adjacency, or name the sets"
    )
    return InvalidInputError([Flaw("rules.max_tables", str(limit), message)])


def _as_arrays(
    tables: TableArrays,
    rules: Rules,
    ordered: list[tuple[int, ...]],
    *,
    named: list[bool],
    tolerated: list[bool],
    override: dict[tuple[int, ...], int],
) -> TableSets:
    width = max((len(merge) for merge in ordered), default=1)
    members = np.full((len(ordered), width), len(tables), dtype=np.int64)
    for row, merge in enumerate(ordered):
        members[row, : len(merge)] = merge
    size = np.array([len(merge) for merge in ordered], dtype=np.int64)
    capacity = np.append(tables.capacity, 0)[members]
    total = capacity.sum(axis=1)
    seats = seats_lost.seats(total, size, rules)
    for row, merge in enumerate(ordered):
        if merge in override:
            seats[row] = override[merge]
    return TableSets(
        tables=tables,
        members=members,
        size=size,
        total=total,
        seats=seats,
        smallest=np.where(members < len(tables), capacity, total[:, None]).min(axis=1),
        largest=capacity.max(axis=1, initial=0),
        depth=_depths(tables, members, size),
        named=np.array(named, dtype=np.bool_),
        tolerated=np.array(tolerated, dtype=np.bool_),
    )


def _depths(tables: TableArrays, members: Ints, size: Ints) -> Ints:
    """Breadth-first depth of each set from its first table, all sets at once."""
    count, width = members.shape
    padded = np.zeros((len(tables) + 1, len(tables) + 1), dtype=np.bool_)
    padded[:-1, :-1] = tables.adjacent
    near: NDArray[np.bool_] = padded[members[:, :, None], members[:, None, :]]
    reached = np.zeros((count, width), dtype=np.bool_)
    reached[:, 0] = True
    depth = np.zeros(count, dtype=np.int64)
    for step in range(1, width):
        wider = reached | (near & reached[:, :, None]).any(axis=1)
        depth[(wider != reached).any(axis=1)] = step
        reached = wider
    return np.where(reached.sum(axis=1) == size, depth, size)
