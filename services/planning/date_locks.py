"""One planner at a time for each restaurant and date, within this process."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from services.errors import PlanningBusyError


@dataclass
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    users: int = 0


class DateLocks:
    """Locks by key that exist only while somebody holds or wants them."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._entries: dict[Hashable, _Entry] = {}

    @contextmanager
    def hold(self, key: Hashable, patience_seconds: float) -> Iterator[None]:
        """Hold a key's lock.

        Raises:
            PlanningBusyError: others held it for longer than the patience.
        """
        with self._guard:
            entry = self._entries.setdefault(key, _Entry())
            entry.users += 1
        try:
            if not entry.lock.acquire(timeout=patience_seconds):
                raise PlanningBusyError(
                    "this date is being planned for somebody else",
                    hint="Nothing was written. Ask again in a moment.",
                )
            try:
                yield
            finally:
                entry.lock.release()
        finally:
            with self._guard:
                entry.users -= 1
                if not entry.users:
                    del self._entries[key]

    def __len__(self) -> int:
        """Return how many keys are held or wanted."""
        return len(self._entries)


DATES = DateLocks()
"""Of this process, by restaurant and date: for everybody who writes whole dates."""
