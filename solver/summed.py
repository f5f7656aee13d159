"""Look for a good plan with all tiers as one sum.

Tier by tier the leading one has a great many equally good plans, among which an engine loses its
way, and whatever it picks is poor in the tiers below. The sum of all points leaves few of them. It
finds plans; it proves nothing about a single tier.
"""

import threading
import time
from dataclasses import replace
from typing import Protocol

import numpy as np

from solver.apart import ApartSearch
from solver.arrays import Bools, Ints
from solver.best import Best
from solver.instance import Instance
from solver.messages import Message, Task

SHARE = 0.4
"""Most of a task's time that this search may take; the others need some to prove what is left."""


class SummedBest(Best):
    """The best choice by the sum of its tiers; what improves the day is offered to it, too."""

    def __init__(self, instance: Instance, day: Best) -> None:
        super().__init__(instance, day.chosen, lambda message: None)
        self._day = day

    def offer(self, bookings: Bools, chosen: Ints) -> bool:
        """Seat some bookings so, if the sum is better for it; tell whether it was."""
        better = super().offer(bookings, chosen)
        if better:
            self._day.offer(np.ones_like(bookings), self.chosen)
        return better


class SummedSearch:
    """One run by the sum of the tiers for a share of the time, then one tier by tier.

    A day of one tier has that run only. ``stop`` may come from another thread.
    """

    def __init__(self, task: Task, best: Best, apart: ApartSearch) -> None:
        self._task, self._best, self._apart = task, best, apart
        self._first: ApartSearch | None = None
        self._stopped = False

    def stop(self) -> None:
        """Give up at once."""
        self._stopped = True
        for search in (self._first, self._apart):
            if search is not None:
                search.stop()

    def run(self) -> None:
        """Search."""
        task, now = self._task, time.monotonic()
        if len(task.instance.gains) > 1:
            instance = summed(task.instance)
            task = replace(task, instance=instance, until=now + SHARE * (task.until - now))
            best = SummedBest(instance, self._best)
            self._first = ApartSearch(task, best, _say_nothing)
            if not self._stopped:
                self._first.run()
        if not self._stopped:
            self._apart.run()


class Searching(Protocol):
    """What can be run in a thread, and stopped from another."""

    def run(self) -> None:
        """Search."""

    def stop(self) -> None:
        """Give up at once."""


class Later:
    """A search that begins after so many seconds, unless it is stopped before."""

    def __init__(self, search: Searching, seconds: float) -> None:
        self._search, self._seconds = search, seconds
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Give up at once."""
        self._stopped.set()
        self._search.stop()

    def run(self) -> None:
        """Wait, then search."""
        if not self._stopped.wait(self._seconds):
            self._search.run()


def summed(instance: Instance) -> Instance:
    """Return a day whose only tier is the sum of all its tiers."""
    if len(instance.gains) == 1:
        return instance
    return replace(
        instance,
        gains=(sum(instance.gains[1:], start=instance.gains[0]),),
        limits=tuple(replace(limit, tier=0) for limit in instance.limits),
    )


def _say_nothing(message: Message) -> None:
    """A bound of the sum is none of a tier."""
