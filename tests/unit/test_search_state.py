"""What is known during a solve: offers are checked, bounds only fall, proofs are not invented."""

import numpy as np
import pytest

from solver import model
from solver.bound import trivial_bound
from solver.search import Search
from tests.solver_days import booking, day, prepared, solve_exactly, table
from tests.solver_random import random_day

# Greedy takes the four; the two smaller parties one after the other are worth more.
TRAP = day(
    [table("A", 4)],
    [
        booking("b1", 3, "20:00", "22:00"),
        booking("b2", 4, "18:00", "20:30"),
        booking("b3", 2, "18:00", "20:00"),
    ],
)


def test_a_search_starts_from_the_floor() -> None:
    """Before anything is offered the floor is the best, and its bound is a true one."""
    search = Search(TRAP)
    assert search.decisions == {"b2": ("A",)}
    assert search.best is search.floor
    assert search.incumbents == 0
    assert not search.proven
    assert search.progress().points == 4500
    assert search.progress().bound == 4500 + 3500 + 2500


def test_a_better_choice_is_taken_and_a_worse_one_only_counted() -> None:
    """The best checked plan stays, whatever comes after it."""
    search = Search(TRAP)
    assert search.offer(np.array([0, 2]))
    assert search.decisions == {"b1": ("A",), "b3": ("A",)}
    assert search.offer(np.array([1]))
    assert search.offer(np.array([], dtype=np.int64))
    assert search.decisions == {"b1": ("A",), "b3": ("A",)}
    assert search.incumbents == 3


@pytest.mark.parametrize("chosen", [[0, 1], [0, 1, 2], [3], [-1], [0, 0]])
def test_an_illegal_choice_is_refused(chosen: list[int]) -> None:
    """Overlaps, candidates that do not exist, and one booking twice change nothing."""
    search = Search(TRAP)
    assert not search.offer(np.array(chosen))
    assert search.best is search.floor
    assert search.incumbents == 0


def test_bounds_only_fall_and_the_gap_closes() -> None:
    """The tightest bound counts; when every tier meets its bound the plan is proven."""
    search = Search(TRAP)
    search.offer(np.array([0, 2]))
    search.tighten(0, 700_000)
    search.tighten(0, 900_000)
    assert search.proof()[0].bound == 7000
    assert search.proof()[0].gap == pytest.approx(1 / 7)
    search.tighten(0, 600_000)
    assert search.proof()[0].gap == 0
    assert not search.proven
    search.tighten(1, -1500)
    assert search.proven


def test_fixed_guests_count_in_value_and_bound() -> None:
    """The proof is about the whole day: seatings that are not up for planning are in both."""
    problem = day([table("A", 4), table("B", 2)], [booking("b1", 4, has="A"), booking("b2", 2)])
    search = Search(problem)
    (seated, *_) = search.proof()
    assert (seated.value, seated.bound) == (7000, 7000)
    assert search.progress().covers == 6


def test_the_trivial_bound_by_hand() -> None:
    """Everyone gets the best candidate; who must sit counts even at a loss, others never do."""
    exact, _ = prepared(TRAP)
    assert trivial_bound(exact.candidates, exact.objective) == 450_000 + 350_000 + 250_000
    worthless = {"cover": 0, "booking": 0, "priority": 0, "order": "weighted", "overage": 7}
    free = day([table("A", 4)], [booking("b1", 2)], weights=worthless)
    exact, _ = prepared(free)
    assert trivial_bound(exact.candidates, exact.objective) == 0
    held = day([table("A", 4)], [booking("b1", 2, has="A")], weights=worthless, mode="rebuild")
    exact, _ = prepared(held)
    assert trivial_bound(exact.candidates, exact.objective) == -1400


def test_the_model_of_a_small_day_by_hand() -> None:
    """Groups of candidates: one seating per booking, one party per table and time, moves."""
    problem = day(
        [table("A", 4), table("B", 4)],
        [booking("b1", 2, has="A"), booking("b2", 3)],
        mode="improve",
        max_moves=0,
        rules={"merges": False},
    )
    exact, _ = prepared(problem)
    built = model.build(exact.candidates, exact.objective)
    assert built.size == 4
    assert [group.tolist() for group in built.exactly_one] == [[0, 1]]
    assert [group.tolist() for group in built.at_most_one] == [[2, 3], [0, 2], [1, 3]]
    assert [(group.tolist(), most) for group, most in built.at_most] == [([1], 0)]
    assert len(built.tiers) == 3
    assert solve_exactly(problem).plan == {"b1": ("A",), "b2": ("B",)}


def test_the_floor_is_always_legal_on_random_days() -> None:
    """A search can begin on any day: the floor never breaks a rule."""
    for seed in range(95_000, 95_300):
        search = Search(random_day(seed))
        assert search.verdict.ok
        assert all(proof.bound is None or proof.bound >= proof.value for proof in search.proof())
