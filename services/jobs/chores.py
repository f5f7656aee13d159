"""What is to be done every few seconds beside the jobs, in a thread of its own."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self

import structlog

from models.errors import MaitredError
from telemetry.correlation import correlated

log = structlog.get_logger("maitred.worker")


@dataclass
class Chore:
    """Something that any number of workers may do at the same time, and again after a failure."""

    name: str
    every_seconds: float
    work: Callable[[], object]
    due: float = field(default=0.0, init=False)


class Chores:
    """Does chores, one at a time, from the beginning of the block to its end."""

    def __init__(self, chores: Sequence[Chore]) -> None:
        self._chores = chores
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chores", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Begin no other chore; the one under way ends by itself."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.is_set():
            for chore in self._chores:
                if time.monotonic() >= chore.due and not self._over.is_set():
                    _do(chore)
            next_due = min((chore.due for chore in self._chores), default=float("inf"))
            self._over.wait(min(60.0, max(0.0, next_due - time.monotonic())))


def _do(chore: Chore) -> None:
    """Do it under an id of its own; its failure is told, and ends nothing."""
    with correlated():
        try:
            chore.work()
        except MaitredError as error:
            log.warning("chore failed", chore=chore.name, code=error.code)
        except Exception:
            log.exception("defect", chore=chore.name)
    chore.due = time.monotonic() + chore.every_seconds
