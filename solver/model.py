"""The exact model of a day: one yes-or-no choice per candidate, and what excludes what."""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates
from solver.limits import Slack, slacks
from solver.objective import Objective
from solver.rules import max_moves, non_overlap, one_seating


@dataclass(frozen=True)
class ChoiceModel:
    """A 0-1 model over candidates, in plain arrays: any engine can solve it, any pipe carry it."""

    size: int
    at_most_one: tuple[Ints, ...]
    exactly_one: tuple[Ints, ...]
    at_most: tuple[tuple[Ints, int], ...]
    """Groups with the most that may be chosen of each."""
    tiers: tuple[Ints, ...]
    """Gain per candidate (centipoints), to maximise one tier after the other."""
    slacks: tuple[Slack, ...] = ()

    def value(self, chosen: Ints) -> tuple[int, ...]:
        """Return the value of a choice in every tier; compares as plans do."""
        values = [int(gain[chosen].sum()) for gain in self.tiers]
        for slack in self.slacks:
            values[slack.tier] -= slack.price * slack.over(chosen)
        return tuple(values)


def build(candidates: Candidates, objective: Objective) -> ChoiceModel:
    """Build the model of a day."""
    once, exactly = one_seating.groups(candidates)
    shared = non_overlap.groups(candidates)
    moves = max_moves.limit(candidates)
    return ChoiceModel(
        size=len(candidates),
        at_most_one=(*once, *shared),
        exactly_one=tuple(exactly),
        at_most=(moves,) if moves else (),
        tiers=tuple(gain for _, gain in objective.tiers),
        slacks=slacks(objective.limits, candidates.booking, np.arange(len(candidates))),
    )
