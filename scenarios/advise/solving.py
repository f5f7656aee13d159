"""Solve what an advisor asks for: one store, one set of processes, and one budget for all of it."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from models.errors import InvalidInputError
from models.problem import DayProblem
from scenarios.compare import Comparison, compare_measures
from scenarios.edits import ScenarioEdit
from scenarios.measures import Measures, measure
from scenarios.processes import Workers
from scenarios.runner import LEAST_SECONDS, Case, Limits, Outcome, run_scenarios
from scenarios.scenario import BASELINE, Scenario
from scenarios.store import Store
from solver.again import relax
from solver.search import Search

PROVEN = 1e-9
"""A gap that only a proof of the leading tier meets; the tiers below need none."""

Tell = Callable[[str], None]
"""Says what was done last."""


@dataclass(frozen=True)
class Candidate:
    """Something that an advisor may recommend."""

    name: str
    group: str
    words: str
    """What to do, as the beginning of a sentence."""
    edits: tuple[ScenarioEdit, ...]


class Solving:
    """Solves days and scenarios of them until the budget is used up; a context.

    Days are known by their ids, which have to differ.
    """

    def __init__(self, store: Store, limits: Limits, budget_seconds: float, tell: Tell) -> None:
        self._store, self._limits, self.tell = store, limits, tell
        self.began = time.monotonic()
        self._until = self.began + budget_seconds
        self._workers: Workers | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._workers is not None:
            self._workers.__exit__()

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._until - time.monotonic()

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be begun."""
        return self.left < LEAST_SECONDS

    @property
    def processes(self) -> int:
        """How many solve side by side."""
        return self._limits.processes

    def bases(self, days: Sequence[DayProblem]) -> dict[str, Outcome]:
        """Return the outcomes of days as they are, by id; those for which there was time."""
        return self._solve([_base(day) for day in days])

    def solve(self, cases: Iterable[tuple[DayProblem, Scenario]]) -> dict[tuple[str, str], Outcome]:
        """Return the outcomes of scenarios by name and day; those for which there was time.

        Raises:
            InvalidInputError: an edit does not fit its day.
        """
        asked = [Case(item, day, 0, item.apply(day), BASELINE) for day, item in cases]
        days = {case.day.id: case.day for case in asked}
        found = self._run([*(_base(day) for day in days.values()), *asked])
        return {
            (item.case.scenario.name, item.case.day.id): item
            for item in found
            if not item.case.is_base
        }

    def most(self, problem: DayProblem) -> float | None:
        """Return a proven bound of a problem's leading tier (points), from its relaxation."""
        if self.is_over:
            return None
        search = Search(problem)
        relax(search, self.left)
        return search.proof()[0].bound

    def _solve(self, cases: Sequence[Case]) -> dict[str, Outcome]:
        return {item.case.day.id: item for item in self._run(cases)}

    def _run(self, cases: Sequence[Case]) -> list[Outcome]:
        if self._workers is None and not self._known(cases) and not self.is_over:
            self._workers = Workers(self._limits.processes).__enter__()
        return run_scenarios(
            cases,
            self._store,
            self._limits,
            self._say,
            until=self._until,
            workers=self._workers,
        )

    def _say(self, outcome: Outcome) -> None:
        if not (outcome.remembered and outcome.case.is_base):  # it is asked for with each scenario
            self.tell(_label(outcome))

    def _known(self, cases: Sequence[Case]) -> bool:
        """Tell whether the store answers everything: then no process is needed."""
        done = run_scenarios(cases, self._store, self._limits, until=0)
        return len(done) == len(cases)


def measured(outcome: Outcome) -> Measures:
    """Return the figures of an outcome's plan."""
    return measure(outcome.case.problem, outcome.plan)


def compared(name: str, pairs: Sequence[tuple[Measures, Measures]], day: DayProblem) -> Comparison:
    """Compare measures without and with something, day by day."""
    return compare_measures(name, BASELINE, pairs, points_per_cover=day.weights.cover)


def scenario_of(number: int, candidate: Candidate) -> Scenario:
    """Return a candidate as a scenario; names of scenarios are short, and differ."""
    return Scenario(name=f"{number} {candidate.name}"[:64], edits=candidate.edits)


def fits(candidate: Candidate, days: Sequence[DayProblem]) -> bool:
    """Tell whether the edits of a candidate can be applied to every day."""
    try:
        for day in days:
            Scenario(name="fits", edits=candidate.edits).apply(day)
    except InvalidInputError:
        return False
    return True


def _base(day: DayProblem) -> Case:
    return Case(Scenario(name=BASELINE), day, 0, day, BASELINE)


def _label(outcome: Outcome) -> str:
    case, plan = outcome.case, outcome.plan
    name = "as it is" if case.is_base else case.scenario.name
    note = ", remembered" if outcome.remembered else ""
    return f"{name} on {case.day.id}: {plan.statistics.covers} covers{note}"
