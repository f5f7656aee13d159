"""Preference: where guests asked to sit."""

from typing import Any

import pytest

from solver.preferences import seating_preference
from tests.solver_days import booking, day, named, points, solve_exactly, table, units_of, unused

TABLES = (
    table("A", 4, category="bar"),
    table("B", 4, category="patio"),
    table("C", 4, seating_type="booth", zone="Y"),
    table("D", 4, features=("window",)),
    table("E", 4, features=("quiet", "window"), zone="Y"),
)


@pytest.mark.parametrize(
    ("wish", "met"),
    [
        ({"seating_preference": "any"}, "ABCDE"),
        ({"seating_preference": "indoor"}, "ACDE"),
        ({"seating_preference": "outdoor"}, "B"),
        ({"seating_preference": "bar"}, "A"),
        ({"seating_preference": "booth"}, "C"),
        ({"seating_preference": "window"}, "DE"),
        ({"seating_preference": "quiet"}, "E"),
        ({"preferred_zone": "Y"}, "CE"),
        ({"preferred_seating": "booth"}, "C"),
        ({"preferred_seating": "standard"}, "ABDE"),
    ],
)
def test_units_are_wishes_not_met(wish: dict[str, str], met: str) -> None:
    """Each wish is met by some tables; solver and checker agree which."""
    problem = day(TABLES, [booking("b1", 4, **wish)])
    units = units_of(problem, seating_preference.units)
    assert {key[-1] for key, count in units.items() if count == 0} == set(met)
    assert set(units.values()) <= {0, 1}
    for key in "ABCDE":
        assert points(problem, "seating_preference", b1=key) == (0 if key in met else -10)
    assert solve_exactly(problem).plan["b1"][0] in met


def test_units_add_up_and_a_merge_must_meet_a_wish_with_every_table() -> None:
    """Three wishes, none met, are three; a window at one of two tables is none."""
    wishes = {
        "seating_preference": "window",
        "preferred_zone": "Y",
        "preferred_seating": "booth",
    }
    problem = day(TABLES, [booking("b1", 4, **wishes), booking("b2", 7, 600, 660, **wishes)], "A-D")
    units = units_of(problem, seating_preference.units)
    assert units == {"b1:A": 3, "b1:B": 3, "b1:C": 1, "b1:D": 2, "b1:E": 1, "b2:A+D": 3}
    assert points(problem, "seating_preference", b1="E", b2="A+D") == -40


@pytest.mark.parametrize(
    ("wish", "meets", "fails"),
    [
        ({"seating_preference": "indoor"}, {}, {"category": "patio"}),
        ({"seating_preference": "outdoor"}, {"category": "patio"}, {}),
        ({"seating_preference": "bar"}, {"category": "bar"}, {}),
        ({"seating_preference": "booth"}, {"seating_type": "booth"}, {}),
        ({"seating_preference": "window"}, {"features": ("window",)}, {"features": ("quiet",)}),
        ({"seating_preference": "quiet"}, {"features": ("quiet",)}, {"features": ("window",)}),
        ({"preferred_zone": "Y"}, {"zone": "Y"}, {}),
        ({"preferred_seating": "sofa"}, {"seating_type": "sofa"}, {"seating_type": "booth"}),
    ],
)
def test_units_of_a_merge_of_which_one_table_meets(
    wish: dict[str, str], meets: dict[str, Any], fails: dict[str, Any]
) -> None:
    """A+B is half of what was asked for and costs 10; A+C all of it, at the price of C's rank."""
    rules = {"named_sets": (named("A+B"), named("A+C")), "without_edges": "named_only"}
    for rank, best in ((9, "A+C"), (11, "A+B")):
        tables = (table("A", **meets), table("B", **fails), table("C", rank=rank, **meets))
        guests = [booking("b1", 7, **wish)]
        problem = day(tables, guests, rules=rules, weights={"zone_balance": 0})
        assert units_of(problem, seating_preference.units) == {"b1:A+B": 1, "b1:A+C": 0}
        assert points(problem, "seating_preference", b1="A+B") == -10
        assert points(problem, "seating_preference", b1="A+C") == 0
        assert solve_exactly(problem).plan == {"b1": tuple(best.split("+"))}


def test_units_of_a_booth_wished_for_twice_are_two() -> None:
    """A booth as the place and as the kind of seat are two wishes; "any" place is none."""
    guests = [
        booking("b1", 2, seating_preference="booth", preferred_seating="booth"),
        booking("b2", 2, seating_preference="any", preferred_seating="booth"),
    ]
    problem = day(TABLES[2:4], guests)
    units = units_of(problem, seating_preference.units)
    assert units == {"b1:C": 0, "b1:D": 2, "b2:C": 0, "b2:D": 1}
    assert points(problem, "seating_preference", b1="D", b2="C") == -20
    assert solve_exactly(problem).plan == {"b1": ("C",), "b2": ("D",)}


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 wishes are not looked at; otherwise one is worth two empty seats."""
    tables = (table("A", 2), table("B", 3, category="bar"), table("C", 5, category="bar"))
    guests = [booking("b1", 2, seating_preference="bar")]
    unused(monkeypatch, "seating_preference", day(tables, guests))
    assert solve_exactly(day(tables, guests)).plan == {"b1": ("B",)}
    assert solve_exactly(day((tables[0], tables[2]), guests)).plan == {"b1": ("A",)}
    off = day(tables, guests, weights={"seating_preference": 0})
    assert solve_exactly(off).plan == {"b1": ("A",)}
