"""The objective by hand: every term, the tiers, and weights too large to add up."""

import pytest

from models.errors import InvalidInputError
from models.problem import DayProblem
from models.venue import MAX_PARTY
from models.weights import TERMS, Weights
from solver import objective
from solver.candidates import candidates_of
from solver.objective import LOADS, PREFERENCES, objective_of
from tests.solver_days import booking, day, solve_exactly, table

TABLES = (table("A", 4), table("B", 2), table("C", 2))
GUESTS = (
    booking("b1", 2, priority=1, has="A"),
    booking("b2", 4),
    booking("b3", 3, 600, 660),
)


def room(**weights: object) -> DayProblem:
    """Return a day on which two guests should leave a 4-top to four others."""
    return day(TABLES, GUESTS, "B-C", mode="rebuild", weights=weights)


def gains(problem: DayProblem) -> dict[str, dict[str, int]]:
    """Return points in hundredths by tier and candidate, ``b1:A+B``."""
    found = candidates_of(problem)
    names = [
        f"{found.bookings[row].id}:{'+'.join(found.sets.ids(chosen))}"
        for row, chosen in zip(found.booking.tolist(), found.table_set.tolist(), strict=True)
    ]
    return {
        tier: dict(zip(names, gain.tolist(), strict=True))
        for tier, gain in objective_of(found).tiers
    }


def test_guests_bookings_and_priority_make_the_first_tier() -> None:
    """2 guests of priority 1 are 2 * 1000 + 500 + 2000 points, whatever the table."""
    seated = gains(room())["seated"]
    assert seated["b1:A"] == seated["b1:B"] == 450_000
    assert seated["b2:A"] == seated["b2:B+C"] == 450_000
    assert seated["b3:A"] == 350_000


def test_moves_make_the_second_tier() -> None:
    """Only a booking that has tables can move, and its own tables are no move."""
    stability = gains(room())["stability"]
    assert stability == {
        "b1:A": 0, "b1:B": -5000, "b1:C": -5000,
        "b2:A": 0, "b2:B+C": 0, "b3:A": 0, "b3:B+C": 0,
    }  # fmt: skip


def test_tables_make_the_third_tier() -> None:
    """Empty seats 5, extra table 3, seats beside the largest table 2 each, one step deep 1."""
    preferences = gains(room())["preferences"]
    assert preferences["b1:A"] == -1000
    assert preferences["b1:B"] == 0
    assert preferences["b2:B+C"] == -300 - 2 * 200 - 100
    assert preferences["b3:B+C"] == -500 - 300 - 2 * 200 - 100


def test_an_overflow_costs_its_own_points() -> None:
    """Two guests on a 7-top: five empty seats and one overflow."""
    problem = day([table("A", 7)], [booking("b1", 2)])
    assert gains(problem)["preferences"] == {"b1:A": -2500 - 20_000}


def test_weighted_is_one_sum() -> None:
    """With order weighted the tiers are added up into one."""
    total = gains(room(order="weighted"))
    assert list(total) == ["total"]
    assert total["total"]["b1:B"] == 450_000 - 5000
    assert total["total"]["b2:B+C"] == 450_000 - 800


def test_tiers_without_a_difference_are_left_out() -> None:
    """The first tier always stays; others only if some candidate differs from nothing."""
    assert list(gains(room(move=0))) == ["seated", "preferences"]
    assert list(gains(day([table("A", 2)], [booking("b1", 2)]))) == ["seated"]
    assert list(gains(day([table("A", 2)], []))) == ["seated"]
    zero = dict.fromkeys(("cover", "booking", "priority"), 0)
    assert list(gains(day([table("A", 2)], [booking("b1", 2)], weights=zero))) == ["seated"]


def test_the_whole_day_by_hand() -> None:
    """b1 keeps A or moves: here b2 fits B+C too, so nobody moves, and b3 takes A earlier."""
    exact = solve_exactly(room())
    assert {key: "+".join(tables) for key, tables in exact.plan.items()} == {
        "b1": "A",
        "b2": "B+C",
        "b3": "A",
    }
    verdict = exact.verdict
    assert {term: value for term, value in verdict.terms.items() if value} == {
        "cover": 900_000,
        "booking": 150_000,
        "priority": 200_000,
        "overage": -1500,
        "extra_table": -300,
        "fragmentation": -400,
        "adjacency_depth": -100,
    }
    assert exact.objective.value(exact.chosen) == exact.rank


def test_every_preference_has_a_weight_and_every_weight_a_use() -> None:
    """The table of terms and the fields of Weights name the same terms."""
    priced = set(Weights.model_fields) - {"name", "order", "overflow_seats"}
    assert priced == set(TERMS) == PREFERENCES.keys() | LOADS.keys()


def test_weights_too_large_to_add_up_exactly_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums that would be wrong without a word are an error that names the weights.

    No day within the limits of the models comes near; the guard holds if the limits are raised.
    """
    problem = day([table("A", MAX_PARTY)], [booking("b1", MAX_PARTY)], weights={"name": "huge"})
    assert objective_of(candidates_of(problem))
    monkeypatch.setattr(objective, "LARGEST_SUM", 1000)
    with pytest.raises(InvalidInputError, match="weights: the weights are too large") as caught:
        objective_of(candidates_of(problem))
    assert "huge" in caught.value.message
