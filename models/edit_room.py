"""Edits of the room: tables, zones, and which tables stand side by side."""

from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import model_validator

from models.base import Id
from models.booking import Booking, Occupied
from models.edits import BaseEdit, changed, changed_venue, naming, refused, table_of, with_table
from models.errors import MaitredError
from models.moment import Moment, instant_on
from models.problem import IMMOVABLE, DayProblem
from models.rules import Rules
from models.venue import Seats, Table
from models.window import Window


class RemoveTable(BaseEdit):
    """A table is taken out of the room; who was to sit there is placed again."""

    kind: Literal["remove_table"] = "remove_table"
    table: Id

    def apply(self, problem: DayProblem) -> DayProblem:
        """Take it away, with its neighbours, its named sets, and what takes it."""
        table_of(problem, self.table, self.kind)
        venue = problem.venue
        emptied = _emptied(problem, {self.table}, None, self.kind, self.table)
        rest = emptied.replace(
            occupancy=tuple(item for item in problem.occupancy if item.table != self.table),
            rules=_without(problem.rules, self.table),
            service_rules=tuple(
                item.replace(rules=_without(item.rules, self.table))
                for item in problem.service_rules
            ),
        )
        return changed_venue(
            rest,
            self.kind,
            tables=tuple(item for item in venue.tables if item.id != self.table),
            adjacency=tuple(pair for pair in venue.adjacency if self.table not in pair),
        )


class ResizeTable(BaseEdit):
    """A table has other seats, and perhaps other limits; limits that no longer fit are dropped."""

    kind: Literal["resize_table"] = "resize_table"
    table: Id
    capacity: Seats
    min_party: Seats | None = None
    """Smallest party; as it is when left out."""
    max_party: Seats | None = None
    """Largest party; as it is when left out."""

    def apply(self, problem: DayProblem) -> DayProblem:
        """Change the seats."""
        table = table_of(problem, self.table, self.kind)
        low = table.min_party if self.min_party is None else self.min_party
        high = table.max_party if self.max_party is None else self.max_party
        if self.min_party is None and low > self.capacity:
            low = 0
        if self.max_party is None and high is not None and high >= table.capacity:
            high = None
        with naming(self.kind):
            resized = table.replace(capacity=self.capacity, min_party=low, max_party=high)
        return with_table(problem, resized, self.kind)


class MoveTable(BaseEdit):
    """A table stands in another zone, away from its neighbours in the old one."""

    kind: Literal["move_table"] = "move_table"
    table: Id
    zone: Id

    def apply(self, problem: DayProblem) -> DayProblem:
        """Change the zone; a pair of neighbours never spans two zones."""
        table = table_of(problem, self.table, self.kind)
        _zone_exists(problem, self.zone, self.kind)
        if table.zone == self.zone:
            raise refused(self.kind, "zone", self.zone, "the table stands there already")
        zones = {item.id: item.zone for item in problem.venue.tables} | {table.id: self.zone}
        pairs = problem.venue.adjacency
        return changed_venue(
            problem,
            self.kind,
            tables=tuple(
                item.replace(zone=self.zone) if item.id == table.id else item
                for item in problem.venue.tables
            ),
            adjacency=tuple(
                (a, b) for a, b in pairs if table.id not in (a, b) or zones[a] == zones[b]
            ),
        )


class _Place(BaseEdit):
    """A table or a whole zone, for the whole day or a part of it."""

    kind: str
    table: Id | None = None
    zone: Id | None = None
    start: Moment | None = None
    """The whole day when left out."""
    end: Moment | None = None

    @model_validator(mode="after")
    def _one_place_and_a_window(self) -> Self:
        if (self.table is None) == (self.zone is None):
            raise ValueError("name either a table or a zone")
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end belong together")
        return self

    def _tables(self, problem: DayProblem) -> list[Table]:
        if self.table is not None:
            return [table_of(problem, self.table, self.kind)]
        assert self.zone is not None
        _zone_exists(problem, self.zone, self.kind)
        tables = [item for item in problem.venue.tables if item.zone == self.zone]
        if not tables:
            raise refused(self.kind, "zone", self.zone, "has no tables")
        return tables

    @property
    def _named(self) -> str:
        return self.table or self.zone or ""

    def _window(self, problem: DayProblem) -> Window | None:
        return window_on(problem, self.kind, self.start, self.end)


class Close(_Place):
    """A table or zone is closed; who was to sit there then is placed again."""

    kind: Literal["close"] = "close"

    def apply(self, problem: DayProblem) -> DayProblem:
        """Block the window, or take the tables out of service for the day."""
        tables, window = self._tables(problem), self._window(problem)
        ids = {table.id for table in tables}
        emptied = _emptied(problem, ids, window, self.kind, self._named)
        if window is None:
            if not any(table.active for table in tables):
                raise refused(self.kind, "table", self._named, "is out of service already")
            return _in_service(emptied, ids, self.kind, active=False)
        blocks = tuple(
            Occupied(table=table.id, window=window, source="maintenance") for table in tables
        )
        return changed(emptied, self.kind, occupancy=(*emptied.occupancy, *blocks))


