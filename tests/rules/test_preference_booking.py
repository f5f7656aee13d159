"""Term: bookings seated."""

import pytest

from solver.preferences import booking as term
from tests.solver_days import booking, day, points, solve_exactly, table, units_of, unused

ONE = (table("A", 4),)
GUESTS = (
    booking("b1", 4, "19:00", "22:00"),
    booking("b2", 2, "19:00", "20:00"),
    booking("b3", 2, "20:00", "21:00"),
)


def test_units_are_bookings() -> None:
    """Two bookings of two guests are worth 500 points more than one of four."""
    problem = day(ONE, GUESTS)
    assert units_of(problem, term.units) == {"b1:A": 1, "b2:A": 1, "b3:A": 1}
    assert points(problem, "booking", b2="A", b3="A") == 1000
    assert set(solve_exactly(problem).plan) == {"b2", "b3"}


def test_weight_zero_leaves_only_guests(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 four guests are four guests; the empty seats of two pairs decide."""
    unused(monkeypatch, "booking", day(ONE, GUESTS))
    assert set(solve_exactly(day(ONE, GUESTS, weights={"booking": 0})).plan) == {"b1"}
