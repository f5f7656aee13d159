"""The objective of a day in whole centipoints: three tiers, assembled from the terms."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.errors import Flaw, InvalidInputError
from models.plan import Tier
from models.weights import CENTIPOINTS
from solver.arrays import Ints
from solver.candidates import Candidates
from solver.preferences import (
    adjacency_depth,
    extra_table,
    fragmentation,
    overage,
    overflow,
    tie_break,
)

PREFERENCES: dict[str, Callable[[Candidates], Ints]] = {
    "overage": overage.cost,
    "extra_table": extra_table.cost,
    "fragmentation": fragmentation.cost,
    "adjacency_depth": adjacency_depth.cost,
    "overflow": overflow.cost,
}
"""Every soft term by the name of its weight."""

LARGEST_SUM = 2**53
"""Beyond it a sum is no longer exact in the engine's floating-point reports."""


@dataclass(frozen=True)
class Objective:
    """Gain (centipoints, to maximise) of choosing each candidate, tier by tier.

    ``tiers`` are optimised one after the other: first the first, then the second among the best
    of the first, and so on. With weights of order ``weighted`` there is one tier, their sum.
    """

    tiers: tuple[tuple[Tier, Ints], ...]

    def value(self, chosen: Ints) -> tuple[int, ...]:
        """Return the value of a choice of candidates in every tier; compares like the plans do."""
        return tuple(int(gain[chosen].sum()) for _, gain in self.tiers)


def objective_of(candidates: Candidates, *, unique: bool = False) -> Objective:
    """Assemble the tiers of a day's objective; tiers in which nothing differs are left out.

    With ``unique`` the fixed tie-break is the last tier: of equally good plans one is the best.

    Raises:
        InvalidInputError: the weights are so large that sums would not be exact.
    """
    weights = candidates.problem.weights
    tiers: dict[Tier, Ints] = {
        "seated": _seated(candidates),
        "stability": -_centipoints(weights.move) * candidates.moves,
        "preferences": _preferences(candidates),
    }
    if weights.order == "weighted":
        tiers = {"total": np.sum(list(tiers.values()), axis=0, dtype=np.int64)}
    for gain in tiers.values():
        largest = int(np.abs(gain).max(initial=0)) * max(1, len(candidates.bookings))
        if largest > LARGEST_SUM:
            message = "the weights are too large to add up exactly over this day"
            raise InvalidInputError([Flaw("weights", weights.name, message)])
    if unique:
        tiers["tie_break"] = -tie_break.cost(candidates)
    leading, *rest = tiers.items()
    return Objective((leading, *((name, gain) for name, gain in rest if gain.any())))


def _centipoints(points: float) -> int:
    return round(points * CENTIPOINTS)


def _seated(candidates: Candidates) -> Ints:
    """Tier 1: guests and bookings seated, by priority."""
    weights = candidates.problem.weights
    worth = [
        booking.party * _centipoints(weights.cover)
        + _centipoints(weights.booking)
        + booking.priority * _centipoints(weights.priority)
        for booking in candidates.bookings
    ]
    gain: Ints = np.array(worth, dtype=np.int64)[candidates.booking]
    return gain


def _preferences(candidates: Candidates) -> Ints:
    """Tier 3: what the chosen tables cost."""
    gain = np.zeros(len(candidates), dtype=np.int64)
    for term, cost in PREFERENCES.items():
        weight = _centipoints(getattr(candidates.problem.weights, term))
        if weight:
            gain -= weight * cost(candidates)
    return gain
