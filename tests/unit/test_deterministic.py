"""Deterministic solves: one optimum, found again by every run, whatever the order of the input."""

import json
import os
import subprocess
import sys
import time

import pytest

from benchmarks.generate import build
from models.dayfile import DayFile, parse_day
from models.plan import SolverOutcome
from models.problem import DayProblem
from models.rules import RULE_PRESETS
from models.weights import WEIGHT_PRESETS
from solver import day
from solver.checker import check_plan
from solver.day import plan_day
from solver.pool import DEFAULT_POOL, START_SECONDS
from tests.solver_brute import all_plans
from tests.solver_random import random_day


@pytest.fixture
def too_large(monkeypatch: pytest.MonkeyPatch) -> DayProblem:
    """A day that counts as too large for the exact model; a really large one takes a minute."""
    monkeypatch.setattr(day, "EXACT_CANDIDATES", 0)
    file = parse_day(json.dumps(build("medium", 1.2, 1)))
    return file.to_problem(rules=RULE_PRESETS["reference"], weights=WEIGHT_PRESETS["reference"])


def test_a_day_too_large_for_the_exact_model_is_repeatable_too(too_large: DayProblem) -> None:
    """It is searched by neighbourhoods that count work: two runs give the same plan."""
    plans = [plan_day(too_large, budget_seconds=0.5, deterministic=True) for _ in range(2)]
    assert plans[0].plan_hash() == plans[1].plan_hash()
    assert [plan.solve.outcome for plan in plans] == [SolverOutcome.COMPLETED] * 2
    assert plans[0].solve.incumbents > 0
    assert plans[0].gap is not None


def test_a_solve_that_the_clock_cuts_off_says_so(
    too_large: DayProblem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It never passes for a complete one: with all that work to do it ended by the clock."""
    with DEFAULT_POOL.lend(time.monotonic() + START_SECONDS):
        pass  # Then one is idle: starting it takes part of the time else.
    monkeypatch.setattr(day, "CLOCK_FACTOR", 0)
    monkeypatch.setattr(day, "LEAST_CLOCK_SECONDS", 2.0)
    plan = plan_day(too_large, budget_seconds=600, deterministic=True)
    assert plan.solve.outcome in (SolverOutcome.DEADLINE, SolverOutcome.KILLED)
    assert any("another run may end elsewhere" in note for note in plan.notes)


def test_the_plan_is_the_one_best_of_all_plans() -> None:
    """Among all plans of a tiny day exactly one ranks highest, and that is the answer."""
    for seed in range(70_000, 70_012):
        problem = random_day(seed)
        plan = plan_day(problem, deterministic=True)
        order = problem.weights.order
        checked = [(check_plan(problem, p), p) for p in all_plans(problem)]
        ranked = [(verdict.rank(order, unique=True), p) for verdict, p in checked if verdict.ok]
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
