"""The parent's side of a solver process: start it, ask it, end it, whatever it does."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Pipe
from pathlib import Path
from types import TracebackType
from typing import Self

from models.plan import SolverOutcome
from solver.messages import Bound, Finished, Incumbent, Message, Stop, Task

MEMORY_BYTES = 4 * 1024**3
"""Address space a solver process may use."""

NOTICE_SECONDS = 0.2
"""A process is asked to stop this long before its deadline (a tenth of short budgets)."""


class SolverProcess:
    """One solver process. The clock and the kill are here, outside of it.

    It is started when the object is made, so that it warms up while the caller prepares the task.
    """

    def __init__(self) -> None:
        self._pipe, child = Pipe()
        with child:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "solver.worker", str(child.fileno()), str(MEMORY_BYTES)],
                pass_fds=[child.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
                start_new_session=True,
            )
        self.outcome = SolverOutcome.NOT_NEEDED

    def solve(self, task: Task, deadline: float) -> Iterator[Message]:
        """Yield what the process tells until it is done or out of time; then see ``outcome``.

        ``deadline`` is a moment of ``time.monotonic``; a process still busy then is killed.
        """
        budget = deadline - time.monotonic()
        notice = deadline - min(NOTICE_SECONDS, 0.1 * budget)
        try:
            self._pipe.send(replace(task, seconds=max(0.01, notice - time.monotonic())))
            yield from self._listen(notice, deadline)
        except (EOFError, OSError):
            self.outcome = SolverOutcome.CRASHED
        except Exception:
            self.outcome = SolverOutcome.GARBAGE
        finally:
            if self.outcome is not SolverOutcome.COMPLETED:
                self.kill()

    def _listen(self, notice: float, deadline: float) -> Iterator[Message]:
        asked_to_stop = False
        while True:
            left = (deadline if asked_to_stop else notice) - time.monotonic()
            if self._pipe.poll(max(0.0, left)):
                message = self._pipe.recv()
                if isinstance(message, Finished):
                    done = SolverOutcome.DEADLINE if asked_to_stop else SolverOutcome.COMPLETED
                    self.outcome = done
                    return
                if not isinstance(message, Incumbent | Bound):
                    self.outcome = SolverOutcome.GARBAGE
                    return
                yield message
            elif asked_to_stop:
                self.outcome = SolverOutcome.KILLED
                return
            else:
                self._pipe.send(Stop())
                asked_to_stop = True

    def kill(self) -> None:
        """End the process now and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
