"""``maitred advise regret``: bookings that were refused, and that a re-plan would have seated."""

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

import typer

from cli import console
from cli.advice_output import print_advice
from cli.advise_options import (
    BUDGET,
    EACH,
    Budget,
    Each,
    Effort,
    Format,
    FormatOption,
    Gap,
    Out,
    Processes,
    Quiet,
)
from cli.dates import named, opened
from cli.options import RulesOption, WeightsOption, read_problem
from cli.scenario_options import require_different
from models.errors import Flaw, InvalidInputError
from models.planfile import parse_decisions
from scenarios.advise.regret import Evening, RegretAdvice, advise_regret, evening_to_come
from services.planning.regret import regret_of_dates
from solver.explaining.planned import planned_day


def regret(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Day files, each followed by its plan; without one, the tables that its bookings "
            "have are the plan.",
            metavar="[DAY [PLAN]]...",
        ),
    ] = None,
    restaurant: Annotated[
        str | None, typer.Option(help="Instead of files: a restaurant's id or slug.")
    ] = None,
    first: Annotated[
        dt.datetime | None,
        typer.Option("--from", help="The first date.", formats=["%Y-%m-%d"], metavar="DATE"),
    ] = None,
    last: Annotated[
        dt.datetime | None,
        typer.Option("--to", help="The last date.", formats=["%Y-%m-%d"], metavar="DATE"),
    ] = None,
    gap: Gap = 0.0,
    budget: Budget = BUDGET,
    each: Each = EACH,
    processes: Processes = 2,
    rules: RulesOption = None,
    weights: WeightsOption = None,
    database_url: Annotated[
        str | None, typer.Option(help="The booking database. Default: DATABASE_URL.")
    ] = None,
    out: Out = None,
    format: FormatOption = Format.TEXT,  # noqa: A002 - the option's name
    quiet: Quiet = False,
) -> None:
    """Which refused bookings a re-plan would have seated, and at what price.

    Of each booking without a table: why it was refused then, and the tables that it would have had
    if the others had been moved, who, and how. Nobody loses a table for it; locked bookings and
    guests who have come stay. Every such plan passes the independent checker.

    From the database: each date's newest committed run, as it was when it was made, and only
    bookings that have no tables to this day.

    Examples:

    `maitred advise regret saturday.json plan.json sunday.json plan-sunday.json`

    `maitred advise regret --restaurant the-pub --from 2026-11-01 --to 2026-11-30 --format csv`
    """
    effort = Effort(budget, each, gap, processes, out, quiet)
    if restaurant is None:
        _require_none({"--from": first, "--to": last, "--database-url": database_url})
        evenings = _evenings(files or [], rules, weights)
        with effort.solving(all_tiers=True) as solving:
            advice = advise_regret(evenings, solving)
    else:
        _require_none({"DAY": files, "--rules": rules, "--weights": weights})
        span = (_date("--from", first), _date("--to", last))
        advice = _from_database(database_url, restaurant, span, effort)
    print_advice(advice, format)


def _from_database(
    url: str | None, restaurant: str, span: tuple[dt.date, dt.date], effort: Effort
) -> RegretAdvice:
    with opened(url) as database, effort.solving(all_tiers=True) as solving:
        return regret_of_dates(database, named(database, restaurant), *span, solving)


def _evenings(files: list[Path], rules: str | None, weights: str | None) -> list[Evening]:
    """Read days and plans: a plan belongs to the day before it."""
    found: list[tuple[Path, Path | None]] = []
    for file in files:
        if not _is_plan(file):
            found.append((file, None))
        elif not found or found[-1][1] is not None:
            flaw = Flaw("", "", "a plan without its day; name the day file before it")
            raise InvalidInputError([flaw], subject=str(file))
        else:
            found[-1] = (found[-1][0], file)
    if not found:
        flaw = Flaw("DAY", "", "name day files with their plans, or --restaurant, --from and --to")
        raise InvalidInputError([flaw], subject="advise regret")
    evenings = [_evening(day, plan, rules, weights) for day, plan in found]
    require_different([item.planned.problem for item in evenings], "advise regret")
    return evenings


def _evening(day: Path, plan: Path | None, rules: str | None, weights: str | None) -> Evening:
    problem = read_problem(day, rules=rules, weights=weights)
    if plan is None:
        wants = problem.wants_tables
        has = {b.id: b.current_tables for b in problem.bookings if b.current_tables and wants(b)}
        return Evening(planned_day(evening_to_come(problem), has, subject=str(day)))
    decisions, stated = parse_decisions(console.read_file(plan), subject=str(plan))
    reasons = {}
    if stated is not None:
        problem = problem.replace(mode=stated.mode, max_moves=stated.max_moves)
        reasons = {item.booking: item for item in stated.unseated}
    return Evening(planned_day(evening_to_come(problem), decisions, subject=str(plan)), reasons)


def _is_plan(file: Path) -> bool:
    """Tell a plan from a day; what is neither is refused as a day."""
    try:
        data = json.loads(console.read_file(file))
    except ValueError:
        return False
    return isinstance(data, dict) and ("seatings" in data or "assigned" in data)


def _date(place: str, given: dt.datetime | None) -> dt.date:
    if given is None:
        flaw = Flaw(place, "", "is missing: --restaurant needs --from and --to")
        raise InvalidInputError([flaw], subject="advise regret")
    return given.date()


def _require_none(given: dict[str, object]) -> None:
    """Refuse what belongs to the other way of asking."""
    flaws = [
        Flaw(place, "", "files and --restaurant do not go together")
        for place, value in given.items()
        if value
    ]
    if flaws:
        raise InvalidInputError(flaws, subject="advise regret")
