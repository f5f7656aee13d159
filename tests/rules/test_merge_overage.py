"""Rule: a merge leaves at most so many seats empty."""

from models.rules import Rules
from solver.rules import merge_overage
from tests.solver_days import admitted, booking, codes, day, named, plan_of, sets_of, table

PAIR = (table("A", 6), table("B", 6))


def test_admits_as_many_empty_seats_as_allowed() -> None:
    """Four empty seats are allowed by default, and a single table may leave any number."""
    sets = sets_of(*PAIR, edges="A-B")
    assert admitted(sets, merge_overage.admits(sets, 8, Rules())) == {"A", "B", "A+B"}
    problem = day(PAIR, [booking("b1", 8)], "A-B")
    assert plan_of(problem) == {"b1": "A+B"}
    assert codes(problem, b1="A+B") == []


def test_forbids_one_empty_seat_more() -> None:
    """Five empty seats in a merge are too many."""
    sets = sets_of(*PAIR, edges="A-B")
    assert admitted(sets, merge_overage.admits(sets, 7, Rules())) == {"A", "B"}
    problem = day(PAIR, [booking("b1", 7)], "A-B")
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B") == ["merge_overage"]


def test_admits_any_number_without_a_limit_or_by_name() -> None:
    """No limit, and a set the restaurant names, are exempt."""
    for rules in ({"max_merge_overage": None}, {"named_sets": (named("A+B"),)}):
        problem = day(PAIR, [booking("b1", 7)], "A-B", rules=rules)
        assert plan_of(problem) == {"b1": "A+B"}
        assert codes(problem, b1="A+B") == []
