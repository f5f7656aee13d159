"""``maitred advise``: what to buy, join, shorten or keep next, and what was missed."""

import re
from pathlib import Path
from typing import Annotated

import typer

from cli import console
from cli.advice_output import print_advice
from cli.advise_options import (
    BUDGET,
    EACH,
    VARY,
    Budget,
    Days,
    Each,
    Effort,
    Format,
    FormatOption,
    Gap,
    Out,
    Processes,
    Quiet,
    Seeds,
    Vary,
    demand_of,
)
from cli.advise_regret import regret
from cli.options import RulesOption, WeightsOption, read_problem
from cli.scenario_options import read_seeds, require_different
from models.dayfile import parse_value
from models.errors import Flaw, InvalidInputError
from models.moment import LATEST_CLOCK
from models.policy import PRODUCT_POLICY
from scenarios.advise.days import as_demand
from scenarios.advise.holdback import By, HoldbackAsked, advise_holdback
from scenarios.advise.joins import JoinsAsked, advise_joins
from scenarios.advise.stays import PolicyDay, policy_day
from scenarios.advise.tables import CHANGES, Change, TablesAsked, advise_tables
from scenarios.advise.turn_times import TurnTimesAsked, advise_turn_times
from scenarios.advise.walk_ins import WalkIns, parse_rates

