"""How well the deadline holds: overrun under load, and how fast a hung solver is gone.

Run as ``python -m benchmarks.deadline [--solves 300]`` (eight minutes).
"""

import argparse
import math
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from unittest import mock

from benchmarks.report import (
    circumstances,
    command,
    label,
    markdown_table,
    options,
    problem_of,
    write_section,
)
from solver import day
from solver.pool import DEFAULT_POOL, SolverPool
from solver.process import SolverProcess

BUDGETS = (0.2, 1.0, 3.0)
BURNERS = 2
HANGS, HANG_BUDGET = 20, 1.0
START_SECONDS = 3.0
"""More than a process takes to come up beside the busy ones."""

SHARES = (0.5, 0.95, 0.99, 1.0)
PATIENCE = 30
"""Seconds after which a hung solver counts as it is, gone or not."""

TARGET_MS, TARGET_HUNG_MS = 50, 500
SIZES = ("medium", "large")
DAYS = tuple(product(SIZES, (0.8, 1.0, 1.2), (1, 2, 3)))

HUNG = """
import os, pathlib, signal, sys, time
from multiprocessing.connection import Connection
from solver.messages import Finished
signal.signal(signal.SIGTERM, signal.SIG_IGN)
parent = Connection(int(sys.argv[2]))
parent.send(Finished())
parent.recv_bytes()
pathlib.Path(sys.argv[1], str(os.getpid())).touch()
time.sleep(3600)
"""
"""A solver that reads its task, leaves its number in a directory and does nothing ever after."""


@dataclass(frozen=True)
class Solve:
    """One solve under load."""

    budget: float
    over: float
    """Milliseconds after the budget's end."""
    outcome: str


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


def schedule(solves: int) -> list[tuple[float, tuple[str, float, int]]]:
    """Return the budget and the day of each solve; every budget meets every day in turn."""
    turns = (divmod(number, len(BUDGETS)) for number in range(solves))
    return [(BUDGETS[budget], DAYS[turn % len(DAYS)]) for turn, budget in turns]


def overruns(solves: int) -> list[Solve]:
    """Solve on time, or not."""
    problems = {chosen: problem_of(*chosen) for chosen in DAYS}
    DEFAULT_POOL.warm_up()
    found = []
    for budget, chosen in schedule(solves):
        began = time.monotonic()
        plan = day.plan_day(problems[chosen], budget_seconds=budget)
        found.append(Solve(budget, late(began, budget), plan.solve.outcome))
    return found


def hung() -> list[Solve]:
    """Ask solvers that hang; each counts from the budget's end until its process is gone."""
    problem, found = problem_of("medium", 1.0, 1), []
    with tempfile.TemporaryDirectory(prefix="maitred-bench-") as directory:
        impostor = (sys.executable, "-c", HUNG, directory)
        with (
            mock.patch.object(SolverProcess, "command", impostor),
            mock.patch.object(day, "DEFAULT_POOL", SolverPool()) as pool,
        ):
            pool.warm_up()
            for number in range(1, HANGS + 1):
                time.sleep(START_SECONDS)
                began = time.monotonic()
                plan = day.plan_day(problem, budget_seconds=HANG_BUDGET)
                asked = os.listdir(directory)
                while any(map(alive, asked)) and time.monotonic() < began + PATIENCE:
                    time.sleep(0.001)
                found.append(Solve(HANG_BUDGET, late(began, HANG_BUDGET), plan.solve.outcome))
                assert len(asked) == number, "a solver that should hang never got its task"
            pool.close()
    return found


def late(began: float, budget: float) -> float:
    """Return how many milliseconds ago a budget ended; 0 before that."""
    return max(0.0, time.monotonic() - began - budget) * 1000


def alive(pid: str) -> bool:
    """Tell whether a process still runs; one that has ended and is not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def quantile(values: list[float], share: float) -> float:
    """Return the smallest of the values that at least so large a share of them does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values) - 1e-9) - 1)]


def ended(solves: list[Solve]) -> str:
    """Say how solves ended, the usual first."""
    counts = Counter(solve.outcome for solve in solves).most_common()
    return ", ".join(f"{count} {outcome}" for outcome, count in counts)


def table(solves: list[Solve]) -> str:
    """Return the overruns by budget and in all, in Markdown."""
    groups = {
        f"{budget:g} s": [item for item in solves if item.budget == budget] for budget in BUDGETS
    }
    rows = []
    for name, group in {**groups, "all": solves}.items():
        over = [item.over for item in group]
        shown = [f"{quantile(over, share):.0f}" for share in SHARES]
        rows.append([name, str(len(group)), *shown, ended(group)])
    heads = ["budget", "solves", "p50 ms over", "p95", "p99", "most", "ended"]
    return markdown_table(heads, rows)


def text(found: list[Solve], gone: list[Solve], chosen: argparse.Namespace, machine: str) -> str:
    """Return the section."""
    days = " and ".join(map(label, SIZES))
    late_ms, after = [item.over for item in found], [item.over for item in gone]
    return (
        f"{machine} {command('deadline', chosen)} {BURNERS} other processes are busy all the time; "
        f"{len(DAYS)} days of {days}, in turn.\n\n{table(found)}\n\n"
        f"p99 of all: {quantile(late_ms, 0.99):.0f} ms over (target: at most {TARGET_MS}).\n\n"
        f"A solver that reads its task and hangs, {len(gone)} times in {HANG_BUDGET:g} s "
        f"({ended(gone)}): the answer is there and the process gone {max(after):.0f} ms after the "
        f"budget at most (target: {TARGET_HUNG_MS}), {statistics.median(after):.0f} ms in the "
        "median."
    )


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--solves", type=int, default=300, help="how many under load")
    chosen = parser.parse_args()
    if chosen.solves < len(BUDGETS):
        parser.error(f"--solves: at least {len(BUDGETS)}, one per budget")
    machine = circumstances()
    with load():
        found, gone = overruns(chosen.solves), hung()
    write_section(
        "deadline", "Deadline", text(found, gone, chosen, machine), dry_run=chosen.dry_run
    )


if __name__ == "__main__":
    main()
