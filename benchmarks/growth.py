"""How the time to a gap of one per cent grows with the size of the day.

Run as ``python -m benchmarks.growth [--budget 60] [--seeds 1,2,3] [--only medium,large]`` (two
minutes; fifteen at most).
"""

import argparse
import statistics
import time
from collections.abc import Sequence

import numpy as np

from benchmarks.generate import SIZES
from benchmarks.report import (
    circumstances,
    command,
    label,
    markdown_table,
    options,
    problem_of,
    write_section,
)
from models.problem import DayProblem
from solver.day import plan_day
from solver.pool import DEFAULT_POOL
from solver.process import Cancel
from solver.search import Progress

CLOSE = 0.01
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


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the least-squares line through the logarithms of (size, seconds)."""
    sizes, seconds = np.log(np.array(points)).T
    return float(np.polyfit(sizes, seconds, 1)[0])


def text(found: dict[str, list[float | None]], chosen: argparse.Namespace, machine: str) -> str:
    """Return the section."""
    # A day that never got there counts with the whole budget: the true figure is larger.
    seconds = {size: [value or chosen.budget for value in times] for size, times in found.items()}
    medians = {size: statistics.median(times) for size, times in seconds.items()}
    rows = [
        [
            label(size),
            *("never" if value is None else f"{value:.2f}" for value in times),
            f"{medians[size]:.2f}",
        ]
        for size, times in found.items()
    ]
    every = [(SIZES[size].bookings, value) for size, times in seconds.items() for value in times]
    middle = [(SIZES[size].bookings, value) for size, value in medians.items()]
    never = sum(times.count(None) for times in found.values())
    short = f" {never} days never got there and count with the whole budget." if never else ""
    heads = ["tables / bookings", *(f"seed {seed}, s" for seed in chosen.seeds.split(","))]
    return (
        f"{machine} {command('growth', chosen)} Load 1.0, warm solver process; from the problem to "
        f"a checked plan with a proven gap of at most {CLOSE:.0%}, candidates and models included."
        f"\n\n{markdown_table([*heads, 'median, s'], rows)}\n\n"
        f"Least squares through all days: the time grows as bookings^{exponent(every):.2f} "
        f"(target: at most {TARGET}); through the medians, bookings^{exponent(middle):.2f}.{short}"
    )


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--budget", type=float, default=60.0, help="most seconds per day")
    parser.add_argument("--seeds", default="1,2,3", help="seeds, comma separated")
    parser.add_argument("--only", default="medium,roomy,large,grand,xl", help="two sizes or more")
    chosen = parser.parse_args()
    if "," not in chosen.only:
        parser.error("--only: two sizes at least, or there is no growth")
    machine = circumstances()
    DEFAULT_POOL.warm_up()
    seconds_to_close(problem_of("small", 1.0, 1), 10.0)  # waits until the solver process is up
    found: dict[str, list[float | None]] = {}
    for size in chosen.only.split(","):
        problems = [problem_of(size, 1.0, int(seed)) for seed in chosen.seeds.split(",")]
        found[size] = [seconds_to_close(problem, chosen.budget) for problem in problems]
        print(label(size), found[size])
    write_section("growth", "Growth", text(found, chosen, machine), dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
