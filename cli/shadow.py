"""``maitred shadow``: plan beside the old allocator, and compare over weeks."""

import datetime as dt
import json
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from cli import console
from cli.dates import AsJson, DateArgument, RestaurantArgument, Url, named, opened
from cli.shadow_output import Told, look_words, print_report
from models.errors import Flaw, InvalidInputError
from models.moment import Moment
from persistence.pool import Database
from scenarios.shadow.gates import METRICS, judge, parse_gates
from services.errors import NoBookingsError
from services.shadow.planning import ShadowRequest, look
from services.shadow.report import MOST_DAYS, Lines, report_of, report_view
from settings import load_settings
from solver.pool import DEFAULT_POOL

shadow = typer.Typer(
    help="Plan beside the old allocator without writing anything of the product's, and compare.",
    no_args_is_help=True,
)

MOMENT = TypeAdapter[int | str | dt.datetime](Moment)

Last = Annotated[
    dt.datetime | None,
    typer.Option("--to", help="The last date.", formats=["%Y-%m-%d"], metavar="DATE"),
]


@shadow.command("run")
def run(
    restaurant: RestaurantArgument,
    date: DateArgument,
    last: Last = None,
    at: Annotated[
        str | None,
        typer.Option(
            help="Plan as of this moment, with the bookings made by then: a local time of the date "
            "such as 15:00, or an ISO instant with its zone. Default: now; of an evening that is "
            "over, its beginning, with all of its bookings.",
            metavar="TIME",
        ),
    ] = None,
    budget: Annotated[
        float | None, typer.Option(help="Seconds for the solver, a date.", min=0.1, max=600)
    ] = None,
    deterministic: Annotated[
        bool,
        typer.Option(help="Limit the solver by work: `maitred replay` gives the very same tables."),
    ] = False,
    database_url: Url = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress line.")] = False,
) -> None:
    """Plan a date beside the old allocator; when it is over, keep how it ended.

    Writes a run with its stored input into the schema maitred, and nothing anywhere else. Run it
    twice: before the evening, so that maitred knows no more than the old allocator did, and after
    it, so that the end is kept while the rows are fresh. For weeks that are past, plan them
    afterwards with --to; the report says that it was in hindsight.

    Examples:

    `maitred shadow run the-pub 2026-11-28`

    `maitred shadow run the-pub 2026-11-01 --to 2026-11-27 --at 15:00`
    """
    DEFAULT_POOL.warm_up()
    settings = load_settings(database_url=database_url)
    dates = _dates(date.date(), None if last is None else last.date())
    moment = None if at is None else _moment(at)
    seconds = settings.plan_budget_seconds if budget is None else budget
    told = list[Told]()
    with (
        opened(database_url) as database,
        console.CountLine(len(dates), quiet=quiet or as_json or len(dates) == 1) as line,
    ):
        key = named(database, restaurant)
        for day in dates:
            wanted = ShadowRequest(key, day, moment, seconds, deterministic)
            told.append(_look(database, wanted, alone=len(dates) == 1))
            line.show(str(told[-1]["words"]))
    if as_json:
        print(json.dumps(told, indent=2))  # noqa: T201 - never wrapped to a width
        return
    for item in told:
        console.out.print(f"{item['date']}: {item['words']}", markup=False)


def _look(database: Database, wanted: ShadowRequest, *, alone: bool) -> Told:
    """Look at a date; one of several may have no bookings."""
    try:
        return look_words(wanted.date, look(database, wanted))
    except NoBookingsError as error:
        if alone:
            raise
        return {"date": wanted.date.isoformat(), "runId": None, "words": error.message}


def _dates(first: dt.date, last: dt.date | None) -> list[dt.date]:
    last = last or first
    days = (last - first).days
    if not 0 <= days < MOST_DAYS:
        flaw = Flaw("--to", last.isoformat(), f"must be 0 to {MOST_DAYS - 1} days after {first}")
        raise InvalidInputError([flaw], subject="shadow run")
    return [first + dt.timedelta(days=number) for number in range(days + 1)]


def _moment(text: str) -> int | str | dt.datetime:
    try:
        found: int | str | dt.datetime = MOMENT.validate_python(text)
    except ValidationError as error:
        message = "must be a local time such as 15:00, or an ISO instant with its zone"
        raise InvalidInputError(
            [Flaw("--at", repr(text), message)], subject="shadow run"
        ) from error
    return found


@shadow.command(
    "report",
    epilog="Metrics of gates: "
    + "; ".join(f"{name}: {says}" for name, (_, says) in METRICS.items()),
)
def report(
    restaurant: RestaurantArgument,
    first: Annotated[
        dt.datetime | None,
        typer.Option(
            "--from",
            help="The first date. Default: four weeks up to the last.",
            formats=["%Y-%m-%d"],
            metavar="DATE",
        ),
    ] = None,
    last: Annotated[
        dt.datetime | None,
        typer.Option(
            "--to",
            help="The last date. Default: yesterday's.",
            formats=["%Y-%m-%d"],
            metavar="DATE",
        ),
    ] = None,
    gate: Annotated[
        list[str] | None,
        typer.Option(
            "--gate",
            help="A condition that has to hold, in quotes: 'covers>=0', 'waste<=5%', "
            "'p95<=300ms'. Repeat it for several.",
            metavar="GATE",
        ),
    ] = None,
    lines: Annotated[
        Lines,
        typer.Option(help="Which bookings are listed: those that differ, all, or none."),
    ] = "differing",
    database_url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Compare what the old allocator did with what maitred would have done, night by night.

    Every booking is the same, better (maitred alone would have seated it) or worse off (the old
    allocator alone did). Over several nights the difference of guests has a 95 % confidence
    interval; when zero is inside, the verdict is undecided. `maitred replay RUN` repeats the plan
    of a night from its stored input. Nothing is written.

    Exit code: 0 when all gates pass, 1 when one fails, 2 when one cannot be read.

    Examples:

    `maitred shadow report the-pub`

    `maitred shadow report the-pub --from 2026-11-01 --gate 'nights>=14' --gate 'covers>=0'
    --gate 'worse<=2%' --gate 'p95<=300ms'`
    """
    gates = parse_gates(gate or ())
    span = [None if item is None else item.date() for item in (first, last)]
    with opened(database_url) as database:
        found = report_of(database, named(database, restaurant), *span)
    results = judge(found, gates)
    if as_json:
        view = report_view(found, lines, results)
        print(json.dumps(view, indent=2))  # noqa: T201 - never wrapped to a width
    else:
        print_report(found, lines, results)
    if not all(result.passed for result in results):
        raise typer.Exit(1)
