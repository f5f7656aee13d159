"""What days are worth with some of their joins: every plan that was found counts wherever it is
legal, so that fewer joins are never worth more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.edit_room import SetNeighbours
from models.problem import DayProblem
from scenarios.advise.join_days import Pair, only, used
from scenarios.advise.solving import Solving, measured
from scenarios.measures import Measures
from scenarios.runner import Outcome
from scenarios.scenario import Scenario
from solver.checker import check_plan

Pairs = frozenset[Pair]


@dataclass(frozen=True)
class _Seen:
    """A plan that was found for a day with some joins, and the bound for those."""

    pairs: Pairs
    seatings: dict[str, tuple[str, ...]]
    figures: Measures


class JoinValue:
    """Some days, and what is known of them with all and with fewer joins."""

    def __init__(self, bases: Sequence[Outcome], solving: Solving) -> None:
        self.days: list[DayProblem] = [item.case.day for item in bases]
        self.all: Pairs = frozenset(self.days[0].venue.adjacency)
        self._solving = solving
        self._seen: dict[str, list[_Seen]] = {day.id: [] for day in self.days}
        for item in bases:
            self._add(self.all, item)

    def look(self, name: str, pairs: Pairs) -> bool:
        """Find out what the days are worth with just these joins; False when there is no time.

        Where the best plan with more of them needs no other ones, it is the answer already.
        """
        edit = SetNeighbours(pairs=tuple(sorted(pairs)))
        scenario = Scenario(name=name[:64], edits=(edit,))
        asked = [(day, scenario) for day in self.days if not self._answered(day, pairs)]
        found = self._solving.solve(asked) if asked else {}
        for item in found.values():
            self._add(pairs, item)
        return len(found) == len(asked)

    def figures(self, pairs: Pairs) -> list[Measures]:
        """Return the best that is known of each day with just these joins, after ``look``."""
        return [self._figures(day, pairs) for day in self.days]

    def guests(self) -> dict[Pair, int]:
        """Return the guests in merges of the best plans with all joins, by the joins within."""
        total: dict[Pair, int] = {}
        for day in self.days:
            best = self._best(day, self.all)
            assert best is not None
            for pair, guests in used(day, best.seatings).items():
                total[pair] = total.get(pair, 0) + guests
        return total

    def _answered(self, day: DayProblem, pairs: Pairs) -> bool:
        larger = [item.pairs for item in self._seen[day.id] if item.pairs >= pairs]
        best = self._best(day, min(larger, key=len))
        return best is not None and self._legal(day, pairs, best)

    def _figures(self, day: DayProblem, pairs: Pairs) -> Measures:
        """Fewer joins have no better plan: every bound with more of them holds as well."""
        best = self._best(day, pairs)
        assert best is not None
        bounds = [item.figures.bound for item in self._seen[day.id] if item.pairs >= pairs]
        known = [bound for bound in bounds if bound is not None]
        bound = min(known) if known else None
        points = best.figures.points
        gap = None if bound is None else max(0.0, bound - points) / max(1.0, abs(bound))
        return best.figures.replace(bound=bound, gap=gap)

    def _best(self, day: DayProblem, pairs: Pairs) -> _Seen | None:
        """Return the plan of most points that the checker finds legal with just these joins."""
        best_first = sorted(self._seen[day.id], key=lambda item: -item.figures.points)
        return next((item for item in best_first if self._legal(day, pairs, item)), None)

    def _legal(self, day: DayProblem, pairs: Pairs, seen: _Seen) -> bool:
        if seen.pairs <= pairs:
            return True
        return check_plan(only(day, sorted(pairs)), seen.seatings).ok

    def _add(self, pairs: Pairs, outcome: Outcome) -> None:
        seatings = {item.booking: item.tables for item in outcome.plan.seatings}
        self._seen[outcome.case.day.id].append(_Seen(pairs, seatings, measured(outcome)))
