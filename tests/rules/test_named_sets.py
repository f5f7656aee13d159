"""Rule: sets that the restaurant names are allowed as they are, or never merged."""

from models.rules import Rules
from solver.rules import named_sets
from tests.solver_days import booking, codes, day, named, plan_of, sets_for, table

INDEX = {"A": 0, "B": 1, "C": 2}


def test_admits_a_named_set_whatever_other_rules_say() -> None:
    """Other zone, no edge, a fixed table, more tables than allowed: the name is enough."""
    rules = Rules(named_sets=(named("B+A", capacity=9),))
    assert named_sets.split(rules, INDEX) == ([(0, 1)], [], {(0, 1): 9})
    tables = (table("A", 4, movable=False), table("B", 4, zone="Y"), table("C", 2))
    problem = day(tables, [booking("b1", 9)], "A-C", rules=rules)
    assert plan_of(problem) == {"b1": "A+B"}
    assert codes(problem, b1="A+B") == []


def test_forbids_every_merge_with_all_tables_of_a_forbidden_set() -> None:
    """A forbidden pair bars the pair and every larger merge around it, named ones too."""
    rules = Rules(named_sets=(named("A+B", "forbid"), named("A+B+C")), minimal_merges=False)
    assert named_sets.split(rules, INDEX)[1] == [frozenset({0, 1})]
    tables = [table(key, 2) for key in "ABC"]
    problem = day(tables, [booking("b1", 4)], "A-B B-C A-C", rules=rules)
    assert sets_for(problem, "b1") == {"B+C", "A+C"}
    assert codes(problem, b1="A+B") == ["named_sets"]
    assert codes(problem, b1="A+B+C") == ["named_sets"]


def test_forbids_a_named_set_while_merges_are_off() -> None:
    """Switching merges off includes the named ones."""
    rules = Rules(merges=False, named_sets=(named("A+B"),))
    assert named_sets.split(rules, INDEX)[0] == []
    problem = day([table("A"), table("B")], [booking("b1", 8)], rules=rules)
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B") == ["merges_off"]


def test_seats_of_a_kept_named_set_count_with_merges_off_too() -> None:
    """A seating from before merges were switched off keeps the seats that its name gives it."""
    rules = Rules(merges=False, named_sets=(named("A+B", capacity=9),))
    assert named_sets.split(rules, INDEX)[2] == {(0, 1): 9}


def test_parts_of_a_named_set_gain_nothing() -> None:
    """Allowed is exactly the named set: neither a part of it nor more than it."""
    tables = [table("A", 2), table("B", 2, zone="Y"), table("C", 2, zone="X")]
    problem = day(tables, [booking("b1", 3)], rules={"named_sets": (named("A+B+C"),)})
    assert sets_for(problem, "b1") == {"A+B+C"}
    assert codes(problem, b1="A+B") == ["one_zone"]
