"""The independent checker, by example: every violation, what it tolerates, and its arithmetic."""

import pytest

from models.problem import Mode
from models.weights import TERMS
from solver.checker import check_plan
from tests.checker_case import Case, pair, row
from tests.checker_cases import CASES
from tests.solver_days import booking, codes, day, table, taken

CODES = {
    "unknown_booking",
    "unknown_table",
    "bad_table_list",
    "gone",
    "locked",
    "lost_tables",
    "max_moves",
    "capacity",
    "party_limits",
    "in_service",
    "merges_off",
    "max_tables",
    "one_zone",
    "movable",
    "adjacency",
    "merge_overage",
    "minimal_merge",
    "named_sets",
    "overlap",
    "occupancy",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_checker_by_example(case: Case) -> None:
    """Each plan is blamed for exactly what is written down, and worth exactly what is."""
    verdict = check_plan(case.problem, case.decisions)
    assert sorted(item.code for item in verdict.violations) == case.codes
    assert sorted(verdict.stale) == case.stale
    assert verdict.ok == (not case.codes)
    assert case.agrees(verdict), (verdict.terms, verdict.seats)


def test_every_code_has_an_example() -> None:
    """No violation that the checker can name is without a plan that provokes it."""
    assert {code for case in CASES for code in case.codes} == CODES


def test_a_violation_names_booking_tables_and_reason() -> None:
    """An operator reads which booking, on which tables, breaks which rule, with the numbers."""
    (violation,) = check_plan(pair(9), {"b1": ("A", "B")}).violations
    assert (violation.code, violation.booking, violation.tables) == ("capacity", "b1", ("A", "B"))
    assert str(violation) == "capacity: b1 on A+B: 8 seats for 9"


def test_all_broken_rules_are_named_at_once() -> None:
    """One look shows everything that is wrong with a seating."""
    tables = (table("A", 9, movable=False, active=False), table("B", 9, zone="Y"))
    problem = day(tables, [booking("b1", 2)], "A-B", rules={"max_tables": 1})
    assert codes(problem, b1="A+B") == [
        "in_service",
        "max_tables",
        "merge_overage",
        "minimal_merge",
        "movable",
        "one_zone",
    ]


def test_stale_says_why() -> None:
    """A kept seating that breaks today's rules carries the rule in words."""
    problem = day([table("A", 2)], [booking("b1", 5, has="A")], mode="rebuild")
    assert check_plan(problem, {"b1": ("A",)}).stale == {"b1": "2 seats for 5"}
    shut = day([table("A")], [booking("b1", has="A")], occupancy=(taken("A"),))
    stale = check_plan(shut, {"b1": ("A",)}).stale
    assert stale == {"b1": "b1 on A, which is taken (maintenance)"} or "allocation" in stale["b1"]


def test_stale_is_no_excuse_for_others() -> None:
    """The same broken seating is a violation for a booking that does not have it already."""
    guests = [booking("b1", 5, has="A"), booking("b2", 5, 600, 660)]
    problem = day([table("A", 2)], guests, mode="rebuild")
    verdict = check_plan(problem, {"b1": ("A",), "b2": ("A",)})
    assert [item.booking for item in verdict.violations] == ["b2"]
    assert list(verdict.stale) == ["b1"]


def test_ranks_compare_tier_by_tier_or_by_the_sum() -> None:
    """Lexicographic plans compare by three tiers, weighted ones by one total."""
    problem = day([table("A", 6)], [booking("b1", 2, has="A")], mode=Mode.REBUILD)
    verdict = check_plan(problem, {"b1": ("A",)})
    assert verdict.rank("lexicographic") == (250_000, 0, -2000)
    assert verdict.rank("weighted") == (248_000,)
    assert verdict.tier("seated") + verdict.tier("preferences") == verdict.total


def test_every_term_belongs_to_a_tier() -> None:
    """The terms a verdict reports are those of the table of tiers, always all of them."""
    assert check_plan(row(6), {}).terms.keys() == TERMS.keys()
    assert {term.tier for term in TERMS.values()} == {"seated", "stability", "preferences"}
