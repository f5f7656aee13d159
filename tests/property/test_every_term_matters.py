"""No term of the objective is lost unnoticed: without it, some small day's optimum is missed."""

from functools import cache

import numpy as np
import pytest

from models.problem import DayProblem
from solver import objective
from solver.candidates import Candidates
from solver.objective import LOADS, PREFERENCES
from tests.solver_brute import best_rank
from tests.solver_days import solve_exactly
from tests.solver_random import random_day

SEEDS = range(300)


@cache
def solved(seed: int) -> tuple[DayProblem, tuple[int, ...] | None]:
    """Return a random day and the rank of its best plan."""
    problem = random_day(seed)
    return problem, best_rank(problem)


def nothing(found: Candidates) -> np.ndarray:
    """Count no unit of a term."""
    return np.zeros(len(found), dtype=np.int64)


@pytest.mark.parametrize("term", [*PREFERENCES, *LOADS])
def test_a_term_that_is_taken_out_is_missed(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that forgets a term returns a worse plan on at least one of the days."""
    if term in PREFERENCES:
        monkeypatch.setitem(objective.PREFERENCES, term, nothing)
    else:
        monkeypatch.setitem(objective.LOADS, term, lambda found: [])
    for seed in SEEDS:
        problem, best = solved(seed)
        if solve_exactly(problem).rank != best:
            return
    pytest.fail(f"nobody misses {term}")
