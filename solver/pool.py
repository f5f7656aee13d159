"""Solver processes kept warm: starting one costs as much as solving a small day.

Every process is either idle, lent for one task, or minded: a thread waits until it is free, because
it starts up or is still busy with a task that its caller has left. Only idle processes are lent, so
a budget shorter than a start never costs a process that is about to come up.
"""

import atexit
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from models.plan import SolverOutcome
from solver.process import Cancel, SolverProcess

MOST_TASKS = 50
"""A process is replaced after so many tasks: engines leak a little (or-tools #1944, #3083)."""

RECYCLE_BYTES = 700 * 1024**2
"""A process that holds more after a task is replaced, for it would keep that while it idles. A
fresh one holds 75 MB, and 275 MB after days of 1,500 bookings."""

START_SECONDS = 30.0
"""A process that is not up after this is given up. It takes 0.5 s, several under load."""

GRACE_SECONDS = 0.3
"""How long a process that its caller has left, at the deadline for one, may take to become free."""

CANCEL_POLL_SECONDS = 0.05
"""How often somebody who waits for a process looks whether the solve was cancelled."""


class NoProcessError(Exception):
    """No process could be lent; ``outcome`` says why."""

    def __init__(self, outcome: SolverOutcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class SolverPool:
    """Lends solver processes; keeps some idle ones ready. Safe to use from several threads."""

    def __init__(self, spare: int = 1) -> None:
        self._spare = spare
        self._idle: list[SolverProcess] = []
        self._minded: dict[SolverProcess, threading.Thread] = {}
        self._waiting = 0
        self._failed_starts = 0
        self._closed = False
        self._changed = threading.Condition()
        atexit.register(self.close)

    def warm_up(self, spare: int | None = None) -> None:
        """Start processes ahead of the first task; from now on keep ``spare`` idle ones.

        Two let a solve go on at once after another one's process had to be killed.
        """
        with self._changed:
            self._spare = self._spare if spare is None else spare
            self._top_up()

    @contextmanager
    def lend(self, until: float, cancel: Cancel | None = None) -> Iterator[SolverProcess]:
        """Lend an idle process for one task; wait for one to come up if there is none.

        ``until`` is a moment of ``time.monotonic``. Afterwards the process is kept, or replaced if
        it is worn or dead.

        Raises:
            NoProcessError: none is up by then (not ready), none comes up at all (crashed), or the
                solve was cancelled meanwhile.
        """
        process = self._take(until, cancel or Cancel())
        try:
            yield process
        finally:
            with self._changed:
                if not self._keep(process):
                    self._mind(process)

    def _take(self, until: float, cancel: Cancel) -> SolverProcess:
        with self._changed:
            self._waiting += 1
            failed_starts = self._failed_starts
            try:
                while not (process := self._ready()):
                    self._top_up()
                    if cancel.asked:
                        raise NoProcessError(SolverOutcome.CANCELLED)
                    if self._failed_starts > failed_starts:
                        raise NoProcessError(SolverOutcome.CRASHED)
                    left = until - time.monotonic()
                    if left <= 0:
                        raise NoProcessError(SolverOutcome.NOT_READY)
                    self._changed.wait(min(left, CANCEL_POLL_SECONDS))
                return process
            finally:
                self._waiting -= 1

    def _ready(self) -> SolverProcess | None:
        """Take out an idle process; those that died while they idled are buried."""
        while self._idle:
            process = self._idle.pop()
            if process.free:
                return process
            process.kill()
        return None

    def _top_up(self) -> None:
        """Start what is missing to the spare processes, or to one for everybody who waits."""
        for _ in range(self._wanted - len(self._idle) - len(self._minded)):
            try:
                self._mind(SolverProcess())
            except OSError:  # no memory, no process or no file handle is left
                self._failed_starts += 1
                return

    @property
    def _wanted(self) -> int:
        return self._waiting if self._closed else max(self._spare, self._waiting)

    def _mind(self, process: SolverProcess) -> None:
        """Let a thread wait until a process is free, or end it when it does not get there."""
        thread = threading.Thread(target=self._await, args=[process], name="minder", daemon=True)
        self._minded[process] = thread
        thread.start()

    def _await(self, process: SolverProcess) -> None:
        starting = not process.up
        became_free = process.become_free(START_SECONDS if starting else GRACE_SECONDS)
        failed_start = starting and not became_free
        with self._changed:
            self._failed_starts += failed_start
            kept = self._keep(process)
        if not kept:
            process.kill()
        with self._changed:
            self._minded.pop(process)
            if not self._closed and not failed_start:  # the next one may fail as well, for ever
                self._top_up()
            self._changed.notify_all()

    def _keep(self, process: SolverProcess) -> bool:
        """Make a process idle if it is fit and wanted."""
        heavy = process.tasks > 0 and (process.resident_bytes or 0) > RECYCLE_BYTES
        worn = heavy or process.tasks >= MOST_TASKS
        if not process.free or worn or len(self._idle) >= self._wanted:
            return False
        self._idle.append(process)
        self._changed.notify_all()
        return True

    def close(self) -> None:
        """End all processes but those that are lent; they end when they come back."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            minders = list(self._minded.items())
        for process in idle:
            process.kill()
        for process, minder in minders:
            process.end()
            minder.join()


DEFAULT_POOL = SolverPool()
"""The processes of this service or command."""
