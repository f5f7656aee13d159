"""Re-plans as people read them: the worst first, table numbers, times by the venue's clock."""

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table as Grid

from cli import console
from models.explanation import Changed, Difference
from models.problem import DayProblem
from models.replan import Affected, CurvePoint, Fate, FragileReport, MoveLimit
from solver.explaining.wording import Wording, count, guests

MOST_ROWS = 25
"""Fragile seatings that are listed."""


def print_curve(points: Sequence[CurvePoint], night: DayProblem) -> None:
    """Print what each limit of moves gains, and then who would move at the points that differ."""
    grid = Grid(title="What moves gain", title_justify="left")
    for heading in ("At most", "Moves", "Guests", "Bookings", "Points", "Gap"):
        grid.add_column(heading, justify="left" if heading == "At most" else "right")
    for point in points:
        figures = (point.moves, point.guests, point.seated)
        grid.add_row(
            _limit(point.max_moves),
            *(str(figure) for figure in figures),
            f"{point.points:,g}",
            console.percent(point.gap),
        )
    console.out.print(grid)
    shown: tuple[Changed, ...] | None = None
    for point in points:
        if point.changes != shown:
            console.out.print(f"\n[bold]At most {_limit(point.max_moves)}[/]")
            print_point(point, night)
        shown = point.changes


def print_point(point: CurvePoint, night: DayProblem) -> None:
    """Print one plan: who loses a table, who is concerned, who moves, who gets one."""
    words = Wording(night)
    for item in sorted(point.affected, key=lambda item: item.fate is not Fate.LOSES):
        _print_affected(item, words)
    known = {item.booking for item in point.affected}
    for change in point.changes:
        if change.booking not in known:
            console.out.print(escape(_changed(change, words)))
    console.out.print(f"[bold]{escape(point.message)}[/]")
    if point.gap is None or point.gap > 0:
        console.out.print(
            "[yellow]Not proven to be the best; a longer --budget may find a better one.[/]"
        )


def _limit(limit: MoveLimit) -> str:
    return "any number of moves" if limit is None else count(limit, "move")


def _print_affected(item: Affected, words: Wording) -> None:
    who = f"{item.booking} ({guests(item.party)}, {words.span(item.window)})"
    had, since = words.tables(item.tables), words.clock(item.since)
    text = {
        Fate.LOSES: f"[red bold]NO TABLE[/] {escape(who)} had {escape(had)}, gone from {since}",
        Fate.STAYS: f"[red]IN COLLISION[/] {escape(who)} stays on {escape(had)}, from {since}",
        Fate.MOVES: f"[cyan]moves[/] {escape(who)} from {escape(had)} to "
        f"{escape(words.tables(item.to_tables))}",
        Fate.KEEPS: f"[green]keeps[/] {escape(who)} its {escape(had)}",
    }[item.fate]
    console.out.print(f"{text}: {escape(item.because)}")
    for advice in item.help:
        console.out.print(f"    [green]would help:[/] {escape(advice)}")


def _changed(change: Changed, words: Wording) -> str:
    who = f"{change.booking} ({guests(change.party)}, {words.span(change.window)})"
    to = words.tables(change.to_tables)
    if change.change is Difference.SEATED:
        return f"gets a table: {who} on {to}"
    return f"moves: {who} from {words.tables(change.from_tables)} to {to}: {change.why}"


def print_fragile(report: FragileReport, night: DayProblem) -> None:
    """Print the seatings that must not take longer, those with most guests at risk first."""
    words = Wording(night)
    if report.fragile:
        grid = Grid(title=f"If they stay {report.minutes} minutes longer", title_justify="left")
        for heading in ("Booking", "Guests", "On", "Until", "At risk", "Who would have no table"):
            right = heading in ("Guests", "At risk")
            grid.add_column(heading, justify="right" if right else "left")
        for item in report.fragile[:MOST_ROWS]:
            grid.add_row(
                escape(item.booking),
                str(item.party),
                escape(words.tables(item.tables)),
                words.clock(item.until),
                str(item.guests_at_risk),
                escape(", ".join(item.at_risk)),
            )
        console.out.print(grid)
    more = len(report.fragile) - MOST_ROWS
    if more > 0:
        console.out.print(f"and {more} more")
    console.out.print(escape(report.message))
