"""Preference: a small party alone on a far too large table."""

import pytest

from solver.preferences import overflow
from tests.solver_days import booking, day, points, table, units_of, unused


def test_units_are_single_tables_far_too_large() -> None:
    """More than four seats too many on a single table is one unit; a merge never is."""
    tables = (table("A", 6), table("B", 7), table("C", 3), table("D", 9))
    rules = {"max_merge_overage": None, "minimal_merges": False}
    problem = day(tables, [booking("b1", 2), booking("b2", 5, 600, 660)], "A-C", rules=rules)
    units = units_of(problem, overflow.units)
    assert {key for key, count in units.items() if count} == {"b1:B", "b1:D"}
    assert "b1:A+C" in units
    assert points(problem, "overflow", b1="D", b2="A") == -200
    assert points(problem, "overflow", b1="A+C", b2="D") == 0


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the term is not even computed, and the plan is worth the same without it."""
    unused(monkeypatch, "overflow", day([table("A", 9)], [booking("b1", 2)]))
