"""Scenarios: named edits of a day, and the files that people write them in."""

from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator, model_validator

from models.base import Id, Value
from models.edit_bookings import Seed
from models.errors import Flaw, InvalidInputError, flaws_of
from models.problem import DayProblem
from models.venue import duplicates
from scenarios.edits import ScenarioEdit, draws, seeded, written
from scenarios.yamltext import Lines, parse_text

MAX_SCENARIOS = 1000
MAX_EDITS = 500
BASELINE = "base"
"""The name of the day as it is, in every result."""


class Scenario(Value):
    """What would be if: a name, and edits that are applied one after the other."""

    name: Id
    description: Annotated[str, Field(max_length=2000)] = ""
    base: Id | None = None
    """Another scenario of the file, whose edits come first; the day as it is when left out."""
    edits: Annotated[tuple[ScenarioEdit, ...], Field(max_length=MAX_EDITS)] = ()

    @property
    def draws(self) -> bool:
        """Whether it is another problem for every seed."""
        return any(draws(edit) for edit in self.edits)

    def written(self) -> dict[str, Any]:
        """Return the scenario as a file has it: without what may be left out."""
        given = self.model_dump(mode="json", exclude={"edits"}, exclude_defaults=True)
        return {**given, "edits": [written(edit) for edit in self.edits]}

    def apply(self, problem: DayProblem, seed: int = 0) -> DayProblem:
        """Return the problem with the edits applied.

        Raises:
            InvalidInputError: one does not fit; the message names scenario, edit, field and value.
        """
        for number, edit in enumerate(self.edits):
            try:
                problem = seeded(edit, seed).apply(problem)
            except InvalidInputError as error:
                place = f"edits[{number}]"
                flaws = [
                    Flaw(f"{place}.{flaw.place}" if flaw.place else place, flaw.value, flaw.message)
                    for flaw in error.flaws
                ]
                subject = f"scenario {self.name!r}, {edit.kind}, on {problem.id}"
                raise InvalidInputError(flaws, subject=subject) from error
        return problem


class ScenarioFile(Value):
    """Scenarios as a file."""

    scenarios: Annotated[tuple[Scenario, ...], Field(min_length=1, max_length=MAX_SCENARIOS)]
    seeds: Annotated[tuple[Seed, ...], Field(min_length=1, max_length=1000)] = (0,)
    """Each scenario is drawn and solved once per seed."""

    @field_validator("seeds")
    @classmethod
    def _seeds_once(cls, seeds: tuple[int, ...]) -> tuple[int, ...]:
        if len(set(seeds)) != len(seeds):
            raise ValueError(f"a seed is listed twice: {list(seeds)}")
        return seeds

    @field_validator("scenarios")
    @classmethod
    def _names_once(cls, scenarios: tuple[Scenario, ...]) -> tuple[Scenario, ...]:
        twice = duplicates([item.name for item in scenarios])
        if twice:
            raise ValueError(f"the name {twice[0]!r} is used more than once")
        if BASELINE in {item.name for item in scenarios}:
            raise ValueError(f"the name {BASELINE!r} is that of the day as it is")
        return scenarios

    @model_validator(mode="after")
    def _bases_exist(self) -> "ScenarioFile":
        known = {item.name: item for item in self.scenarios}
        for item in self.scenarios:
            seen, at = [item.name], item.base
            while at is not None:
                if at not in known:
                    raise ValueError(f"scenario {item.name!r} has the base {at!r}: no such name")
                if at in seen:
                    raise ValueError(f"scenario {item.name!r} is its own base: {seen}")
                seen.append(at)
                at = known[at].base
        return self

    def resolved(self) -> tuple[Scenario, ...]:
        """Return the scenarios with the edits of their bases in front of their own."""
        known = {item.name: item for item in self.scenarios}

        def edits(item: Scenario) -> tuple[ScenarioEdit, ...]:
            before = () if item.base is None else edits(known[item.base])
            return (*before, *item.edits)

        return tuple(item.replace(edits=edits(item), base=None) for item in self.scenarios)


def parse_scenarios(text: str | bytes, *, subject: str = "scenario file") -> ScenarioFile:
    """Read a scenario file, YAML or JSON.

    Raises:
        InvalidInputError: not YAML, or no scenarios; every flaw names its line, place and value.
    """
    data, lines = parse_text(text, subject=subject)
    if not isinstance(data, dict):
        message = "must be an object with the key 'scenarios'"
        raise InvalidInputError([Flaw("line 1", "", message)], subject=subject)
    return _validated(data, lines, subject)


def scenario_file(data: dict[str, Any], *, subject: str) -> ScenarioFile:
    """Return the scenarios of a document that is read already.

    Raises:
        InvalidInputError: they are none; every flaw names its place and value.
    """
    return _validated(data, None, subject)


def _validated(data: dict[str, Any], lines: Lines | None, subject: str) -> ScenarioFile:
    try:
        return ScenarioFile.model_validate(data)
    except ValidationError as error:
        raise InvalidInputError(_flaws(error, data, lines), subject=subject) from error


def _flaws(error: ValidationError, data: Any, lines: Lines | None) -> list[Flaw]:
    """Return the flaws, with their lines; the tag of the edit's kind is no place of the file."""
    found = list(zip(error.errors(include_url=False), flaws_of(error), strict=True))
    # Items that are wrong themselves count as missing, too: that says nothing new.
    wrong = [(item, flaw) for item, flaw in found if item["type"] != "too_short"]
    flaws = []
    for item, flaw in wrong or found:
        path = _path(item["loc"], data)
        place = "".join(
            f"[{step}]" if isinstance(step, int) else f".{step}" if number else step
            for number, step in enumerate(path)
        )
        message = flaw.message.replace("`maitred schema`", "`maitred schema scenarios`")
        message = message.replace("Input should be a valid tuple", "must be a list")
        if item["type"] == "union_tag_not_found":
            message = "an edit needs a kind; see `maitred schema scenarios`"
        where = place if lines is None else f"line {lines.of(path)}, {place}"
        flaws.append(Flaw(where, flaw.value, message))
    return flaws


def _path(steps: tuple[int | str, ...], data: Any) -> list[int | str]:
    """Return where in the file a flaw is; pydantic names the kind of an edit, too."""
    path: list[int | str] = []
    at: Any = data
    for step in steps:
        inside = isinstance(at, list) and isinstance(step, int) and step < len(at)
        if inside or (isinstance(at, dict) and step in at):
            at = at[step]
        elif isinstance(at, dict) and at.get("kind") == step:
            continue
        else:
            return [*path, step]
        path.append(step)
    return path
