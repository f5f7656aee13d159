"""Other tables for a few bookings, with so few moves that every way can be tried.

Whoever is in the way of the new tables is moved too, where they may be in the way of others, and so
on. Nobody is moved who is in nobody's way. Every way is tried, so when nothing is found nothing
exists.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from solver.arrays import Bools, Ints
from solver.clock import Clock
from solver.instance import Instance

Placed = dict[int, int]
"""The new candidate of each booking, by their numbers."""

MOST_MOVES = 2
"""Up to here every way is tried within a tenth of a second at 40 tables."""

MOST_LOOKING = 8
"""Bookings that look for tables at once; with more there are too many choices of whom to leave."""


class Rehouse:
    """A day on which everybody sits somewhere, and a few cannot stay there.

    ``current`` (B) is the candidate each booking has now, or -1; ``movable`` (B) is who may be
    moved, ``closed`` (P) are candidates that nobody may have.
    """

    def __init__(
        self, instance: Instance, current: Ints, movable: Bools, closed: Bools, clock: Clock
    ) -> None:
        self._instance, self._current = instance, current
        self._movable, self._closed, self._clock = movable, closed, clock
        self._meets = meetings(instance)
        self._now = np.zeros((len(current), instance.tables + 1), dtype=np.float32)
        sits = np.flatnonzero(current >= 0)
        self._now[sits] = uses(instance, current[sits])
        self._ways: dict[int, list[tuple[int, frozenset[int]]]] = {}
        self._tables: dict[int, frozenset[int]] = {}

    def most_guests(self, looking: Sequence[int], party: Ints, moves: int) -> tuple[int, ...]:
        """Return those who look for tables of whom most guests can have some, with so many moves.

        Raises:
            OutOfTimeError: the clock ran out before that was certain.
        """
        for some in _by_guests(looking, party):
            if self.place(some, looking, moves) is not None:
                return some
        return ()

    def place(self, some: Iterable[int], looking: Sequence[int], moves: int) -> Placed | None:
        """Return new tables for some of those who look for them, the others having none.

        Returns None when there are none with so many moves.

        Raises:
            OutOfTimeError: the clock ran out before that was certain.
        """
        self._ways.clear()
        self._out = np.zeros(len(self._current), dtype=np.bool_)
        self._out[list(looking)] = True
        self._most = moves
        return self._place({}, tuple(some), moves)

    def _place(self, placed: Placed, waiting: tuple[int, ...], moves: int) -> Placed | None:
        if not waiting:
            return placed
        self._clock.check()
        row, *rest = waiting
        for candidate, hit in self._ways_of(row):
            more = hit.difference(placed, rest)
            left = moves - int(self._instance.moves[candidate])
            if left < self._least(rest) + len(more):
                continue
            if any(self._clash(row, candidate, *other) for other in placed.items()):
                continue
            queue = (*rest, *sorted(more))
            found = self._place({**placed, row: candidate}, queue, left)
            if found is not None:
                return found
        return None

    def _least(self, rows: Iterable[int]) -> int:
        """Return the moves that these will take at least: who cannot stay has to move."""
        return sum(not self._may_stay(row) for row in rows)

    def _may_stay(self, row: int) -> bool:
        return bool(self._out[row] and self._current[row] >= 0)

    def _ways_of(self, row: int) -> list[tuple[int, frozenset[int]]]:
        """Return the table sets that a booking may be given, and who is on each now."""
        if row not in self._ways:
            low, high = self._instance.offset[row : row + 2]
            mine = np.arange(low, high)[~self._closed[low:high]]
            if not self._may_stay(row):
                mine = mine[mine != self._current[row]]
            near = np.flatnonzero(self._meets[row] & ~self._out & (self._current >= 0))
            hits = uses(self._instance, mine) @ self._now[near].T > 0
            good = ~hits[:, ~self._movable[near]].any(axis=1) & (hits.sum(axis=1) <= self._most)
            found = [
                (candidate, frozenset(near[hit].tolist()))
                for candidate, hit in zip(mine[good].tolist(), hits[good], strict=True)
            ]
            self._ways[row] = sorted(found, key=lambda way: len(way[1]))
        return self._ways[row]

    def _clash(self, row: int, candidate: int, other: int, theirs: int) -> bool:
        return bool(self._meets[row, other]) and not self._on(candidate).isdisjoint(
            self._on(theirs)
        )

    def _on(self, candidate: int) -> frozenset[int]:
        if candidate not in self._tables:
            self._tables[candidate] = frozenset(self._instance.tables_of(candidate).tolist())
        return self._tables[candidate]


def meetings(instance: Instance) -> Bools:
    """Return B x B: which two bookings exclude each other on a table, by time or slot."""
    start, end, slots = instance.spans[:, 0], instance.spans[:, 1], instance.slots
    meets = (start[:, None] < end) & (start < end[:, None])
    meets |= (slots[:, None] == slots) & (slots >= 0)
    np.fill_diagonal(meets, False)
    return np.asarray(meets)


def uses(instance: Instance, candidates: Ints) -> np.ndarray:
    """Return which tables each candidate has, as numbers that can be multiplied."""
    found = np.zeros((len(candidates), instance.tables + 1), dtype=np.float32)
    np.put_along_axis(found, instance.members[instance.table_set[candidates]], 1, axis=1)
    found[:, -1] = 0
    return found


def _by_guests(looking: Sequence[int], party: Ints) -> list[tuple[int, ...]]:
    """Return every part of those who look for tables, the most guests first."""
    parts = [some for size in range(1, len(looking) + 1) for some in combinations(looking, size)]
    return sorted(parts, key=lambda some: -int(party[list(some)].sum()))
