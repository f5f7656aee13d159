"""The parent's side of a solver process: start it, ask it, end it, whatever it does."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Pipe
from pathlib import Path

from models.plan import SolverOutcome
from solver.messages import Bound, Finished, Incumbent, Message, Stop, Task

MEMORY_BYTES = 4 * 1024**3
"""Address space a solver process may use."""

NOTICE_SECONDS = 0.2
"""A process is asked to stop this long before its deadline (a tenth of short budgets)."""

WIND_DOWN_SECONDS = 0.1
"""How long a process that is not needed any more may take to become free again."""


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
                env={**os.environ, "PYTHONPATH": _python_path()},
                start_new_session=True,
            )
        self.outcome = SolverOutcome.NOT_NEEDED
        self.tasks = 0
        self._expired = False

    @property
    def usable(self) -> bool:
        """Whether it waits for a task."""
        return not self._pipe.closed and self._process.poll() is None

    def solve(self, task: Task, deadline: float) -> Iterator[Message]:
        """Yield what the process tells until it is done or out of time; then see ``outcome``.

        ``deadline`` is a moment of ``time.monotonic``; a process still busy then is killed. The
        caller may stop listening at any time.
        """
        self.outcome, self.tasks = SolverOutcome.COMPLETED, self.tasks + 1
        notice = deadline - min(NOTICE_SECONDS, 0.1 * (deadline - time.monotonic()))
        finished = False
        # Reading half a message, or writing to a process that never reads, would block for ever.
        watchdog = threading.Timer(deadline - time.monotonic(), self._expire)
        watchdog.start()
        try:
            self._pipe.send(replace(task, until=notice))
            for message in self._listen(notice, deadline):
                finished = isinstance(message, Finished)
                if isinstance(message, Incumbent | Bound):
                    yield message
                elif not finished:
                    self.outcome = SolverOutcome.GARBAGE
                    return
        except (EOFError, OSError):
            self.outcome = SolverOutcome.KILLED if self._expired else SolverOutcome.CRASHED
        except Exception:
            self.outcome = SolverOutcome.GARBAGE
        finally:
            if not finished and not self._winds_down(deadline):
                self.kill()
            watchdog.cancel()

    def _listen(self, notice: float, deadline: float) -> Iterator[object]:
        """Receive until the process is done; ask it to stop at ``notice``, then wait no longer
        than to the deadline.
        """
        asked_to_stop = False
        while True:
            until = deadline if asked_to_stop else notice
            if self._pipe.poll(max(0.0, until - time.monotonic())):
                message: object = self._pipe.recv()
                if isinstance(message, Finished) and asked_to_stop:
                    self.outcome = SolverOutcome.DEADLINE
                yield message
                if isinstance(message, Finished):
                    return
            elif asked_to_stop:
                self.outcome = SolverOutcome.KILLED
                return
            else:
                self._pipe.send(Stop())
                asked_to_stop = True

    def _winds_down(self, deadline: float) -> bool:
        """Ask a process that was left in the middle of a task to stop; tell whether it did."""
        if self.outcome is not SolverOutcome.COMPLETED:
            return False
        until = min(deadline, time.monotonic() + WIND_DOWN_SECONDS)
        with contextlib.suppress(Exception):
            self._pipe.send(Stop())
            while self._pipe.poll(max(0.0, until - time.monotonic())):
                if isinstance(self._pipe.recv(), Finished):
                    return True
        return False

    def _expire(self) -> None:
        self._expired = True
        self._process.kill()

    def kill(self) -> None:
        """End the process now and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._pipe.close()


def _python_path() -> str:
    """Return a PYTHONPATH on which the child finds this very package, and all the parent finds."""
    known = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(Path(__file__).parent.parent), *([known] if known else [])])
