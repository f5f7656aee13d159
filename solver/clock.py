"""How much of a budget of wall-clock seconds is left."""

import time
from collections.abc import Callable


class Clock:
    """Started when it is made."""

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._began = now()
        self._seconds = seconds

    @property
    def spent(self) -> float:
        """Seconds since the start."""
        return self._now() - self._began

    @property
    def left(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self._seconds - self.spent)

    @property
    def up(self) -> bool:
        """Whether the budget is spent."""
        return self.left <= 0
