"""Term: tables kept free for guests who walk in."""

from typing import Any

import numpy as np
import pytest

from models.house import HoldBack, TableClass
from solver.candidates import candidates_of
from solver.preferences import hold_back
from tests.solver_days import booking, day, points, solve_exactly, table, taken, unused, window

TWOS = tuple(table(key, 2) for key in "ABC")


def keep(count: int, start: str = "19:00", end: str = "20:00", **kind: Any) -> tuple[HoldBack]:
    """Return one hold-back."""
    item = HoldBack(keep=count, tables=TableClass(**kind), window=window(start, end))
    return (item,)


def pair(key: str, start: str = "19:00", end: str = "20:30", **fields: Any) -> Any:
    """Return a booking of two."""
    return booking(key, 2, start, end, **fields)


def test_units_are_tables_short_at_the_worst_moment() -> None:
    """Of three tables two stay free: a second guest at the same time is one table short."""
    guests = [pair("b1", "19:00", "19:30"), pair("b2", "19:20", "20:00"), pair("b3", "19:30")]
    problem = day(TWOS, guests, hold_backs=keep(2))
    assert points(problem, "hold_back", b1="A") == 0
    assert points(problem, "hold_back", b1="A", b2="B") == -2500
    assert points(problem, "hold_back", b1="A", b3="A") == 0
    assert points(problem, "hold_back", b1="A", b2="B", b3="A") == -2500, "not once per moment"
    # Each pair is worth 2,500; b2 alone would cost what it brings, at 2,499 it is seated.
    cheap = problem.replace(weights=problem.weights.replace(hold_back=2499))
    assert set(solve_exactly(cheap).plan) == {"b1", "b2", "b3"}
    dear = problem.replace(weights=problem.weights.replace(hold_back=2501))
    assert set(solve_exactly(dear).plan) == {"b1", "b3"}


def test_units_count_inside_the_window_alone() -> None:
    """Half-open at both ends, whatever the guests do before and after."""
    for start, end, short in (
        ("18:00", "19:00", 0), ("18:00", "19:01", 1), ("20:00", "21:00", 0), ("19:59", "21:00", 1),
        ("17:00", "23:00", 1), ("19:30", "20:30", 1),
    ):  # fmt: skip
        problem = day(TWOS[:1], [pair("b1", start, end)], hold_backs=keep(1))
        assert points(problem, "hold_back", b1="A") == -2500 * short, (start, end)
        found = candidates_of(problem)
        (load,) = hold_back.loads(found)
        assert load.over(found.booking, np.arange(1)) == short, (start, end)


def test_units_count_every_claim_once_and_only_while_it_lasts() -> None:
    """A until 19:25 (foreign), B from 19:30 (repair), C all along (b2, listed twice)."""
    four = (*TWOS, table("D", 2))
    claims = (
        taken("A", "18:00", "19:25", booking="elsewhere"),
        taken("B", "19:30", "21:00", source="maintenance"),
        taken("C", booking="b2", source="assignment"),
    )
    guests = [pair("b1", "19:00", "19:30"), pair("b2", has="C"), pair("b3", status="cancelled")]
    problem = day(four, guests, occupancy=claims, hold_backs=keep(2))
    found = candidates_of(problem)
    (load,) = hold_back.loads(found)
    assert load.limit.tolist() == [0, 0], "at 19:00 and at 19:30: 4 tables - 2 kept - 2 taken"
    assert [load.over(found.booking, np.array(chosen, dtype=int)) for chosen in ([], [0])] == [0, 1]
    assert points(problem, "hold_back", b2="C") == 0
    assert points(problem, "hold_back", b1="D", b2="C") == -2500
    for price, seated in ((2499, True), (2501, False)):  # the pair is worth 2,500
        priced = problem.replace(weights=problem.weights.replace(hold_back=price))
        assert ("b1" in solve_exactly(priced).plan) is seated
    left = problem.replace(occupancy=(*claims, taken("D", booking="b3")))
    assert points(left, "hold_back", b2="C") == -2500, "who cancelled gives no table back by itself"
    (load,) = hold_back.loads(candidates_of(left))
    assert load.limit.tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        ({}, "ABCD"),
        ({"zone": "Y"}, "B"),
        ({"section": "North"}, "C"),
        ({"category": "bar"}, "A"),
        ({"seating_type": "booth"}, "D"),
        ({"min_capacity": 4}, "CD"),
        ({"max_capacity": 4}, "ABC"),
        ({"min_capacity": 3, "max_capacity": 4, "zone": "Z"}, "C"),
    ],
)
def test_units_are_of_a_class(kind: dict[str, Any], members: str) -> None:
    """Only tables of the class count, and none that is out of service."""
    tables = (
        table("A", 2, category="bar"),
        table("B", 2, zone="Y"),
        table("C", 4, section="North"),
        table("D", 6, seating_type="booth"),
        table("E", 4, section="North", category="bar", active=False),
    )
    problem = day(tables, [pair("b1")], hold_backs=keep(len(members), **kind))
    for key in "ABCD":
        assert points(problem, "hold_back", b1=key) == (-2500 if key in members else 0), key
    dear = problem.replace(weights=problem.weights.replace(hold_back=3000))
    assert solve_exactly(dear).plan.get("b1", ("none",))[0] not in members


def test_units_count_what_is_taken_otherwise() -> None:
    """Maintenance and settled guests take tables too; a booking's own hold does not count twice."""
    claims = (taken("A", source="maintenance"), taken("B", booking="b1", source="hold"))
    problem = day(TWOS, [pair("b1"), pair("b2", has="C")], occupancy=claims, hold_backs=keep(1))
    (load,) = hold_back.loads(candidates_of(problem))
    assert load.limit.tolist() == [0]
    assert points(problem, "hold_back", b2="C") == 0
    assert points(problem, "hold_back", b1="B", b2="C") == -2500


def test_units_when_more_are_kept_than_there_are() -> None:
    """What can never be free costs whatever is done, and turns nobody away by itself."""
    problem = day(TWOS, [pair("b1")], hold_backs=keep(5), weights={"hold_back": 100})
    assert points(problem, "hold_back") == -200
    assert points(problem, "hold_back", b1="A") == -300
    assert set(solve_exactly(problem).plan) == {"b1"}
    none = day(TWOS, [pair("b1")], hold_backs=keep(1, category="lounge"))
    assert points(none, "hold_back", b1="A") == -2500
    assert set(solve_exactly(none).plan) == {"b1"}


def test_units_of_a_merge_are_its_tables() -> None:
    """Four guests on two twos use two of the class."""
    problem = day(TWOS, [booking("b1", 4)], "A-B", hold_backs=keep(3))
    assert points(problem, "hold_back", b1="A+B") == -5000


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 nothing is kept free, and nothing is computed."""
    problem = day(TWOS[:1], [pair("b1")], hold_backs=keep(1), weights={"hold_back": 2501})
    unused(monkeypatch, "hold_back", problem)
    assert solve_exactly(problem).plan == {}
    off = problem.replace(weights=problem.weights.replace(hold_back=0))
    assert solve_exactly(off).plan == {"b1": ("A",)}
