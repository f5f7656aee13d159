"""A plan as a person reads it: the night by zone and table, who has no table, how good it is."""

from zoneinfo import ZoneInfo

from rich.markup import escape
from rich.table import Table as Grid

from cli import console
from models.plan import Change, DayPlan, PlanStatus, Seating
from models.problem import DayProblem
from models.venue import Table
from models.window import Window

STATUS_WORDS = {
    PlanStatus.OPTIMAL: "proven optimal",
    PlanStatus.FEASIBLE: "not proven optimal",
    PlanStatus.FLOOR: "the greedy plan: the solver found nothing better in time",
}


def print_night(problem: DayProblem, plan: DayPlan) -> None:
    """Print a plan on stdout."""
    zone = ZoneInfo(problem.venue.time_zone)
    console.out.print(_seatings(problem, plan, zone))
    if plan.unseated:
        console.out.print(_unseated(plan, zone))
    _print_summary(plan)


def _seatings(problem: DayProblem, plan: DayPlan, zone: ZoneInfo) -> Grid:
    title = f"{problem.venue.name or problem.id}, {problem.date:%A %d %B %Y}"
    grid = Grid(title=escape(title), title_justify="left", expand=False)
    for heading in ("Zone", "Table", "Seats", "Seatings (party, + merged with)"):
        grid.add_column(heading, justify="right" if heading == "Seats" else "left")
    labels = {table.id: table.label for table in problem.venue.tables}
    for venue_zone in problem.venue.zones:
        tables = [t for t in problem.venue.tables if t.zone == venue_zone.id]
        for row, table in enumerate(sorted(tables, key=_natural)):
            grid.add_row(
                escape(venue_zone.label) if row == 0 else "",
                escape(table.label),
                str(table.capacity),
                _seatings_of(table, plan, labels, zone),
                end_section=row == len(tables) - 1,
            )
    return grid


def _natural(table: Table) -> tuple[str, int]:
    """Order B2 before B10."""
    digits = "".join(c for c in table.label if c.isdigit())
    return table.label.rstrip("0123456789"), int(digits or 0)


def _seatings_of(table: Table, plan: DayPlan, labels: dict[str, str], zone: ZoneInfo) -> str:
    mine = sorted(
        (seating for seating in plan.seatings if table.id in seating.tables),
        key=lambda seating: seating.window.start,
    )
    return "  ".join(_one(seating, table, labels, zone) for seating in mine)


def _one(seating: Seating, table: Table, labels: dict[str, str], zone: ZoneInfo) -> str:
    others = "+".join(escape(labels[other]) for other in seating.tables if other != table.id)
    merged = f" [cyan]+{others}[/]" if others else ""
    mark = {Change.MOVED: "[yellow]→[/]", Change.KEPT: "", Change.NEW: ""}[seating.change]
    return f"{mark}{_clock(seating.window, zone)} [bold]{seating.party}[/]{merged}"


def _clock(window: Window, zone: ZoneInfo) -> str:
    start, end = window.start.astimezone(zone), window.end.astimezone(zone)
    return f"{start:%H:%M}–{end:%H:%M}"


def _unseated(plan: DayPlan, zone: ZoneInfo) -> Grid:
    grid = Grid(title=f"Without a table: {len(plan.unseated)}", title_justify="left")
    for heading in ("Booking", "Time", "Party", "Why"):
        grid.add_column(heading)
    for item in sorted(plan.unseated, key=lambda item: item.window.start):
        grid.add_row(
            escape(item.booking), _clock(item.window, zone), str(item.party), escape(item.message)
        )
    return grid


def _print_summary(plan: DayPlan) -> None:
    counts = plan.statistics
    console.out.print(
        f"[bold]{counts.seated} of {counts.bookings} bookings seated, {counts.covers} of "
        f"{counts.covers_requested} covers[/], {counts.merges} merges, {counts.empty_seats} empty "
        f"seats" + (f", {counts.moved} moved" if counts.moved else "")
    )
    bound = "unknown" if plan.bound is None else f"{plan.bound:,g}"
    console.out.print(
        f"{STATUS_WORDS[plan.status]}; gap {console.percent(plan.gap)} "
        f"({plan.proof[0].tier}: {plan.proof[0].value:,g} of at most {bound} points), "
        f"{plan.solve.seconds:.2f} s"
    )
    for note in plan.notes:
        console.out.print(f"[yellow]Note:[/] {escape(note)}")
