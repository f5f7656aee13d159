"""What a results directory was asked last, so that its answers can be read again as a whole."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from models.base import Id, Value
from models.dayfile import parse_value
from models.errors import Flaw, InvalidInputError
from scenarios.runner import Case, Limits, Outcome, keys_of
from scenarios.scenario import BASELINE, Scenario, ScenarioFile
from scenarios.store import ASKED, Store

SUBJECT = "cannot read results"


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
    reader = _Reader(directory, asked.file)
    outcomes = [reader.outcome(case) for case in asked.cases]
    there = [one for one in outcomes if one is not None]
    if not there or len(there) < len(outcomes):
        missing = len(outcomes) - len(there)
        message = (
            f"{missing} of {len(outcomes)} solves are not there; run the same `maitred whatif "
            "--out` again: it goes on from what is done"
        )
        raise InvalidInputError([Flaw("DIR", str(directory), message)], subject=SUBJECT)
    return asked.file, there


class _Reader:
    """Reads each problem once, whatever number of cases has it."""

    def __init__(self, directory: Path, file: ScenarioFile) -> None:
        self._store = Store(directory)
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
