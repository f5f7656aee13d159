"""The tables of a report: every column and every row has its head."""

from collections.abc import Container, Iterable, Mapping, Sequence

from models.plan import DayPlan
from models.problem import DayProblem
from scenarios.compare import Change, Comparison, Verdict
from scenarios.report.charts import zone_labels
from scenarios.report.figures import Averages, Figures
from scenarios.report.hours import clock
from scenarios.report.markup import Html, Inside, tag
from scenarios.report.ranked import Cell, RankedTable
from scenarios.report.words import SIGNS, beside, number, reason, share, signed
from scenarios.scenario import BASELINE
from solver.explaining.wording import Wording

COLUMNS = {
    "points": "points",
    "covers": "guests seated",
    "refused": "refusals",
    "empty_seats": "empty seats",
    "merges": "merges",
    "moves": "moves",
}
"""Heads of the compared figures."""


def grid(
    heads: Sequence[str],
    rows: Iterable[Html],
    *,
    caption: str,
    class_: str = "",
    words: Container[str] = (),
) -> Html:
    """Return a table that scrolls sideways by itself where it is too wide.

    ``words`` are the heads of columns of ``text_cell``.
    """
    head = [
        tag("th", text, scope="col", class_="text" if text in words else None) for text in heads
    ]
    table = tag(
        "table",
        tag("caption", caption, class_="hidden"),
        tag("thead", tag("tr", head)),
        tag("tbody", rows),
        class_=class_ or None,
    )
    return tag("div", table, class_="wide", tabindex=0, role="region", aria_label=caption)


def row(head: Inside, cells: Iterable[Inside], *, class_: str | None = None) -> Html:
    """Return a row; its first cell is its head."""
    return tag(
        "tr",
        tag("th", head, scope="row"),
        [
            cell if isinstance(cell, Html) and cell.startswith("<td") else tag("td", cell)
            for cell in cells
        ],
        class_=class_,
    )


def text_cell(*inside: Inside) -> Html:
    """Return a cell of words: they begin on the left."""
    return tag("td", *inside, class_="text")


def headline(figures: Figures) -> Html:
    """Return the table of all scenarios beside what they are compared with."""
    heads = ("scenario", "verdict", *COLUMNS.values(), "worst gap")
    rows = [_base_row(figures)]
    rows += [_scenario_row(item, figures.comparisons[item.name]) for item in figures.scenarios]
    return grid(heads, rows, caption="Scenarios beside what they are compared with", class_="main")


def _base_row(figures: Figures) -> Html:
    base = figures.base
    cells = [number(getattr(base, name)) for name in COLUMNS]
    name = tag("span", "as it is", class_="name")
    return row(name, ["", *cells, share(base.worst_gap)], class_="base")


def _scenario_row(item: Averages, found: Comparison) -> Html:
    about = [tag("span", item.name, class_="name")]
    if found.compared_with != BASELINE:
        about.append(tag("span", f"beside {beside(found)}", class_="beside"))
    if item.description:
        about.append(tag("span", item.description, class_="about"))
    cells = [_change(name, found.changes[name], getattr(item, name), found) for name in COLUMNS]
    return row(about, [_verdict(found), *cells, share(found.worst_gap)])


def _verdict(found: Comparison) -> Html:
    kind = found.verdict.name.lower().replace("_", "-")
    sign = tag("span", SIGNS[found.verdict], aria_hidden="true")
    chip = tag("span", sign, f" {found.verdict}", class_=f"verdict {kind}")
    return tag("td", chip, tag("span", reason(found), class_="why"))


def _change(name: str, change: Change, value: float, found: Comparison) -> Html:
    parts: list[Html] = [tag("span", signed(change.mean), class_="difference")]
    proven = change.decided or found.verdict is Verdict.SAME
    if name in ("points", "covers") and not proven:
        parts.append(tag("abbr", " ?", title="smaller than what the gaps or the pairs leave open"))
    if name == "points" and found.verdict is Verdict.OTHER_WEIGHTS:
        parts = [tag("span", "–", class_="difference")]
    elif change.low is not None and change.high is not None:
        parts.append(
            tag("span", f"{signed(change.low)} to {signed(change.high)}", class_="interval")
        )
    parts.append(tag("span", f"{number(value)} in all", class_="after"))
    return tag("td", parts)


def covers_table(rows: Sequence[Mapping[str, object]]) -> Html:
    """Return the data of the chart of guests seated."""
    shown = [
        row(
            _label(str(item["scenario"])),
            [_cell(item["covers"]), _cell(item["low"]), _cell(item["high"]), str(item["role"])],
        )
        for item in rows
    ]
    heads = ("scenario", "guests seated", "from", "to", "verdict")
    return grid(heads, shown, caption="Guests seated by scenario")


def hours_table(figures: Figures, field: str, caption: str) -> Html:
    """Return one figure of the load, by scenario and hour."""
    rows = [
        row(item.label, [number(getattr(item.load[hour], field)) for hour in figures.hours])
        for item in figures.all
    ]
    return grid(["scenario", *map(clock, figures.hours)], rows, caption=caption)


def heat_table(figures: Figures) -> Html:
    """Return the share of seats in use, by scenario, zone and hour."""
    zones = zone_labels(figures.zones)
    rows = [
        row(item.label, [zones[zone], *(f"{shares[hour]:.0%}" for hour in figures.hours)])
        for item in figures.all
        for zone, shares in item.used.items()
    ]
    heads = ["scenario", "zone", *map(clock, figures.hours)]
    return grid(heads, rows, caption="Seats in use by zone and hour")


def seatings_table(problem: DayProblem, plan: DayPlan, title: str) -> Html:
    """Return every seating of a plan with this title."""
    words = Wording(problem)
    rows = [
        row(item.booking, [words.span(item.window), item.party, words.tables(item.tables)])
        for item in sorted(plan.seatings, key=lambda item: (item.window.start, item.booking))
    ]
    heads = ("booking", "time", "guests", "tables")
    return grid(heads, rows, caption=f"Seatings: {title}")


def unseated_table(problem: DayProblem, plan: DayPlan, title: str) -> Html:
    """Return every booking that a plan with this title leaves without tables, and why."""
    words = Wording(problem)
    rows = [
        row(item.booking, [words.span(item.window), item.party, text_cell(item.message)])
        for item in sorted(plan.unseated, key=lambda item: (item.window.start, item.booking))
    ]
    heads = ("booking", "time", "guests", "why")
    return grid(heads, rows, caption=f"Not seated, and why: {title}", words=("why",))


def ranked(table: RankedTable) -> Html:
    """Return a table that others made."""
    numbers = [
        all(isinstance(item[at], float | int | None) for item in table.rows)
        for at in range(len(table.heads))
    ]
    rows = [
        row(
            _cell(item[0]),
            [
                tag("td", _cell(cell), class_=None if is_number else "text")
                for cell, is_number in zip(item[1:], numbers[1:], strict=True)
            ],
        )
        for item in table.rows
    ]
    texts = [head for head, is_number in zip(table.heads, numbers, strict=True) if not is_number]
    return grid(table.heads, rows, caption=table.title, words=texts)


def _label(name: str) -> str:
    return "as it is" if name == BASELINE else name


def _cell(value: Cell | object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return "–" if value is None else str(value)
