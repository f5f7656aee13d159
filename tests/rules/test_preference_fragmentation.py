"""Preference: seats of a merge outside its largest table."""

import pytest

from solver.preferences import fragmentation
from tests.solver_days import booking, day, points, table, units_of, unused

ROW = (table("A", 4), table("B", 2), table("C", 1))


def test_units_are_seats_outside_the_largest_table() -> None:
    """4 + 2 + 1 has three seats outside the 4-top; a single table has none."""
    problem = day(ROW, [booking("b1", 7), booking("b2", 1, 600, 660)], "A-B B-C")
    units = units_of(problem, fragmentation.units)
    assert units == {"b1:A+B+C": 3, "b2:A": 0, "b2:B": 0, "b2:C": 0}
    assert points(problem, "fragmentation", b1="A+B+C", b2="A") == -6


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the term is not even computed, and the plan is worth the same without it."""
    unused(monkeypatch, "fragmentation", day(ROW, [booking("b1", 7)], "A-B B-C"))
