"""``maitred diff``: how two plans of one day differ, in the restaurant's words."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table as Grid

from cli import console
from cli.explain import Format, FormatOption
from cli.options import Day, RulesOption, WeightsOption, planned_from, read_problem
from models.explanation import Difference, PlanDiff
from solver.explaining.plan_diff import plan_diff
from solver.explaining.wording import Wording

WORDS = {
    Difference.SEATED: "[green]seated[/]",
    Difference.TURNED_AWAY: "[red]turned away[/]",
    Difference.MOVED: "[cyan]moved[/]",
}


def diff(
    day: Day,
    plan_a: Annotated[Path, typer.Argument(help="A plan of the day, in either JSON form.")],
    plan_b: Annotated[Path, typer.Argument(help="Another one.")],
    format: FormatOption = Format.TABLE,  # noqa: A002 - the option's name
    rules: RulesOption = None,
    weights: WeightsOption = None,
) -> None:
    """Say how the second of two plans of one day differs from the first.

    Who was seated, turned away or moved, from where to where and why; and what that does to
    guests, empty seats, merges and refusals. Both plans have to be legal: see `maitred check`.

    Examples:

    `maitred diff saturday.json before.json after.json`

    `maitred diff saturday.json before.json after.json --format json | jq .terms`
    """
    problem = read_problem(day, rules=rules, weights=weights)
    before, after = (planned_from(problem, plan) for plan in (plan_a, plan_b))
    found = plan_diff(before, after)
    if format is Format.JSON:
        print(found.model_dump_json(indent=2))  # noqa: T201 - never wrapped to a width
        return
    if found.changes:
        console.out.print(_grid(found, Wording(before.problem)))
    console.out.print(escape(found.message))


def _grid(found: PlanDiff, words: Wording) -> Grid:
    grid = Grid(title_justify="left")
    for heading in ("Booking", "Time", "Guests", "", "From", "To", "Why"):
        grid.add_column(heading, justify="right" if heading == "Guests" else "left")
    for item in found.changes:
        grid.add_row(
            escape(item.booking),
            words.span(item.window),
            str(item.party),
            WORDS[item.change],
            escape(words.tables(item.from_tables)) or "-",
            escape(words.tables(item.to_tables)) or "-",
            escape(item.why),
        )
    return grid
