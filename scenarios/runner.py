"""Run scenarios on days and seeds, in local processes; what is done already is not done again."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.plan import DayPlan
from models.problem import DayProblem
from scenarios.messages import Job, Start
from scenarios.processes import Workers
from scenarios.scenario import BASELINE, Scenario
from scenarios.store import Results, Run, run_key
from solver.answer import versions
from solver.process import Cancel

BASE_GAP_SHARE = 0.2
"""The day as it is gets this much closer to its bound than scenarios: all of them begin with it."""

LEAST_SECONDS = 0.1
"""With less time left nothing is begun any more."""


@dataclass(frozen=True)
class Limits:
    """How far scenarios are solved."""

    gap: float = 0.005
    """The relative gap that is close enough."""
    budget_seconds: float = 30.0
    """Most seconds per solve."""
    processes: int = 2
    from_scratch: bool = False
    """Solve each as if nothing were known of the others: only to measure what that costs."""


@dataclass(frozen=True)
class Case:
    """A scenario (or the day as it is) on a day with a seed: what is to be solved."""

    scenario: Scenario
    day: DayProblem
    seed: int
    problem: DayProblem
    compared_with: str
    """The name of the scenario that it is compared with, and begins with the plan of."""

    @property
    def is_base(self) -> bool:
        """Whether it is the day as it is."""
        return self.scenario.name == BASELINE


@dataclass(frozen=True)
class Outcome:
    """A case and its plan."""

    case: Case
    plan: DayPlan
    key: str
    asked_gap: float
    """The relative gap that was close enough."""
    remembered: bool
    """It was in the results already, or is the answer of an equal problem."""

    @property
    def close_enough(self) -> bool:
        """Whether the solve got as close to its bound as it was asked to."""
        return self.plan.gap is not None and self.plan.gap <= self.asked_gap


def cases_of(
    days: Sequence[DayProblem],
    scenarios: Sequence[Scenario],
    seeds: Sequence[int],
    compared_with: dict[str, str],
) -> list[Case]:
    """Return everything to solve, each after what it is compared with.

    ``scenarios`` have all their edits (``ScenarioFile.resolved``).

    Raises:
        InvalidInputError: an edit does not fit a day; nothing is solved then.
    """
    as_it_is = Scenario(name=BASELINE)
    cases = []
    for day in days:
        for seed in seeds:
            cases.append(Case(as_it_is, day, seed, day, BASELINE))
            for item in _in_order(scenarios, compared_with):
                base = compared_with.get(item.name, BASELINE)
                cases.append(Case(item, day, seed, item.apply(day, seed), base))
    return cases


def _in_order(scenarios: Sequence[Scenario], compared_with: dict[str, str]) -> list[Scenario]:
    def depth(name: str) -> int:
        return 0 if name == BASELINE else 1 + depth(compared_with.get(name, BASELINE))

    return sorted(scenarios, key=lambda item: depth(item.name))


def keys_of(cases: Sequence[Case], limits: Limits) -> list[str]:
    """Return the names that the answers of cases have in a store."""
    # Hashing a day takes longer than anything else here, and many cases share one.
    days = {id(case.day): case.day for case in cases}
    hashes = {key: day.content_hash() for key, day in days.items()}
    seconds = limits.budget_seconds
    return [
        run_key(
            hashes[id(case.day)], case.scenario.edits, case.seed, _gap_of(case, limits), seconds
        )
        for case in cases
    ]


def _gap_of(case: Case, limits: Limits) -> float:
    return limits.gap * (BASE_GAP_SHARE if case.is_base else 1)


def run_scenarios(
    cases: Sequence[Case],
    store: Results,
    limits: Limits,
    on_outcome: Callable[[Outcome], None] | None = None,
    *,
    until: float = math.inf,
    workers: Workers | None = None,
    cancel: Cancel | None = None,
) -> list[Outcome]:
    """Solve all cases, or take them from the store; return them in the order of ``cases``.

    After ``until`` (of ``time.monotonic``) no solve is begun, and those that are going on end: what
    is not done by then is left out. ``workers`` are processes that run already. ``cancel`` ends all
    of it within a moment, from any thread and whatever the processes do.

    Raises:
        InvalidInputError: a problem cannot be planned with, or results cannot be written.
        WorkerDiedError: a process died twice on one problem.
        RunCancelledError: somebody has asked for the end.
    """
    running = _Running(cases, store, limits, on_outcome or (lambda outcome: None), until)
    running.take_what_is_known()
    cancel = cancel or Cancel()
    if running.left and workers is not None:
        running.solve(workers, cancel)
    elif running.left and not running.is_over:
        with Workers(min(limits.processes, len(running.left))) as mine:
            running.solve(mine, cancel)
    return [running.outcomes[number] for number in sorted(running.outcomes)]


class _Running:
    """The state of one run of the runner; cases are known by their numbers."""

    def __init__(
        self,
        cases: Sequence[Case],
        store: Results,
        limits: Limits,
        tell: Callable[[Outcome], None],
        until: float,
    ) -> None:
        self._cases, self._store, self._limits, self._tell = cases, store, limits, tell
        self._until = until
        self._keys = keys_of(cases, limits)
        number_of = {
            (case.scenario.name, case.day.id, case.seed): at for at, case in enumerate(cases)
        }
        self._base = [number_of[case.compared_with, case.day.id, case.seed] for case in cases]
        self.outcomes: dict[int, Outcome] = {}
        self.left = list(range(len(cases)))
        self._by_key: dict[str, Outcome] = {}
        self._starts: dict[str, Start] = {}

    @property
    def _seconds(self) -> float:
        """Seconds that a solve may take which begins now."""
        return min(self._limits.budget_seconds, self._until - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether no time is left to begin anything."""
        return self._seconds < LEAST_SECONDS

    def _gap(self, case: Case) -> float:
        return _gap_of(case, self._limits)

    def take_what_is_known(self) -> None:
        """Take what the store has."""
        for number in list(self.left):
            plan = self._store.plan(self._keys[number])
            if plan is not None and plan.problem_hash == self._cases[number].problem.content_hash():
                self._done(number, plan, remembered=True)

    def solve(self, workers: Workers, cancel: Cancel) -> None:
        """Solve what is left, each case once its base is there."""
        waiting, given = list(self.left), dict[str, int]()
        while self.left:
            for number in list(waiting):
                known = self._known_answer(number)
                if known is not None:
                    waiting.remove(number)
                    self._keep(number, known.plan, start_key=known.key, remembered=True)
            for number in self._ready(waiting, given)[: len(workers.idle)]:
                if self.is_over:
                    break
                waiting.remove(number)
                given[self._keys[number]] = number
                workers.give(self._job(number), self._starts)
            if not self.left or not given:
                return
            for key, plan in workers.answers(self._starts, cancel):
                number = given.pop(key)
                self._keep(number, plan, start_key=self._start_key(number), remembered=False)

    def _ready(self, waiting: list[int], given: dict[str, int]) -> list[int]:
        """Return those whose base is there, and of equal ones the first only."""
        first: dict[str, int] = {}
        for number in waiting:
            if self._cases[number].is_base or self._base[number] in self.outcomes:
                first.setdefault(self._keys[number], number)
        return [number for key, number in first.items() if key not in given]

    def _known_answer(self, number: int) -> Outcome | None:
        """Return the outcome of an equal problem: of the same edits, or of its base."""
        same = self._by_key.get(self._keys[number])
        if same is not None or self._limits.from_scratch:
            return same
        base = self.outcomes.get(self._base[number])
        mine = self._cases[number].problem
        return base if base is not None and base.case.problem == mine else None

    def _start_key(self, number: int) -> str | None:
        if self._cases[number].is_base or self._limits.from_scratch:
            return None
        return self._keys[self._base[number]]

    def _job(self, number: int) -> Job:
        case, start = self._cases[number], self._start_key(number)
        if start is not None and start not in self._starts:
            base = self.outcomes[self._base[number]]
            self._starts[start] = Start(start, base.case.problem, base.plan)
        return Job(
            key=self._keys[number],
            label=f"scenario {case.scenario.name!r} on {case.day.id}",
            problem=case.problem,
            start=start,
            seed=case.seed,
            gap=self._gap(case),
            budget_seconds=self._seconds,
        )

    def _keep(self, number: int, plan: DayPlan, *, start_key: str | None, remembered: bool) -> None:
        case = self._cases[number]
        run = Run(
            key=self._keys[number],
            scenario=case.scenario.name,
            day=case.day.id,
            seed=case.seed,
            edits=case.scenario.edits,
            base_hash=case.day.content_hash(),
            problem_hash=plan.problem_hash,
            start_key=start_key,
            gap=self._gap(case),
            budget_seconds=self._limits.budget_seconds,
            versions=versions(),
        )
        if not self._cut_short(case, plan):
            self._store.save(run, case.problem, plan)
        self._done(number, plan, remembered=remembered)

    def _cut_short(self, case: Case, plan: DayPlan) -> bool:
        """Whether more time might have found more: that is no answer to keep."""
        late = plan.solve.budget_seconds < self._limits.budget_seconds
        return late and (plan.gap is None or plan.gap > self._gap(case))

    def _done(self, number: int, plan: DayPlan, *, remembered: bool) -> None:
        case, key = self._cases[number], self._keys[number]
        outcome = Outcome(case, plan, key, self._gap(case), remembered)
        self.outcomes[number] = self._by_key[self._keys[number]] = outcome
        self.left.remove(number)
        self._tell(outcome)
