"""Term: VIP bookings."""

import pytest

from solver.preferences import vip
from tests.solver_days import booking, day, points, solve_exactly, table, units_of, unused

ONE = (table("A", 6),)
GUESTS = (booking("b1", 5), booking("b2", 2, vip=True))


def test_units_are_vip_bookings() -> None:
    """A VIP is worth four guests more: two of them sit before five others."""
    problem = day(ONE, GUESTS)
    assert units_of(problem, vip.units) == {"b1:A": 0, "b2:A": 1}
    assert points(problem, "vip", b2="A") == 4000
    assert solve_exactly(problem).plan == {"b2": ("A",)}
    more = (booking("b1", 6), booking("b2", 1, vip=True))
    assert solve_exactly(day(ONE, more)).plan == {"b1": ("A",)}


def test_weight_zero_knows_no_vip(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the larger party sits."""
    unused(monkeypatch, "vip", day(ONE, GUESTS))
    assert solve_exactly(day(ONE, GUESTS, weights={"vip": 0})).plan == {"b1": ("A",)}