advise = typer.Typer(
    help=(
        "What to change next: each advisor makes scenarios, solves them on your days, and ranks "
        "what they bring. Nothing is written to any database.\n\n"
        "The first line is the advice. UNDECIDED means that the gaps, or how much the days "
        "differ, leave it open: more days, --seeds, or a longer --budget may decide it. With "
        "--out DIR what is done is kept: after Ctrl-C the same command goes on."
    ),
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
advise.command()(regret)


@advise.command()
def tables(
    days: Days,
    count: Annotated[
        int, typer.Option(help="How many changes, each on top of those before.", min=1, max=10)
    ] = 1,
    change: Annotated[
        list[Change] | None, typer.Option(help="Only these: buy, split, swap. Default: all.")
    ] = None,
    size: Annotated[
        list[int] | None, typer.Option(help="Seats of tables to buy. Default: sensible ones.")
    ] = None,
    zone: Annotated[list[str] | None, typer.Option(help="Only these zones.")] = None,
    fully: Annotated[
        int, typer.Option(help="How many of the most promising are solved.", min=1, max=1000)
    ] = 10,
    seeds: Seeds = None,
    vary: Vary = VARY,
    gap: Gap = 0.0,
    budget: Budget = BUDGET,
    each: Each = EACH,
    processes: Processes = 2,
    rules: RulesOption = None,
    weights: WeightsOption = None,
    out: Out = None,
    format: FormatOption = Format.TEXT,  # noqa: A002 - the option's name
    quiet: Quiet = False,
) -> None:
    """Which table to buy, split or swap next.

    Every zone and sensible size, every large table split, and sizes swapped: each is bounded first
    by its linear relaxation, and the most promising are solved on all days.

    Examples:

    `maitred advise tables saturday.json sunday.json`

    `maitred advise tables saturday.json --seeds 1-10 --count 2 --out results`

    `maitred advise tables saturday.json --change buy --size 6 --zone garden --format json`
    """
    asked = TablesAsked(change or CHANGES, size or (), zone or (), count, fully)
    found = demand_of(days, "advise tables", rules=rules, weights=weights, seeds=seeds, vary=vary)
    with Effort(budget, each, gap, processes, out, quiet).solving() as solving:
        advice = advise_tables(found, solving, asked)
    print_advice(advice, format)


@advise.command()
def joins(
    days: Days,
    keep: Annotated[
        float,
        typer.Option(help="Per cent of the value that the smallest set keeps.", min=1, max=100),
    ] = 95.0,
    new: Annotated[
        int, typer.Option(help="How many joins that are not recorded are solved.", min=0, max=1000)
    ] = 10,
    seeds: Seeds = None,
    vary: Vary = VARY,
    gap: Gap = 0.0,
    budget: Budget = BUDGET,
    each: Each = EACH,
    processes: Processes = 2,
    rules: RulesOption = None,
    weights: WeightsOption = None,
    out: Out = None,
    format: FormatOption = Format.TEXT,  # noqa: A002 - the option's name
    quiet: Quiet = False,
) -> None:
    """Which joins of tables carry the value, which are dead, and which to add.

    Each recorded join is taken away, each possible one added. A dead join is one that no day loses
    anything without: proven. The smallest set keeps most of the value; each step is measured.

    Examples:

    `maitred advise joins saturday.json sunday.json`

    `maitred advise joins saturday.json --keep 90 --new 0`
    """
    found = demand_of(days, "advise joins", rules=rules, weights=weights, seeds=seeds, vary=vary)
    with Effort(budget, each, gap, processes, out, quiet).solving() as solving:
        advice = advise_joins(found, solving, JoinsAsked(keep, new))
    print_advice(advice, format)


@advise.command(name="turn-times")
def turn_times(
    days: Days,
    step: Annotated[
        int,
        typer.Option(help="Minutes that a turn time is made shorter and longer.", min=5, max=120),
    ] = 15,
    grid: Annotated[
        list[int] | None, typer.Option(help="Minutes between starts to try. Default: 30, 60.")
    ] = None,
    gap: Gap = 0.0,
    budget: Budget = BUDGET,
    each: Each = EACH,
    processes: Processes = 2,
    rules: RulesOption = None,
    weights: WeightsOption = None,
    out: Out = None,
    format: FormatOption = Format.TEXT,  # noqa: A002 - the option's name
    quiet: Quiet = False,
) -> None:
    """Which turn time, or which grid of starts, to change.

    Needs days that say how their windows came about: a `policy`, and bookings whose ends follow
    from it. Days that cannot answer are refused, with the reason.

    Examples:

    `maitred advise turn-times saturday.json sunday.json`

    `maitred advise turn-times saturday.json --step 10 --grid 30`
    """
    asked = TurnTimesAsked(step, grid or TurnTimesAsked().grids)
    found = [_policy_day(day, rules, weights) for day in days]
    require_different([item.day for item in found], "advise turn-times")
    with Effort(budget, each, gap, processes, out, quiet).solving() as solving:
        advice = advise_turn_times(found, solving, asked)
    print_advice(advice, format)


@advise.command()
def holdback(
    days: Days,
    walk_ins: Annotated[
        str | None,
        typer.Option(
            help="Parties an hour by size, 2:1.5,4:0.5, or a JSON file. "
            f"Default: {WalkIns().words}."
        ),
    ] = None,
    by: Annotated[
        By, typer.Option(help="Count tables of the whole room, of each zone, or of each size.")
    ] = "room",
    most: Annotated[int, typer.Option(help="Most tables that are kept.", min=1, max=50)] = 4,
    window: Annotated[
        str | None,
        typer.Option(
            help="When, such as 18:00-21:30. Default: first to last arrival of a booking."
        ),
    ] = None,
    seeds: Annotated[str, typer.Option(help="Draws of who walks in: 1,2,3 or 1-20.")] = "1-20",
    gap: Gap = 0.0,
    budget: Budget = BUDGET,
    each: Each = EACH,
    processes: Processes = 2,
    rules: RulesOption = None,
    weights: WeightsOption = None,
    out: Out = None,
    format: FormatOption = Format.TEXT,  # noqa: A002 - the option's name
    quiet: Quiet = False,
) -> None:
    """How many tables to keep for guests who walk in.

    Plans each day with 0, 1, 2, ... tables kept, and lets the same drawn guests walk into each
    plan: walk-ins seated against booked guests turned away.

    Examples:

    `maitred advise holdback saturday.json --walk-ins 2:2,4:0.5 --window 18:00-21:30`

    `maitred advise holdback saturday.json sunday.json --by zone --most 3 --seeds 1-50`
    """
    start, end = _window(window)
    asked = HoldbackAsked(
        _walk_ins(walk_ins), by, most, start, end, read_seeds(seeds, "advise holdback")
    )
    found = demand_of(days, "advise holdback", rules=rules, weights=weights, seeds=None, vary=VARY)
    with Effort(budget, each, gap, processes, out, quiet).solving() as solving:
        advice = advise_holdback(found, solving, asked)
    print_advice(advice, format)


def _policy_day(day: Path, rules: str | None, weights: str | None) -> PolicyDay:
    problem = read_problem(day, rules=rules, weights=weights)
    return policy_day(as_demand(problem), problem.policy or PRODUCT_POLICY)


def _walk_ins(text: str | None) -> WalkIns:
    """Read an assumption: rates as they are, or a file with how long guests stay as well."""
    if text is None:
        return WalkIns()
    if text.endswith(".json") or Path(text).exists():
        return parse_value(console.read_file(Path(text)), WalkIns, subject=text)
    return parse_rates(text)


def _window(text: str | None) -> tuple[str | None, str | None]:
    if text is None:
        return None, None
    start, dash, end = text.partition("-")
    if not dash or not all(re.match(LATEST_CLOCK, part) for part in (start, end)):
        flaw = Flaw("--window", repr(text), "must be local times such as 18:00-21:30")
        raise InvalidInputError([flaw], subject="advise holdback")
    return start, end
