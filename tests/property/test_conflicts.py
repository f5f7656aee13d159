"""Every conflict set of random days is certified by trying every plan."""

from collections.abc import Iterator

import pytest

from models.booking import Booking
from models.explanation import ConflictSet
from models.problem import IMMOVABLE
from solver.checker import check_plan
from solver.clock import Clock
from solver.explaining.conflict import find_conflict
from solver.explaining.conflict_words import conflict_of
from solver.explaining.planned import PlannedDay, planned_day
from tests.conflict_brute import can_sit
from tests.solver_brute import all_plans
from tests.solver_days import solve_exactly
from tests.solver_random import random_day

DAYS = 30


def explained(
    first: int, last: int
) -> Iterator[tuple[int, PlannedDay, Booking, ConflictSet | None]]:
    """Yield what is in the way of everyone without tables, in the best plans and in greedy ones."""
    for seed in range(first, last):
        exact = solve_exactly(random_day(seed))
        plan = exact.plan if seed % 3 else exact.plan_of(exact.floor)
        day = planned_day(exact.problem, plan)
        for booking in day.unseated:
            found = find_conflict(day, booking, Clock(60))
            yield seed, day, booking, found and conflict_of(day, booking, found)


@pytest.mark.parametrize("chunk", range(4))
def test_all_of_it_is_in_the_way_and_nothing_less(chunk: int) -> None:
    """The whole set leaves no seats; without any one element there are some."""
    first, kinds = 90_000 + chunk * DAYS, set()
    for seed, day, booking, conflict in explained(first, first + DAYS):
        if conflict is None:
            continue
        assert conflict.certified, (seed, booking.id)
        elements = conflict.elements
        assert not can_sit(day.problem, booking, elements), (seed, booking.id)
        for index, element in enumerate(elements):
            rest = (*elements[:index], *elements[index + 1 :])
            assert can_sit(day.problem, booking, rest), (seed, booking.id, element.text)
        kinds |= {element.kind for element in elements}
    assert {"booking", "rule"} <= kinds


def test_nothing_in_the_way_of_one_who_could_sit_beside_everyone() -> None:
    """Then the plan can be made better, or the booking is worth less than what it costs."""
    free = 0
    for seed, day, booking, conflict in explained(91_000, 91_040):
        if conflict is not None or booking.status in IMMOVABLE:
            continue
        free += 1
        assert fits_beside_everyone(day, booking), (seed, booking.id)
    assert free


def fits_beside_everyone(day: PlannedDay, booking: Booking) -> bool:
    """Tell whether some plan seats everyone whom the plan seats, and the booking."""
    wanted = {*day.decisions, booking.id}
    return any(
        wanted <= plan.keys() and check_plan(day.problem, plan).ok
        for plan in all_plans(day.problem)
    )
