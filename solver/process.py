"""The parent's side of a solver process: start it, ask it, end it, whatever it does."""

import contextlib
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

WIND_DOWN_SECONDS = 0.1
"""How long a process that is not needed any more may take to become free again."""


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
                env={**os.environ, "PYTHONPATH": _python_path()},
                start_new_session=True,
            )
        self.outcome = SolverOutcome.NOT_NEEDED
        self.tasks = 0
        self._expired = False

    @property
    def usable(self) -> bool:
        """Whether it waits for a task."""
        return not (self._pipe.closed or self._expired) and self._process.poll() is None

    @property
    def resident_bytes(self) -> int | None:
        """Memory that it holds now; None where the system does not tell."""
        try:
            pages = Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]
        except (OSError, IndexError):
            return None
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def solve(self, task: Task, deadline: float, cancel: Cancel | None = None) -> Iterator[Message]:
        """Yield what the process tells until it is done or out of time; then see ``outcome``.

        ``deadline`` is a moment of ``time.monotonic``; a process still busy then is killed, and
        so is one that is still busy ``WIND_DOWN_SECONDS`` after ``cancel``. The caller may stop
        listening at any time.
        """
        cancel, over = cancel or Cancel(), Cancel()
        if cancel.asked:
            self.outcome = SolverOutcome.CANCELLED
            return
        self.outcome, self.tasks = SolverOutcome.COMPLETED, self.tasks + 1
        notice = deadline - min(NOTICE_SECONDS, 0.1 * _left(deadline))
        finished = False
        # Reading half a message, or writing to a process that never reads, would block for ever.
        watchdog = threading.Thread(
            target=self._watch, args=(deadline, cancel, over), name="watchdog", daemon=True
        )
        watchdog.start()
        try:
            self._pipe.send(replace(task, until=notice))
            for message in self._listen(notice, deadline, cancel):
                finished = isinstance(message, Finished)
                if isinstance(message, Incumbent | Bound):
                    yield message
                elif not finished:
                    self.outcome = SolverOutcome.GARBAGE
                    return
        except (EOFError, OSError):
            self.outcome = self._why_gone(cancel)
        except Exception:
            self.outcome = SolverOutcome.GARBAGE
        finally:
            if not finished and not self._winds_down(deadline):
                self.kill()
            over.cancel()
            watchdog.join()

    def _listen(self, notice: float, deadline: float, cancel: Cancel) -> Iterator[object]:
        """Receive until the process is done or the solve cancelled; ask the process to stop at
        ``notice``, then wait no longer than to the deadline.
        """
        asked_to_stop = False
        while not cancel.asked:
            until = deadline if asked_to_stop else notice
            if wait([self._pipe, cancel.fileno()], _left(until)):
                if cancel.asked:
                    break
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
        self.outcome = SolverOutcome.CANCELLED

    def _winds_down(self, deadline: float) -> bool:
        """Ask a process that was left in the middle of a task to stop; tell whether it did."""
        if self.outcome not in (SolverOutcome.COMPLETED, SolverOutcome.CANCELLED):
            return False
        until = min(deadline, time.monotonic() + WIND_DOWN_SECONDS)
        with contextlib.suppress(Exception):
            self._pipe.send(Stop())
            while self._pipe.poll(_left(until)):
                if isinstance(self._pipe.recv(), Finished):
                    return True
        return False

    def _watch(self, deadline: float, cancel: Cancel, over: Cancel) -> None:
        """Kill the process at the deadline, or soon after the solve is cancelled, unless the task
        is ``over`` by then.
        """
        ended = over.fileno()
        ready = wait([ended, cancel.fileno()], _left(deadline))
        if ready and ended not in ready:
            ready = wait([ended], min(WIND_DOWN_SECONDS, _left(deadline)))
        if ended not in ready:
            self._expired = True
            self._process.kill()

    def _why_gone(self, cancel: Cancel) -> SolverOutcome:
        """Return how a process ended whose pipe broke."""
        if not self._expired:
            return SolverOutcome.CRASHED
        return SolverOutcome.CANCELLED if cancel.asked else SolverOutcome.KILLED

    def kill(self) -> None:
        """End the process now and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._pipe.close()


def _left(until: float) -> float:
    """Return the seconds to a moment of ``time.monotonic``; none when it has passed."""
    return max(0.0, until - time.monotonic())


def _python_path() -> str:
    """Return a PYTHONPATH on which the child finds this very package, and all the parent finds."""
    known = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(Path(__file__).parent.parent), *([known] if known else [])])
