"""Rule: a party fits on the seats of its tables."""

from solver.rules import capacity
from tests.solver_days import admitted, booking, codes, day, plan_of, sets_of, table


def test_admits_a_party_that_fills_every_seat() -> None:
    """Exactly as many seats as guests is enough."""
    sets = sets_of(table("A", 2), table("B", 4))
    assert admitted(sets, capacity.admits(sets, 4)) >= {"B"}
    problem = day([table("A", 2), table("B", 4)], [booking("b1", 4)])
    assert plan_of(problem) == {"b1": "B"}
    assert codes(problem, b1="B") == []


def test_forbids_one_seat_too_few() -> None:
    """One guest more than seats has no table, and the checker says so too."""
    sets = sets_of(table("A", 4))
    assert admitted(sets, capacity.admits(sets, 5)) == set()
    problem = day([table("A", 4)], [booking("b1", 5)])
    assert plan_of(problem) == {}
    assert codes(problem, b1="A") == ["capacity"]


def test_counts_the_seats_of_a_merge() -> None:
    """For a merge it is the seats together that count."""
    sets = sets_of(table("A", 2), table("B", 4), edges="A-B")
    assert admitted(sets, capacity.admits(sets, 6)) == {"A+B"}
    assert admitted(sets, capacity.admits(sets, 7)) == set()
