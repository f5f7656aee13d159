"""``maitred weights``: what the objective counts, what each unit is worth, and who says so."""

import json
from typing import Annotated

import typer
from rich.table import Table

from cli import console
from cli.options import chosen
from models.weights import TERMS, WEIGHT_PRESETS, Weights

ORDERS = {
    "lexicographic": "tier by tier: nothing in a lower tier outweighs a higher one",
    "weighted": "one sum of all terms",
}


def weights(
    name: Annotated[
        str | None,
        typer.Argument(help=f"{', '.join(WEIGHT_PRESETS)}, or a JSON file. Default: all presets."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For other programs.")] = False,
) -> None:
    """Explain every term of the objective: tier, points per unit, unit and source.

    Seating earns points (+), everything else costs them (-). A weight of 0 switches its term off.

    Examples:

    `maitred weights`

    `maitred weights mine.json` after `maitred weights product --json > mine.json`
    """
    shown = (
        list(WEIGHT_PRESETS.values())
        if name is None
        else [chosen(name, WEIGHT_PRESETS, Weights, "weights")]
    )
    if as_json:
        values = [item.model_dump(mode="json") for item in shown]
        print(json.dumps(values if name is None else values[0], indent=2))  # noqa: T201 - plain
        return
    console.out.print(_table(shown))
    for item in shown:
        console.out.print(
            f"[bold]{item.name}[/]: {ORDERS[item.order]}; overflow counts from more than "
            f"{item.overflow_seats} empty seats."
        )
    console.out.print(
        "Source: product is the running product's scoring; maitred is our own choice, for what it "
        "has no term for."
    )
    console.out.print(
        "Scarcity also makes the structure of a merge (extra tables, depth) dearer by the mean "
        "score of its tables, at most threefold."
    )


def _table(shown: list[Weights]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("term", no_wrap=True)
    for item in shown:
        table.add_column(item.name, justify="right")
    table.add_column("per")
    table.add_column("source")
    tier = ""
    for name, term in TERMS.items():
        points = [f"{term.sign * getattr(item, name):+g}" for item in shown]
        points = ["off" if float(text) == 0 else text for text in points]
        if term.tier != tier:
            table.add_row(f"[bold cyan]{term.tier}[/]")
        table.add_row(f"  {name}", *points, term.unit, term.source)
        tier = term.tier
    return table
