"""Who can be left out of a conflict, found by exchanging places: no engine is needed for it.

From seats for everybody but one: whoever alone is in the way of that one can be left out instead,
for then it takes their place; and who is left out may in turn take the place of somebody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.booking import Booking
from solver.arrays import Bools, Ints
from solver.candidates import Candidates
from solver.pooled import PooledModel
from solver.standing import Standing, clashes


@dataclass(frozen=True)
class Arrangement:
    """Seats for everybody but one. Things are numbered; the booking that asks is the last one."""

    missing: int
    moved: dict[int, int]
    """The columns of those who do not sit as planned."""


class Exchanges:
    """Looks for arrangements among things (K) as they stand, and the booking that asks.

    ``rows`` (K) are the bookings' numbers, -1 for what does not move.
    """

    def __init__(
        self,
        standing: Standing,
        found: Candidates,
        model: PooledModel,
        rows: Ints,
        asking: Booking,
    ) -> None:
        count = len(rows)
        self._rows = np.append(rows, len(found.bookings) - 1)
        members = found.sets.members[found.table_set[model.candidate]]
        width = standing.taken.shape[1]
        self._uses = np.zeros((model.choices, width), dtype=np.float32)
        np.put_along_axis(self._uses, members, 1, axis=1)
        self._uses[:, -1] = 0
        self._taken = np.vstack([standing.taken, np.zeros((1, width), dtype=np.bool_)])
        self._clash = np.vstack([standing.clash, clashes(asking, found)])
        self._kept = np.vstack([standing.kept, np.zeros((1, model.choices), dtype=np.bool_)])
        self._columns = [
            np.flatnonzero(model.booking == row) if row >= 0 else np.zeros(0, dtype=np.int64)
            for row in self._rows.tolist()
        ]
        self._asking = count

    def asking_out(self) -> Arrangement:
        """Return the plan: everybody but the booking that asks sits."""
        return Arrangement(self._asking, {})

    def reachable(
        self, there: Bools, start: Arrangement, may_move: Bools
    ) -> dict[int, Arrangement]:
        """Return, by what can be left out, an arrangement without it.

        Beside what is ``there`` (K) the booking that asks sits in each of them.
        """
        found: dict[int, Arrangement] = {}
        todo = [start]
        while todo:
            now = todo.pop()
            for thing, column in self._alone_in_the_way(there, now):
                if thing in found or thing in (start.missing, self._asking):
                    continue
                moved = {k: c for k, c in now.moved.items() if k != thing}
                found[thing] = Arrangement(thing, {**moved, now.missing: column})
                if may_move[thing]:
                    todo.append(found[thing])
        return found

    def _alone_in_the_way(self, there: Bools, now: Arrangement) -> Iterator[tuple[int, int]]:
        """Yield columns of the missing one that just one thing closes, and that thing."""
        columns = self._columns[now.missing]
        taken = self._taken.astype(np.float32)
        for thing, column in now.moved.items():
            taken[thing] = self._uses[column]
        present = np.append(there, self._asking in now.moved)
        present[now.missing] = False
        things = np.flatnonzero(present & self._clash[:, self._rows[now.missing]])
        closes = self._uses[columns] @ taken[things].T > 0
        closes &= ~self._kept[np.ix_(things, columns)].T
        alone = np.flatnonzero(closes.sum(axis=1) == 1)
        blockers = things[closes[alone].argmax(axis=1)] if len(alone) else alone
        _, first = np.unique(blockers, return_index=True)
        yield from zip(blockers[first].tolist(), columns[alone[first]].tolist(), strict=True)