class Open(_Place):
    """A table or zone that is closed is opened again; the opposite of ``close``."""

    kind: Literal["open"] = "open"

    def apply(self, problem: DayProblem) -> DayProblem:
        """Cut the window out of what is closed, or put the tables into service."""
        tables, window = self._tables(problem), self._window(problem)
        ids = {table.id for table in tables}
        if window is None:
            if all(table.active for table in tables):
                raise refused(self.kind, "table", self._named, "is in service already")
            return _in_service(problem, ids, self.kind, active=True)
        left: list[Occupied] = []
        for item in problem.occupancy:
            closed = item.table in ids and item.source == "maintenance"
            left += _cut(item, window) if closed else [item]
        after = changed(problem, self.kind, occupancy=tuple(left))
        if after.occupancy == problem.occupancy:
            raise refused(self.kind, "start", str(self.start), "nothing is closed there then")
        return after


class AddNeighbours(BaseEdit):
    """Two tables stand side by side, so that they may be merged."""

    kind: Literal["add_neighbours"] = "add_neighbours"
    tables: tuple[Id, Id]

    def apply(self, problem: DayProblem) -> DayProblem:
        """Add the pair."""
        pair = _pair(problem, self.tables, self.kind)
        if pair in problem.venue.adjacency:
            raise refused(self.kind, "tables", list(pair), "are neighbours already")
        return changed_venue(problem, self.kind, adjacency=(*problem.venue.adjacency, pair))


class RemoveNeighbours(BaseEdit):
    """Two tables stand side by side no more."""

    kind: Literal["remove_neighbours"] = "remove_neighbours"
    tables: tuple[Id, Id]

    def apply(self, problem: DayProblem) -> DayProblem:
        """Take the pair away."""
        pair = _pair(problem, self.tables, self.kind)
        left = tuple(item for item in problem.venue.adjacency if item != pair)
        if len(left) == len(problem.venue.adjacency):
            raise refused(self.kind, "tables", list(pair), "are no neighbours")
        return changed_venue(problem, self.kind, adjacency=left)


class SetNeighbours(BaseEdit):
    """Just these pairs stand side by side, in place of all that the day says."""

    kind: Literal["set_neighbours"] = "set_neighbours"
    pairs: tuple[tuple[Id, Id], ...]

    def apply(self, problem: DayProblem) -> DayProblem:
        """Replace the pairs; what none at all means, the merge rules say."""
        pairs = tuple(_pair(problem, pair, self.kind, "pairs") for pair in self.pairs)
        return changed_venue(problem, self.kind, adjacency=pairs)


def window_on(
    problem: DayProblem, kind: str, start: Moment | None, end: Moment | None
) -> Window | None:
    """Return the window of local times on the problem's date; None without any.

    Raises:
        InvalidInputError: a time does not exist on that date, or it ends before it starts.
    """
    if start is None or end is None:
        return None
    zone = ZoneInfo(problem.venue.time_zone)
    try:
        moments = [instant_on(moment, problem.date, zone) for moment in (start, end)]
    except MaitredError as error:
        raise refused(kind, "start", f"{start}–{end}", error.message) from error
    with naming(kind):
        return Window(start=moments[0], end=moments[1])


def has_come(problem: DayProblem, booking: Booking) -> bool:
    """Tell whether a booking's guests sit, or have left: that is a fact, no plan."""
    started = problem.as_of is not None and booking.window.start <= problem.as_of
    return booking.status in IMMOVABLE or (started and bool(booking.current_tables))


def _emptied(
    problem: DayProblem, tables: set[str], window: Window | None, kind: str, named: str
) -> DayProblem:
    """Take these tables from the bookings that have them (in a window); they are placed again."""
    bookings = []
    for booking in problem.bookings:
        here = tables & set(booking.current_tables)
        if here and (window is None or booking.window.overlaps(window)):
            if has_come(problem, booking):
                raise refused(kind, "table", named, f"the guests of {booking.id!r} sit there")
            if booking.locked:
                message = f"booking {booking.id!r} is locked there; unlock it first"
                raise refused(kind, "table", named, message)
            bookings.append(booking.replace(current_tables=()))
        else:
            bookings.append(booking)
    return problem.replace(bookings=tuple(bookings))


def _in_service(problem: DayProblem, ids: set[str], kind: str, *, active: bool) -> DayProblem:
    tables = tuple(
        table.replace(active=active) if table.id in ids else table for table in problem.venue.tables
    )
    return changed_venue(problem, kind, tables=tables)


def _cut(item: Occupied, window: Window) -> list[Occupied]:
    """Return what is left of a closed window without another."""
    if not item.window.overlaps(window):
        return [item]
    left = []
    if item.window.start < window.start:
        left.append(item.replace(window=Window(start=item.window.start, end=window.start)))
    if window.end < item.window.end:
        left.append(item.replace(window=Window(start=window.end, end=item.window.end)))
    return left


def _without(rules: Rules, table: str) -> Rules:
    kept = tuple(item for item in rules.named_sets if table not in item.tables)
    return rules.replace(named_sets=kept) if len(kept) < len(rules.named_sets) else rules


def _pair(
    problem: DayProblem, tables: tuple[str, str], kind: str, place: str = "tables"
) -> tuple[str, str]:
    for table in tables:
        table_of(problem, table, kind, place)
    if tables[0] == tables[1]:
        raise refused(kind, place, list(tables), "a table is not its own neighbour")
    return (min(tables), max(tables))


def _zone_exists(problem: DayProblem, zone: str, kind: str) -> None:
    if zone not in {item.id for item in problem.venue.zones}:
        raise refused(kind, "zone", zone, "does not exist")
