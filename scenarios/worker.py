"""A process that solves scenarios: reads jobs from the runner, answers each with a plan.

Started as ``python -m scenarios.worker FD``. It ends with the runner: when the pipe closes, however
the runner died, it exits at once, and its solver processes with it.
"""

import os
import queue
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection

from models.errors import InvalidInputError
from models.plan import DayPlan
from scenarios.messages import Answer, Job, Refused, Start
from solver.again import plan_again
from solver.day import plan_day
from solver.pool import DEFAULT_POOL
from solver.search import Search


@dataclass
class _Known:
    start: Start
    search: Search


class Worker:
    """Solves one job after the other."""

    def __init__(self, runner: Connection) -> None:
        self._runner = runner
        self._received: queue.SimpleQueue[Job | Start] = queue.SimpleQueue()
        self._known: dict[str, _Known] = {}

    def serve(self) -> None:
        """Solve for as long as the runner lives."""
        threading.Thread(target=self._listen, daemon=True).start()
        DEFAULT_POOL.warm_up()
        while True:
            message = self._received.get()
            if isinstance(message, Start):
                self._learn(message)
                continue
            try:
                result: DayPlan | Refused = self._solve(message)
            except InvalidInputError as error:
                result = Refused(error.flaws)
            self._runner.send(Answer(message.key, result))

    def _learn(self, start: Start) -> None:
        """Prepare a base once for all jobs that begin with it."""
        search = Search(start.problem, start=_tables(start.plan))
        if start.plan.bound is not None:
            search.take_bound(start.plan.bound)
        self._known[start.key] = _Known(start, search)

    def _solve(self, job: Job) -> DayPlan:
        problem, seconds = job.problem, job.budget_seconds
        if job.start is None:
            return plan_day(problem, budget_seconds=seconds, seed=job.seed, gap=job.gap)
        known = self._known[job.start]
        return plan_again(
            problem,
            _tables(known.start.plan),
            base=known.search,
            gap=job.gap,
            budget_seconds=seconds,
            seed=job.seed,
        )

    def _listen(self) -> None:
        while True:
            try:
                self._received.put(self._runner.recv())
            except (EOFError, OSError):
                os._exit(0)


def _tables(plan: DayPlan) -> dict[str, tuple[str, ...]]:
    return {seating.booking: seating.tables for seating in plan.seatings}


def main() -> None:
    """Run as the process: the argument is the pipe's descriptor."""
    Worker(Connection(int(sys.argv[1]))).serve()


if __name__ == "__main__":
    main()
