"""Term: levels of priority."""

import pytest

from solver.preferences import priority
from tests.solver_days import booking, day, points, solve_exactly, table, units_of, unused

ONE = (table("A", 4),)
GUESTS = (booking("b1", 4), booking("b2", 2, priority=2))


def test_units_are_levels() -> None:
    """Two levels are worth 4,000 points, more than two guests."""
    problem = day(ONE, GUESTS)
    assert units_of(problem, priority.units) == {"b1:A": 0, "b2:A": 2}
    assert points(problem, "priority", b2="A") == 4000
    assert solve_exactly(problem).plan == {"b2": ("A",)}


def test_units_stand_beside_those_of_vip_and_deposit() -> None:
    """One VIP guest of level 1 with a deposit: 1,000 + 500 + 2,000 + 4,000 + 1,500 = 9,000.

    Eight others are worth 8,500, nine are worth 9,500.
    """
    for party, best in ((8, "b2"), (9, "b1")):
        guests = (booking("b1", party), booking("b2", 1, priority=1, vip=True, deposit=True))
        problem = day((table("A", 9),), guests)
        exact = solve_exactly(problem)
        assert exact.plan == {best: ("A",)}
        assert exact.verdict.tier("seated") == (900_000 if best == "b2" else 950_000)


def test_weight_zero_ignores_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the larger party sits."""
    unused(monkeypatch, "priority", day(ONE, GUESTS))
    assert solve_exactly(day(ONE, GUESTS, weights={"priority": 0})).plan == {"b1": ("A",)}
