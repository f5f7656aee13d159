"""The objective of a day in whole centipoints: three tiers, assembled from the terms."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.booking import DEMAND_PARTS
from models.errors import Flaw, InvalidInputError
from models.plan import Tier
from models.venue import SCORE_PARTS
from models.weights import CENTIPOINTS, TERMS, Weights
from solver.arrays import Ints
from solver.candidates import Candidates
from solver.limits import Load, SoftLimit, tier_values
from solver.preferences import (
    adjacency_depth,
    booking,
    cover,
    deposit,
    extra_table,
    fragmentation,
    hold_back,
    move,
    overage,
    overflow,
    pacing,
    priority,
    ranking,
    scarcity,
    seating_preference,
    section_balance,
    tie_break,
    vip,
    zone_balance,
)

PREFERENCES: dict[str, Callable[[Candidates], Ints]] = {
    "cover": cover.units,
    "booking": booking.units,
    "priority": priority.units,
    "vip": vip.units,
    "deposit": deposit.units,
    "move": move.units,
    "overage": overage.units,
    "extra_table": extra_table.units,
    "fragmentation": fragmentation.units,
    "zone_balance": zone_balance.units,
    "adjacency_depth": adjacency_depth.units,
    "scarcity": scarcity.units,
    "overflow": overflow.units,
    "seating_preference": seating_preference.units,
    "ranking": ranking.units,
}
"""Every term that each seating has for itself, by the name of its weight."""

PARTS = {
    "overage": DEMAND_PARTS,
    "extra_table": SCORE_PARTS,
    "adjacency_depth": SCORE_PARTS,
    "scarcity": SCORE_PARTS,
}
"""Terms whose units are counted in fractions: how many make one."""

LOADS: dict[str, Callable[[Candidates], list[Load]]] = {
    "pacing": pacing.loads,
    "hold_back": hold_back.loads,
    "section_balance": section_balance.loads,
}
"""Every term that looks at several bookings at once."""

LARGEST_SUM = 2**53
"""Beyond it a sum is no longer exact in the engine's floating-point reports."""


@dataclass(frozen=True)
class Objective:
    """Gain (centipoints, to maximise) of choosing each candidate, tier by tier.

    ``tiers`` are optimised one after the other: first the first, then the second among the best
    of the first, and so on. With weights of order ``weighted`` there is one tier, their sum.
    ``limits`` take away from a tier what goes over them.
    """

    tiers: tuple[tuple[Tier, Ints], ...]
    limits: tuple[SoftLimit, ...]
    owner: Ints
    """The booking of each candidate."""

    def value(self, chosen: Ints) -> tuple[int, ...]:
        """Return the value of a choice of candidates in every tier; compares like the plans do."""
        return tier_values([gain for _, gain in self.tiers], self.limits, self.owner, chosen)


def objective_of(candidates: Candidates, *, unique: bool = False) -> Objective:
    """Assemble the tiers of a day's objective; tiers in which nothing differs are left out.

    With ``unique`` the fixed tie-break is the last tier: of equally good plans one is the best.

    Raises:
        InvalidInputError: the weights are so large that sums would not be exact.
    """
    weights = candidates.problem.weights
    gains: dict[Tier, Ints] = {
        tier: np.zeros(len(candidates), dtype=np.int64) for tier in _tiers(weights)
    }
    for term, gain in gains_by_term(candidates).items():
        gains[tier_of(weights, term)] += gain
    loads = [
        (tier_of(weights, term), price, load) for term, price, load in loads_by_term(candidates)
    ]
    _check_size(candidates, list(gains.values()), loads)
    if unique:
        gains["tie_break"] = -tie_break.units(candidates)
    leading = next(iter(gains))
    loaded = {tier for tier, _, _ in loads}
    used = [tier for tier in gains if tier == leading or tier in loaded or gains[tier].any()]
    return Objective(
        tiers=tuple((tier, gains[tier]) for tier in used),
        limits=tuple(SoftLimit(used.index(tier), price, load) for tier, price, load in loads),
        owner=candidates.booking,
    )


def gains_by_term(candidates: Candidates) -> dict[str, Ints]:
    """Return P: signed centipoints per candidate, of each term that has a weight."""
    weights = candidates.problem.weights
    return {
        term: TERMS[term].sign * _points(weight, units(candidates), PARTS.get(term, 1))
        for term, units in PREFERENCES.items()
        if (weight := _centipoints(weights, term))
    }


def loads_by_term(candidates: Candidates) -> list[tuple[str, int, Load]]:
    """Return the loads of each term that has a weight, with the centipoints per unit over."""
    weights = candidates.problem.weights
    return [
        (term, weight, load)
        for term, loads_of in LOADS.items()
        if (weight := _centipoints(weights, term))
        for load in loads_of(candidates)
    ]


def tier_of(weights: Weights, term: str) -> Tier:
    """Return the tier that a term belongs to under these weights."""
    return "total" if weights.order == "weighted" else TERMS[term].tier


def _tiers(weights: Weights) -> tuple[Tier, ...]:
    return ("total",) if weights.order == "weighted" else ("seated", "stability", "preferences")


def _centipoints(weights: Weights, term: str) -> int:
    points: float = getattr(weights, term)
    return round(points * CENTIPOINTS)


def _points(weight: int, units: Ints, parts: int) -> Ints:
    """Return weight times units in whole centipoints; fractions are rounded half up."""
    return (weight * units + parts // 2) // parts


def _check_size(
    candidates: Candidates, gains: list[Ints], loads: list[tuple[Tier, int, Load]]
) -> None:
    seatings = max(1, len(candidates.bookings))
    largest = [int(np.abs(gain).max(initial=0)) * seatings for gain in gains]
    largest += [
        price * (int(load.use.max(initial=0)) * seatings + int(np.abs(load.limit).max(initial=0)))
        for _, price, load in loads
    ]
    if sum(largest) > LARGEST_SUM:
        message = "the weights are too large to add up exactly over this day"
        raise InvalidInputError([Flaw("weights", candidates.problem.weights.name, message)])
