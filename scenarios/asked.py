"""What a results directory was asked last, so that its answers can be read again as a whole."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from models.base import Id, Value
from models.dayfile import parse_value
from models.errors import Flaw, InvalidInputError
from models.plan import DayPlan
from models.problem import DayProblem
from scenarios.runner import Case, Limits, Outcome, keys_of
from scenarios.scenario import BASELINE, Scenario, ScenarioFile
from scenarios.store import ASKED, Run, Store

SUBJECT = "cannot read results"


class Kept(Protocol):
    """Where results can be read again."""

    def run(self, key: str) -> Run | None:
        """Return what a run was asked; None when there is none, or it cannot be read."""

    def plan(self, key: str) -> DayPlan | None:
        """Return the plan of a complete run, or None."""

    def problem(self, problem_hash: str) -> DayProblem | None:
        """Return a problem, or None."""


class AskedCase(Value):
    """A scenario on a day with a seed, and the run that answers it."""

    scenario: Id
    day: Id
    seed: int
    compared_with: Id
    key: str


class Asked(Value):
    """One `maitred whatif`: its scenarios, and all that was to be solved."""

    file: ScenarioFile
    cases: tuple[AskedCase, ...]

    @classmethod
    def of(cls, file: ScenarioFile, cases: Sequence[Case], limits: Limits) -> "Asked":
        """Return the question that these cases are."""
        listed = [
            AskedCase(
                scenario=case.scenario.name,
                day=case.day.id,
                seed=case.seed,
                compared_with=case.compared_with,
                key=key,
            )
            for case, key in zip(cases, keys_of(cases, limits), strict=True)
        ]
        return cls(file=file, cases=tuple(listed))


def read_results(directory: Path) -> tuple[ScenarioFile, list[Outcome]]:
    """Return the scenarios and outcomes of the latest question; nothing is solved.

    Raises:
        InvalidInputError: no results of `maitred whatif --out` are there, or not all of them.
    """
    try:
        text = (directory / ASKED).read_bytes()
    except OSError as error:
        message = "no results of `maitred whatif --out` are there"
        raise InvalidInputError([Flaw("DIR", str(directory), message)], subject=SUBJECT) from error
    asked = parse_value(text, Asked, subject=str(directory / ASKED))
    there = outcomes_of(asked.file, asked.cases, Store(directory))
    if not there or len(there) < len(asked.cases):
        missing = len(asked.cases) - len(there)
        message = (
            f"{missing} of {len(asked.cases)} solves are not there; run the same `maitred whatif "
            "--out` again: it goes on from what is done"
        )
        raise InvalidInputError([Flaw("DIR", str(directory), message)], subject=SUBJECT)
    return asked.file, there


def outcomes_of(file: ScenarioFile, cases: Sequence[AskedCase], kept: Kept) -> list[Outcome]:
    """Return the outcomes of those cases whose results are there."""
    reader = _Reader(kept, file)
    outcomes = (reader.outcome(case) for case in cases)
    return [one for one in outcomes if one is not None]


class _Reader:
    """Reads each problem once, whatever number of cases has it."""

    def __init__(self, kept: Kept, file: ScenarioFile) -> None:
        self._store = kept
        self._scenarios = {item.name: item for item in file.resolved()}
        self._scenarios[BASELINE] = Scenario(name=BASELINE)
        self._problems = cache(self._store.problem)

    def outcome(self, asked: AskedCase) -> Outcome | None:
        run, plan = self._store.run(asked.key), self._store.plan(asked.key)
        if run is None or plan is None or asked.scenario not in self._scenarios:
            return None
        day, problem = self._problems(run.base_hash), self._problems(run.problem_hash)
        if day is None or problem is None:
            return None
        scenario = self._scenarios[asked.scenario]
        case = Case(scenario, day, asked.seed, problem, asked.compared_with)
        return Outcome(case, plan, asked.key, run.gap, remembered=True)
