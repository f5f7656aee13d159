"""How much memory a service that solves all day takes, and one day of the largest size.

Run as ``python -m benchmarks.memory [--solves 500]`` (three minutes) and, with a section of its
own, as ``python -m benchmarks.memory --xl [--budget 60]`` (one minute).
"""

import argparse
import contextlib
import os
import threading
import time
from collections import Counter
from itertools import cycle, islice, product
from pathlib import Path
from typing import Self

from benchmarks.report import (
    circumstances,
    command,
    label,
    markdown_table,
    options,
    problem_of,
    write_section,
)
from solver.day import plan_day

SIZES = ("small", "medium")
BUDGET, XL_BUDGET = 0.5, 60.0
STEPS = 10
"""How often the memory is read along the way; the first reading ends the warm-up."""

TARGET_MB, TARGET_XL_MB = 20, 1536
MB = 1024 * 1024


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB; 0 when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MB


def peak(pid: int) -> float:
    """Return the most resident memory that a process ever had, in MB; 0 when it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def children() -> list[int]:
    """Return the process ids of the children of this process."""
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            found += map(int, (task / "children").read_text().split())
    return found


class Watch:
    """Follows the solver processes; the system keeps the peak of each."""

    def __init__(self) -> None:
        self.largest = 0.0
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
            self.largest = max([self.largest, *map(peak, children())])


def many(chosen: argparse.Namespace, machine: str) -> str:
    """Solve again and again; return the section."""
    days = [problem_of(*day) for day in product(SIZES, (0.8, 1.0, 1.2), (1, 2, 3))]
    step, along = max(1, chosen.solves // STEPS), list[tuple[int, float]]()
    outcomes = Counter[str]()
    plan_day(days[0], budget_seconds=10.0)  # waits until the solver process is up
    began = time.monotonic()
    with Watch() as watch:
        for number, problem in enumerate(islice(cycle(days), chosen.solves), start=1):
            plan = plan_day(problem, budget_seconds=BUDGET)
            outcomes[plan.solve.outcome] += 1
            if number % step == 0:
                along.append((number, resident(os.getpid())))
    seconds, growth = time.monotonic() - began, along[-1][1] - along[0][1]
    ended = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    rows = [[str(number), f"{size:.1f}"] for number, size in along]
    return (
        f"{machine} {command('memory', chosen)} {len(days)} days of "
        f"{' and '.join(map(label, SIZES))} in turn, in one service process, {BUDGET:g} s each "
        f"({seconds:.0f} s in all); {ended}.\n\n"
        f"{markdown_table(['solves', 'resident MB'], rows)}\n\n"
        f"Growth after the first {along[0][0]}: {growth:.1f} MB (target: at most {TARGET_MB}). "
        f"The largest solver process had {watch.largest:.0f} MB."
    )


def largest_day(chosen: argparse.Namespace, machine: str) -> str:
    """Plan a day of the largest size; return the section."""
    problem = problem_of("xl", 1.0, 1)
    with Watch() as watch:
        plan = plan_day(problem, budget_seconds=chosen.budget)
    service = peak(os.getpid())
    return (
        f"{machine} {command('memory', chosen)}\n\nOne day of {label('xl')}, load 1.0, seed 1: at "
        f"most {watch.largest:.0f} MB in the solver process and {service:.0f} MB in the service, "
        f"{watch.largest + service:.0f} MB together (target: at most {TARGET_XL_MB}). "
        f"Gap {plan.gap:.3%} after {plan.solve.seconds:.1f} s, {plan.solve.outcome}."
    )


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--solves", type=int, default=500)
    parser.add_argument("--xl", action="store_true", help="measure one day of the largest size")
    parser.add_argument("--budget", type=float, default=XL_BUDGET, help="seconds for that day")
    chosen = parser.parse_args()
    machine = circumstances()
    if chosen.xl:
        del chosen.solves
        text = largest_day(chosen, machine)
        write_section("memory-xl", "Memory of one large day", text, dry_run=chosen.dry_run)
    else:
        del chosen.xl, chosen.budget
        if chosen.solves < 2:
            parser.error("--solves: at least 2, or there is no growth")
        write_section("memory", "Memory", many(chosen, machine), dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
