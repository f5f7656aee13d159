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


def test_units_are_shared_exactly_when_they_can_be() -> None:
    """Twelve guests on eight and four seats: 8 and 4, without rounding; who cancelled is none."""
    guests = [booking(f"b{hour}", 4, f"{hour}:00", f"{hour + 1}:00") for hour in (18, 19, 20)]
    problem = day((*NORTH, *SOUTH), [*guests, booking("gone", 4, status="cancelled")])
    assert problem.section_shares() == {("", "North"): 8, ("", "South"): 4}
    exact = solve_exactly(problem)
    assert sum(tables == ("C",) for tables in exact.plan.values()) == 1
    assert exact.rank == (3 * 4500 * 100, 0, 0)


def test_units_of_two_services_are_not_set_off_against_each_other() -> None:
    """Sixteen guests of one service: 3 + 1 parties are 12 - 11 = 1 above (2 + 2: 8 - 6 = 2).

    As lunch and dinner of eight each (6 and 3) one party in each section is 4 - 3 = 1 above in
    the South, two in the North are 8 - 6 = 2: one for each service.
    """
    for services, best in ((("", "", "", ""), 1), (("lunch", "lunch", "dinner", "dinner"), 2)):
        guests = [
            booking(f"b{hour}", 4, f"{hour}:00", f"{hour + 1}:00", service=service or None)
            for hour, service in zip((12, 13, 19, 20), services, strict=True)
        ]
        exact = solve_exactly(day((*NORTH, *SOUTH), guests))
        assert exact.verdict.terms["section_balance"] == -100 * best
        assert sum(tables == ("C",) for tables in exact.plan.values()) == best


def test_units_of_a_settled_party_count_in_both_its_sections() -> None:
    """Seven guests on B+C; with two more the shares are 6 and 3, alone 5 (4.67) and 3 (2.33)."""
    rules, settled = {"named_sets": (named("B+C"),)}, booking("b1", 7, has="B+C")
    problem = day((*NORTH, *SOUTH), [settled, booking("b2", 2)], rules=rules)
    found = candidates_of(problem)
    loads = section_balance.loads(found)
    nobody = np.zeros(0, dtype=np.int64)
    assert [load.over(found.booking, nobody) for load in loads] == [1, 4]
    assert [load.over(found.booking, np.arange(1)) for load in loads] == [3, 4]
    assert points(problem, "section_balance", b1="B+C") == -5
    assert points(problem, "section_balance", b1="B+C", b2="A") == -7
    alone = day((*NORTH, *SOUTH), [settled], rules=rules)
    found = candidates_of(alone)
    over = [load.over(found.booking, nobody) for load in section_balance.loads(found)]
    assert over == [2, 4]
    assert solve_exactly(alone).verdict.terms["section_balance"] == -600


def test_units_weigh_against_an_empty_seat() -> None:
    """Shares 5 (4.92) and 4 (3.08): both in the North are 3 above, C leaves an empty seat (5)."""
    tables = (*NORTH, table("C", 5, section="South"))
    for weight, south in ((0, 0), (1, 0), (2, 1)):
        problem = day(tables, FOURS, weights={"section_balance": weight})
        assert problem.section_shares() == {("", "North"): 5, ("", "South"): 4}
        exact = solve_exactly(problem)
        assert sum(chosen == ("C",) for chosen in exact.plan.values()) == south
        assert exact.verdict.terms["section_balance"] == (0 if south else -300 * weight)


def test_weight_zero_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 the term is not even computed, and the plan is worth the same without it."""
    unused(monkeypatch, "section_balance", day((*NORTH, *SOUTH), FOURS))
