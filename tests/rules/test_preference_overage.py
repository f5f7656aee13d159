"""Preference: empty seats at the tables a party gets."""

import pytest

from solver.preferences import overage
from tests.solver_days import booking, day, points, table, units_of, unused

PAIR = (table("A", 4), table("B", 5))


def test_units_are_empty_seats_in_hundredths() -> None:
    """Seats minus guests, for single tables and for what a merge leaves; never below zero."""
    problem = day(PAIR, [booking("b1", 7)], "A-B", rules={"seats_lost_per_join": 1})
    assert units_of(problem, overage.units) == {"b1:A+B": 100}
    problem = day(PAIR, [booking("b1", 2), booking("b2", 5, has="A")], "A-B", mode="rebuild")
    assert units_of(problem, overage.units) == {"b1:A": 200, "b1:B": 300, "b2:A": 0, "b2:B": 0}
    assert points(problem, "overage", b1="B", b2="A") == -15


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the term is not even computed, and the plan is worth the same without it."""
    unused(monkeypatch, "overage", day(PAIR, [booking("b1", 2)]))
