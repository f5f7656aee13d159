"""How chosen tables stand, in the words of the product's clients, and what is asked of them."""

from typing import get_args

import pytest

from models.adjacency import AdjacencyMode, Standing, stands
from services.manual.checks import adjacency_status
from tests.solver_days import booking, day, table


@pytest.mark.parametrize(
    ("edges", "tables", "expected"),
    [
        pytest.param("A-B A-C", "ABC", "neighbors", id="A01-a-star-has-a-hub"),
        pytest.param("A-B B-C A-C", "ABC", "pairwise", id="A01-each-beside-each"),
        pytest.param("A-B B-C C-D", "ABCD", "connected", id="A03-a-chain-has-none"),
        pytest.param("B-A", "AB", "pairwise", id="A04-however-an-edge-is-stored"),
        pytest.param("A-B C-D", "ABCD", "disconnected", id="A07-two-pairs-are-no-group"),
        pytest.param("A-B", "AC", "disconnected", id="P06-a-neighbour-that-is-not-chosen"),
        pytest.param("A-B", "A", "single", id="one-table"),
    ],
)
def test_how_tables_stand(edges: str, tables: str, expected: str) -> None:
    """Whichever table is named first."""
    problem = day([table(key, 2) for key in "ABCD"], [booking("b1", 2)], edges)
    assert adjacency_status(problem, list(tables)) == expected
    assert adjacency_status(problem, list(reversed(tables))) == expected


@pytest.mark.parametrize(
    ("mode", "enough"),
    [
        ("pairwise", {"single", "pairwise"}),
        ("neighbors", {"single", "pairwise", "neighbors"}),
        ("connected", {"single", "pairwise", "neighbors", "connected"}),
    ],
)
def test_what_is_enough_for_each_mode(mode: AdjacencyMode, enough: set[Standing]) -> None:
    """Each mode is content with what is stronger, too."""
    assert {found for found in get_args(Standing) if stands(found, mode)} == enough
