"""From pools to tables: seat the parties of a pool on its tables."""

import heapq

import numpy as np

from solver.arrays import Ints
from solver.instance import Instance
from solver.pooled import PooledModel


class Seats:
    """Translates columns of a pooled model into candidates of an instance."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._on_table = np.full((len(instance.spans), instance.tables), -1, dtype=np.int64)
        singles = np.flatnonzero(instance.single)
        table = instance.members[instance.table_set[singles], 0]
        self._on_table[instance.booking[singles], table] = singles

    def decode(self, model: PooledModel, chosen: Ints) -> Ints:
        """Return the candidates that chosen columns stand for, ascending.

        Merges stand for themselves. The parties of a pool go to its tables in order of their
        start, each to a table that is free by then: at no moment are there more of them than
        tables, so with intervals that always works. Where it does not (a relaxation, or a slot
        that two parties share) the party is left out.
        """
        merges = model.candidate[chosen[model.pool[chosen] < 0]]
        singles = chosen[model.pool[chosen] >= 0]
        placed = [
            candidate
            for pool in np.unique(model.pool[singles])
            for candidate in self._seat_pool(model, int(pool), singles[model.pool[singles] == pool])
        ]
        return np.sort(np.concatenate([merges, np.array(placed, dtype=np.int64)]))

    def _seat_pool(self, model: PooledModel, pool: int, columns: Ints) -> list[int]:
        """Interval partitioning: the table that was free first gets the next party."""
        instance = self._instance
        booking = model.booking[columns]
        free_from = [(0, int(table)) for table in np.flatnonzero(model.pool_of_table == pool)]
        used: set[tuple[int, int]] = set()
        placed = []
        for row in booking[np.argsort(instance.spans[booking, 0], kind="stable")].tolist():
            start, end = instance.spans[row].tolist()
            slot = int(instance.slots[row])
            passed = []
            while free_from and free_from[0][0] <= start:
                since, table = heapq.heappop(free_from)
                if slot >= 0 and (slot, table) in used:
                    passed.append((since, table))
                    continue
                placed.append(int(self._on_table[row, table]))
                used.add((slot, table))
                heapq.heappush(free_from, (end, table))
                break
            for item in passed:
                heapq.heappush(free_from, item)
        return placed
