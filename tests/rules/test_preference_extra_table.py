"""Preference: tables beyond the first."""

import pytest

from solver.preferences import extra_table
from tests.solver_days import booking, day, points, table, units_of, unused

ROW = tuple(table(key, 2) for key in "ABC")


def test_units_are_tables_beyond_the_first() -> None:
    """One table costs nothing, three cost two; counted in ten-thousandths."""
    problem = day(ROW, [booking("b1", 6), booking("b2", 2)], "A-B B-C")
    units = units_of(problem, extra_table.units)
    assert units == {"b1:A+B+C": 20_000, "b2:A": 0, "b2:B": 0, "b2:C": 0}
    assert points(problem, "extra_table", b1="A+B+C") == -6


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the term is not even computed, and the plan is worth the same without it."""
    unused(monkeypatch, "extra_table", day(ROW, [booking("b1", 6)], "A-B B-C"))
