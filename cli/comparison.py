"""A comparison of scenarios as people and programs read it."""

import csv
import io
import json
from collections.abc import Sequence
from enum import StrEnum
from statistics import mean

from rich.markup import escape
from rich.table import Table

from cli import console
from scenarios.compare import Change, Comparison, Verdict
from scenarios.measures import measure
from scenarios.runner import Outcome
from scenarios.scenario import BASELINE
from scenarios.statistics import decimals
from scenarios.summary import comparison_data

COLOURS = {
    Verdict.BETTER: "green",
    Verdict.WORSE: "red",
    Verdict.SAME: "dim",
    Verdict.UNDECIDED: "yellow",
    Verdict.OTHER_WEIGHTS: "dim",
}

FIGURES = ("points", "covers", "refused", "empty_seats", "merges", "moves")


class Format(StrEnum):
    """How the comparison is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def print_comparison(
    comparisons: Sequence[Comparison], outcomes: Sequence[Outcome], form: Format
) -> None:
    """Print a comparison on stdout."""
    if form is Format.TABLE:
        console.out.print(_table(comparisons, outcomes))
        _print_notes(comparisons, outcomes)
        return
    text = _csv(comparisons) if form is Format.CSV else _json(comparisons, outcomes)
    print(text, end="")  # noqa: T201 - for programs, never wrapped to a width


def _table(comparisons: Sequence[Comparison], outcomes: Sequence[Outcome]) -> Table:
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("scenario")
    grid.add_column("beside")
    for heading in ("verdict", *FIGURES, "worst gap"):
        grid.add_column(heading.replace("_", " "), justify="right")
    bases = [measure(item.case.problem, item.plan) for item in outcomes if item.case.is_base]
    figures = [mean(getattr(item, name) for item in bases) for name in FIGURES]
    worst = max((item.gap for item in bases if item.gap is not None), default=None)
    shown = [f"{figure:,.{decimals(figure)}f}" for figure in figures]
    grid.add_row("as it is", "", "", *shown, console.percent(worst))
    for item in comparisons:
        grid.add_row(
            escape(item.scenario),
            "" if item.compared_with == BASELINE else escape(item.compared_with),
            f"[{COLOURS[item.verdict]}]{item.verdict}[/]",
            *(_shown(item.changes[name]) for name in FIGURES),
            console.percent(item.worst_gap),
        )
    return grid


def _shown(change: Change) -> str:
    if change.low is None or change.high is None:
        return _signed(change.mean)
    return f"{_signed(change.mean)} ({_signed(change.low)} to {_signed(change.high)})"


def _signed(value: float) -> str:
    return f"{value:+,.{decimals(value)}f}"


def _print_notes(comparisons: Sequence[Comparison], outcomes: Sequence[Outcome]) -> None:
    pairs = max(item.pairs for item in comparisons)
    console.out.print(
        "Differences from the day as it is, or from what stands under beside"
        + (f": means over {pairs} pairs, with 95 % confidence intervals." if pairs > 1 else ".")
    )
    if any(item.verdict is Verdict.UNDECIDED for item in comparisons):
        console.out.print(
            "[yellow]UNDECIDED[/]: smaller than the gaps, or than it varies. A smaller --gap, more "
            "days or more seeds may decide it."
        )
    late = sum(not item.close_enough for item in outcomes)
    if late:
        console.out.print(f"[yellow]Note:[/] {late} solves ended above their gap; raise --budget.")


def _json(comparisons: Sequence[Comparison], outcomes: Sequence[Outcome]) -> str:
    return json.dumps(comparison_data(comparisons, outcomes), indent=2) + "\n"


def _csv(comparisons: Sequence[Comparison]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    heads = ("before", "after", "difference", "low", "high", "decided")
    writer.writerow(["scenario", "beside", "pairs", "verdict", "figure", *heads])
    for item in comparisons:
        about = [item.scenario, item.compared_with, item.pairs, item.verdict]
        for name, change in item.changes.items():
            figures = (change.base, change.value, change.mean, change.low, change.high)
            shown = ["" if figure is None else f"{figure:.10g}" for figure in figures]
            writer.writerow([*about, name, *shown, change.decided])
    return text.getvalue()
