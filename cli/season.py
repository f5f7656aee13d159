"""A season's result as people and programs read it."""

import csv
import io
import json
from collections.abc import Sequence
from enum import StrEnum
from statistics import mean

from rich.markup import escape
from rich.table import Table

from cli import console
from scenarios.season.results import FIGURES, BandResult, Figure, band_results
from scenarios.season.season import DayResult, PolicyName, Season


class SeasonFormat(StrEnum):
    """How the result is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


ROWS = {
    "covers": "guests seated",
    "refused": "refused",
    "other_times": "other times",
    "walk_ins_seated": "walk-ins",
    "waits": "waits",
    "lost": "lost",
    "empty_seats": "empty seats",
    "merges": "merges",
    "moves": "moves",
}
"""Figures that people are shown, and what they are called."""

BESIDE = {
    PolicyName.LEGACY: "legacy: one at a time, the best table now, merges on",
    PolicyName.LEGACY_SINGLES: "legacy-singles: the same with merges off",
}


def print_season(season: Season, results: Sequence[DayResult], form: SeasonFormat) -> None:
    """Print a result on stdout."""
    bands = band_results(results)
    if form is SeasonFormat.TEXT:
        _print_text(results, bands)
        return
    text = _csv(bands) if form is SeasonFormat.CSV else _json(season, results, bands)
    print(text, end="")  # noqa: T201 - for programs, never wrapped to a width


def _print_text(results: Sequence[DayResult], bands: Sequence[BandResult]) -> None:
    if not bands:
        console.out.print(_means(results))
        return
    for baseline in dict.fromkeys(item.baseline for item in bands):
        mine = [item for item in bands if item.baseline is baseline]
        console.out.print(f"\nmaitred beside {escape(BESIDE[baseline])}")
        console.out.print(_table(mine))
        for item in mine:
            console.out.print(f"  load {item.band}: {escape(item.verdict)}")
    console.out.print(
        "\nMeans per day, before > after. Differences are paired by date: the same guests asked "
        "under both; ± is the 95 % confidence interval. Waits and lost are guests with a booking, "
        "at the door; moves are changes in the book before guests come."
    )


def _table(bands: Sequence[BandResult]) -> Table:
    """Return figures by row and load bands by column."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("peak load")
    for item in bands:
        grid.add_column(item.band, justify="right")
    grid.add_row("days", *(str(item.days) for item in bands))
    grid.add_row("mean load", *(f"{item.peak_load:.2f}" for item in bands))
    for name, label in ROWS.items():
        figures = [item.figures[name] for item in bands]
        grid.add_row(label, *(f"{_short(it.before)} > {_short(it.after)}" for it in figures))
        if name == "covers":
            grid.add_row("difference", *map(_difference, figures))
    return grid


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _difference(figure: Figure) -> str:
    if figure.high is None:
        return f"{figure.difference:+.1f}"
    return f"{figure.difference:+.1f} ±{figure.high - figure.difference:.1f}"


def _means(results: Sequence[DayResult]) -> Table:
    """Return the figures of policies that are not compared."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("per day")
    for name in results[0].counts:
        grid.add_column(name, justify="right")
    for figure, label in ROWS.items():
        means = (
            mean(counts[figure] for counts in _by_policy(results, key)) for key in results[0].counts
        )
        grid.add_row(label, *map(_short, means))
    return grid


def _by_policy(results: Sequence[DayResult], name: PolicyName) -> list[dict[str, int]]:
    return [item.counts[name] for item in results]


def _json(season: Season, results: Sequence[DayResult], bands: Sequence[BandResult]) -> str:
    about = season.model_dump(mode="json", exclude={"problem"})
    result = {
        "venue": season.problem.venue.id,
        "season": about,
        "bands": [item.model_dump(mode="json") for item in bands],
        "days": [item.model_dump(mode="json") for item in results],
    }
    return json.dumps(result, indent=2) + "\n"


def _csv(bands: Sequence[BandResult]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    heads = ("before", "after", "difference", "low", "high", "decided")
    writer.writerow(["load", "baseline", "policy", "days", "figure", *heads])
    for item in bands:
        for name in FIGURES:
            figure = item.figures[name]
            values = (figure.before, figure.after, figure.difference, figure.low, figure.high)
            shown = ["" if value is None else f"{value:.10g}" for value in values]
            about = [item.band, item.baseline, item.policy, item.days, name]
            writer.writerow([*about, *shown, figure.decided])
    return text.getvalue()
