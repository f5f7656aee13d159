"""Term: guests seated."""

import pytest

from solver.preferences import cover
from tests.solver_days import booking, day, points, solve_exactly, table, units_of, unused

ONE = (table("A", 4),)
GUESTS = (booking("b1", 2), booking("b2", 4))


def test_units_are_guests() -> None:
    """Each guest counts; with one table the larger party sits."""
    problem = day(ONE, GUESTS)
    assert units_of(problem, cover.units) == {"b1:A": 2, "b2:A": 4}
    assert points(problem, "cover", b2="A") == 4000
    assert solve_exactly(problem).plan == {"b2": ("A",)}


def test_units_are_guests_not_seats_and_count_once_in_a_merge() -> None:
    """Seven guests on eight seats are seven; who sits already counts without being decided."""
    tables = (table("A"), table("B"), table("C"))
    guests = [booking("b1", 7), booking("b2", 3, has="C", locked=True)]
    problem = day(tables, guests, "A-B")
    assert units_of(problem, cover.units) == {"b1:A+B": 7}
    assert points(problem, "cover", b1="A+B", b2="C") == 10_000
    assert solve_exactly(problem).verdict.terms["cover"] == 1_000_000


def test_weight_zero_counts_no_guests(monkeypatch: pytest.MonkeyPatch) -> None:
    """At weight 0 only bookings count: two short ones before one long one of more guests."""
    unused(monkeypatch, "cover", day(ONE, GUESTS))
    guests = [
        booking("b1", 4, "19:00", "22:00"),
        booking("b2", 1, "19:00", "20:00"),
        booking("b3", 1, "20:00", "21:00"),
    ]
    assert set(solve_exactly(day(ONE, guests, weights={"cover": 0})).plan) == {"b2", "b3"}
    assert set(solve_exactly(day(ONE, guests)).plan) == {"b1"}
