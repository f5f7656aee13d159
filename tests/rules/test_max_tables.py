"""Rule: a merge has at most so many tables."""

from models.rules import Rules
from solver.rules import max_tables
from tests.solver_days import booking, codes, day, named, plan_of, table

CHAIN = tuple(table(key, 2) for key in "ABCD")
EDGES = "A-B B-C C-D"


def test_admits_as_many_tables_as_allowed() -> None:
    """Three tables are allowed by default, four when the rules say so."""
    assert max_tables.limit(Rules()) == 3
    assert plan_of(day(CHAIN, [booking("b1", 6)], EDGES)).keys() == {"b1"}
    problem = day(CHAIN, [booking("b1", 8)], EDGES, rules={"max_tables": 4})
    assert plan_of(problem) == {"b1": "A+B+C+D"}
    assert codes(problem, b1="A+B+C+D") == []


def test_forbids_one_table_more_and_every_merge_when_they_are_off() -> None:
    """Beyond the limit there is nothing; with merges off the limit is one table."""
    problem = day(CHAIN, [booking("b1", 8)], EDGES)
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B+C+D") == ["max_tables"]
    assert max_tables.limit(Rules(merges=False)) == 1
    problem = day(CHAIN, [booking("b1", 4)], EDGES, rules={"merges": False})
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B") == ["merges_off"]


def test_a_named_set_may_be_larger() -> None:
    """The limit is for merges that the planner makes up itself."""
    rules = {"max_tables": 2, "named_sets": (named("A+B+C+D"),)}
    problem = day(CHAIN, [booking("b1", 8)], EDGES, rules=rules)
    assert plan_of(problem) == {"b1": "A+B+C+D"}
    assert codes(problem, b1="A+B+C+D") == []
