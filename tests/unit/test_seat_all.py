"""Can everybody be seated? Against trying everything, on random days."""

import numpy as np
import pytest

from solver.candidates import candidates_of
from solver.explaining.seat_all import may_seat_all, seat_all
from solver.instance import Instance, instance_of
from solver.objective import objective_of
from tests.solver_days import booking, day, table
from tests.solver_random import random_day


def can_be_seated(instance: Instance) -> bool:
    """Try every candidate of every booking."""

    def clash(one: int, other: int) -> bool:
        a, b = instance.booking[one], instance.booking[other]
        meet = (instance.spans[a, 0] < instance.spans[b, 1]) & (
            instance.spans[b, 0] < instance.spans[a, 1]
        )
        same = instance.slots[a] >= 0 and instance.slots[a] == instance.slots[b]
        shared = set(instance.tables_of(one).tolist()) & set(instance.tables_of(other).tolist())
        return bool((meet or same) and shared)

    def rest(row: int, chosen: list[int]) -> bool:
        if row == len(instance.spans):
            return True
        mine = range(int(instance.offset[row]), int(instance.offset[row + 1]))
        return any(
            rest(row + 1, [*chosen, candidate])
            for candidate in mine
            if not any(clash(candidate, other) for other in chosen)
        )

    return rest(0, [])


def instance_on(seed: int) -> Instance:
    """Return a random day without limits: nothing here asks for those."""
    problem = random_day(
        seed, most_tables=5, pacing=(), hold_backs=(), mode="rebuild", max_moves=None
    )
    candidates = candidates_of(problem)
    return instance_of(candidates, objective_of(candidates))


def test_yes_and_no_are_those_of_trying_everything() -> None:
    """Both occur; a relaxation that says no is right; what is found is one seating for each."""
    answers = set()
    for seed in range(100):
        instance = instance_on(seed)
        possible, chosen = can_be_seated(instance), seat_all(instance)
        assert (chosen is not None) == possible, seed
        assert may_seat_all(instance) or not possible, seed
        if chosen is not None:
            assert instance.booking[chosen].tolist() == list(range(len(instance.spans)))
        if len(instance.spans) > 1:
            answers.add(possible)
    assert answers == {True, False}


@pytest.mark.parametrize("bookings", [2, 3])
def test_two_tables_seat_two(bookings: int) -> None:
    """And not three; of the plans that seat all, one without needless empty seats."""
    problem = day([table("A", 2), table("B", 8)], [booking(f"b{n}", 2) for n in range(bookings)])
    candidates = candidates_of(problem)
    instance = instance_of(candidates, objective_of(candidates))
    assert (seat_all(instance) is not None) == (bookings == 2)


def test_nobody_is_seated_at_once() -> None:
    """There is nothing to do."""
    candidates = candidates_of(day([table("A", 2)]))
    nobody = seat_all(instance_of(candidates, objective_of(candidates)))
    assert nobody is not None
    assert np.array_equal(nobody, [])
