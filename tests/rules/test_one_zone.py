"""Rule: a merge stays within one zone."""

from solver.rules import one_zone
from tests.solver_days import arrays_of, booking, codes, day, linked, plan_of, table


def test_admits_neighbours_of_one_zone() -> None:
    """Two tables of one zone may stand together."""
    tables = (table("A", zone="Z"), table("B", zone="Z"))
    arrays = arrays_of(*tables)
    assert linked(arrays, one_zone.links(arrays)) == {"A-B"}
    problem = day(tables, [booking("b1", 7)], "A-B")
    assert plan_of(problem) == {"b1": "A+B"}
    assert codes(problem, b1="A+B") == []


def test_forbids_p17_an_edge_across_zones() -> None:
    """P17: neighbours in different zones do not merge, although an edge is recorded."""
    tables = (table("A", zone="Z"), table("B", zone="Y"))
    arrays = arrays_of(*tables)
    assert linked(arrays, one_zone.links(arrays)) == set()
    problem = day(tables, [booking("b1", 7)], "A-B")
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B") == ["one_zone"]
