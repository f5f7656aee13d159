"""The solver against a brute force that knows only the checker, on thousands of tiny days."""

import pytest

from models.plan import PlanStatus
from models.weights import CENTIPOINTS
from solver.bound import trivial_bound
from solver.checker import check_plan
from solver.day import plan_day
from solver.search import Search
from tests.solver_brute import best_rank
from tests.solver_days import Exact, solve_exactly
from tests.solver_random import random_day

CHUNK = 200
CHUNKS = 12


def leading(exact: Exact) -> int:
    """Return the leading tier's centipoints of the best choice of candidates."""
    return exact.objective.value(exact.chosen)[0]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_exact_core_finds_the_best_of_all_plans(chunk: int) -> None:
    """No plan that the checker would accept is better than the solver's, whatever the features."""
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        problem = random_day(seed)
        exact = solve_exactly(problem)
        verdict = exact.verdict
        assert verdict.ok, (seed, [str(item) for item in verdict.violations])
        assert exact.rank == best_rank(problem), (seed, exact.plan)
        floor = check_plan(problem, exact.plan_of(exact.floor))
        assert floor.ok, (seed, [str(item) for item in floor.violations])
        assert floor.rank(problem.weights.order) <= exact.rank, (seed, "floor above optimum")
        values = exact.objective.value(exact.chosen)
        assert trivial_bound(exact.candidates, exact.objective) >= values[0], seed
        for tier, value in enumerate(values):
            told = exact.bounds[tier]
            assert min(told) == value, (seed, tier, "the proof does not meet the value")


@pytest.mark.parametrize("seed", range(5000, 5008))
def test_larger_tiny_days_too(seed: int) -> None:
    """Six tables and six bookings: merges of merges and longer chains of conflicts."""
    problem = random_day(seed, most_tables=5, most_bookings=6)
    exact = solve_exactly(problem)
    assert exact.verdict.ok
    assert exact.rank == best_rank(problem)


@pytest.mark.parametrize("chunk", range(3))
def test_plan_day_reaches_the_optimum_and_proves_it(chunk: int) -> None:
    """The whole way, solver process included, gives the same optimum, proven, with no bound
    below it."""
    for seed in range(7000 + chunk * 10, 7010 + chunk * 10):
        problem = random_day(seed)
        best = best_rank(problem)
        plan = plan_day(problem, budget_seconds=20)
        verdict = check_plan(problem, {item.booking: item.tables for item in plan.seatings})
        assert verdict.ok, (seed, verdict.violations)
        assert verdict.rank(problem.weights.order) == best, seed
        assert plan.status is PlanStatus.OPTIMAL, (seed, plan.proof)
        for proof in plan.proof:
            assert proof.bound is not None, (seed, proof)
            assert proof.bound == proof.value, (seed, proof)
        assert round(plan.objective.total * CENTIPOINTS) == verdict.total, seed


@pytest.mark.parametrize("chunk", range(2))
def test_the_first_bound_is_never_below_the_optimum(chunk: int) -> None:
    """The bound that is told before the solver has done anything is already a true one."""
    for seed in range(20_000 + chunk * 400, 20_400 + chunk * 400):
        problem = random_day(seed)
        optimum = leading(solve_exactly(problem))
        bound = Search(problem).bounds[0]
        assert bound is None or bound >= optimum, (seed, bound, optimum)
