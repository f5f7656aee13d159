"""Bars: how far the others end below the bound that maitred proves.

Run as ``python -m benchmarks.peers [--budget 10] [--only medium,large] [--seeds 1,2,3]``. Every
plan is scored by the checker, whatever its maker claims; legacy and Timefold are the figures of
``baselines.json``, seed 1.
"""

import argparse
import json
import pickle
import statistics
import subprocess
import sys
from collections import defaultdict

import numpy as np

from benchmarks.report import (
    HERE,
    circumstances,
    label,
    markdown_table,
    percent,
    problem_of,
    write_section,
)
from models.problem import DayProblem
from models.weights import CENTIPOINTS
from solver import model
from solver.checker import check_plan
from solver.day import plan_day
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


def by_engine(search: Search, engine: str, seconds: float) -> float:
    """Return what a plain engine's plan is worth; 0 without a plan."""
    exact = model.build(search.candidates, search.objective)
    command = [sys.executable, "-m", "benchmarks.peer", engine, str(seconds)]
    run = subprocess.run(command, input=pickle.dumps(exact), capture_output=True, check=True)
    text = run.stdout.decode().splitlines()[-1]
    chosen = np.array([int(item) for item in text.split(",") if item], dtype=np.int64)
    found = search.candidates
    plan = {
        found.bookings[row].id: found.sets.ids(table_set)
        for row, table_set in zip(
            found.booking[chosen].tolist(), found.table_set[chosen].tolist(), strict=True
        )
    }
    verdict = check_plan(search.problem, plan)
    assert verdict.ok, (engine, verdict.violations[0])
    return verdict.total / CENTIPOINTS


def shortfalls(problem: DayProblem, seconds: float) -> dict[str, float]:
    """Return by how much each ends below the proven bound of the day, as a share."""
    search, plan = Search(problem), plan_day(problem, budget_seconds=seconds)
    bound = plan.bound
    assert bound is not None
    values = {
        "maitred": plan.objective.total,
        "floor": search.progress().points,
        "cpsat": by_engine(search, "cpsat", seconds),
        "highs": by_engine(search, "highs", seconds),
    }
    known = json.loads((HERE / "baselines.json").read_text()).get(problem.id, {})
    values |= {name: known[name][0] for name in ("legacy", "timefold") if name in known}
    return {name: 1 - value / bound for name, value in values.items()}


def main() -> None:
    """Measure and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--budget", type=float, default=10.0, help="seconds per day and engine")
    options.add_argument("--only", default="small,medium,large", help="sizes")
    options.add_argument("--seeds", default="1,2,3")
    chosen = options.parse_args()
    tables = []
    for size in chosen.only.split(","):
        found = defaultdict(list)
        for load in LOADS:
            for seed in map(int, chosen.seeds.split(",")):
                for name, share in shortfalls(problem_of(size, load, seed), chosen.budget).items():
                    found[name].append(share)
                print(size, load, seed, {name: f"{v[-1]:.2%}" for name, v in found.items()})
        medians = {name: statistics.median(found[name]) for name in NAMES if found[name]}
        longest = max(medians.values())
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
        heads = [label(size), "days", "median below the bound", "worst", ""]
        tables.append(markdown_table(heads, rows))
    text = (
        f"{circumstances()} {chosen.budget:g} s each, two cores for every engine; plain engines "
        "solve the exact model alone. Legacy and Timefold were measured once, on seed 1.\n\n"
        + "\n\n".join(tables)
    )
    write_section("peers", "Beside others", text)


if __name__ == "__main__":
    main()
