"""A night on the floor as a drawing: tables against time, zone by zone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.booking import Occupied
from models.plan import Seating
from models.problem import DayProblem
from models.venue import Table
from models.window import Window
from scenarios.report.markup import Html, tag
from scenarios.runner import Outcome
from solver.explaining.wording import Wording, guests

ROW, LABEL, AXIS, ZONE, EDGE = 24, 96, 28, 26, 22
"""Pixels: of a table's row, of the names, of the hours, of a zone's name, and around the hours."""
PER_HOUR, WIDTH = 84, 940
"""Pixels of an hour at least, and of all hours at least."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class _Frame:
    """Where things go in the drawing."""

    start: datetime
    end: datetime
    rows: Mapping[str, int]
    """The upper edge of each table's row."""
    height: int

    def x(self, moment: datetime) -> float:
        hours, all_hours = (moment - self.start) / HOUR, (self.end - self.start) / HOUR
        return round(LABEL + EDGE + hours * max(PER_HOUR, WIDTH / all_hours), 1)

    @property
    def width(self) -> float:
        return self.x(self.end) + EDGE


def timeline(outcome: Outcome, *, name: str, today: Mapping[str, tuple[str, ...]]) -> Html:
    """Return the drawing of a plan as SVG.

    ``name`` is short and unique on the page; ``today`` has the tables of each booking in the plan
    that this one is held against: who sits elsewhere is outlined.
    """
    problem, plan = outcome.case.problem, outcome.plan
    frame, words = _frame(problem, plan.seatings), Wording(problem)
    tables = {table.id: table for table in problem.venue.tables}
    parts = [
        _hatching(name),
        _zones(problem, frame),
        _hours(problem, frame, words),
        [_closed(frame, table, name) for table in tables.values() if not table.active],
        [_occupied(frame, item, words, name) for item in problem.occupancy],
        [_seating(frame, item, words, today) for item in plan.seatings],
    ]
    return tag(
        "svg",
        parts,
        class_="timeline",
        viewBox=f"0 0 {frame.width:g} {frame.height}",
        width=frame.width,
        height=frame.height,
        role="img",
        aria_label=f"{len(plan.seatings)} parties on {len(tables)} tables; the table below "
        "lists them",
    )


def in_room_order(tables: Iterable[Table]) -> list[Table]:
    """Return tables as people count them: T2 before T10."""

    def natural(table: Table) -> list[tuple[int, int, str]]:
        parts = re.split(r"([0-9]+)", table.label)
        return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts]

    return sorted(tables, key=lambda table: (natural(table), table.id))


def _frame(problem: DayProblem, seatings: Iterable[Seating]) -> _Frame:
    windows = [item.window for item in seatings] or [item.window for item in problem.bookings]
    zone_info = ZoneInfo(problem.venue.time_zone)
    noon = datetime.combine(problem.date, time(12), tzinfo=zone_info)
    first = min((item.start for item in windows), default=noon)
    last = max((item.end for item in windows), default=first)
    start = first.astimezone(zone_info).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    rows, y = {}, AXIS
    for zone in problem.venue.zones:
        mine = [table for table in problem.venue.tables if table.zone == zone.id]
        y += ZONE if mine else 0
        for table in in_room_order(mine):
            rows[table.id] = y
            y += ROW
    return _Frame(start, max(last, start + HOUR), rows, y + 4)


def _hatching(name: str) -> Html:
    line = tag("line", x1=0, y1=0, x2=0, y2=7, class_="hatch-line")
    pattern = tag(
        "pattern",
        line,
        id=f"{name}-hatch",
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return tag("defs", pattern)


def _zones(problem: DayProblem, frame: _Frame) -> list[Html]:
    found = []
    for zone in problem.venue.zones:
        mine = [table for table in problem.venue.tables if table.zone == zone.id]
        if not mine:
            continue
        top = min(frame.rows[table.id] for table in mine) - ZONE
        found.append(tag("rect", x=0, y=top + 4, width=frame.width, height=ZONE - 4, class_="zone"))
        found.append(tag("text", zone.label, x=8, y=top + 19, class_="zone-name"))
        for table in mine:
            y = frame.rows[table.id]
            found.append(tag("line", x1=0, x2=frame.width, y1=y + ROW, y2=y + ROW, class_="row"))
            found.append(_table_name(table, y))
    return found


def _table_name(table: Table, y: int) -> Html:
    label = table.label if len(table.label) <= 8 else table.label[:7] + "…"
    return tag(
        "text",
        tag("title", f"{table.label}: {table.capacity} seats"),
        tag("tspan", label, class_="table-name"),
        tag("tspan", f" {table.capacity}", class_="table-seats"),
        x=10,
        y=y + 16,
    )


def _hours(problem: DayProblem, frame: _Frame, words: Wording) -> list[Html]:
    found, moment = [], frame.start
    while moment <= frame.end:
        x = frame.x(moment)
        found.append(tag("line", x1=x, x2=x, y1=AXIS - 6, y2=frame.height, class_="hour"))
        found.append(tag("text", words.clock(moment), x=x, y=14, class_="clock"))
        moment += timedelta(hours=1)
    return found


def _bar(frame: _Frame, table: str, window: Window, class_: str, **more: str) -> Html:
    left, right = frame.x(max(window.start, frame.start)), frame.x(min(window.end, frame.end))
    return tag(
        "rect",
        x=left,
        y=frame.rows[table] + 2,
        width=max(2.0, round(right - left - 1, 1)),
        height=ROW - 4,
        rx=3,
        class_=class_,
        **more,
    )


def _closed(frame: _Frame, table: Table, name: str) -> Html:
    window = Window(start=frame.start, end=frame.end)
    bar = _bar(frame, table.id, window, "closed", fill=f"url(#{name}-hatch)")
    return tag("g", tag("title", f"{table.label} is out of service"), bar)


def _occupied(frame: _Frame, item: Occupied, words: Wording, name: str) -> Html | None:
    if not item.window.overlaps(Window(start=frame.start, end=frame.end)):
        return None
    bar = _bar(frame, item.table, item.window, "closed", fill=f"url(#{name}-hatch)")
    return tag("g", tag("title", words.occupied(item)), bar)


def _seating(
    frame: _Frame, item: Seating, words: Wording, today: Mapping[str, tuple[str, ...]]
) -> Html:
    tables = sorted(item.tables, key=lambda table: frame.rows[table])
    merged, before = len(tables) > 1, today.get(item.booking)
    elsewhere = before is not None and set(before) != set(tables)
    size = next(step for step in (2, 4, 6, 1000) if item.party <= step)
    class_ = "merge" if merged else f"p{min(size, 8)}"
    x = frame.x(item.window.start)
    ends = [frame.rows[table] + ROW / 2 for table in (tables[0], tables[-1])]
    title = (
        f"{item.booking}: {guests(item.party)}, {words.span(item.window)} on "
        f"{words.tables(tables)} ({item.seats} seats)" + (", elsewhere than as it is" * elsewhere)
    )
    return tag(
        "g",
        tag("title", title),
        tag("line", x1=x + 3, x2=x + 3, y1=ends[0], y2=ends[1], class_="join") if merged else None,
        [_bar(frame, table, item.window, "bar") for table in tables],
        [
            tag("text", str(item.party), x=x + 8, y=frame.rows[table] + 16, class_="party")
            for table in tables
        ],
        class_=f"seating {class_}" + " elsewhere" * elsewhere,
    )
