"""``maitred replan``: what a few moves gain, and what to do now that something has happened."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from cli import console
from cli.live_options import events_of
from cli.options import Day, RulesOption, WeightsOption, planned_from, read_problem
from cli.replan_text import print_curve, print_fragile, print_point
from models.dayfile import DayFile
from models.errors import Flaw, InvalidInputError, MaitredError
from models.live import apply_events
from models.moment import instant_on
from models.problem import DayProblem
from models.replan import CURVE, MoveLimit
from solver.fragile import fragile_seatings
from solver.replan import Proposed
from solver.replan import replan as plan_again

FEW = 2
"""Moves after an event when nobody says how many."""


class Format(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    JSON = "json"


Several = list[str] | None


def replan(
    day: Day,
    plan: Annotated[
        Path | None,
        typer.Argument(help="The plan that is in force. Default: the tables that bookings have."),
    ] = None,
    late: Annotated[
        Several, typer.Option(help="BOOKING+MINUTES: a party comes so much later.")
    ] = None,
    overrun: Annotated[
        Several, typer.Option(help="BOOKING+MINUTES: guests stay so much longer.")
    ] = None,
    no_show: Annotated[Several, typer.Option(help="BOOKING: a party does not come.")] = None,
    cancel: Annotated[Several, typer.Option(help="BOOKING: a party calls off.")] = None,
    broken: Annotated[
        Several,
        typer.Option(
            help="TABLE, from now on; TABLE@19:30-21:00, TABLE@19:30- or TABLE@-21:00: it cannot "
            "be used. By its id or its number."
        ),
    ] = None,
    walk_in: Annotated[
        Several,
        typer.Option(help="GUESTS, now; GUESTS@19:45, GUESTS@19:45+60 for 60 minutes."),
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(help="What time it is (19:40): who has begun, sits. Default: the day's own."),
    ] = None,
    max_moves: Annotated[
        int | None,
        typer.Option(help="Most bookings that may change tables. Default with events: 2.", min=0),
    ] = None,
    curve: Annotated[
        bool,
        typer.Option("--curve", help="0, 1, 2, 5 and any number of moves. Default without events."),
    ] = False,
    fragile: Annotated[
        bool,
        typer.Option(
            "--fragile", help="Which seatings must not take longer, for two moves cannot repair it."
        ),
    ] = False,
    minutes: Annotated[
        int, typer.Option(help="With --fragile: how much longer.", min=1, max=240)
    ] = 30,
    budget: Annotated[float, typer.Option(help="Seconds for each plan.", min=0.05, max=3600)] = 1.0,
    out: Annotated[
        Path | None, typer.Option(help="Also write the (last) plan here, as `maitred solve` does.")
    ] = None,
    out_day: Annotated[
        Path | None,
        typer.Option(help="Also write the day as it is then, to go on from: events, and tables."),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        Format, typer.Option(help="text for people, json for programs.")
    ] = Format.TEXT,
    rules: RulesOption = None,
    weights: WeightsOption = None,
) -> None:
    """Plan again with few moves, or after something has happened.

    Without events: the curve. For 0, 1, 2, 5 and any number of bookings that change tables, how
    many guests could be seated, and who would move.

    With events, several at once if need be: who is concerned, who moves, who has no table any more
    and since when, and what would help them. Guests who sit never move. Nothing is written but
    --out, and with --out-day the day to go on from when the next thing happens.

    Examples:

    `maitred replan saturday.json plan.json`

    `maitred replan saturday.json plan.json --now 19:40 --late B0042+15 --broken T4`

    `maitred replan saturday.json plan.json --now 20:05 --overrun B0017+30 --out new.json`

    `maitred replan saturday.json plan.json --now 19:45 --walk-in 4 --out-day night.json`

    `maitred replan night.json --now 20:10 --no-show B0031`

    `maitred replan saturday.json plan.json --fragile`
    """
    problem = read_problem(day, rules=rules, weights=weights)
    if plan is not None:
        problem = planned_from(problem, plan).as_planned
    events = events_of(
        late=late or (),
        overrun=overrun or (),
        no_show=no_show or (),
        cancel=cancel or (),
        broken=broken or (),
        walk_in=walk_in or (),
    )
    if curve and max_moves is not None:
        flaw = Flaw("--curve", str(max_moves), "tries several limits: leave --max-moves out")
        raise InvalidInputError([flaw], subject="replan")
    night = apply_events(problem, events, None if now is None else _instant(problem, now))
    if fragile:
        moves = FEW if max_moves is None else max_moves
        report = fragile_seatings(night, minutes=minutes, max_moves=moves, budget_seconds=60.0)
        if format is Format.JSON:
            _print_json(report.model_dump(mode="json"))
        else:
            print_fragile(report, night)
        return
    whole = curve or (max_moves is None and not events)
    limits: tuple[MoveLimit, ...] = CURVE if whole else (FEW if max_moves is None else max_moves,)
    found = plan_again(night, limits, budget_seconds=budget * len(limits))
    _write(night, found, format, whole=whole)
    if out is not None:
        console.write_file(out, found[-1].plan.model_dump_json(indent=2))
    if out_day is not None:
        then = found[-1].day.as_planned.replace(mode=problem.mode, max_moves=problem.max_moves)
        console.write_file(out_day, DayFile.from_problem(then).model_dump_json(indent=2))


def _instant(problem: DayProblem, clock: str) -> Any:
    try:
        return instant_on(_minutes(clock), problem.date, ZoneInfo(problem.venue.time_zone))
    except (MaitredError, ValueError) as error:
        message = error.message if isinstance(error, MaitredError) else "must be a time: 19:40"
        flaw = Flaw("--now", repr(clock), message)
        raise InvalidInputError([flaw], subject="replan") from error


def _minutes(clock: str) -> int:
    hours, rest = clock.split(":")
    if not (hours.isdigit() and rest.isdigit() and len(rest) == 2 and int(rest) < 60):
        raise ValueError(clock)
    return int(hours) * 60 + int(rest)


def _write(night: DayProblem, found: tuple[Proposed, ...], form: Format, *, whole: bool) -> None:
    if form is Format.JSON:
        _print_json({"points": [item.point.model_dump(mode="json") for item in found]})
    elif whole:
        print_curve([item.point for item in found], night)
    else:
        print_point(found[-1].point, night)


def _print_json(data: object) -> None:
    print(json.dumps(data, indent=2))  # noqa: T201 - plain JSON, never wrapped to a width
