"""Large neighbourhood search over tiny days: everything it offers is legal and never worse."""

import numpy as np
import pytest

from solver.best import Best
from solver.checker import check_plan
from solver.messages import Message, Task
from solver.neighbourhoods import Move, NeighbourhoodSearch
from tests.solver_days import ChildStub, booking, day, prepared, solve_exactly, table
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


@pytest.mark.parametrize("zones", [0, 9])
def test_a_part_that_is_the_whole_day_is_its_optimum(zones: int) -> None:
    """On a day smaller than one neighbourhood either kind of move finds the best plan at once."""
    proven = 0
    for seed in range(91_000, 91_040):
        exact, task = prepared(random_day(seed), seconds=1.0)
        assert isinstance(task, Task)
        if not len(exact.candidates):
            continue
        best = Best(task.instance, task.start, ChildStub(exact).tell)
        search = NeighbourhoodSearch(task, best)
        move = Move(size=100, zones=zones)
        if search._pooled(move, 5.0) if zones else search._exactly(move, 5.0):
            proven += 1
            optimum = solve_exactly(exact.problem)
            assert best.value == optimum.objective.value(optimum.chosen), seed
    assert proven > 25


def test_choices_of_two_searches_are_put_together() -> None:
    """A choice for some bookings keeps what another search did to the others; or is refused."""
    guests = [booking("b1", 2), booking("b2", 2)]
    _, task = prepared(day([table("A", 2), table("B", 2), table("C", 4)], guests), seconds=0)
    instance = task.instance
    nobody = np.zeros(0, dtype=np.int64)
    told: list[Message] = []
    best = Best(instance, nobody, told.append)
    on = {
        (row, int(t)): number
        for number, (row, t) in enumerate(
            zip(instance.booking.tolist(), instance.members[instance.table_set][:, 0], strict=True)
        )
    }
    mine, yours = np.array([True, False]), np.array([False, True])
    assert best.offer(mine, np.array([on[0, 0]]))
    assert not best.offer(yours, np.array([on[1, 0]])), "the same table at the same time"
    assert best.offer(yours, np.array([on[1, 2]])), "with two empty seats"
    assert best.offer(yours, np.array([on[1, 1]])), "without"
    assert best.chosen.tolist() == sorted([on[0, 0], on[1, 1]])
    # Equal is taken too, but not told.
    assert not best.offer(np.array([True, True]), np.array([on[0, 1], on[1, 0]]))
    assert best.chosen.tolist() == sorted([on[0, 1], on[1, 0]])
    assert len(told) == 3
    assert not best.offer(mine, nobody), "worse"
