"""The phases of a solve, timed one after the other for whoever wants to know."""

import time
from collections.abc import Callable

OnPhase = Callable[[str, float], None]
"""Is told the name of a phase that is over, and its seconds."""


class Phases:
    """Times phases; each begins where the one before has ended."""

    def __init__(self, told: OnPhase | None = None) -> None:
        self._told = told
        self._began = time.monotonic()

    def end(self, name: str) -> None:
        """End the present phase."""
        now = time.monotonic()
        if self._told is not None:
            self._told(name, now - self._began)
        self._began = now
