"""Who has had how much of a service lately: nobody may have most of it while others ask."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MEMORY_SECONDS = 10.0
"""What somebody had so long ago counts a third (1 / e)."""

FAR_MORE = 2.0
"""Whoever had so many times as much as another one waits until that one has been served."""

MOST_SHARE = 0.25
"""Of the time, in the long run, for one restaurant while others ask, too: it may take
``MOST_SHARE * MEMORY_SECONDS`` at once, some hundred quotes, and then has to wait."""


class Shares:
    """Seconds of work done for each restaurant, of which older ones count less; for one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._had: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._running: dict[object, tuple[str, float]] = {}

    @contextmanager
    def working(self, tenant: str) -> Iterator[None]:
        """Count the seconds of the block for a restaurant."""
        work = object()
        self._running[work] = (tenant, self._clock())
        try:
            yield
        finally:
            _, began = self._running.pop(work)
            now = self._clock()
            self._had[tenant] = (self._past(tenant, now) + now - began, now)
            self._had.move_to_end(tenant)
            while next(iter(self._had.values()))[1] < now - 10 * MEMORY_SECONDS:
                self._had.popitem(last=False)

    def yields(self, tenant: str) -> bool:
        """Tell whether a restaurant is to wait: one that had far less is being served now."""
        others = {other for other, _ in self._running.values() if other != tenant}
        if not others:
            return False
        now = self._clock()
        mine = self._seconds(tenant, now)
        return any(mine > FAR_MORE * self._seconds(other, now) for other in others)

    def wait_seconds(self, tenant: str) -> float:
        """Return for how long a restaurant has to wait that had its share while others asked."""
        most, had = MOST_SHARE * MEMORY_SECONDS, self._past(tenant, self._clock())
        return MEMORY_SECONDS * math.log(had / most) if had > most else 0.0

    def _seconds(self, tenant: str, now: float) -> float:
        under_way = (now - began for whose, began in self._running.values() if whose == tenant)
        return self._past(tenant, now) + sum(under_way)

    def _past(self, tenant: str, now: float) -> float:
        seconds, at = self._had.get(tenant, (0.0, now))
        return seconds * math.exp((at - now) / MEMORY_SECONDS)
