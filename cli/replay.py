"""``maitred replay``: solve a recorded day again and compare."""

import json
from pathlib import Path
from typing import Annotated
from uuid import UUID

import psycopg
import typer
from rich.markup import escape

from cli import console
from cli.options import RulesOption, WeightsOption, read_problem
from models.errors import Flaw, InvalidInputError
from models.plan import DayPlan
from models.planfile import parse_decisions
from models.problem import DayProblem, Mode
from persistence.errors import translate
from persistence.pool import Limits, PatientConnection, connection_options
from services.planning.replay import Replay, Verdict, describe, repeat, report
from services.planning.runs import recorded_run
from settings import load_settings
from solver.pool import DEFAULT_POOL

SHOWN = 10
"""Most bookings listed one by one; ``--json`` names them all."""

COLOURS = {
    Verdict.IDENTICAL: "green",
    Verdict.EQUALLY_GOOD: "yellow",
    Verdict.BETTER: "yellow",
    Verdict.WORSE: "red",
}


def replay(
    run: Annotated[
        str, typer.Argument(help="A plan of `maitred solve`, or the id of a run of the service.")
    ],
    day: Annotated[
        Path | None, typer.Argument(help="The day file that the plan was made from; - reads stdin.")
    ] = None,
    rules: RulesOption = None,
    weights: WeightsOption = None,
    mode: Annotated[
        Mode | None, typer.Option(help="Mode of the first solve. Default: as the plan says.")
    ] = None,
    max_moves: Annotated[
        int | None,
        typer.Option(help="Most moves of the first solve. Default: as the plan says.", min=0),
    ] = None,
    database_url: Annotated[
        str | None, typer.Option(help="Where runs are stored. Default: DATABASE_URL.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole comparison as JSON.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress line.")] = False,
) -> None:
    """Solve a recorded day again and say whether the plan is identical.

    The recorded seed, budget and limits are used again. Rules and weights that were given to the
    first solve are part of its problem: give them again. Exit code 0 when the plan is identical,
    1 when it differs.

    Examples:

    `maitred solve day.json --deterministic --format json --out plan.json`

    `maitred replay plan.json day.json`

    `DATABASE_URL=postgresql://... maitred replay 0b0ee1a4-6ad2-4a3c-9d54-1f7e9ac1a6d8`
    """
    DEFAULT_POOL.warm_up()
    if day is None:
        _require_no_options(rules=rules, weights=weights, mode=mode, max_moves=max_moves)
        problem, recorded = _of_service(run, database_url)
    else:
        recorded = _plan(Path(run))
        problem = read_problem(
            day,
            rules=rules,
            weights=weights,
            mode=mode or recorded.mode,
            max_moves=recorded.max_moves if max_moves is None else max_moves,
        )
    with console.ProgressLine(quiet=quiet or as_json) as line:
        found = repeat(problem, recorded, on_progress=line.show)
    if as_json:
        print(json.dumps(report(found), indent=2))  # noqa: T201 - never wrapped to a width
    else:
        _print(found)
    if found.verdict is not Verdict.IDENTICAL:
        raise typer.Exit(1)


def _of_service(run: str, database_url: str | None) -> tuple[DayProblem, DayPlan]:
    try:
        run_id = UUID(run)
    except ValueError as error:
        message = "no id of a run; for a plan file also name the day file that it was made from"
        raise InvalidInputError([Flaw("RUN", repr(run), message)], subject="replay") from error
    settings = load_settings(database_url=database_url)
    options = connection_options(Limits(connect_timeout_seconds=settings.connect_timeout_seconds))
    try:
        with PatientConnection.connect(settings.dsn, **options) as connection:
            return recorded_run(connection, run_id)
    except psycopg.Error as error:
        raise translate(error) from error


def _require_no_options(**given: object) -> None:
    """Refuse what only a day file needs: the problem of a stored run is complete."""
    flaws = [
        Flaw(f"--{name.replace('_', '-')}", "", "a stored run has its own; only for a day file")
        for name, value in given.items()
        if value is not None
    ]
    if flaws:
        raise InvalidInputError(flaws, subject="replay")


def _plan(path: Path) -> DayPlan:
    _, plan = parse_decisions(console.read_file(path), subject=str(path))
    if plan is None:
        message = "not a whole plan; write it with `maitred solve --format json --out`"
        raise InvalidInputError([Flaw("", "", message)], subject=str(path))
    return plan


def _print(found: Replay) -> None:
    console.out.print(f"[{COLOURS[found.verdict]}]{escape(found.message)}[/]")
    for key, tables in list(found.differences.items())[:SHOWN]:
        before, now = ("+".join(names) or "no table" for names in tables)
        console.out.print(f"  {escape(key)}: {escape(before)}, now {escape(now)}")
    more = len(found.differences) - SHOWN
    if more > 0:
        console.out.print(f"  and {more} more; --json names them all")
    if found.versions:
        console.out.print(f"[yellow]Versions differ:[/] {escape(describe(found.versions))}")
    for note in found.notes:
        console.out.print(f"[yellow]Note:[/] {escape(note)}")
