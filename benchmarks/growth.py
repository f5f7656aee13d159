"""How the time to a gap of one per cent grows with the size of the day.

Run as ``python -m benchmarks.growth [--budget 60] [--seeds 1,2,3]``.
"""

import argparse
import math
import statistics
import time

import numpy as np

from benchmarks.generate import SIZES
from benchmarks.report import circumstances, label, markdown_table, problem_of, write_section
from models.problem import DayProblem
from solver.day import plan_day
from solver.pool import DEFAULT_POOL
from solver.process import Cancel
from solver.search import Progress

CLOSE = 0.01
CHOSEN = ("medium", "large", "xl")
TARGET = 1.5


def seconds_to_close(problem: DayProblem, budget: float) -> float | None:
    """Return the seconds until the gap is at most one per cent; None when it never was."""
    reached: list[float] = []
    cancel, began = Cancel(), time.monotonic()

    def look(progress: Progress) -> None:
        if progress.gap is not None and progress.gap <= CLOSE and not reached:
            reached.append(time.monotonic() - began)
            cancel.cancel()

    plan_day(problem, budget_seconds=budget, on_progress=look, cancel=cancel)
    return reached[0] if reached else None


def main() -> None:
    """Measure and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--budget", type=float, default=60.0, help="most seconds per day")
    options.add_argument("--seeds", default="1,2,3")
    chosen = options.parse_args()
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    DEFAULT_POOL.warm_up()
    seconds_to_close(problem_of("small", 1.0, 1), 10.0)  # waits until the solver process is up
    rows, medians = [], {}
    for size in CHOSEN:
        found = [seconds_to_close(problem_of(size, 1.0, seed), chosen.budget) for seed in seeds]
        shown = ["never" if value is None else f"{value:.2f}" for value in found]
        # A day that never got there counts with the whole budget: the true figure is larger.
        medians[size] = statistics.median(value or chosen.budget for value in found)
        rows.append([label(size), *shown, f"{medians[size]:.2f}"])
        print(rows[-1])
    bookings = [math.log(SIZES[size].bookings) for size in CHOSEN]
    slope = float(np.polyfit(bookings, [math.log(medians[size]) for size in CHOSEN], 1)[0])
    heads = ["tables / bookings", *(f"seed {seed}, s" for seed in seeds), "median, s"]
    text = (
        f"{circumstances()} Load 1.0, warm solver process; from the problem to a checked plan with "
        f"a proven gap of at most {CLOSE:.0%}, candidates and models included.\n\n"
        f"{markdown_table(heads, rows)}\n\n"
        f"Fitted through the medians, the time grows as bookings^{slope:.2f} "
        f"(target: at most {TARGET})."
    )
    write_section("growth", "Growth", text)


if __name__ == "__main__":
    main()
