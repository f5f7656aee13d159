"""Preference: a party sits in one zone."""

import pytest

from solver.preferences import zone_balance
from tests.solver_days import booking, day, named, points, solve_exactly, table, units_of, unused

TABLES = (table("A"), table("B"), table("C", zone="Y"), table("D", zone="X"))
SETS = (named("A+B"), named("A+C"), named("B+C+D"))
SEVEN = (booking("b1", 7),)


def test_units_are_zones_beyond_the_first() -> None:
    """Only named sets reach across zones; three zones are two too many."""
    problem = day(TABLES, SEVEN, rules={"named_sets": SETS, "merges": True})
    units = units_of(problem, zone_balance.units)
    assert (units["b1:A+B"], units["b1:A+C"], units["b1:B+C+D"]) == (0, 1, 2)
    assert points(problem, "zone_balance", b1="A+C") == -4
    assert points(problem, "zone_balance", b1="B+C+D") == -8
    assert points(problem, "zone_balance", b1="A+B") == 0


def test_units_count_each_zone_once() -> None:
    """Z, Y, Z (C ranks 3 or 5) is one zone too many, Z, Y, X is two; both cost 35 without that.

    Twelve seats for ten: 2 * 5; two extra tables 6; eight seats beside the largest 16; apart 3.
    """
    for rank, best, cost in ((3, "A+B+C", 35 + 4 + 3), (5, "A+B+D", 35 + 8)):
        tables = (
            table("A"), table("B", zone="Y"), table("C", rank=rank), table("D", zone="X"),
        )  # fmt: skip
        rules = {"named_sets": (named("A+B+C"), named("A+B+D"))}
        problem = day(tables, [booking("b1", 10)], rules=rules)
        assert units_of(problem, zone_balance.units) == {"b1:A+B+C": 1, "b1:A+B+D": 2}
        assert points(problem, "zone_balance", b1="A+B+C") == -4
        exact = solve_exactly(problem)
        assert exact.plan == {"b1": tuple(best.split("+"))}
        assert exact.verdict.tier("preferences") == -100 * cost


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the wider set is as good: a smaller one across zones is then taken."""
    unused(monkeypatch, "zone_balance", day(TABLES, SEVEN, rules={"named_sets": SETS}))
    tables = (table("A", 4), table("B", 4), table("C", 3, zone="Y"))
    sets = (named("A+B"), named("A+C"))
    # A+B: 5 + 3 + 8 + 1 = 17. A+C: 0 + 3 + 6 + 2 = 11, and one zone more.
    rules = {"named_sets": sets}
    apart = day(tables, SEVEN, "A-B", rules=rules, weights={"zone_balance": 0})
    assert solve_exactly(apart).plan == {"b1": ("A", "C")}
    dear = day(tables, SEVEN, "A-B", rules=rules, weights={"zone_balance": 7})
    assert solve_exactly(dear).plan == {"b1": ("A", "B")}
