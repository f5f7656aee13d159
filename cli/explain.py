"""``maitred explain``: why a booking was turned away, what would help, what a seating is worth."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table as Grid

from cli import console
from cli.options import Day, RulesOption, WeightsOption, planned_from, read_problem
from models.errors import InvalidInputError
from models.explanation import Explanation, PlanBreakdown, SeatingBreakdown
from solver.explaining.breakdown import plan_breakdown, seating_breakdown
from solver.explaining.explain import explain as explain_booking
from solver.explaining.explain import explain_all
from solver.explaining.planned import PlannedDay
from solver.explaining.trade_words import TERM_WORDS
from solver.explaining.wording import Wording


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option(help="table for people, json for programs.")]


def explain(
    day: Day,
    plan: Annotated[Path, typer.Argument(help="A plan of `maitred solve`, in either JSON form.")],
    booking: Annotated[
        str | None, typer.Argument(help="A booking's id. Default: everyone without a table.")
    ] = None,
    breakdown: Annotated[
        bool,
        typer.Option("--breakdown", help="What the whole plan is worth, seating by seating."),
    ] = False,
    format: FormatOption = Format.TABLE,  # noqa: A002 - the option's name
    budget: Annotated[
        float | None,
        typer.Option(
            help="Seconds for all of it. Default: 1 for a booking, 10 for everyone.",
            min=0.01,
            max=3600,
        ),
    ] = None,
    rules: RulesOption = None,
    weights: WeightsOption = None,
) -> None:
    """Explain who has no table in a plan and why, what that saves, and what would seat them.

    For every booking without a table: the smallest set of things that cannot be had together with
    it (each was really taken away, and the booking really seated); whom seating it would turn
    away; and ways to seat it, the cheapest first, each of them checked. For a booking with a table:
    what that seating is worth by term, and what the best other tables would have cost.

    What the budget left no time for is marked. The plan has to be legal: see `maitred check`.

    Examples:

    `maitred solve saturday.json --out plan.json`

    `maitred explain saturday.json plan.json`

    `maitred explain saturday.json plan.json B0042 --budget 5`

    `maitred explain saturday.json plan.json --format json | jq '.explanations[].repairs[0]'`

    `maitred explain saturday.json plan.json --breakdown`
    """
    planned = planned_from(read_problem(day, rules=rules, weights=weights), plan)
    words = Wording(planned.problem)
    if breakdown:
        _write(plan_breakdown(planned), words, format)
    elif booking is None:
        found = explain_all(planned, budget_seconds=budget or 10.0)
        if format is Format.JSON:
            _print_json({"explanations": [item.model_dump(mode="json") for item in found]})
            return
        for item in found:
            print_explanation(item)
        if not found:
            console.out.print("[green]Everyone who wants a table has one.[/]")
    elif _known(planned, booking) in planned.decisions:
        _write(seating_breakdown(planned, booking, alternative=True), words, format)
    else:
        _write(explain_booking(planned, booking, budget_seconds=budget or 1.0), words, format)


def _known(planned: PlannedDay, booking: str) -> str:
    """Return the id of a booking of the day; one that it has not says how to list those it has."""
    try:
        return planned.booking(booking).id
    except InvalidInputError as error:
        error.hint = (
            "Without a booking everyone who has no table is explained; --breakdown lists everyone "
            "who has one."
        )
        raise


def _print_json(data: object) -> None:
    print(json.dumps(data, indent=2))  # noqa: T201 - plain JSON, never wrapped to a width


def _write(
    found: Explanation | SeatingBreakdown | PlanBreakdown, words: Wording, form: Format
) -> None:
    if form is Format.JSON:
        _print_json(found.model_dump(mode="json"))
    elif isinstance(found, Explanation):
        print_explanation(found)
    elif isinstance(found, SeatingBreakdown):
        _print_seating(found, words)
    else:
        _print_plan(found, words)


def print_explanation(found: Explanation) -> None:
    """Print why one booking has no table, and what would help."""
    out = console.out
    out.print(f"[bold]{escape(found.booking)}[/]  {escape(found.message)}")
    if found.conflict is not None:
        unsure = "" if found.conflict.certified else " [yellow](perhaps not all of it is needed)[/]"
        out.print(f"  [red]in the way[/]  {escape(found.conflict.message)}{unsure}")
    if found.trade is not None:
        out.print(f"  [cyan]it would cost[/]  {escape(found.trade.message)}")
    for number, repair in enumerate(found.repairs, start=1):
        out.print(f"  [green]{number}.[/] {escape(repair.message)}")
    if unfinished := _unfinished(found):
        out.print(f"  [yellow]no time was left for: {', '.join(unfinished)}[/]")
    out.print()


def _unfinished(found: Explanation) -> list[str]:
    parts = {
        "what is in the way": found.finished.conflict,
        "what it would cost": found.finished.trade,
    }
    parts |= {kind.value.replace("_", " "): done for kind, done in found.finished.repairs.items()}
    return [name for name, done in parts.items() if done is False]


def _print_seating(found: SeatingBreakdown, words: Wording) -> None:
    title = f"{found.booking}, {found.party} guests on {words.tables(found.tables)}"
    other = found.alternative
    grid = Grid(title=escape(title), title_justify="left")
    grid.add_column("Term")
    grid.add_column("Points", justify="right")
    if other is not None:
        grid.add_column(f"on {escape(words.tables(other.tables))}", justify="right")
    columns = [found.terms] + ([other.terms] if other else [])
    for term in [name for name in TERM_WORDS if any(name in terms for terms in columns)]:
        grid.add_row(TERM_WORDS[term], *(f"{terms.get(term, 0):,g}" for terms in columns))
    console.out.print(grid)
    if other is None:
        console.out.print("No other tables are free for it.")
        return
    tables = escape(words.tables(other.tables))
    cost = f"{abs(other.cost):,g} points {'less' if other.cost >= 0 else 'more'}"
    console.out.print(f"The best other tables are {tables}: {cost}.")


def _print_plan(found: PlanBreakdown, words: Wording) -> None:
    grid = Grid(title="What every seating is worth", title_justify="left")
    for heading in ("Booking", "Guests", "Tables", "Points", "of which"):
        grid.add_column(heading, justify="right" if heading in ("Guests", "Points") else "left")
    for item in found.seatings:
        terms = ", ".join(f"{term} {value:,g}" for term, value in item.terms.items())
        tables = escape(words.tables(item.tables))
        grid.add_row(escape(item.booking), str(item.party), tables, f"{item.points:,.2f}", terms)
    console.out.print(grid)
    shared = ", ".join(f"{term} {value:,g}" for term, value in found.shared.items())
    console.out.print(f"Shared by several: {shared or 'nothing'}. In all: {found.total:,g} points.")
