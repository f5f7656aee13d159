"""Arguments and options that several subcommands share."""

from pathlib import Path
from typing import Annotated, TypeVar

import typer

from cli import console
from models.base import Value
from models.dayfile import parse_day, parse_value, preset
from models.planfile import parse_decisions
from models.problem import DayProblem, Mode
from models.rules import RULE_PRESETS, Rules
from models.weights import WEIGHT_PRESETS, Weights
from solver.explaining.planned import PlannedDay, planned_day

V = TypeVar("V", bound=Value)

Day = Annotated[Path, typer.Argument(help="A day file (see `maitred schema`); - reads stdin.")]
RulesOption = Annotated[
    str | None,
    typer.Option(help=f"Rules: {', '.join(RULE_PRESETS)}, or a JSON file. Default: the day's own."),
]
WeightsOption = Annotated[
    str | None,
    typer.Option(help=f"Weights: {', '.join(WEIGHT_PRESETS)}, or a JSON file. Default: as above."),
]


def read_problem(
    day: Path,
    *,
    rules: str | None = None,
    weights: str | None = None,
    mode: Mode | None = None,
    max_moves: int | None = None,
) -> DayProblem:
    """Read a day file and apply what the command line says.

    Raises:
        InvalidInputError: a file is missing or wrong; the message names the place and the value.
    """
    file = parse_day(console.read_file(day), subject=str(day))
    return file.to_problem(
        rules=None if rules is None else chosen(rules, RULE_PRESETS, Rules, "--rules"),
        weights=None if weights is None else chosen(weights, WEIGHT_PRESETS, Weights, "--weights"),
        mode=mode,
        max_moves=max_moves,
    )


def planned_from(problem: DayProblem, plan: Path) -> PlannedDay:
    """Read a legal plan for a day, in either form; the mode is the plan's own.

    Raises:
        InvalidInputError: the file is missing or wrong, or the plan breaks a rule.
    """
    decisions, stated = parse_decisions(console.read_file(plan), subject=str(plan))
    if stated is not None:
        problem = problem.replace(mode=stated.mode, max_moves=stated.max_moves)
    return planned_day(problem, decisions, subject=str(plan))


def chosen(name: str, presets: dict[str, V], kind: type[V], place: str) -> V:
    """Return a preset by name, or the contents of a file of that name.

    Raises:
        InvalidInputError: neither exists, or the file is wrong.
    """
    if name in presets or not (name.endswith(".json") or Path(name).exists()):
        return preset(name, presets, kind, place)
    return parse_value(console.read_file(Path(name)), kind, subject=name)
