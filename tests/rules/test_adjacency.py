"""Rule: merged tables stand side by side."""

from typing import Any

import pytest

from models.rules import Rules
from solver.rules import adjacency
from tests.solver_days import arrays_of, booking, codes, day, linked, plan_of, sets_for, table

THREE = (table("A", 2), table("B", 2), table("C", 2))


def test_admits_a03_a04_a_chain_whichever_way_its_edges_are_stored() -> None:
    """A04: edges are undirected, and a row is connected though its ends do not touch."""
    arrays = arrays_of(*THREE, edges="B-A C-B")
    assert linked(arrays, adjacency.links(arrays, Rules())) == {"A-B", "B-C"}
    problem = day(THREE, [booking("b1", 6)], "B-A C-B")
    assert plan_of(problem) == {"b1": "A+B+C"}
    assert codes(problem, b1="A+B+C") == []


def test_forbids_tables_that_stand_apart() -> None:
    """A pair without an edge is no merge, although both have other neighbours."""
    problem = day(THREE, [booking("b1", 4)], "A-B")
    assert sets_for(problem, "b1") == {"A+B"}
    assert codes(problem, b1="A+C") == ["adjacency"]
    assert codes(problem, b1="B+C") == ["adjacency"]


def test_forbids_a07_two_separate_pairs() -> None:
    """A07: every table has a neighbour in the set, yet the set is not one group."""
    tables = [table(key, 2) for key in "ABCD"]
    problem = day(tables, [booking("b1", 8)], "A-B C-D", rules={"max_tables": 4})
    assert plan_of(problem) == {}
    assert codes(problem, b1="A+B+C+D") == ["adjacency"]


@pytest.mark.parametrize(
    ("rules", "edges", "merges"),
    [
        ({}, "A-B", {"A+B"}),
        ({"require_adjacency": False}, "A-B", {"A+B", "A+C", "B+C"}),
        ({}, "", {"A+B", "A+C", "B+C"}),
        ({"without_edges": "named_only"}, "", set()),
        ({"require_adjacency": False, "without_edges": "named_only"}, "", {"A+B", "A+C", "B+C"}),
    ],
)
def test_a_venue_without_edges(rules: dict[str, Any], edges: str, merges: set[str]) -> None:
    """Where no edge is recorded the rules say what that means; the checker agrees on each pair."""
    problem = day(THREE, [booking("b1", 4)], edges, rules=rules)
    assert sets_for(problem, "b1") == merges
    for pair in ("A+B", "A+C", "B+C"):
        assert codes(problem, b1=pair) == ([] if pair in merges else ["adjacency"])


def test_p21_a_table_without_neighbours_serves_alone() -> None:
    """P21: adjacency never keeps a single table from serving."""
    assert plan_of(day(THREE, [booking("b1", 2)], "A-B")) != {}
    problem = day([table("A", 2)], [booking("b1", 2)], rules={"without_edges": "named_only"})
    assert plan_of(problem) == {"b1": "A"}
    assert codes(problem, b1="A") == []
