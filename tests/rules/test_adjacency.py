"""Rule: merged tables stand side by side."""

from itertools import combinations
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


FOUR = tuple(table(key, 2) for key in "ABCD")
STAR, ROW, RING = "A-B A-C A-D", "A-B B-C C-D", "A-B B-C C-D A-D"
ALL = "A-B B-C C-D A-D A-C B-D"


@pytest.mark.parametrize(
    ("mode", "edges", "three", "four"),
    [
        ("connected", STAR, {"A+B+C", "A+B+D", "A+C+D"}, True),
        ("neighbors", STAR, {"A+B+C", "A+B+D", "A+C+D"}, True),
        ("pairwise", STAR, set(), False),
        ("connected", ROW, {"A+B+C", "B+C+D"}, True),
        ("neighbors", ROW, {"A+B+C", "B+C+D"}, False),
        ("pairwise", ROW, set(), False),
        ("neighbors", RING, {"A+B+C", "B+C+D", "A+C+D", "A+B+D"}, False),
        ("pairwise", f"{RING} A-C", {"A+B+C", "A+C+D"}, False),
        ("neighbors", f"{RING} A-C", {"A+B+C", "B+C+D", "A+C+D", "A+B+D"}, True),
        ("pairwise", ALL, {"A+B+C", "B+C+D", "A+C+D", "A+B+D"}, True),
        ("pairwise", "", {"A+B+C", "B+C+D", "A+C+D", "A+B+D"}, True),
    ],
)
def test_a_mode_says_how_merged_tables_stand(
    mode: str, edges: str, three: set[str], four: bool
) -> None:
    """Up to three tables ``neighbors`` is ``connected``; the checker and a plan by hand agree."""
    rules = {"max_tables": 4, "adjacency_mode": mode}
    for size, expected in ((3, three), (4, {"A+B+C+D"} if four else set())):
        problem = day(FOUR, [booking("b1", 2 * size)], edges, rules=rules)
        assert sets_for(problem, "b1") == expected
        for chosen in combinations("ABCD", size):
            name = "+".join(chosen)
            assert codes(problem, b1=name) == ([] if name in expected else ["adjacency"])


def test_three_tables_stand_as_neighbours_when_they_are_connected() -> None:
    """Whatever their edges: the product's default of three tables knows no difference."""
    pairs = ["A-B", "A-C", "B-C"]
    for number in range(1, 4):
        for edges in combinations(pairs, number):
            found = [
                sets_for(day(THREE, [booking("b1", 6)], " ".join(edges), rules=rules), "b1")
                for rules in ({}, {"adjacency_mode": "neighbors"})
            ]
            assert found[0] == found[1]
