"""Preference: tables of a lower rank are given away first."""

import pytest

from solver.preferences import ranking
from tests.solver_days import booking, day, points, solve_exactly, table, units_of, unused

TABLES = (table("A", 4, rank=3), table("B", 4, rank=1), table("C", 4))


def test_units_are_ranks() -> None:
    """A merge has the ranks of all its tables."""
    problem = day(TABLES, [booking("b1", 2), booking("b2", 7, 600, 660)], "A-B")
    units = units_of(problem, ranking.units)
    assert units == {"b1:A": 3, "b1:B": 1, "b1:C": 0, "b2:A+B": 4}
    assert points(problem, "ranking", b1="A", b2="A+B") == -7
    assert solve_exactly(problem).plan == {"b1": ("C",), "b2": ("A", "B")}


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the term is not even computed; otherwise it weighs against empty seats."""
    tables = (table("A", 2, rank=20), table("B", 4))
    problem = day(tables, [booking("b1", 2)])
    unused(monkeypatch, "ranking", problem)
    assert solve_exactly(problem).plan == {"b1": ("B",)}
    assert solve_exactly(day(tables, [booking("b1", 2)], weights={"ranking": 0})).plan == {
        "b1": ("A",)
    }
