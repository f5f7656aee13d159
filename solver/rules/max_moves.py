"""In mode improve at most so many bookings that have tables may change them."""

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates


def limit(candidates: Candidates) -> tuple[Ints, int] | None:
    """Return the candidates that are moves and how many may be chosen; None without a limit."""
    most = candidates.problem.max_moves
    moves = np.flatnonzero(candidates.moves)
    return None if most is None or not len(moves) else (moves, most)
