"""The floor: always legal, never worse than what is there, and honest about its orders."""

import numpy as np
import pytest

from models.problem import DayProblem
from solver.checker import check_plan
from tests.solver_days import booking, codes, day, fixed_plan, prepared, table
from tests.solver_random import random_day


def floor_of(problem: DayProblem) -> dict[str, str]:
    """Return the greedy plan as ``{"b1": "A+B"}``."""
    exact, _ = prepared(problem)
    return {key: "+".join(tables) for key, tables in exact.plan_of(exact.floor).items()}


def test_p03_p15_the_cheapest_fitting_table_is_taken() -> None:
    """P15, P03: two guests get the 2-top, not the 4-top or a merge."""
    problem = day([table("A", 6), table("B", 4), table("C", 2)], [booking("b1", 2)], "A-B B-C")
    assert floor_of(problem) == {"b1": "C"}


def test_a_large_party_is_not_shut_out_by_a_small_one() -> None:
    """One of the orders is by size: eight guests get the only 8-top although two came first."""
    guests = [booking("b1", 2, "18:00", "20:00"), booking("b2", 8, "19:00", "21:00")]
    assert floor_of(day([table("A", 8)], guests)) == {"b2": "A"}


def test_two_of_one_slot_never_share_a_table() -> None:
    """The trap: windows that do not overlap, but one slot, so one table cannot serve both."""
    guests = [booking("b1", 2, 600, 660, slot="s"), booking("b2", 3, 700, 760, slot="s")]
    problem = day([table("A")], guests)
    assert floor_of(problem) == {"b2": "A"}
    assert floor_of(day([table("A"), table("B")], guests)).keys() == {"b1", "b2"}


def test_moves_are_rationed() -> None:
    """With no move allowed, guests whose table is contested stay on it or go without."""
    guests = [booking("b1", 2, has="A"), booking("b2", 4, has="A")]
    tables = [table("A"), table("B")]
    assert len(floor_of(day(tables, guests, mode="improve", max_moves=0))) == 1
    assert len(floor_of(day(tables, guests, mode="improve", max_moves=1))) == 2


@pytest.mark.parametrize(
    "problem",
    [
        day([table("A", 2)]),
        day([table("A", 2)], [booking("b1", 9)]),
        day([table("A", 2)], [booking("b1", 9), booking("b2", 2)]),
        day([], [booking("b1", 2)]),
        day([], []),
    ],
)
def test_days_with_little_to_do(problem: DayProblem) -> None:
    """No bookings, no candidate for any of them, no table at all: a floor, not a failure."""
    plan = floor_of(problem)
    assert codes(problem, **plan) == []


def test_never_worse_than_the_present_plan() -> None:
    """Wherever the present seatings are legal, the floor is worth at least as much."""
    compared = 0
    for seed in range(90_000, 90_500):
        problem = random_day(seed)
        present = {
            item.id: item.current_tables
            for item in problem.bookings
            if item.current_tables and problem.wants_tables(item)
        }
        before = check_plan(problem, present)
        exact, _ = prepared(problem)
        after = check_plan(problem, exact.plan_of(exact.floor))
        assert after.ok, (seed, after.violations)
        if before.ok and problem.weights.order == "lexicographic":
            compared += 1
            assert after.tier("seated") >= before.tier("seated"), seed
            assert after.tier("stability") >= before.tier("stability"), seed
        assert fixed_plan(problem).items() <= exact.plan_of(exact.floor).items(), seed
    assert compared > 100


def test_the_floor_is_ascending_and_names_each_booking_once() -> None:
    """What starts the solver is a clean list of candidates."""
    for seed in range(90_500, 90_600):
        exact, _ = prepared(random_day(seed))
        assert (np.diff(exact.floor) > 0).all()
        owners = exact.candidates.booking[exact.floor]
        assert len(set(owners.tolist())) == len(owners)
