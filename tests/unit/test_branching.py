"""Small whole-number programs: exact answers, also where the relaxation is in fractions."""

from itertools import combinations

import numpy as np
import pytest

import solver.branching as module
from solver.branching import Program
from solver.clock import Clock, OutOfTimeError
from solver.pooled import PooledModel

NONE = np.zeros(0, dtype=np.int64)


def plenty() -> Clock:
    """Return a clock that starts now: one made on import would be up when a slow run gets here."""
    return Clock(600)


def program(count: int, pairs: list[tuple[int, int]], worth: list[float] | None = None) -> Program:
    """Return a program of so many choices, of which those of a pair exclude each other."""
    rows = len(pairs)
    model = PooledModel(
        booking=np.arange(count),
        pool=np.full(count, -1),
        candidate=np.arange(count),
        gains=(np.ones(count, dtype=np.int64),),
        least=np.zeros(count, dtype=np.int64),
        most=np.ones(count, dtype=np.int64),
        row_start=np.arange(0, 2 * rows + 1, 2),
        row_column=np.array(pairs, dtype=np.int64).reshape(-1),
        row_value=np.ones(2 * rows, dtype=np.int64),
        lower=np.zeros(rows, dtype=np.int64),
        upper=np.ones(rows, dtype=np.int64),
        pool_of_table=NONE,
    )
    return Program(model, np.array(worth or [1.0] * count))


def ring(count: int) -> list[tuple[int, int]]:
    """Return pairs of neighbours in a ring: of an odd one the relaxation takes half of each."""
    return [(number, (number + 1) % count) for number in range(count)]


def nothing(count: int) -> np.ndarray:
    """Close no choice."""
    return np.zeros(count, dtype=np.bool_)


@pytest.mark.parametrize("patience", [0, 1, 3, 1000])
def test_an_odd_ring(monkeypatch: pytest.MonkeyPatch, patience: int) -> None:
    """Three of seven fit and four do not, whoever searches for them."""
    monkeypatch.setattr(module, "PATIENCE", patience)
    found = program(7, ring(7)).reach(nothing(7), 3, plenty())
    assert found is not None
    assert not {tuple(sorted(pair)) for pair in combinations(found.tolist(), 2)} & {
        tuple(sorted(pair)) for pair in ring(7)
    }
    assert program(7, ring(7)).reach(nothing(7), 4, plenty()) is None


def test_closed_choices_are_not_taken_and_open_again() -> None:
    """The same program answers with other choices closed."""
    asked, closed = program(4, []), nothing(4)
    closed[2] = True
    assert asked.reach(closed, 4, plenty()) is None
    found = asked.reach(closed, 3, plenty())
    assert found is not None
    assert found.tolist() == [0, 1, 3]
    assert asked.reach(nothing(4), 4, plenty()) is not None


@pytest.mark.parametrize("patience", [0, 1, 2, 3, 1000])
def test_the_best_of_an_odd_ring(monkeypatch: pytest.MonkeyPatch, patience: int) -> None:
    """By trying all; and nothing when nothing is worth more than what is known."""
    monkeypatch.setattr(module, "PATIENCE", patience)
    worth = [5.0, 4.0, 3.0, 4.0, 5.0]
    best, certain = program(5, ring(5), worth).best(0, 1, plenty())
    assert certain
    assert best is not None
    assert sum(worth[number] for number in best.tolist()) == 9
    assert program(5, ring(5), worth).best(9, 1, plenty()) == (None, True)


def test_no_choices_at_all() -> None:
    """None are found, and none are needed for none."""
    assert program(0, []).reach(nothing(0), 1, plenty()) is None
    found = program(0, []).reach(nothing(0), 0, plenty())
    assert found is not None
    assert len(found) == 0


def test_out_of_time() -> None:
    """It is said, never guessed; the best search gives what it has."""
    with pytest.raises(OutOfTimeError):
        program(7, ring(7)).reach(nothing(7), 4, Clock(0))
    assert program(7, ring(7)).best(0, 1, Clock(0)) == (None, False)
