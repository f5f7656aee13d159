"""Term: bookings whose tables change."""

import pytest

from solver.preferences import move
from tests.solver_days import booking, day, points, solve_exactly, table, units_of, unused

TABLES = (table("A", 4), table("B", 2))
GUESTS = (booking("b1", 2, has="A"),)


def test_units_are_moves() -> None:
    """Who keeps its tables moves not at all; a new booking never does."""
    guests = [*GUESTS, booking("b2", 2)]
    problem = day(TABLES, guests, mode="rebuild")
    assert units_of(problem, move.units) == {"b1:A": 0, "b1:B": 1, "b2:A": 0, "b2:B": 0}
    assert points(problem, "move", b1="B", b2="A") == -50
    assert points(problem, "move", b1="A", b2="B") == 0


def test_units_of_a_merge_are_one_whatever_part_of_it_changes() -> None:
    """Half of a merge changes: one move, worth 50 points of rank when all is one sum."""
    for rank, best in ((49, "A+B"), (51, "B+C")):
        tables = (table("A", 4, rank=rank), table("B", 4), table("C", 4))
        guests, weights = [booking("b1", 7, has="A+B")], {"order": "weighted"}
        problem = day(tables, guests, "A-B B-C", mode="rebuild", weights=weights)
        assert units_of(problem, move.units) == {"b1:A+B": 0, "b1:B+C": 1}
        assert points(problem, "move", b1="B+C") == -50
        assert solve_exactly(problem).plan == {"b1": tuple(best.split("+"))}
    problem = problem.replace(weights=problem.weights.replace(order="lexicographic"))
    assert solve_exactly(problem).plan == {"b1": ("A", "B")}, "stability stands above ranks"


def test_weight_zero_moves_for_an_empty_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 two empty seats are reason enough; otherwise stability stands above them."""
    problem = day(TABLES, GUESTS, mode="rebuild")
    unused(monkeypatch, "move", problem)
    assert solve_exactly(problem).plan == {"b1": ("A",)}
    free = day(TABLES, GUESTS, mode="rebuild", weights={"move": 0})
    assert solve_exactly(free).plan == {"b1": ("B",)}
