"""How much memory a service that solves all day takes.

Run as ``python -m benchmarks.memory [--solves 500] [--budget 60]``.
"""

import argparse
import os
import threading
import time
from itertools import cycle, islice, product
from pathlib import Path
from typing import Self

from benchmarks.report import circumstances, label, markdown_table, problem_of, write_section
from models.plan import DayPlan
from models.problem import DayProblem
from solver.day import plan_day

WARM_UP, STEP = 50, 50
BUDGET = 0.5
TARGET_MB, TARGET_XL_MB = 20, 1536
MB = 1024 * 1024


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB; 0 when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MB


def children() -> list[int]:
    """Return the process ids of the children of this process."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        try:
            found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


class Watch:
    """Samples the memory of this process and its children."""

    def __init__(self) -> None:
        self.largest_solver = self.largest_sum = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._done.wait(0.02):
            solvers = [resident(pid) for pid in children()]
            self.largest_solver = max(self.largest_solver, *solvers, 0.0)
            self.largest_sum = max(
                self.largest_sum, resident(os.getpid()) + max(solvers, default=0)
            )


def many(solves: int) -> tuple[list[tuple[int, float]], Watch]:
    """Return (solves done, MB of this process) along the way, and what the solvers took."""
    days: list[DayProblem] = [
        problem_of(*day) for day in product(("small", "medium"), (0.8, 1.0, 1.2), (1, 2, 3))
    ]
    along = []
    with Watch() as watch:
        for number, problem in enumerate(islice(cycle(days), solves), start=1):
            plan_day(problem, budget_seconds=BUDGET)
            if number >= WARM_UP and number % STEP == 0:
                along.append((number, resident(os.getpid())))
    return along, watch


def largest_day(budget: float) -> tuple[DayPlan, float, float]:
    """Plan a day of the largest size; return the plan, peak MB of the solver and of both."""
    problem = problem_of("xl", 1.0, 1)
    with Watch() as watch:
        plan = plan_day(problem, budget_seconds=budget)
    return plan, watch.largest_solver, watch.largest_sum


def main() -> None:
    """Measure and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--solves", type=int, default=500)
    options.add_argument("--budget", type=float, default=60.0, help="seconds for the largest day")
    chosen = options.parse_args()
    began = time.monotonic()
    along, watch = many(chosen.solves)
    growth = along[-1][1] - along[0][1]
    rows = [[str(number), f"{size:.1f}"] for number, size in along]
    plan, solver, both = largest_day(chosen.budget)
    text = (
        f"{circumstances()}\n\n{chosen.solves} solves of {label('small')} and {label('medium')} in "
        f"one process, {BUDGET:g} s each ({time.monotonic() - began:.0f} s in all):\n\n"
        f"{markdown_table(['solves', 'resident MB'], rows)}\n\n"
        f"Growth after the first {along[0][0]}: {growth:.1f} MB (target: at most {TARGET_MB}). "
        f"The largest solver process had {watch.largest_solver:.0f} MB.\n\n"
        f"One day of {label('xl')} in {chosen.budget:g} s: at most {solver:.0f} MB in the solver, "
        f"{both:.0f} MB with the service (target: {TARGET_XL_MB}); gap {plan.gap:.3%}."
    )
    write_section("memory", "Memory", text)


if __name__ == "__main__":
    main()
