"""What is known while a day is being solved: the best checked plan, and what is proven."""

import time
from dataclasses import dataclass

import numpy as np

from models.plan import Tier, TierProof
from models.problem import DayProblem
from models.weights import CENTIPOINTS
from solver.arrays import Ints
from solver.bound import trivial_bound
from solver.candidates import Candidates, candidates_of, chosen_of
from solver.checker import Decisions, Verdict, check_plan
from solver.greedy import carried_on, greedy_floor
from solver.objective import Objective, objective_of
from solver.rules import locks


@dataclass(frozen=True)
class Progress:
    """The state of a running solve; points are of the leading tier."""

    seconds: float
    points: float
    """Value of the best plan so far."""
    bound: float | None
    """Proven bound."""
    gap: float | None
    """Relative distance between the two."""
    seated: int
    covers: int


class Search:
    """Keeps the best checked plan of a problem, from the floor up, and the bound of every tier.

    Raises:
        InvalidInputError: the rules or weights of the problem cannot be planned with.
    """

    def __init__(
        self, problem: DayProblem, *, unique: bool = False, start: Decisions | None = None
    ) -> None:
        self.began = time.monotonic()
        self.problem = problem
        self.candidates: Candidates = candidates_of(problem)
        self.objective: Objective = objective_of(self.candidates, unique=unique)
        self.floor: Ints = greedy_floor(self.candidates, self.objective)
        self.incumbents = 0
        self._fixed = {booking.id: booking.current_tables for booking in locks.seated(problem)}
        self._adopt(self.floor, self._check(self.floor))
        if not self.verdict.ok:
            raise AssertionError(f"the greedy floor breaks a rule: {self.verdict.violations[0]}")
        reached = self.objective.value(self.floor)
        self._elsewhere = [
            self._tier(name) - value
            for (name, _), value in zip(self.objective.tiers, reached, strict=True)
        ]
        self.bounds: list[int | None] = [None] * len(self.objective.tiers)
        self.bounds[0] = trivial_bound(self.candidates, self.objective)
        if start is not None:
            self._carry_on(start)

    def _carry_on(self, start: Decisions) -> None:
        """Begin with what another plan gave these bookings, when that beats the floor."""
        wanted = chosen_of(self.candidates, start)
        chosen = carried_on(self.candidates, self.objective, wanted)
        verdict = self._check(chosen)
        if not verdict.ok:
            raise AssertionError(f"a plan carried on breaks a rule: {verdict.violations[0]}")
        if self.rank(chosen, verdict) > self.rank(self.best, self.verdict):
            self._adopt(chosen, verdict)

    def rank(self, chosen: Ints, verdict: Verdict) -> tuple[int, ...]:
        """Return what choices are compared by: a bigger tuple is a better plan."""
        return verdict.rank(self.problem.weights.order, unique=True)

    def offer(self, chosen: Ints) -> bool:
        """Take a choice from the solver if it is legal; keep it if it is better.

        Returns False when the checker refuses it: then nothing of its source can be trusted.
        """
        if not self._is_choice(chosen):
            return False
        verdict = self._check(chosen)
        if not verdict.ok:
            return False
        self.incumbents += 1
        if self.rank(chosen, verdict) > self.rank(self.best, self.verdict):
            self._adopt(chosen, verdict)
        return True

    def tighten(self, tier: int, bound: int) -> bool:
        """Lower the proven bound of a tier (centipoints over the candidates).

        Returns False when the bound cannot be true: below what a checked plan has reached.
        """
        if not isinstance(bound, int) or tier not in range(len(self.bounds)):
            return False
        reached = self.objective.value(self.best)
        above = zip(self.bounds[:tier], reached[:tier], strict=True)
        if bound < reached[tier] and all(known == value for known, value in above):
            return False
        known = self.bounds[tier]
        self.bounds[tier] = bound if known is None else min(known, bound)
        return True

    def take_bound(self, points: float) -> None:
        """Take over the leading tier's bound from another plan of this very problem (points)."""
        bound = round(points * CENTIPOINTS) - self._elsewhere[0]
        if not self.tighten(0, bound):
            raise AssertionError(f"{self.problem.id}: a plan is better than its bound")

    def _is_choice(self, chosen: object) -> bool:
        """Tell whether something from a solver process names candidates, one per booking."""
        return (
            isinstance(chosen, np.ndarray)
            and chosen.ndim == 1
            and chosen.dtype.kind == "i"
            and (not len(chosen) or 0 <= chosen.min() <= chosen.max() < len(self.candidates))
            and len(np.unique(self.candidates.booking[chosen])) == len(chosen)
        )

    @property
    def proven(self) -> bool:
        """Nothing better exists in any tier, the tie-break included when it is asked for."""
        return all(proof.gap == 0 for proof in self.proof())

    def within(self, gap: float) -> bool:
        """Tell whether the leading tier is as close to its bound as asked; 0 asks for a proof of
        every tier.
        """
        if not gap:
            return self.proven
        reached = self.proof()[0].gap
        return reached is not None and reached <= gap

    @property
    def optimal(self) -> bool:
        """Nothing better exists in any tier that says something about the night."""
        return all(proof.gap == 0 for proof in self.proof() if proof.tier != "tie_break")

    def proof(self) -> tuple[TierProof, ...]:
        """Return value and bound of each tier that is optimised, in points of the whole day."""
        return tuple(
            TierProof(
                tier=name,
                value=self._tier(name) / CENTIPOINTS,
                bound=None if bound is None else (bound + rest) / CENTIPOINTS,
            )
            for (name, _), bound, rest in zip(
                self.objective.tiers, self.bounds, self._elsewhere, strict=True
            )
        )

    def progress(self) -> Progress:
        """Return what to show while the solver works."""
        leading = self.proof()[0]
        party = {booking.id: booking.party for booking in self.problem.bookings}
        return Progress(
            seconds=time.monotonic() - self.began,
            points=leading.value,
            bound=leading.bound,
            gap=leading.gap,
            seated=len(self.decisions),
            covers=sum(party[key] for key in self.decisions),
        )

    def _check(self, chosen: Ints) -> Verdict:
        return check_plan(self.problem, self._decisions(chosen))

    def _decisions(self, chosen: Ints) -> dict[str, tuple[str, ...]]:
        candidates = self.candidates
        rows, sets = candidates.booking[chosen], candidates.table_set[chosen]
        placed = {
            candidates.bookings[row].id: candidates.sets.ids(table_set)
            for row, table_set in zip(rows.tolist(), sets.tolist(), strict=True)
        }
        return {**self._fixed, **placed}

    def _adopt(self, chosen: Ints, verdict: Verdict) -> None:
        self.best, self.verdict, self.decisions = chosen, verdict, self._decisions(chosen)

    def _tier(self, name: Tier) -> int:
        if name == "tie_break":
            return -self.verdict.tie_break
        return self.verdict.total if name == "total" else self.verdict.tier(name)
