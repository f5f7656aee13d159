"""Term: guests who arrive faster than the house takes them."""

from typing import Any

import pytest

from models.house import Pacing
from solver.candidates import candidates_of
from solver.preferences import pacing
from tests.solver_days import booking, day, points, solve_exactly, table, unused, window

TABLES = tuple(table(key) for key in "ABC")


def pace(covers: int, start: str = "19:00", end: str = "20:00", slot: int = 15) -> tuple[Pacing]:
    """Return the pace of one window."""
    return (Pacing(covers=covers, slot_minutes=slot, window=window(start, end)),)


def limits(guests: list[Any], paces: tuple[Pacing], **fields: Any) -> list[int]:
    """Return how many guests each slot still takes, of slots that could overflow."""
    loads = pacing.loads(candidates_of(day(TABLES, guests, pacing=paces, **fields)))
    return [int(load.limit[0]) for load in loads]


def test_units_are_guests_above_the_pace() -> None:
    """Six guests at 19:00 and 19:14 are two above four; at 19:15 a new slot begins."""
    guests = [
        booking("b1", 4, "19:00", "20:30"),
        booking("b2", 2, "19:14", "20:30"),
        booking("b3", 4, "19:15", "20:30"),
    ]
    problem = day(TABLES, guests, pacing=pace(4))
    assert limits(guests, pace(4)) == [4]
    assert points(problem, "pacing", b1="A", b2="B", b3="C") == -10_000
    assert points(problem, "pacing", b1="A", b3="C") == 0
    # Two guests and their booking are worth 2,500, two above the pace cost 10,000.
    assert set(solve_exactly(problem).plan) == {"b1", "b3"}
    cheap = problem.replace(weights=problem.weights.replace(pacing=1249))
    assert set(solve_exactly(cheap).plan) == {"b1", "b2", "b3"}
    dear = problem.replace(weights=problem.weights.replace(pacing=1251))
    assert set(solve_exactly(dear).plan) == {"b1", "b3"}


def test_units_count_inside_the_window_alone() -> None:
    """Half-open: who arrives at its end is outside; its last slot is cut short there."""
    guests = [booking("b1", 4, "19:20", "20:30"), booking("b2", 4, "19:25", "20:30")]
    assert limits(guests, pace(1, "19:00", "19:20")) == []
    assert limits(guests, pace(1, "19:00", "19:25")) == [1]
    problem = day(TABLES, guests, pacing=pace(1, "19:00", "19:25"))
    assert points(problem, "pacing", b1="A", b2="B") == -15_000
    problem = day(TABLES, guests, pacing=pace(1, "19:10", "20:00", 10))
    assert points(problem, "pacing", b1="A", b2="B") == -35_000


def test_units_count_guests_who_are_settled() -> None:
    """Who sits already is part of the pace, and stays, however many they are."""
    guests = [
        booking("b1", 4, has="A"),
        booking("b2", 3, has="B", locked=True),
        booking("b3", 2),
    ]
    assert limits(guests, pace(4)) == [-3]
    problem = day(TABLES, guests, pacing=pace(4))
    assert points(problem, "pacing", b1="A", b2="B") == -15_000
    assert set(solve_exactly(problem).plan) == {"b1", "b2"}
    assert limits(guests, pace(4), mode="rebuild") == [1]
    kept = solve_exactly(problem.replace(mode="rebuild"))
    assert set(kept.plan) == {"b1", "b2"}, "nobody loses a table for the pace"


def test_units_of_several_paces_add_up() -> None:
    """A limit per quarter and one per hour count each for itself."""
    guests = [booking("b1", 4, "19:00", "20:30"), booking("b2", 4, "19:30", "20:30")]
    problem = day(TABLES, guests, pacing=(*pace(3), *pace(6, slot=60)))
    assert points(problem, "pacing", b1="A", b2="B") == -5000 * (1 + 1 + 2)


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the pace is not even looked at."""
    guests = [booking("b1", 4), booking("b2", 4)]
    problem = day(TABLES, guests, pacing=pace(4))
    unused(monkeypatch, "pacing", problem)
    assert set(solve_exactly(problem).plan) in ({"b1"}, {"b2"})
    off = day(TABLES, guests, pacing=pace(4), weights={"pacing": 0})
    assert set(solve_exactly(off).plan) == {"b1", "b2"}
