"""Modes of adjacency: what is generated is what the checker allows, in any room."""

from itertools import combinations
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from models.adjacency import AdjacencyMode, standing, stands
from models.problem import DayProblem
from solver.scoring import neighbours_of
from tests.solver_brute import options_of
from tests.solver_days import booking, day, sets_for, table

KEYS = "ABCDEF"
PAIRS = [f"{a}-{b}" for a, b in combinations(KEYS, 2)]


@st.composite
def rooms(draw: st.DrawFn) -> DayProblem:
    """Return a party and six small tables, of which some stand beside each other."""
    edges = draw(st.sets(st.sampled_from(PAIRS)))
    zones = draw(st.lists(st.sampled_from("XXXY"), min_size=len(KEYS), max_size=len(KEYS)))
    rules = {
        "adjacency_mode": draw(st.sampled_from(get_args(AdjacencyMode))),
        "max_tables": draw(st.integers(2, 5)),
        "minimal_merges": draw(st.booleans()),
        "max_merge_overage": None,
    }
    tables = [table(key, 2, zone=zone) for key, zone in zip(KEYS, zones, strict=True)]
    return day(tables, [booking("b1", draw(st.integers(3, 10)))], " ".join(edges), rules=rules)


@given(rooms())
def test_what_is_generated_is_what_the_checker_allows(problem: DayProblem) -> None:
    """Neither more nor less, of all sets of tables that there are."""
    allowed = {"+".join(tables) for tables in options_of(problem, "b1")}
    assert sets_for(problem, "b1") == allowed


@given(rooms(), st.permutations(KEYS), st.integers(1, 6))
def test_a_stronger_standing_is_a_weaker_one_too(
    problem: DayProblem, order: list[str], size: int
) -> None:
    """Each beside each has a hub, a hub connects all, and nothing depends on the order."""
    beside = neighbours_of(problem.venue)
    found = standing(order[:size], beside)
    assert found == standing(sorted(order[:size]), beside)
    modes: list[AdjacencyMode] = ["pairwise", "neighbors", "connected"]
    fits = [stands(found, mode) for mode in modes]
    assert fits == sorted(fits)
