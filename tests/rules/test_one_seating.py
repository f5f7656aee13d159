"""Rule: a booking sits on one table set; guests who have an uncontested table do sit."""

from solver.candidates import candidates_of
from solver.rules import one_seating
from tests.solver_days import booking, codes, day, plan_of, solve_exactly, table

TWO = (table("A", 4), table("B", 4))


def test_admits_one_of_several_table_sets() -> None:
    """Two tables fit, one is given."""
    problem = day(TWO, [booking("b1", 2)])
    at_most, exactly = one_seating.groups(candidates_of(problem))
    assert [group.tolist() for group in at_most] == [[0, 1]]
    assert exactly == []
    assert len(solve_exactly(problem).chosen) == 1
    assert codes(problem, b1="A") == []


def test_forbids_a_second_seating_and_a_table_twice() -> None:
    """The core never chooses two sets for one booking; a table listed twice is refused."""
    problem = day(TWO, [booking("b1", 4), booking("b2", 4, 1300, 1360)])
    exact = solve_exactly(problem)
    assert sorted(exact.candidates.booking[exact.chosen].tolist()) == [0, 1]
    assert codes(problem, b1="A+A") == ["bad_table_list"]


def test_forbids_leaving_a_seated_guest_without() -> None:
    """A guest with an uncontested table is an exactly-one group, even with one candidate."""
    problem = day(TWO[:1], [booking("b1", 2, has="A"), booking("b2", 4)], mode="rebuild")
    at_most, exactly = one_seating.groups(candidates_of(problem))
    assert at_most == []
    assert [group.tolist() for group in exactly] == [[0]]
    assert plan_of(problem) == {"b1": "A"}


def test_a_booking_without_candidates_is_simply_unseated() -> None:
    """No candidate, no group, no plan for it, and no failure."""
    problem = day([table("A", 2)], [booking("b1", 9)])
    assert one_seating.groups(candidates_of(problem)) == ([], [])
    assert plan_of(problem) == {}
