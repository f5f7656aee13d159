"""How many requests that plan or explain run and wait at once."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from services.errors import PlanningBusyError

T = TypeVar("T")


class PlanningQueue:
    """Runs work in threads; refuses at once what would wait behind too many."""

    def __init__(self, at_once: int, waiting: int, what: str = "planning requests") -> None:
        self._what = what
        self._limiter = CapacityLimiter(at_once)
        self._most = at_once + waiting
        self._inside = 0

    @property
    def inside(self) -> int:
        """How many requests are running or waiting."""
        return self._inside

    async def run(self, work: Callable[[], T]) -> T:
        """Return what the work returns.

        Raises:
            PlanningBusyError: as many requests as may wait are waiting already.
        """
        # Counted before anything is awaited: requests of one moment must see each other.
        if self._inside >= self._most:
            raise PlanningBusyError(
                f"{self._inside} {self._what} are running or waiting already",
                hint="Nothing was written. Ask again in a moment.",
            )
        self._inside += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1
