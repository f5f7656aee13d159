"""Large neighbourhood search over tiny days: everything it offers is legal and never worse."""

from solver.best import Best
from solver.checker import check_plan
from solver.messages import Task
from solver.neighbourhoods import NeighbourhoodSearch
from tests.solver_days import ChildStub, prepared, solve_exactly
from tests.solver_random import random_day


def test_offers_are_legal_and_never_beyond_the_optimum() -> None:
    """Whatever the features of a day, freeing a part of it never breaks a rule around it."""
    for seed in range(90_000, 90_060):
        exact, task = prepared(random_day(seed), seconds=0.15)
        child = ChildStub(exact)
        NeighbourhoodSearch(task, Best(task.instance, task.start, child.tell)).run()
        for chosen in child.offers:
            verdict = check_plan(exact.problem, exact.plan_of(chosen))
            assert verdict.ok, (seed, [str(item) for item in verdict.violations])
        optimum = solve_exactly(exact.problem)
        best = optimum.objective.value(optimum.chosen)
        assert exact.objective.value(exact.chosen) <= best, seed


def test_small_parts_reach_the_optimum_of_a_small_day() -> None:
    """On a day smaller than one neighbourhood the first part is the whole day."""
    for seed in range(91_000, 91_010):
        exact, task = prepared(random_day(seed), seconds=1.0)
        assert isinstance(task, Task)
        best = Best(task.instance, task.start, ChildStub(exact).tell)
        search = NeighbourhoodSearch(task, best)
        search._improve(5.0)
        optimum = solve_exactly(exact.problem)
        assert best.value == optimum.objective.value(optimum.chosen), seed
