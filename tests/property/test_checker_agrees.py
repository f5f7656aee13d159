"""The checker and the solver's numpy rules were written apart: they must allow the same."""

import numpy as np
import pytest

from solver.candidates import candidates_of
from solver.checker import check_plan
from solver.objective import objective_of
from tests.solver_brute import movable_bookings, options_of
from tests.solver_days import fixed_plan, legal_pairs, solve_exactly, undecided
from tests.solver_random import random_day

CHUNK = 220
NOBODY = np.zeros(0, dtype=np.int64)


@pytest.mark.parametrize("chunk", range(5))
def test_candidates_are_exactly_what_the_checker_accepts(chunk: int) -> None:
    """Of all subsets of tables, the solver offers a booking those and only those that are legal."""
    for seed in range(30_000 + chunk * CHUNK, 30_000 + (chunk + 1) * CHUNK):
        problem = random_day(seed, most_bookings=3)
        accepted = {
            (key, "+".join(tables))
            for key in movable_bookings(problem)
            for tables in options_of(problem, key)
        }
        assert legal_pairs(problem) == accepted, seed
        assert undecided(problem) == movable_bookings(problem), seed


@pytest.mark.parametrize("chunk", range(3))
def test_both_price_a_plan_alike(chunk: int) -> None:
    """The solver's arithmetic and the checker's differ by the same constant for every plan."""
    for seed in range(40_000 + chunk * CHUNK, 40_000 + (chunk + 1) * CHUNK):
        problem = random_day(seed)
        exact = solve_exactly(problem)
        fixed = check_plan(problem, fixed_plan(problem))
        empty = exact.objective.value(NOBODY)
        for chosen in (exact.floor, exact.chosen):
            verdict = check_plan(problem, exact.plan_of(chosen))
            for (tier, _), value, nothing in zip(
                exact.objective.tiers, exact.objective.value(chosen), empty, strict=True
            ):
                stated = verdict.total if tier == "total" else verdict.tier(tier)
                before = fixed.total if tier == "total" else fixed.tier(tier)
                assert value - nothing == stated - before, (seed, tier)


@pytest.mark.parametrize("chunk", range(2))
def test_every_single_candidate_is_priced_alike(chunk: int) -> None:
    """Each candidate on its own is worth what the checker says, in every tier."""
    for seed in range(50_000 + chunk * CHUNK, 50_000 + (chunk + 1) * CHUNK):
        problem = random_day(seed, most_bookings=2)
        found = candidates_of(problem)
        objective = objective_of(found)
        fixed, empty = fixed_plan(problem), objective.value(NOBODY)
        rest = check_plan(problem, fixed)
        for index in range(len(found)):
            key = found.bookings[int(found.booking[index])].id
            tables = found.sets.ids(int(found.table_set[index]))
            verdict = check_plan(problem, {**fixed, key: tables})
            values = objective.value(np.array([index]))
            for (tier, _), value, nothing in zip(objective.tiers, values, empty, strict=True):
                stated = verdict.total if tier == "total" else verdict.tier(tier)
                before = rest.total if tier == "total" else rest.tier(tier)
                assert value - nothing == stated - before, (seed, index, tier)
