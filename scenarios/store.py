"""What is kept of scenarios, under names that say what it answers; here on disk.

A directory holds, each written whole or not at all:

problems/<hash>.json    a day file, readable by `maitred solve` and `maitred check`
plans/<key>.json        the plan of a run
runs/<key>.json         what was asked; written last, so a run that has it is complete
asked.json              the latest question: scenarios, and which runs answer it
"""

import os
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

from pydantic import Field, ValidationError

from models.base import Id, Value, content_hash
from models.dayfile import DayFile, parse_value
from models.errors import Flaw, InvalidInputError
from models.plan import DayPlan
from models.problem import DayProblem
from scenarios.edits import ScenarioEdit
from solver.answer import versions

V = TypeVar("V", bound=Value)

ASKED = "asked.json"
"""The file of the latest question."""


class Run(Value):
    """One solve of a scenario, with all that repeats it."""

    key: str
    scenario: Id
    day: Id
    seed: int
    edits: tuple[ScenarioEdit, ...]
    base_hash: str
    """The problem that the edits were applied to."""
    problem_hash: str
    """The problem that was solved."""
    start_key: str | None
    """The run whose plan the solve began with."""
    gap: Annotated[float, Field(ge=0)]
    budget_seconds: float
    versions: dict[str, str]


def run_key(
    base: str, edits: tuple[ScenarioEdit, ...], seed: int, gap: float, budget: float
) -> str:
    """Return the name of a run: a hash of all that its answer depends on."""
    return content_hash(
        {
            "problem": base,
            "edits": [edit.model_dump(mode="json") for edit in edits],
            "seed": seed,
            "gap": gap,
            "budget": budget,
            "versions": versions(),
        }
    )


class Results(Protocol):
    """Where the runner keeps what is done, so that it is not done again."""

    def save(self, run: Run, problem: DayProblem, plan: DayPlan) -> None:
        """Keep a run; after a crash it is there as a whole, or not at all."""

    def plan(self, key: str) -> DayPlan | None:
        """Return the plan of a complete run; None when there is none, or it cannot be read."""


class Store:
    """A results directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        try:
            for name in ("problems", "plans", "runs"):
                (directory / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            flaw = Flaw("--out", str(directory), (error.strerror or str(error)).lower())
            raise InvalidInputError([flaw], subject="cannot write results") from error

    def save(self, run: Run, problem: DayProblem, plan: DayPlan) -> None:
        """Keep a run; after a crash it is there as a whole, or not at all."""
        place = self._path("problems", problem.content_hash())
        if not place.exists():
            _write(place, DayFile.from_problem(problem).model_dump_json(indent=1))
        _write(self._path("plans", run.key), plan.model_dump_json(indent=1))
        _write(self._path("runs", run.key), run.model_dump_json(indent=1))

    def plan(self, key: str) -> DayPlan | None:
        """Return the plan of a complete run; None when there is none, or it cannot be read."""
        run = self.run(key)
        plan = None if run is None else self._read("plans", key, DayPlan)
        if run is None or plan is None or plan.problem_hash != run.problem_hash:
            return None
        return plan

    def run(self, key: str) -> Run | None:
        """Return what a run was asked; None when there is none, or it cannot be read."""
        return self._read("runs", key, Run)

    def problem(self, problem_hash: str) -> DayProblem | None:
        """Return a problem; None when there is none, or it is no longer what it was."""
        file = self._read("problems", problem_hash, DayFile)
        problem = None if file is None else file.to_problem()
        return problem if problem and problem.content_hash() == problem_hash else None

    def ask(self, question: Value) -> None:
        """Keep the latest question."""
        _write(self._directory / ASKED, question.model_dump_json(indent=1))

    def _read(self, kind: str, key: str, model: type[V]) -> V | None:
        try:
            text = self._path(kind, key).read_bytes()
            return parse_value(text, model, subject=key)
        except (OSError, InvalidInputError, ValidationError):
            # Cut short by a full disk, or written by another version: it is made again.
            return None

    def _path(self, kind: str, key: str) -> Path:
        return self._directory / kind / f"{key}.json"


def _write(path: Path, text: str) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        flaw = Flaw("--out", str(path), (error.strerror or str(error)).lower())
        raise InvalidInputError([flaw], subject="cannot write results") from error
    finally:
        unfinished.unlink(missing_ok=True)
