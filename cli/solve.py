"""``maitred solve``: plan a day file."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli import console
from cli.night import print_night
from cli.options import Day, RulesOption, WeightsOption, read_problem
from models.errors import Flaw, InvalidInputError
from models.plan import DayPlan
from models.planfile import reference_form
from models.problem import Mode
from solver.day import plan_day
from solver.pool import DEFAULT_POOL
from solver.process import Cancel


class Format(StrEnum):
    """How the plan is written."""

    TABLE = "table"
    JSON = "json"
    REFERENCE = "reference"


def solve(
    day: Day,
    budget: Annotated[
        float, typer.Option(help="Seconds the solver may take.", min=0.05, max=3600)
    ] = 10.0,
    mode: Annotated[
        Mode | None,
        typer.Option(
            help="fill: seat bookings without tables. improve: may also move up to --max-moves. "
            "rebuild: may move everyone who is not locked."
        ),
    ] = None,
    max_moves: Annotated[
        int | None, typer.Option(help="Most bookings that may change tables (mode improve).", min=0)
    ] = None,
    weights: WeightsOption = None,
    rules: RulesOption = None,
    format: Annotated[  # noqa: A002 - the option's name
        Format, typer.Option(help="table for people, json whole, reference short.")
    ] = Format.TABLE,
    out: Annotated[
        Path | None, typer.Option(help="Also write the plan here (JSON, or the reference form).")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the search.", min=0, max=2**31 - 1)] = 0,
    deterministic: Annotated[
        bool,
        typer.Option(
            "--deterministic",
            help="The same plan on every run: the budget counts work instead of time, and a fixed "
            "tie-break leaves one optimum. Slower.",
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress line.")] = False,
) -> None:
    """Plan a day and prove how good the plan is.

    Ctrl-C ends the solve early with the best plan so far; a second one ends without a plan.

    Examples:

    `maitred solve saturday.json`

    `maitred solve saturday.json --mode improve --max-moves 3 --out plan.json`

    `maitred solve bench.json --rules reference --weights reference --format reference`
    """
    DEFAULT_POOL.warm_up()
    problem = read_problem(day, rules=rules, weights=weights, mode=mode, max_moves=max_moves)
    if not problem.bookings:
        flaw = Flaw("bookings", "[]", f"there are none on {problem.date}: nothing to plan")
        raise InvalidInputError([flaw], subject=str(day))
    with console.ProgressLine(quiet=quiet) as line, _cancel_on_ctrl_c() as cancel:
        plan = plan_day(
            problem,
            budget_seconds=budget,
            seed=seed,
            deterministic=deterministic,
            on_progress=line.show,
            cancel=cancel,
        )
    if out is not None:
        console.write_file(out, _text(plan, format))
    if format is Format.TABLE:
        print_night(problem, plan)
    elif out is None:
        print(_text(plan, format))  # noqa: T201 - plain JSON, never wrapped to a width


@contextmanager
def _cancel_on_ctrl_c() -> Iterator[Cancel]:
    """Let the first Ctrl-C cancel the solve, and the second one interrupt the command."""
    cancel = Cancel()

    def interrupt(*_: object) -> None:
        if cancel.asked:
            raise KeyboardInterrupt
        cancel.cancel()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)


def _text(plan: DayPlan, form: Format) -> str:
    if form is Format.REFERENCE:
        return json.dumps(reference_form(plan))
    return plan.model_dump_json(indent=2)
