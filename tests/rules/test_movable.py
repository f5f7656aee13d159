"""Rule: only tables that can be moved are merged."""

from solver.rules import movable
from tests.solver_days import arrays_of, booking, codes, day, linked, plan_of, table


def test_admits_two_movable_tables_and_a_fixed_one_alone() -> None:
    """Movable tables merge, and a fixed table still serves a party by itself."""
    arrays = arrays_of(table("A"), table("B"))
    assert linked(arrays, movable.links(arrays)) == {"A-B"}
    problem = day([table("A", movable=False)], [booking("b1", 4)])
    assert plan_of(problem) == {"b1": "A"}
    assert codes(problem, b1="A") == []


def test_forbids_a_merge_with_a_fixed_table() -> None:
    """One fixed table is enough to rule a merge out."""
    tables = (table("A", movable=False), table("B"), table("C"))
    arrays = arrays_of(*tables)
    assert linked(arrays, movable.links(arrays)) == {"B-C"}
    problem = day(tables, [booking("b1", 7)], "A-B")
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B") == ["movable"]
