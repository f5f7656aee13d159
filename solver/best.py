"""The best choice that the searches of one task have found, shared between their threads."""

import threading
from collections.abc import Callable

import numpy as np

from solver.arrays import Ints
from solver.instance import Instance
from solver.messages import Incumbent, Message

Tell = Callable[[Message], None]


class Best:
    """Keeps the best legal choice and tells the parent of every better one."""

    def __init__(self, instance: Instance, start: Ints, tell: Tell) -> None:
        self._instance = instance
        self._tell = tell
        self._lock = threading.Lock()
        self.chosen: Ints = start
        self.value: tuple[int, ...] = instance.value(start)

    def offer(self, chosen: Ints) -> bool:
        """Take a choice if it is better; tell whether it was.

        It must be free of conflicts. Whether everyone who must sit does, and not too many move,
        is looked at here: a search over a part of the day cannot always see that.
        """
        instance, value = self._instance, self._instance.value(chosen)
        seated = np.zeros(len(instance.spans), dtype=np.bool_)
        seated[instance.booking[chosen]] = True
        if not seated[instance.protected].all():
            return False
        if instance.max_moves is not None and instance.moves[chosen].sum() > instance.max_moves:
            return False
        with self._lock:
            if value <= self.value:
                return False
            self.chosen, self.value = chosen, value
            self._tell(Incumbent(chosen))
        return True
