"""Term: guests who arrive faster than the house takes them."""

from typing import Any

import numpy as np
import pytest

from models.house import Pacing
from models.problem import DayProblem
from solver.candidates import candidates_of
from solver.preferences import pacing
from tests.solver_days import (
    at,
    booking,
    day,
    indices,
    points,
    prepared,
    solve_exactly,
    table,
    unused,
    window,
)

TABLES = tuple(table(key) for key in "ABCDEFG")


def pace(covers: int, start: str = "19:00", end: str = "20:00", slot: int = 15) -> tuple[Pacing]:
    """Return the pace of one window."""
    return (Pacing(covers=covers, slot_minutes=slot, window=window(start, end)),)


def limits(guests: list[Any], paces: tuple[Pacing], **fields: Any) -> list[int]:
    """Return how many guests each slot still takes, of slots that could overflow."""
    loads = pacing.loads(candidates_of(day(TABLES, guests, pacing=paces, **fields)))
    return [int(load.limit[0]) for load in loads]


def over(problem: DayProblem, **decisions: str) -> int:
    """Return the guests above the pace by the solver's loads."""
    exact, _ = prepared(problem)
    owner, chosen = exact.candidates.booking, np.array(indices(exact, **decisions), dtype=np.int64)
    return sum(load.over(owner, chosen) for load in pacing.loads(exact.candidates))


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


def test_units_by_slot_are_half_open_and_the_last_is_cut_short() -> None:
    """Slots of 25 minutes within an hour: 19:00 to 19:24, 19:25 to 19:49, 19:50 to 19:59."""
    starts = {"18:59": 4, "19:00": 4, "19:24": 3, "19:25": 4, "19:50": 2, "19:59": 3, "20:00": 4}
    guests = [booking(f"b{clock}", party, clock, "20:30") for clock, party in starts.items()]
    problem = day(TABLES, guests, pacing=pace(4, slot=25))
    everyone = {guest.id: key for guest, key in zip(guests, "ABCDEFG", strict=True)}
    # (4 + 3 - 4) + (4 - 4) + (2 + 3 - 4) = 4; a last slot of 25 minutes would add the 4 of 20:00.
    assert over(problem, **everyone) == 4
    assert points(problem, "pacing", **everyone) == -20_000
    # One above the pace (5,000) is dearer than two guests (2,500), and three than three (3,500).
    assert set(solve_exactly(problem).plan) == set(everyone) - {"b19:24", "b19:50"}


def test_units_count_every_kind_of_settled_guest_and_no_other() -> None:
    """Seated, started and gone home (3 + 2 + 1) count at 19:00; none of the fours does."""
    guests = [
        booking("b1", 3, has="A", status="checked_in"), booking("b2", 2, has="B"),
        booking("b3", 1, has="C", status="completed"), booking("b4", 4, locked=True),
        booking("b5", 4, has="D", status="cancelled"), booking("b6", 4, has="D", status="no_show"),
        booking("b7", 4, "18:59", "20:30", has="E"), booking("b9", 2),
        booking("b8", 4, "19:15", "20:30", has="F", locked=True),
        booking("b10", 4, "19:20", "20:30", has="D", locked=True),
    ]  # fmt: skip
    problem = day(TABLES, guests, pacing=pace(7, end="19:20"), mode="rebuild", as_of=at("19:00"))
    settled = {"b1": "A", "b2": "B", "b3": "C", "b7": "E", "b8": "F", "b10": "D"}
    assert (over(problem), over(problem, b9="G")) == (0, 1)
    assert points(problem, "pacing", **settled) == 0
    assert points(problem, "pacing", **settled, b9="G") == -5000
    assert set(solve_exactly(problem).plan) == set(settled), "two guests are worth 2,500"
    slower = problem.replace(pacing=pace(3, end="19:20"))  # 6 - 3 and 4 - 3 already
    assert (over(slower), over(slower, b9="G")) == (4, 6)
    assert points(slower, "pacing", **settled) == -20_000


def test_units_of_a_window_without_bookings_are_none() -> None:
    """Where nobody arrives even a pace of 0 costs nothing."""
    guests = [booking("b1", 4)]
    assert limits(guests, pace(0, "12:00", "13:00")) == limits([], pace(0)) == []
    problem = day(TABLES, guests, pacing=pace(0, "12:00", "13:00"))
    assert points(problem, "pacing", b1="A") == 0
    assert set(solve_exactly(problem).plan) == {"b1"}


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the pace is not even looked at."""
    guests = [booking("b1", 4), booking("b2", 4)]
    problem = day(TABLES, guests, pacing=pace(4))
    unused(monkeypatch, "pacing", problem)
    assert set(solve_exactly(problem).plan) in ({"b1"}, {"b2"})
    off = day(TABLES, guests, pacing=pace(4), weights={"pacing": 0})
    assert set(solve_exactly(off).plan) == {"b1", "b2"}
