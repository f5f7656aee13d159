"""Term: bookings with a deposit."""

import pytest

from solver.preferences import deposit
from tests.solver_days import booking, day, points, solve_exactly, table, units_of, unused

ONE = (table("A", 4),)
GUESTS = (booking("b1", 3), booking("b2", 2, deposit=True))


def test_units_are_deposits() -> None:
    """A deposit is worth a guest and a half: two with one sit before three without."""
    problem = day(ONE, GUESTS)
    assert units_of(problem, deposit.units) == {"b1:A": 0, "b2:A": 1}
    assert points(problem, "deposit", b2="A") == 1500
    assert solve_exactly(problem).plan == {"b2": ("A",)}
    more = (booking("b1", 4), booking("b2", 2, deposit=True))
    assert solve_exactly(day(ONE, more)).plan == {"b1": ("A",)}


def test_weight_zero_knows_no_deposit(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the larger party sits."""
    unused(monkeypatch, "deposit", day(ONE, GUESTS))
    assert solve_exactly(day(ONE, GUESTS, weights={"deposit": 0})).plan == {"b1": ("A",)}
