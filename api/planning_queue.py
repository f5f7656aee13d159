"""How many requests of one kind run and wait at once, restaurant by restaurant."""

import time
from asyncio import TimerHandle, get_running_loop
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from contextlib import nullcontext
from typing import TypeVar

from anyio import CapacityLimiter, Event, get_cancelled_exc_class, to_thread

from api.shares import Shares
from models.errors import MaitredError
from services.errors import PlanningBusyError

T = TypeVar("T")

LOOK_SECONDS = 0.02
"""Those who wait for their share are looked at again after this, at the earliest."""

RECENT_SECONDS = 10.0
"""Whoever has asked so short ago is somebody to leave room for."""


class PlanningQueue:
    """Runs work in threads of its own; refuses at once what would wait behind too many.

    Restaurants take turns. One that is alone may use every place; as soon as another one asks, and
    for some seconds after that, each leaves a place (or ``leave``) to the others: whoever comes
    then begins at once, beside what runs, and not behind it. Half of those who may wait may be one
    restaurant's. With ``shares`` one that had far more of the service lately than another one
    begins nothing while that one is served, nor when it had its share while others ask: they would
    only get into each other's way in the one interpreter.
    """

    def __init__(
        self,
        at_once: int,
        waiting: int,
        what: str = "planning requests",
        *,
        leave: int = 1,
        refusal: type[MaitredError] = PlanningBusyError,
        shares: Shares | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what, self._refusal, self._clock = what, refusal, clock
        self._limiter = CapacityLimiter(at_once)
        self._shares = shares
        self._at_once, self._waiting = at_once, waiting
        self._own = max(1, at_once - leave)
        self._inside = 0
        self._running: Counter[str] = Counter()
        self._queues: OrderedDict[str, deque[Event]] = OrderedDict()
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._later: TimerHandle | None = None

    @property
    def inside(self) -> int:
        """How many requests are running or waiting."""
        return self._inside

    async def run(self, work: Callable[[], T], tenant: str = "") -> T:
        """Return what the work returns; ``tenant`` is the restaurant that it is done for.

        Raises:
            PlanningBusyError, or ``refusal``: as many requests as may wait are waiting already.
        """
        # Counted before anything is awaited: requests of one moment must see each other.
        self._see(tenant)
        self._require_room(tenant)
        self._inside += 1
        try:
            await self._turn(tenant)
            try:
                counted = self._shares.working(tenant) if self._shares else nullcontext()
                with counted:
                    return await to_thread.run_sync(work, limiter=self._limiter)
            finally:
                self._running[tenant] -= 1
                self._running += Counter()  # forget who has none
        finally:
            self._inside -= 1
            self._go_on()

    def _see(self, tenant: str) -> None:
        now = self._clock()
        self._seen[tenant] = now
        self._seen.move_to_end(tenant)
        while next(iter(self._seen.values())) < now - RECENT_SECONDS:
            self._seen.popitem(last=False)

    def _require_room(self, tenant: str) -> None:
        own = self._running[tenant] + len(self._queues.get(tenant, ()))
        share = self._at_once + (self._waiting + 1) // 2
        crowded = len(self._seen) > 1 and own >= share
        if crowded or self._inside >= self._at_once + self._waiting:
            whose = f"{own} {self._what} of the restaurant" if crowded else None
            raise self._refusal(
                f"{whose or f'{self._inside} {self._what}'} are running or waiting already",
                hint="Nothing was written. Ask again in a moment.",
            )

    def _may_run(self, tenant: str) -> bool:
        if self._shares is not None and self._shares.yields(tenant):
            return False
        if self._waits(tenant) > 0:
            return False
        share = self._at_once if len(self._seen) < 2 else self._own
        return self._running.total() < self._at_once and self._running[tenant] < share

    def _waits(self, tenant: str) -> float:
        """Return for how many seconds a restaurant has to wait although there is a place."""
        if self._shares is None or len(self._seen) < 2:
            return 0.0
        return self._shares.wait_seconds(tenant)

    async def _turn(self, tenant: str) -> None:
        """Wait until it is the restaurant's turn; it is counted as running then."""
        turn = Event()
        self._queues.setdefault(tenant, deque()).append(turn)
        self._go_on()
        try:
            await turn.wait()
        except get_cancelled_exc_class():
            if turn.is_set():  # it was given the place, and does not want it any more
                self._running[tenant] -= 1
            else:
                self._leave(tenant, turn)
            raise

    def _leave(self, tenant: str, turn: Event) -> None:
        self._queues[tenant].remove(turn)
        if not self._queues[tenant]:
            del self._queues[tenant]

    def _go_on(self) -> None:
        """Give free places to those who wait, one restaurant after the other."""
        while (tenant := next(filter(self._may_run, self._queues), None)) is not None:
            turn = self._queues[tenant][0]
            self._leave(tenant, turn)
            if tenant in self._queues:
                self._queues.move_to_end(tenant)
            self._running[tenant] += 1
            turn.set()
        if self._shares is not None and self._queues and self._later is None:
            # Also when nobody seems to have to wait any more: that was another moment.
            seconds = max(LOOK_SECONDS, min(map(self._waits, self._queues)))
            self._later = get_running_loop().call_later(seconds, self._look_again)

    def _look_again(self) -> None:
        self._later = None
        self._go_on()
