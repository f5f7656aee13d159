"""The runner's side of the processes that solve scenarios: start, feed, and end them."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Pipe, wait
from typing import Self

from models.errors import InvalidInputError, MaitredError
from models.plan import DayPlan
from scenarios.messages import Answer, Job, Refused, Start
from solver.process import Cancel, python_path


class WorkerDiedError(MaitredError):
    """A process that solved a scenario died, twice for the same job."""

    code = "SCENARIO_WORKER_DIED"


class RunCancelledError(MaitredError):
    """Somebody asked for the end of the scenarios; what is done is kept."""

    code = "SCENARIOS_CANCELLED"


class WorkerProcess:
    """One process; ``job`` is what it works on."""

    def __init__(self) -> None:
        self.pipe, child = Pipe()
        with child:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "scenarios.worker", str(child.fileno())],
                pass_fds=[child.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": python_path()},
                start_new_session=True,
            )
        self.job: Job | None = None
        self._knows: set[str] = set()

    def give(self, job: Job, start: Start | None) -> None:
        """Send a job, after its start if this process does not know it yet."""
        self.job = job
        if start is not None and start.key not in self._knows:
            self._knows.add(start.key)
            self.pipe.send(start)
        self.pipe.send(job)

    def kill(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self.pipe.close()


class Workers:
    """Some processes; leaving the context ends them all, whatever they do."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._processes: list[WorkerProcess] = []
        self._failed: set[str] = set()

    def __enter__(self) -> Self:
        self._processes = [WorkerProcess() for _ in range(self._count)]
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()

    @property
    def idle(self) -> list[WorkerProcess]:
        """Processes without a job."""
        return [process for process in self._processes if process.job is None]

    def answers(self, starts: dict[str, Start], cancel: Cancel) -> Iterator[tuple[str, DayPlan]]:
        """Wait for at least one answer; yield the keys and plans of all that are there.

        Raises:
            InvalidInputError: a problem cannot be planned with.
            WorkerDiedError: a process died with a job that had killed another one already.
            RunCancelledError: somebody has asked for the end.
        """
        busy = {process.pipe: process for process in self._processes if process.job}
        ready = wait([*busy, cancel.fileno()])
        if cancel.asked:
            raise RunCancelledError("the scenarios were cancelled; what is done is kept")
        for pipe in ready:
            process = next(item for key, item in busy.items() if key is pipe)
            job = process.job
            assert job is not None
            try:
                answer: Answer = process.pipe.recv()
            except (EOFError, OSError):
                self._replace(process, job, starts)
                continue
            process.job = None
            if isinstance(answer.result, Refused):
                raise InvalidInputError(answer.result.flaws, subject=job.label)
            yield answer.key, answer.result

    def _replace(self, process: WorkerProcess, job: Job, starts: dict[str, Start]) -> None:
        """Start another process for a job whose process died, once."""
        process.kill()
        self._processes.remove(process)
        if job.key in self._failed:
            raise WorkerDiedError(
                f"the process that solved {job.label} died twice",
                hint="It may need more memory than there is. What is done is kept; run it again.",
            )
        self._failed.add(job.key)
        fresh = WorkerProcess()
        self._processes.append(fresh)
        fresh.give(job, None if job.start is None else starts[job.start])

    def give(self, job: Job, starts: dict[str, Start]) -> None:
        """Give a job to an idle process."""
        self.idle[0].give(job, None if job.start is None else starts[job.start])
