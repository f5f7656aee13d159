"""Bars: how far the others end below the bound that maitred proves.

Run as ``python -m benchmarks.peers [--budget 10] [--only medium,large] [--seeds 1,2,3]`` (ten
minutes). Every plan is scored by the checker, whatever its maker claims; legacy and Timefold are
the figures of ``baselines.json``, seed 1.
"""

import json
import pickle
import statistics
import subprocess
import sys
from itertools import product

import numpy as np

from benchmarks.report import (
    HERE,
    circumstances,
    command,
    label,
    markdown_table,
    options,
    percent,
    problem_of,
    write_section,
)
from models.problem import DayProblem
from models.weights import CENTIPOINTS
from solver import model
from solver.arrays import Ints
from solver.checker import check_plan
from solver.day import plan_day
from solver.pool import DEFAULT_POOL
from solver.search import Search

LOADS = (0.8, 1.0, 1.2)
NAMES = {
    "maitred": "maitred",
    "highs": "plain HiGHS",
    "cpsat": "plain CP-SAT",
    "floor": "greedy floor",
    "timefold": "Timefold",
    "legacy": "legacy (one at a time)",
}
FULL_BAR = 30
"""Characters of the longest bar."""

PATIENCE = 60
"""Seconds beyond its budget after which an engine has no plan."""


def by_engine(search: Search, engine: str, seconds: float) -> float:
    """Return what a plain engine's plan is worth; 0 without a plan."""
    exact = model.build(search.candidates, search.objective)
    words = [sys.executable, "-m", "benchmarks.peer", engine, str(seconds)]
    try:
        run = subprocess.run(
            words,
            input=pickle.dumps(exact),
            stdout=subprocess.PIPE,
            cwd=HERE.parent,
            timeout=seconds + PATIENCE,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print(f"{engine} on {search.problem.id}: no plan, {error}")
        return 0.0
    text = run.stdout.decode().splitlines()[-1]
    return worth(search, np.array([int(item) for item in text.split(",") if item], dtype=np.int64))


def worth(search: Search, chosen: Ints) -> float:
    """Return what the checker says that a choice is worth."""
    found = search.candidates
    rows, sets = found.booking[chosen].tolist(), found.table_set[chosen].tolist()
    assert len(set(rows)) == len(rows), "a booking is seated twice"
    return checked(
        search.problem,
        {
            found.bookings[row].id: found.sets.ids(table_set)
            for row, table_set in zip(rows, sets, strict=True)
        },
    )


def checked(problem: DayProblem, plan: dict[str, tuple[str, ...]]) -> float:
    """Return what the checker says that a plan is worth."""
    verdict = check_plan(problem, plan)
    assert verdict.ok, verdict.violations[0]
    return verdict.total / CENTIPOINTS


def shortfalls(problem: DayProblem, seconds: float) -> dict[str, float]:
    """Return by how much each ends below the proven bound of the day, as a share."""
    DEFAULT_POOL.warm_up()
    search, plan = Search(problem), plan_day(problem, budget_seconds=seconds)
    bound = plan.bound
    assert bound is not None
    values = {
        "maitred": checked(problem, {item.booking: item.tables for item in plan.seatings}),
        "floor": worth(search, search.floor),
        "cpsat": by_engine(search, "cpsat", seconds),
        "highs": by_engine(search, "highs", seconds),
    }
    known = json.loads((HERE / "baselines.json").read_text()).get(problem.id, {})
    values |= {name: known[name][0] for name in ("legacy", "timefold") if name in known}
    return {name: 1 - value / bound for name, value in values.items()}


def bars(size: str, found: dict[str, list[float]]) -> str:
    """Return the table of one size in Markdown."""
    medians = {name: statistics.median(found[name]) for name in NAMES if name in found}
    longest = max(medians.values()) or 1.0
    rows = [
        [
            NAMES[name],
            str(len(found[name])),
            percent(median, 2),
            percent(max(found[name]), 2),
            "█" * round(FULL_BAR * median / longest) or "▏",
        ]
        for name, median in medians.items()
    ]
    return markdown_table([label(size), "days", "median gap", "worst gap", ""], rows)


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--budget", type=float, default=10.0, help="seconds per day and engine")
    parser.add_argument("--only", default="small,medium,large", help="sizes")
    parser.add_argument("--seeds", default="1,2,3", help="seeds, comma separated")
    chosen = parser.parse_args()
    machine, tables = circumstances(), []
    plan_day(problem_of("small", 1.0, 99), budget_seconds=10)  # starts the solver process
    for size in chosen.only.split(","):
        found: dict[str, list[float]] = {}
        for load, seed in product(LOADS, map(int, chosen.seeds.split(","))):
            shares = shortfalls(problem_of(size, load, seed), chosen.budget)
            for name, share in shares.items():
                found.setdefault(name, []).append(share)
            print(size, load, seed, {name: percent(share, 2) for name, share in shares.items()})
        tables.append(bars(size, found))
    text = (
        f"{machine} {command('peers', chosen)} Gap: distance to the bound that maitred proves; a "
        "plan that is missing counts as 100 %. Two cores for every engine. The plain engines solve "
        "the exact model alone, and their time starts when it is built; ours includes building. "
        "Legacy and Timefold were measured once, on seed 1.\n\n" + "\n\n".join(tables)
    )
    write_section("peers", "Beside others", text, dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
