"""``maitred report``, and the ``--report`` of ``maitred whatif``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from cli import console
from models.errors import Flaw, InvalidInputError
from scenarios.advise.shown import advice_table, parse_advice
from scenarios.asked import read_results
from scenarios.compare import Comparison, compare
from scenarios.report.ranked import RankedTable
from scenarios.runner import Outcome
from scenarios.scenario import ScenarioFile

KINDS = (".html", ".png")


def report(
    results: Annotated[
        Path, typer.Argument(metavar="DIR", help="What `maitred whatif --out DIR` left there.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="The report, .html or .png. Default: report.html in the directory."),
    ] = None,
    advice: Annotated[
        list[Path] | None,
        typer.Option(help="What `maitred advise --format json` printed, to be shown as well."),
    ] = None,
) -> None:
    """Make a report of what-if results that are kept in a directory; nothing is solved again.

    The page needs no network and no other file: verdicts, guests, hours, the room as a timeline,
    and all that repeats it. A picture (.png) has the charts only, and needs the extra `report`.

    Examples:

    `maitred whatif rain.yaml saturday.json --out results` and then `maitred report results`

    `maitred report results --out rain.png`

    `maitred advise tables saturday.json --format json > tables.json` and then
    `maitred report results --advice tables.json`
    """
    place = results / "report.html" if out is None else out
    require_writable(place, "--out")
    kept = [parse_advice(console.read_file(item), subject=str(item)) for item in advice or ()]
    file, outcomes = read_results(results)
    comparisons = in_file_order(file, outcomes)
    rankings = [advice_table(item) for item in kept]
    write_report(place, outcomes, comparisons, option="--out", rankings=rankings)


def in_file_order(file: ScenarioFile, outcomes: Sequence[Outcome]) -> list[Comparison]:
    """Compare outcomes; the comparisons are in the order of the scenario file."""
    order = [item.name for item in file.scenarios]
    return sorted(compare(outcomes), key=lambda item: order.index(item.scenario))


def require_writable(place: Path, option: str) -> None:
    """Refuse a report that cannot be written, before anything is solved.

    Raises:
        InvalidInputError: neither a page nor a picture, or nothing can be written there.
        NoPicturesError: the package that draws pictures is not installed.
    """
    if place.suffix.lower() not in KINDS:
        message = "must end in .html (a page) or .png (a picture of its charts)"
        raise InvalidInputError([Flaw(option, str(place), message)], subject="report")
    console.require_writable(place, option)
    if place.suffix.lower() == ".png":
        from scenarios.report.pictures import require_pictures

        require_pictures()


def write_report(
    place: Path,
    outcomes: Sequence[Outcome],
    comparisons: Sequence[Comparison],
    *,
    option: str,
    rankings: Sequence[RankedTable] = (),
) -> None:
    """Write a report, and say where it is."""
    if place.suffix.lower() == ".png":
        from scenarios.report.pictures import report_png

        console.write_file(place, report_png(outcomes, comparisons), option=option)
    else:
        from scenarios.report.page import report_html

        console.write_file(
            place, report_html(outcomes, comparisons, rankings=rankings), option=option
        )
    console.err.print(f"Report: {escape(str(place))}")
