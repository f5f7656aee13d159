"""Independent parts of a day: who belongs together, and that nothing is lost by the split."""

from typing import Any

import numpy as np
import pytest

from models.house import HoldBack, Pacing
from models.problem import DayProblem
from solver.best import Best
from solver.candidates import candidates_of
from solver.instance import instance_of
from solver.objective import objective_of
from solver.parts import PartBest, independent_parts
from tests.solver_brute import best_rank
from tests.solver_days import (
    booking,
    day,
    solve_exactly,
    solve_pooled,
    table,
    window,
)
from tests.solver_random import random_day

LUNCH = (booking("l1", 2, "12:00", "13:00"), booking("l2", 4, "12:30", "14:00"))
DINNER = (booking("d1", 2, "19:00", "20:30"), booking("d2", 3, "20:00", "21:30"))
TABLES = (table("A"), table("B"))


def parts_of(problem: DayProblem) -> list[set[str]]:
    """Return the bookings of each part, by id."""
    found = candidates_of(problem)
    parts = independent_parts(instance_of(found, objective_of(found)))
    return [{found.bookings[row].id for row in np.flatnonzero(part.bookings)} for part in parts]


def test_lunch_and_dinner_are_apart() -> None:
    """Bookings that never meet are parts of their own."""
    assert sorted(map(sorted, parts_of(day(TABLES, (*LUNCH, *DINNER))))) == [
        ["d1", "d2"],
        ["l1", "l2"],
    ]


def test_tables_that_nobody_shares_are_apart() -> None:
    """At the same time, but one party can only have the big table and the other only the small."""
    tables = [table("A", 2), table("B", 8, min_party=5)]
    guests = [booking("b1", 2), booking("b2", 6)]
    assert len(parts_of(day(tables, guests))) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"pacing": (Pacing(covers=1, slot_minutes=240, window=window("12:00", "16:00")),)},
        {"hold_backs": (HoldBack(keep=2, window=window("12:00", "22:00")),)},
    ],
)
def test_a_limit_keeps_together_whom_it_counts(fields: dict[str, Any]) -> None:
    """Pacing counts the arrivals of one slot; tables kept free are short at the worst moment."""
    tables = [table(key, seats, min_party=seats) for key, seats in (("A", 2), ("B", 4))]
    guests = (*LUNCH, booking("d1", 2, "19:00", "20:30"))
    before = len(parts_of(day(tables, guests)))
    after = len(parts_of(day(tables, guests, **fields)))
    assert (before, after) == (3, 2 if "pacing" in fields else 1)


def test_slots_and_limited_moves_keep_together() -> None:
    """Bookings of one slot never share a table; limited moves are shared by all who may move."""
    slots = [item.replace(slot="s") for item in (LUNCH[0], DINNER[0])]
    assert len(parts_of(day(TABLES, slots))) == 1
    moving = (
        booking("l1", 2, "12:00", "13:00", has="A"),
        booking("d1", 2, "19:00", "20:30", has="A"),
    )
    assert len(parts_of(day(TABLES, moving, mode="rebuild"))) == 2
    assert len(parts_of(day(TABLES, moving, mode="improve", max_moves=1))) == 1


def test_a_day_without_bookings_is_one_part() -> None:
    """Nothing to split, nothing to fail."""
    assert parts_of(day(TABLES)) == [set()]


def test_parts_add_up_to_the_day() -> None:
    """Every booking is in one part; a choice is worth the sum of its parts' shares."""
    several = 0
    for seed in range(60_000, 60_200):
        problem = random_day(seed, most_bookings=6)
        exact = solve_exactly(problem)
        if not len(exact.candidates):
            continue
        instance = instance_of(exact.candidates, exact.objective)
        parts = independent_parts(instance)
        several += len(parts) > 1
        best = Best(instance, exact.chosen, lambda message: None)
        shares = [PartBest(part, best) for part in parts]
        total = np.sum([share.value for share in shares], axis=0)
        assert tuple(total.tolist()) == best.value, seed
        chosen = [p.candidates[s.chosen] for p, s in zip(parts, shares, strict=True)]
        assert sorted(np.concatenate(chosen).tolist()) == exact.chosen.tolist(), seed
        for part, share in zip(parts, shares, strict=True):
            everyone = np.ones(len(part.instance.spans), dtype=np.bool_)
            assert not share.offer(everyone, share.chosen), seed
    assert several > 20


def test_parts_are_proven_together() -> None:
    """Solved apart, with the pace of either service, the whole day is proven optimal."""
    paces = tuple(
        Pacing(covers=4, slot_minutes=60, window=window(opens, closes))
        for opens, closes in (("12:00", "15:00"), ("19:00", "22:00"))
    )
    problem = day(TABLES, (*LUNCH, *DINNER), pacing=paces)
    assert len(parts_of(problem)) == 2
    exact, _ = solve_pooled(problem)
    assert exact.rank == best_rank(problem)
    assert [min(told) for told in exact.bounds.values()] == list(
        exact.objective.value(exact.chosen)
    )
