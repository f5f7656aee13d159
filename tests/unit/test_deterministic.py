"""Deterministic solves: one optimum, found again by every run, whatever the order of the input."""

import json
import os
import subprocess
import sys

from models.dayfile import DayFile
from solver.checker import check_plan
from solver.day import plan_day
from tests.solver_brute import all_plans
from tests.solver_random import random_day


def test_the_plan_is_the_one_best_of_all_plans() -> None:
    """Among all plans of a tiny day exactly one ranks highest, and that is the answer."""
    for seed in range(70_000, 70_012):
        problem = random_day(seed)
        plan = plan_day(problem, deterministic=True)
        order = problem.weights.order
        ranked = [(check_plan(problem, p).rank(order, unique=True), p) for p in all_plans(problem)]
        best = max(rank for rank, _ in ranked)
        winners = [p for rank, p in ranked if rank == best]
        chosen = {seating.booking: sorted(seating.tables) for seating in plan.seatings}
        assert len(winners) == 1, seed
        assert chosen == {key: sorted(tables) for key, tables in winners[0].items()}, seed


def test_another_process_and_another_order_give_the_same_plan() -> None:
    """Hash seeds, processes and the order of the file do not matter."""
    problem = random_day(70_100)
    expected = plan_day(problem, deterministic=True).plan_hash()
    file = json.loads(DayFile.from_problem(problem).model_dump_json())
    for field in ("tables", "bookings", "adjacency", "occupancy"):
        file[field].reverse()
    script = (
        "import sys\n"
        "from models.dayfile import parse_day\n"
        "from solver.day import plan_day\n"
        "plan = plan_day(parse_day(sys.stdin.read()).to_problem(), deterministic=True)\n"
        "print(plan.plan_hash())"
    ).replace("\\\n", "\n")
    for hash_seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", script],
            input=json.dumps(file),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.getcwd()},
        )
        assert run.stdout.strip() == expected
