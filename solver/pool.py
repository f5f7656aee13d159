"""Solver processes kept warm: starting one costs as much as solving a small day."""

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from solver.process import SolverProcess

MOST_TASKS = 50
"""A process is replaced after so many tasks: engines leak a little (or-tools #1944, #3083)."""

RECYCLE_BYTES = 700 * 1024**2
"""A process that holds more after a task is replaced, for it would keep that while it idles. A
fresh one holds 75 MB, and 275 MB after days of 1,500 bookings."""


class SolverPool:
    """Lends solver processes; keeps some idle ones ready. Safe to use from several threads."""

    def __init__(self, spare: int = 1) -> None:
        self._spare = spare
        self._idle: list[SolverProcess] = []
        self._lock = threading.Lock()
        self._closed = False
        atexit.register(self.close)

    def warm_up(self) -> None:
        """Start processes ahead of the first task."""
        with self._lock:
            while not self._closed and len(self._idle) < self._spare:
                self._idle.append(SolverProcess())

    @contextmanager
    def lend(self) -> Iterator[SolverProcess]:
        """Lend a process for one task; afterwards it is kept, or replaced if it is worn or dead."""
        with self._lock:
            process = self._idle.pop() if self._idle else None
        if process is None or not process.usable:
            process = SolverProcess()
        try:
            yield process
        finally:
            if not self._keep(process):
                process.kill()
            self.warm_up()

    def _keep(self, process: SolverProcess) -> bool:
        worn = process.tasks >= MOST_TASKS or (process.resident_bytes or 0) > RECYCLE_BYTES
        fit = process.usable and not worn
        with self._lock:
            if self._closed or not fit or len(self._idle) >= self._spare:
                return False
            self._idle.append(process)
        return True

    def close(self) -> None:
        """End all idle processes; those that are lent end when they come back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for process in idle:
            process.kill()


DEFAULT_POOL = SolverPool()
"""The processes of this service or command."""
