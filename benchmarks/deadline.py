"""How well the deadline holds: overrun under load, and how fast a hung solver is gone.

Run as ``python -m benchmarks.deadline [--solves 300]``.
"""

import argparse
import multiprocessing
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice, product
from pathlib import Path

from benchmarks.memory import children
from benchmarks.report import circumstances, markdown_table, problem_of, write_section
from solver import day
from solver.pool import SolverPool
from solver.process import SolverProcess

BUDGETS = (0.2, 1.0, 3.0)
BURNERS = 2
HANGS = 20
SHARES = (0.5, 0.95, 0.99, 1.0)
TARGET_MS, TARGET_HUNG_MS = 50, 500
DAYS = tuple(product(("medium", "large"), (0.8, 1.0, 1.2), (1, 2, 3)))


def burn() -> None:
    """Keep one core busy."""
    while True:
        sum(range(10_000))


@contextmanager
def load() -> Iterator[None]:
    """Keep other processes busy meanwhile."""
    burners = [multiprocessing.Process(target=burn, daemon=True) for _ in range(BURNERS)]
    for burner in burners:
        burner.start()
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.join()


def overruns(solves: int) -> tuple[dict[float, list[float]], Counter[str]]:
    """Return milliseconds over the budget by budget, and how the solves ended."""
    problems = [problem_of(*chosen) for chosen in DAYS]
    over: dict[float, list[float]] = {budget: [] for budget in BUDGETS}
    outcomes = Counter[str]()
    day.DEFAULT_POOL.warm_up()
    for budget, problem in islice(zip(cycle(BUDGETS), cycle(problems), strict=False), solves):
        began = time.monotonic()
        plan = day.plan_day(problem, budget_seconds=budget)
        over[budget].append(max(0.0, time.monotonic() - began - budget) * 1000)
        outcomes[plan.solve.outcome] += 1
    return over, outcomes


def hung(budget: float = 0.3) -> list[float]:
    """Return milliseconds from the budget's end until a solver that hangs is gone."""
    problem, after = problem_of("medium", 1.0, 1), []
    usual = SolverProcess.command
    SolverProcess.command = (sys.executable, "-c", "import time; time.sleep(3600)")
    kept, day.DEFAULT_POOL = day.DEFAULT_POOL, SolverPool(spare=0)
    try:
        for _ in range(HANGS):
            began = time.monotonic()
            day.plan_day(problem, budget_seconds=budget)
            assert not any("3600" in Path(f"/proc/{pid}/cmdline").read_text() for pid in children())
            after.append(max(0.0, time.monotonic() - began - budget) * 1000)
    finally:
        SolverProcess.command, day.DEFAULT_POOL = usual, kept
    return after


def quantile(values: list[float], share: float) -> float:
    """Return the smallest value that so large a share does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    """Measure and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--solves", type=int, default=300)
    solves = options.parse_args().solves
    with load():
        over, outcomes = overruns(solves)
        gone = hung()
    every = [value for values in over.values() for value in values]
    by_budget = [(f"{budget:g} s", over[budget]) for budget in BUDGETS]
    rows = [
        [name, str(len(values)), *(f"{quantile(values, share):.0f}" for share in SHARES)]
        for name, values in [*by_budget, ("all", every)]
    ]
    heads = ["budget", "solves", "p50 ms over", "p95", "p99", "most"]
    ended = ", ".join(f"{count} {name}" for name, count in outcomes.most_common())
    text = (
        f"{circumstances()} {os.cpu_count()} cores, {BURNERS} of them kept busy by other "
        f"processes; days of 40 / 160 and 100 / 500.\n\n{markdown_table(heads, rows)}\n\n"
        f"Target: p99 at most {TARGET_MS} ms over. The solves ended: {ended}.\n\n"
        f"A solver that hangs ({HANGS} times): the answer is there and the process gone "
        f"{statistics.median(gone):.0f} ms after the budget (median), {max(gone):.0f} ms at most; "
        f"target {TARGET_HUNG_MS} ms."
    )
    write_section("deadline", "Deadline", text)


if __name__ == "__main__":
    main()
