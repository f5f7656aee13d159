"""Search the independent parts of a day one after the other, and add up what is proven of them."""

import time
from functools import partial

from solver.best import Best, Tell
from solver.messages import Bound, Message, Task
from solver.parts import PartBest, independent_parts
from solver.pooled_search import PooledSearch


class ApartSearch:
    """One run over a day; ``stop`` may come from another thread.

    A task that counts work instead of time gets the relaxation's bounds only: how far this search
    gets depends on the clock.
    """

    def __init__(self, task: Task, best: Best, tell: Tell) -> None:
        self._task = task
        self._best = best
        self._tell = tell
        self._running: PooledSearch | None = None
        self._stopped = False
        self._bounds: list[list[int | None]] = []

    def stop(self) -> None:
        """Give up at once."""
        self._stopped = True
        if self._running is not None:
            self._running.stop()

    def run(self) -> None:
        """Search part by part, the smallest first; what one leaves of its time is for the rest."""
        task = self._task
        parts = independent_parts(task.instance)
        self._bounds = [[None] * len(task.instance.gains) for _ in parts]
        sizes = [max(1, len(part.candidates)) ** 2 for part in parts]
        for number, part in enumerate(parts):
            now = time.monotonic()
            until = now + (task.until - now) * sizes[number] / sum(sizes[number:])
            whole = part.instance is task.instance
            best = self._best if whole else PartBest(part, self._best)
            tell = partial(self._told, number)
            gap = task.again or 0.0
            self._running = PooledSearch(part.instance, best, until, task.seed, tell, gap=gap)
            if self._stopped:
                return
            if task.work is None:
                self._running.run()
            else:
                self._running.relax()

    def _told(self, number: int, message: Message) -> None:
        """A bound of the day is the sum of its parts' bounds."""
        assert isinstance(message, Bound)
        self._bounds[number][message.tier] = message.centipoints
        known = [bounds[message.tier] for bounds in self._bounds]
        proven = [bound for bound in known if bound is not None]
        if len(proven) == len(known):
            self._tell(Bound(message.tier, sum(proven)))
