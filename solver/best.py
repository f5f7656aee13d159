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

    def offer(self, chosen: Ints) -> bool:
        """Take a choice if it is better; tell whether it was."""


class Best:
    """Keeps the best legal choice and tells the parent of every better one."""

    def __init__(self, instance: Instance, start: Ints, tell: Tell) -> None:
        self._instance = instance
        self._tell = tell
        self._lock = threading.Lock()
        self.chosen: Ints = start
        self.value: tuple[int, ...] = instance.value(start)

    def offer(self, chosen: Ints, *, within: Bools | None = None) -> bool:
        """Take a choice if it is better; tell whether it was.

        It must be free of conflicts. Whether everyone who must sit does, and not too many move,
        is looked at here: a search over a part of the day cannot always see that. ``within`` (B)
        says for which bookings the choice is made; all others stay as they are.
        """
        with self._lock:
            if within is not None:
                rest = self.chosen[~within[self._instance.booking[self.chosen]]]
                chosen = np.sort(np.concatenate([rest, chosen]))
            value = self._instance.value(chosen)
            if value <= self.value or not self._complete(chosen):
                return False
            self.chosen, self.value = chosen, value
            self._tell(Incumbent(chosen))
        return True

    def _complete(self, chosen: Ints) -> bool:
        instance = self._instance
        seated = np.zeros(len(instance.spans), dtype=np.bool_)
        seated[instance.booking[chosen]] = True
        most = instance.max_moves
        few_enough = most is None or int(instance.moves[chosen].sum()) <= most
        return few_enough and bool(seated[instance.protected].all())
