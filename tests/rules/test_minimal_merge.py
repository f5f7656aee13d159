"""Rule: a merge from which one table could be dropped is never used."""

from models.rules import Rules
from solver.rules import minimal_merge
from tests.solver_days import admitted, booking, codes, day, named, plan_of, sets_of, table

# Alone, A is only for two: whoever wants its four seats needs a merge.
TABLES = (table("A", 4, max_party=2), table("B", 2, max_party=1))


def test_admits_a_merge_that_needs_every_table() -> None:
    """Five guests on 4 + 2 need both."""
    sets = sets_of(*TABLES, edges="A-B")
    assert "A+B" in admitted(sets, minimal_merge.admits(sets, 5, Rules()))
    problem = day(TABLES, [booking("b1", 5)], "A-B")
    assert plan_of(problem) == {"b1": "A+B"}
    assert codes(problem, b1="A+B") == []


def test_forbids_a_merge_with_a_table_to_spare() -> None:
    """Four guests on 4 + 2 would not need the small table."""
    sets = sets_of(*TABLES, edges="A-B")
    assert "A+B" not in admitted(sets, minimal_merge.admits(sets, 4, Rules()))
    problem = day(TABLES, [booking("b1", 4)], "A-B")
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B") == ["minimal_merge"]


def test_forbids_a_spare_table_in_the_middle_of_three() -> None:
    """It is the smallest table that decides, wherever it stands in the row."""
    tables = (table("A", 4), table("B", 1), table("C", 4))
    sets = sets_of(*tables, edges="A-B B-C", minimal_merges=False)
    assert "A+B+C" not in admitted(sets, minimal_merge.admits(sets, 8, Rules()))
    assert "A+B+C" in admitted(sets, minimal_merge.admits(sets, 9, Rules()))
    assert codes(day(tables, [booking("b1", 8)], "A-B B-C"), b1="A+B+C") == ["minimal_merge"]


def test_admits_it_when_the_rule_is_off_or_the_set_is_named() -> None:
    """The rule can be switched off; named sets are taken as they are."""
    for rules in ({"minimal_merges": False}, {"named_sets": (named("A+B"),)}):
        problem = day(TABLES, [booking("b1", 4)], "A-B", rules=rules)
        assert plan_of(problem) == {"b1": "A+B"}
        assert codes(problem, b1="A+B") == []
