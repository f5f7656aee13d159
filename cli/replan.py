"""``maitred replan``: what a few moves gain, and what to do now that something has happened."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cli import console
from cli import replan_options as options
from cli.live_options import events_of
from cli.options import Day, RulesOption, WeightsOption, planned_from, read_problem
from cli.replan_options import Format
from cli.replan_text import print_curve, print_fragile, print_point
from models.dayfile import DayFile
from models.errors import Flaw, InvalidInputError, MaitredError
from models.live import apply_events
from models.moment import instant_on
from models.problem import DayProblem
from models.replan import CURVE, MoveLimit
from solver.replanning.fragile import fragile_seatings
from solver.replanning.replan import Proposed
from solver.replanning.replan import replan as plan_again

FEW = 2
"""Moves after an event when nobody says how many."""


def replan(
    day: Day,
    plan: options.Plan = None,
    late: options.Late = None,
    overrun: options.Overrun = None,
    no_show: options.NoShow = None,
    cancel: options.Cancel = None,
    broken: options.Broken = None,
    walk_in: options.WalkIn = None,
    now: options.Now = None,
    max_moves: options.MaxMoves = None,
    curve: options.Curve = False,
    fragile: options.Fragile = False,
    minutes: options.Minutes = 30,
    budget: options.Budget = 1.0,
    out: options.Out = None,
    out_day: options.OutDay = None,
    format: options.FormatOption = Format.TEXT,  # noqa: A002 - the option's name
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
    whole = _whole(curve, max_moves, happened=bool(events))
    night = apply_events(problem, events, None if now is None else _instant(problem, now))
    most = FEW if max_moves is None else max_moves
    if fragile:
        _write_fragile(night, format, minutes=minutes, max_moves=most)
        return
    limits: tuple[MoveLimit, ...] = CURVE if whole else (most,)
    found = plan_again(night, limits, budget_seconds=budget * len(limits))
    _write(night, found, format, whole=whole)
    _write_files(problem, found[-1], out, out_day)


def _whole(curve: bool, max_moves: int | None, *, happened: bool) -> bool:
    """Tell whether the curve is asked for.

    Raises:
        InvalidInputError: so is a single limit.
    """
    if curve and max_moves is not None:
        flaw = Flaw("--curve", str(max_moves), "tries several limits: leave --max-moves out")
        raise InvalidInputError([flaw], subject="replan")
    return curve or (max_moves is None and not happened)


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


def _write_fragile(night: DayProblem, form: Format, *, minutes: int, max_moves: int) -> None:
    report = fragile_seatings(night, minutes=minutes, max_moves=max_moves, budget_seconds=60.0)
    if form is Format.JSON:
        _print_json(report.model_dump(mode="json"))
    else:
        print_fragile(report, night)


def _write(night: DayProblem, found: tuple[Proposed, ...], form: Format, *, whole: bool) -> None:
    if form is Format.JSON:
        _print_json({"points": [item.point.model_dump(mode="json") for item in found]})
    elif whole:
        print_curve([item.point for item in found], night)
    else:
        print_point(found[-1].point, night)


def _write_files(
    problem: DayProblem, chosen: Proposed, out: Path | None, out_day: Path | None
) -> None:
    if out is not None:
        console.write_file(out, chosen.plan.model_dump_json(indent=2))
    if out_day is not None:
        then = chosen.day.as_planned.replace(mode=problem.mode, max_moves=problem.max_moves)
        console.write_file(out_day, DayFile.from_problem(then).model_dump_json(indent=2))


def _print_json(data: object) -> None:
    print(json.dumps(data, indent=2))  # noqa: T201 - plain JSON, never wrapped to a width
