"""The parent's side of a solver process: start it, ask it, end it, whatever it does."""

import contextlib
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Pipe, wait
from pathlib import Path

from models.plan import SolverOutcome
from solver.messages import Bound, Finished, Incumbent, Message, Stop, Task

MEMORY_BYTES = 4 * 1024**3
"""Address space a solver process may use."""

NOTICE_SECONDS = 0.2
"""A process is asked to stop this long before its deadline (a tenth of short budgets)."""

STUCK_SECONDS = 0.02
"""A message that is not through so long after the deadline, or after a cancellation, never is."""


class Cancel:
    """Asks a solve to end with the best plan so far; any thread may ask, at any moment.

    It stays asked, and can be waited for together with pipes: then ``fileno`` is readable.
    """

    def __init__(self) -> None:
        self._reader, self._writer = Pipe(duplex=False)
        self._asked = False

    @property
    def asked(self) -> bool:
        """Whether somebody has asked."""
        return self._asked

    def cancel(self) -> None:
        """Ask; again makes no difference. No lock is taken, so a signal handler may do it."""
        if not self._asked:
            self._asked = True
            os.write(self._writer.fileno(), b"!")

    def fileno(self) -> int:
        """Return what becomes readable, and stays so, once somebody asks."""
        return self._reader.fileno()


class SolverProcess:
    """One solver process. The clock and the kill are here, outside of it.

    It is started when the object is made, so that it warms up while the caller prepares the task.
    """

    command: tuple[str, ...] = (sys.executable, "-m", "solver.worker")

    def __init__(self) -> None:
        self._pipe, child = Pipe()
        with child:
            self._process = subprocess.Popen(
                [*self.command, str(child.fileno()), str(MEMORY_BYTES)],
                pass_fds=[child.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": python_path()},
                start_new_session=True,
            )
        self.outcome = SolverOutcome.NOT_NEEDED
        self.tasks = 0
        self.up = False
        self._busy = self._expired = self._talking = False

    @property
    def free(self) -> bool:
        """Whether it waits for a task."""
        alive = not (self._pipe.closed or self._expired) and self._process.poll() is None
        return alive and self.up and not self._busy

    @property
    def resident_bytes(self) -> int | None:
        """Memory that it holds now; None where the system does not tell."""
        try:
            pages = Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]
        except (OSError, IndexError):
            return None
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def become_free(self, patience: float) -> bool:
        """Wait until a process that starts up, or that was left in a task, is free.

        One that takes longer (seconds), or says what it should not, is ended.
        """
        ender = threading.Timer(patience, self.end)
        ender.start()
        try:
            if self._busy:
                self._send(Stop())
            while not self.free:
                self._receive()
        except Exception:
            self.end()
        finally:
            ender.cancel()
            ender.join()
        return self.free

    def solve(self, task: Task, deadline: float, cancel: Cancel | None = None) -> Iterator[Message]:
        """Yield what a free process tells until it is done or out of time; then see ``outcome``.

        ``deadline`` is a moment of ``time.monotonic``. A process still busy then, or when the solve
        is cancelled, or when the caller stops listening, is not free afterwards: it is to be waited
        for (``become_free``) or killed. One that answers garbage is killed at once, and so is one
        that makes the parent wait in the middle of a message.
        """
        cancel, over = cancel or Cancel(), Cancel()
        if cancel.asked:
            self.outcome = SolverOutcome.CANCELLED
            return
        self.outcome, self.tasks = SolverOutcome.COMPLETED, self.tasks + 1
        notice = deadline - min(NOTICE_SECONDS, 0.1 * _left(deadline))
        # Reading half a message, or writing to a process that never reads, would block for ever.
        watchdog = threading.Thread(
            target=self._watch, args=(deadline, cancel, over), name="watchdog", daemon=True
        )
        watchdog.start()
        try:
            self._busy = True
            # A search that counts work must not end quietly because of the clock: it is told to.
            self._send(replace(task, until=notice if task.work is None else math.inf))
            for message in self._listen(notice, deadline, cancel):
                if isinstance(message, Incumbent | Bound):
                    yield message
                elif not isinstance(message, Finished):
                    self.outcome = SolverOutcome.GARBAGE
                    return
        except (EOFError, OSError):
            self.outcome = self._why_gone(cancel)
        except Exception:
            self.outcome = SolverOutcome.GARBAGE
        finally:
            over.cancel()
            watchdog.join()
            if self.outcome in (SolverOutcome.GARBAGE, SolverOutcome.CRASHED):
                self.kill()

    def _listen(self, notice: float, deadline: float, cancel: Cancel) -> Iterator[object]:
        """Receive until the process is done or the solve cancelled; ask the process to stop at
        ``notice``, then listen no longer than to the deadline.
        """
        asked_to_stop = False
        while not cancel.asked:
            if time.monotonic() >= deadline:
                self.outcome = SolverOutcome.KILLED
                return
            if wait([self._pipe, cancel.fileno()], _left(deadline if asked_to_stop else notice)):
                if cancel.asked:
                    break
                message = self._receive()
                if not self._busy and asked_to_stop:
                    self.outcome = SolverOutcome.DEADLINE
                yield message
                if not self._busy:
                    return
            elif not asked_to_stop:
                self._send(Stop())
                asked_to_stop = True
        self.outcome = SolverOutcome.CANCELLED

    def _send(self, message: Task | Stop) -> None:
        self._talking = True
        self._pipe.send(message)
        self._talking = False

    def _receive(self) -> object:
        self._talking = True
        message: object = self._pipe.recv()
        self._talking = False
        if isinstance(message, Finished):
            self.up, self._busy = True, False
        return message

    def _watch(self, deadline: float, cancel: Cancel, over: Cancel) -> None:
        """End the process when the task should be ``over`` and the parent is stuck in a message."""
        ended = over.fileno()
        wait([ended, cancel.fileno()], _left(deadline))
        while not wait([ended], STUCK_SECONDS):
            if self._talking:
                self._expired = True
                self.end()
                return

    def _why_gone(self, cancel: Cancel) -> SolverOutcome:
        """Return how a process ended whose pipe broke."""
        if not self._expired:
            return SolverOutcome.CRASHED
        return SolverOutcome.CANCELLED if cancel.asked else SolverOutcome.KILLED

    def end(self) -> None:
        """Let the process end now, whatever it does; any thread may ask."""
        self._process.kill()

    def kill(self) -> None:
        """End the process and wait until it is gone."""
        self.end()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._pipe.close()


def _left(until: float) -> float:
    """Return the seconds to a moment of ``time.monotonic``; none when it has passed."""
    return max(0.0, until - time.monotonic())


def python_path() -> str:
    """Return a PYTHONPATH on which the child finds this very package, and all the parent finds."""
    known = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(Path(__file__).parent.parent), *([known] if known else [])])
