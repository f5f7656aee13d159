"""``make bench``: measure plans and commits, write benchmarks/results.md and README's table.

Run as ``python -m benchmarks.run [--budget 10] [--only medium,large] [--seeds 1]``.
"""

import json
import statistics
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.commits import CommitFigures, measure_commits
from benchmarks.generate import SIZES
from benchmarks.report import (
    circumstances,
    command,
    label,
    options,
    problem_of,
    write_readme,
    write_section,
)
from models.plan import DayPlan
from solver.day import plan_day
from solver.pool import DEFAULT_POOL
from solver.search import Search

HERE = Path(__file__).parent
LOADS = (0.8, 1.0, 1.2)
COMMIT_BOOKINGS = 160
USUAL_BUDGET = 10.0
"""Seconds; measured with another budget, the figures get a section of their own."""


@dataclass(frozen=True)
class Line:
    """One day, planned once."""

    day: str
    seed: int
    plan: DayPlan
    floor: float
    legacy: float | None
    timefold: float | None


def measure(size: str, load: float, seed: int, budget: float) -> Line:
    """Plan one generated day under the benchmark's rules and weights."""
    problem = problem_of(size, load, seed)
    floor = Search(problem).progress().points
    DEFAULT_POOL.warm_up()
    plan = plan_day(problem, budget_seconds=budget)
    assert plan.objective.total >= floor, f"{problem.id}: below the greedy floor"
    known = json.loads((HERE / "baselines.json").read_text()).get(problem.id, {})
    return Line(
        day=f"{size} L{load}",
        seed=seed,
        plan=plan,
        floor=floor,
        legacy=known.get("legacy", [None])[0],
        timefold=known.get("timefold", [None])[0],
    )


def shortfall(value: float | None, bound: float | None) -> str:
    """Show how far below the proven bound a value is."""
    return (
        "–"
        if value is None or bound is None
        else f"{(bound - value) / bound:.2%}".replace("%", " %")
    )


def table(lines: list[Line]) -> str:
    """Return the table of plans in Markdown."""
    rows = [
        "| day | seed | objective | covers | bound | **gap** | seconds | status | greedy floor "
        "| one at a time (legacy) | Timefold 10 s |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for line in lines:
        plan, bound = line.plan, line.plan.bound
        rows.append(
            f"| {line.day} | {line.seed} | {plan.objective.total:,.0f} "
            f"| {plan.statistics.covers:,} "
            f"| {bound:,.0f} | **{shortfall(plan.objective.total, bound)}** "
            f"| {plan.solve.seconds:.2f} | {plan.status} | {shortfall(line.floor, bound)} "
            f"| {shortfall(line.legacy, bound)} | {shortfall(line.timefold, bound)} |"
        )
    return "\n".join(rows)


def summary(lines: list[Line]) -> str:
    """Return medians by size in Markdown."""
    rows = [
        "| tables / bookings | days | proven optimal | median gap | worst gap | median seconds |",
        "|---|---|---|---|---|---|",
    ]
    for size in SIZES:
        mine = [line.plan for line in lines if line.day.startswith(size)]
        if mine:
            gaps = [plan.gap or 0.0 for plan in mine]
            proven = sum(plan.status == "optimal" for plan in mine)
            seconds = statistics.median(plan.solve.seconds for plan in mine)
            rows.append(
                f"| {label(size)} | {len(mine)} | {proven} | {statistics.median(gaps):.3%} "
                f"| {max(gaps):.3%} | {seconds:.2f} |".replace("%", " %")
            )
    return "\n".join(rows)


def commit_table(figures: CommitFigures) -> str:
    """Return the table of commits in Markdown."""
    return (
        "| snapshot and commit, embedded PostgreSQL 18, fsync on | seconds (median of "
        f"{figures.rounds}) |\n|---|---|\n"
        f"| snapshot of {figures.bookings} bookings | {figures.snapshot_seconds:.3f} |\n"
        f"| commit of {figures.bookings} bookings | {figures.commit_seconds:.3f} |\n"
        f"| the same number of bare function calls | {figures.bare_seconds:.3f} |"
    )


def measure_all(sizes: list[str], seeds: list[int], budget: float) -> list[Line]:
    """Plan every day of the sizes and seeds, at every load."""
    lines = []
    measure("small", 1.0, 99, budget)  # starts the solver process
    for size, load, seed in product(sizes, LOADS, seeds):
        line = measure(size, load, seed, budget)
        plan = line.plan
        print(f"{line.day} s{seed}: gap {plan.gap:.4%}, {plan.solve.seconds:.2f} s, {plan.status}")
        lines.append(line)
    return lines


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--budget", type=float, default=USUAL_BUDGET, help="seconds per day")
    parser.add_argument("--only", default="small,compact,medium,large", help="sizes")
    parser.add_argument("--seeds", default="1", help="seeds, comma separated")
    chosen = parser.parse_args()
    machine = f"{circumstances()} Budget {chosen.budget:g} s, warm solver process."
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    lines = measure_all(chosen.only.split(","), seeds, chosen.budget)
    about = (
        f"{command('run', chosen)} Gap: distance to the proven bound. The columns on the right are "
        "the shortfall of others from the same bound: our greedy floor, the running product's "
        "planner, Timefold."
    )
    plans = f"{machine}\n\n{summary(lines)}\n\n{about}\n\n{table(lines)}"
    if chosen.budget != USUAL_BUDGET:
        title = f"Plans in {chosen.budget:g} seconds"
        write_section(f"plans-{chosen.budget:g}", title, plans, dry_run=chosen.dry_run)
        return
    with tempfile.TemporaryDirectory(prefix="maitred-bench-", dir="/tmp") as directory:
        commits = commit_table(measure_commits(Path(directory), COMMIT_BOOKINGS))
    write_section("plans", "Plans and commits", f"{plans}\n\n{commits}", dry_run=chosen.dry_run)
    if not chosen.dry_run:
        first = [line for line in lines if line.seed == 1]
        write_readme("figures", f"{machine}\n\n{table(first)}\n\n{commits}")


if __name__ == "__main__":
    main()
