"""The best choice that the searches of one task have found, shared between their threads."""

import threading
from collections.abc import Callable
from typing import Protocol

import numpy as np

from solver.arrays import Bools, Ints
from solver.instance import Instance
from solver.messages import Incumbent, Message

Tell = Callable[[Message], None]


class Incumbents(Protocol):
    """Where a search finds the best choice so far, and offers better ones."""

    @property
    def chosen(self) -> Ints:
        """The chosen candidates."""

    @property
    def value(self) -> tuple[int, ...]:
        """Their value in every tier."""

    def offer(self, bookings: Bools, chosen: Ints) -> bool:
        """Seat some bookings so, if that is better; tell whether it was."""


class Best:
    """Keeps the best legal choice and tells the parent of every better one."""

    def __init__(self, instance: Instance, start: Ints, tell: Tell) -> None:
        self._instance = instance
        self._tell = tell
        self._lock = threading.Lock()
        self.chosen: Ints = start
        self.value: tuple[int, ...] = instance.value(start)

    def offer(self, bookings: Bools, chosen: Ints) -> bool:
        """Seat some bookings (a mask, B) on chosen candidates, if the day is better for it.

        Everybody else stays as the best choice has them *now*: what another search has improved
        meanwhile is kept. So the whole is looked at here: nobody in the way of anybody, everyone
        seated who must be, not too many moved. A choice that is just as good is taken too, though
        not told: searches get away from where they are stuck. Tells whether it is better.
        """
        with self._lock:
            rest = self.chosen[~bookings[self._instance.booking[self.chosen]]]
            whole = np.sort(np.concatenate([rest, chosen]))
            value = self._instance.value(whole)
            better = value > self.value
            if value < self.value or not self._legal(whole):
                return False
            self.chosen, self.value = whole, value
            if better:
                self._tell(Incumbent(whole))
        return better

    def _legal(self, chosen: Ints) -> bool:
        instance = self._instance
        seated = np.zeros(len(instance.spans), dtype=np.bool_)
        seated[instance.booking[chosen]] = True
        most = instance.max_moves
        few_enough = most is None or int(instance.moves[chosen].sum()) <= most
        complete = few_enough and bool(seated[instance.protected].all())
        return complete and self._apart(chosen)

    def _apart(self, chosen: Ints) -> bool:
        """Tell whether no table has two parties at a time, nor twice in one slot."""
        instance = self._instance
        members = instance.members[instance.table_set[chosen]]
        row, place = np.nonzero(members < instance.tables)
        owner, table = instance.booking[chosen][row], members[row, place]
        order = np.lexsort((instance.spans[owner, 0], table))
        owner, table = owner[order], table[order]
        same = table[1:] == table[:-1]
        overlap = instance.spans[owner[1:], 0] < instance.spans[owner[:-1], 1]
        slot = instance.slots[owner]
        claims = np.column_stack([table, slot])[slot >= 0]
        return not (same & overlap).any() and len(np.unique(claims, axis=0)) == len(claims)
