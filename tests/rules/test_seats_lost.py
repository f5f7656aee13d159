"""Rule: joining tables costs seats."""

import numpy as np

from models.rules import Rules
from solver.rules import seats_lost
from tests.solver_days import arrays_of, booking, codes, day, named, plan_of, table

PAIR = (table("A", 4), table("B", 4))
ONE = {"seats_lost_per_join": 1}


def test_admits_what_is_left_after_joining() -> None:
    """Two 4-tops with one seat lost take seven."""
    left = seats_lost.seats(np.array([4, 8, 12]), np.array([1, 2, 3]), Rules(**ONE))
    assert left.tolist() == [4, 7, 10]
    problem = day(PAIR, [booking("b1", 7)], "A-B", rules=ONE)
    assert plan_of(problem) == {"b1": "A+B"}
    assert codes(problem, b1="A+B") == []


def test_forbids_the_seats_that_joining_costs() -> None:
    """The eighth guest would sit where the two tables meet."""
    problem = day(PAIR, [booking("b1", 8)], "A-B", rules=ONE)
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B") == ["capacity"]


def test_a_named_set_says_itself_how_many_seats_it_has() -> None:
    """A set's own capacity takes the place of the sum and of what joining costs."""
    for seats, party, expected in ((8, 8, {"b1": "A+B"}), (5, 6, {})):
        rules = {**ONE, "named_sets": (named("A+B", capacity=seats),)}
        problem = day(PAIR, [booking("b1", party)], "A-B", rules=rules)
        assert plan_of(problem) == expected


def test_never_shrinks_only_while_every_table_brings_more_than_it_costs() -> None:
    """A 1-top joined at the cost of two seats makes a merge smaller."""
    assert seats_lost.never_shrinks(arrays_of(*PAIR), Rules(seats_lost_per_join=4))
    assert not seats_lost.never_shrinks(arrays_of(table("A", 1)), Rules(seats_lost_per_join=2))


def test_finds_the_merge_that_is_smaller_than_a_part_of_it() -> None:
    """When joining can shrink a merge, growing must not stop at one that is large enough."""
    tables = (table("A", 4), table("B", 1), table("C", 4))
    rules = {"seats_lost_per_join": 2, "minimal_merges": False, "max_merge_overage": 0}
    problem = day(tables, [booking("b1", 5)], "A-B B-C", rules=rules)
    assert plan_of(problem) == {"b1": "A+B+C"}
    assert codes(problem, b1="A+B+C") == []
