"""Preference: servers share the guests of a service as their sections share the seats."""

import numpy as np
import pytest

from solver.candidates import candidates_of
from solver.preferences import section_balance
from tests.solver_days import booking, day, named, points, solve_exactly, table, unused

NORTH = (table("A", 4, section="North"), table("B", 4, section="North"))
SOUTH = (table("C", 4, section="South"),)
FOURS = tuple(
    booking(f"b{i}", 4, f"{hour}:00", f"{hour + 1}:00") for i, hour in enumerate((18, 19))
)


def test_units_are_guests_above_the_share() -> None:
    """Eight guests on eight and four seats: shares of 6 (5.33) and 3 (2.67), rounded up."""
    problem = day((*NORTH, *SOUTH), FOURS)
    assert problem.section_shares() == {("", "North"): 6, ("", "South"): 3}
    assert points(problem, "section_balance", b0="A", b1="A") == -2
    assert points(problem, "section_balance", b0="A", b1="C") == -1
    assert points(problem, "section_balance", b0="C", b1="C") == -5
    exact = solve_exactly(problem)
    assert exact.verdict.terms["section_balance"] == -100
    assert len({tables[0] for tables in exact.plan.values()} & {"C"}) == 1


def test_units_are_counted_by_service_with_what_is_settled() -> None:
    """Lunch has its own shares; a guest who sits already is part of his section's load."""
    guests = [
        booking("b1", 4, 720, 780, service="lunch", has="A", locked=True),
        booking("b2", 4, 720, 780, service="lunch"),
        booking("b3", 2, service="dinner"),
    ]
    problem = day((*NORTH, *SOUTH), guests)
    assert problem.section_shares() == {
        ("dinner", "North"): 2, ("dinner", "South"): 1,
        ("lunch", "North"): 6, ("lunch", "South"): 3,
    }  # fmt: skip
    loads = section_balance.loads(candidates_of(problem))
    assert sorted(int(load.limit[0]) for load in loads) == [1, 2, 2, 3]
    assert points(problem, "section_balance", b1="A", b2="B") == -2
    assert points(problem, "section_balance", b1="A", b2="C") == -1
    assert points(problem, "section_balance", b1="A", b3="A") == 0


def test_units_count_a_party_in_every_section_it_sits_in() -> None:
    """A named set across two sections gives both servers all of its guests."""
    sets = (named("B+C"),)
    problem = day((*NORTH, *SOUTH), [booking("b1", 7)], rules={"named_sets": sets})
    assert problem.section_shares() == {("", "North"): 5, ("", "South"): 3}
    assert points(problem, "section_balance", b1="B+C") == -(7 - 5) - (7 - 3)
    found = candidates_of(problem)
    loads, everything = section_balance.loads(found), np.arange(len(found))
    over = [
        load.over(found.booking, everything[found.sets.named[found.table_set]]) for load in loads
    ]
    assert over == [2, 4]


def test_units_need_two_sections() -> None:
    """One section, or none, has nothing to share; tables out of service have no share."""
    idle = table("D", 4, section="South", active=False)
    for tables in (NORTH, (*NORTH, table("D", 4)), (*NORTH, idle), (table("A"), table("B"))):
        problem = day(tables, FOURS)
        assert problem.section_shares() == {}
        assert section_balance.loads(candidates_of(problem)) == []
        assert points(problem, "section_balance", b0="A", b1="A") == 0


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the term is not even computed, and the plan is worth the same without it."""
    unused(monkeypatch, "section_balance", day((*NORTH, *SOUTH), FOURS))
