"""Rule: locked and seated guests stay, and nobody who has a table loses it."""

from typing import Any

import numpy as np
import pytest

from models.booking import BookingStatus
from solver.candidates import candidates_of
from solver.rules import locks
from tests.solver_days import at, booking, codes, day, plan_of, table, taken, undecided

TWO = (table("A", 4), table("B", 2))


def test_admits_moving_a_guest_who_is_free_to_move() -> None:
    """In a rebuild, two guests leave the 4-top to four others."""
    problem = day(TWO, [booking("b1", 2, has="A"), booking("b2", 4)], mode="rebuild")
    assert undecided(problem) == ["b1", "b2"]
    assert plan_of(problem) == {"b1": "B", "b2": "A"}
    assert codes(problem, b1="B", b2="A") == []


@pytest.mark.parametrize(
    ("booked", "fields"),
    [
        ({"locked": True}, {"mode": "rebuild"}),
        ({"status": BookingStatus.CHECKED_IN}, {"mode": "rebuild"}),
        ({"status": BookingStatus.COMPLETED}, {"mode": "improve"}),
        ({}, {"mode": "rebuild", "as_of": at("19:00")}),
        ({}, {"mode": "fill"}),
    ],
)
def test_forbids_moving_whoever_must_stay(booked: dict[str, Any], fields: dict[str, Any]) -> None:
    """Locked, checked in, over, started, or simply seated in mode fill: the table is kept."""
    problem = day(TWO, [booking("b1", 2, has="A", **booked), booking("b2", 4)], **fields)
    assert undecided(problem) == ["b2"]
    assert plan_of(problem) == {"b1": "A"}
    assert codes(problem, b1="B", b2="A") == ["locked"]
    assert codes(problem, b2="A") == ["locked"]


def test_admits_moving_a_guest_who_starts_after_the_moment_of_planning() -> None:
    """A booking is fixed from the minute it starts, not before."""
    guests = [booking("b1", 2, has="A"), booking("b2", 4)]
    problem = day(TWO, guests, mode="rebuild", as_of=at("18:59"))
    assert plan_of(problem) == {"b1": "B", "b2": "A"}


@pytest.mark.parametrize("fields", [{"locked": True}, {"status": BookingStatus.CHECKED_IN}])
def test_forbids_seating_a_locked_booking_without_tables(fields: dict[str, Any]) -> None:
    """A lock on a booking without tables means that it stays without."""
    problem = day(TWO, [booking("b1", 2, **fields)], mode="rebuild")
    assert plan_of(problem) == {}
    assert codes(problem, b1="A") == ["locked"]


def test_forbids_taking_a_table_away_for_a_larger_party() -> None:
    """Two seated guests outweigh any number who have no table yet."""
    problem = day([table("A", 4)], [booking("b1", 2, has="A"), booking("b2", 4)], mode="rebuild")
    assert candidates_of(problem).protected.tolist() == [True, False]
    assert plan_of(problem) == {"b1": "A"}
    assert codes(problem, b2="A") == ["lost_tables"]


def test_admits_unseating_one_of_two_on_one_table() -> None:
    """A double booking from before protects neither claim: the larger party keeps the table."""
    guests = [booking("b1", 2, has="A"), booking("b2", 4, has="A")]
    problem = day([table("A", 4)], guests, mode="rebuild")
    assert candidates_of(problem).protected.tolist() == [False, False]
    assert plan_of(problem) == {"b2": "A"}
    assert codes(problem, b2="A") == []
    assert codes(problem, b1="A", b2="A") == ["overlap"]


@pytest.mark.parametrize(
    ("slots", "expected"),
    [(("s", "s"), [False, False]), (("s", "t"), [True, True]), (("", ""), [True, True])],
)
def test_one_slot_twice_on_a_table_is_a_double_booking(
    slots: tuple[str, str], expected: list[bool]
) -> None:
    """Claims of one slot on one table contest each other at any hour; an empty slot is none."""
    guests = (
        booking("b1", 2, 600, 660, has="A", slot=slots[0]),
        booking("b2", 2, 700, 760, has="A", slot=slots[1]),
    )
    assert locks.protected(guests, np.array([0, 1])).tolist() == expected


def test_admits_unseating_when_the_present_table_is_closed() -> None:
    """Maintenance on the table contests it: the guest moves if possible and else loses it."""
    closed = (taken("A"),)
    seated = booking("b1", 2, has="A")
    assert plan_of(day(TWO, [seated], mode="rebuild", occupancy=closed)) == {"b1": "B"}
    alone = day(TWO[:1], [seated], mode="rebuild", occupancy=closed)
    assert plan_of(alone) == {}
    assert codes(alone) == []
    assert codes(alone, b1="A") == ["occupancy"]


def test_a_fixed_double_booking_stands() -> None:
    """What may not move is a fact, even on a closed or double-booked table."""
    guests = [booking("b1", 2, has="A"), booking("b2", 2, has="A")]
    problem = day(TWO[:1], guests, occupancy=(taken("A"),))
    assert plan_of(problem) == {"b1": "A", "b2": "A"}
