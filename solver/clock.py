"""How much of a budget of wall-clock seconds is left."""

import time
from collections.abc import Callable


class OutOfTimeError(Exception):
    """The budget is spent."""


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

    def sooner(self, seconds: float) -> "Clock":
        """Return a clock that is up so many seconds before this one."""
        clock = Clock(self._seconds - seconds, self._now)
        clock._began = self._began
        return clock

    def allows(self, seconds: float) -> bool:
        """Tell whether so many seconds are left, and any at all."""
        return self.left > 0 and self.left >= seconds

    @property
    def up(self) -> bool:
        """Whether the budget is spent."""
        return self.left <= 0

    def check(self) -> None:
        """Go on only while the budget is not spent.

        Raises:
            OutOfTimeError: it is.
        """
        if self.up:
            raise OutOfTimeError
