"""How often somebody may do something: token buckets, in the memory of one process."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from models.errors import MaitredError

MOST_KEYS = 10_000
"""Beyond that the longest unseen are forgotten: their buckets are full again anyway, or nearly."""


class RateLimitedError(MaitredError):
    """Too many requests of one kind from one caller."""

    code = "RATE_LIMITED"
    status = 429

    def __init__(self, message: str, seconds: float) -> None:
        self.retry_after = max(1, math.ceil(seconds))
        super().__init__(message, hint=f"Try again in {self.retry_after} s.")


class Buckets:
    """One bucket per key. It holds a minute's worth, and fills evenly; only for one thread."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one; return 0, or the seconds until there is one again."""
        if self._most == 0:
            return 0.0
        now = self._clock()
        left, at = self._buckets.get(key, (self._most, now))
        left = min(self._most, left + (now - at) * self._most / 60)
        enough = left >= 1
        self._buckets[key] = (left - 1 if enough else left, now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > MOST_KEYS:
            self._buckets.popitem(last=False)
        return 0.0 if enough else (1 - left) * 60 / self._most
