"""Hundreds of small mistakes are planted in the checker's arithmetic: the solver's, which was
written apart, disagrees with each of them on some small day."""

from dataclasses import dataclass
from types import ModuleType

import numpy as np

from models.problem import DayProblem
from models.weights import TERMS
from solver import scoring
from solver.checker import check_plan
from tests.mutants import mutants
from tests.solver_days import Plan, booking, day, fixed_plan, solve_exactly, table
from tests.solver_random import random_day

SEEDS = range(400)
NOBODY = np.zeros(0, dtype=np.int64)

HARMLESS = (
    # a search for neighbours visits them in any order
    "for other in sorted(neighbours[here] & set(ids)):",
)
"""Lines in which a mistake cannot show."""


@dataclass(frozen=True)
class Priced:
    """A plan, and what it is worth to the solver beyond the bookings that stay."""

    problem: DayProblem
    plan: Plan
    fixed: Plan
    seats: dict[str, int]
    worth: dict[str, int]


EMPTY = day([table("A")])
HOOK = day([table(key, 2) for key in "ABC"], [booking("b1", 6)], "A-C B-C")
"""A merge whose second table is reached only through its third."""


def priced(problem: DayProblem) -> list[Priced]:
    """Return the floor and the optimum of a day."""
    exact = solve_exactly(problem)
    names = [tier for tier, _ in exact.objective.tiers]
    found, empty = [], exact.objective.value(NOBODY)
    for chosen in (exact.floor, exact.chosen):
        plan = exact.plan_of(chosen)
        values = np.subtract(exact.objective.value(chosen), empty).tolist()
        seats = check_plan(problem, plan).seats
        worth = dict(zip(names, values, strict=True))
        found.append(Priced(problem, plan, fixed_plan(problem), seats, worth))
    return found


def agrees(module: ModuleType, case: Priced) -> bool:
    """Tell whether a module's arithmetic is the solver's, tier by tier."""
    try:
        if any(module.score(EMPTY, {}, {}).values()):
            return False
        after = module.score(case.problem, case.plan, case.seats)
        before = module.score(case.problem, case.fixed, case.seats)
    except Exception:
        return False
    gained = {term: after[term] - before[term] for term in TERMS}
    return all(
        value
        == sum(points for term, points in gained.items() if tier in ("total", TERMS[term].tier))
        for tier, value in case.worth.items()
    )


def test_every_mistake_in_the_scoring_shows() -> None:
    """No mistake survives all the days; without one the two agree on each."""
    cases = [case for problem in (HOOK, *map(random_day, SEEDS)) for case in priced(problem)]
    assert all(agrees(scoring, case) for case in cases)
    survivors, count = [], 0
    for planted, mutant in mutants(scoring):
        count += 1
        if all(agrees(mutant, case) for case in cases):
            survivors.append(planted)
    assert count > 80
    assert [s for s in survivors if not any(part in s for part in HARMLESS)] == []
