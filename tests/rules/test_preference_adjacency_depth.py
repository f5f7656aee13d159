"""Preference: steps from a merge's first table to the farthest."""

import pytest

from solver.preferences import adjacency_depth
from tests.solver_days import booking, day, points, table, units_of, unused

ROW = tuple(table(key, 2) for key in "ABC")


def test_units_are_steps_from_the_first_table() -> None:
    """A row of three is two steps deep, a hub one; apart all count. In ten-thousandths."""
    guests = [booking("b1", 6)]
    row, hub = day(ROW, guests, "A-B B-C"), day(ROW, guests, "A-B A-C")
    assert units_of(row, adjacency_depth.units) == {"b1:A+B+C": 20_000}
    assert units_of(hub, adjacency_depth.units) == {"b1:A+B+C": 10_000}
    apart = day(ROW, [booking("b1", 4)], "A-B", rules={"require_adjacency": False})
    assert units_of(apart, adjacency_depth.units) == {
        "b1:A+B": 10_000,
        "b1:A+C": 20_000,
        "b1:B+C": 20_000,
    }
    assert points(row, "adjacency_depth", b1="A+B+C") == -2
    assert points(apart, "adjacency_depth", b1="B+C") == -2


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the term is not even computed, and the plan is worth the same without it."""
    unused(monkeypatch, "adjacency_depth", day(ROW, [booking("b1", 6)], "A-B B-C"))
