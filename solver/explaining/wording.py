"""What explanations say: table numbers as the restaurant knows them, times by its own clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.adjacency import AdjacencyMode
from models.booking import Booking, Occupied
from models.explanation import Rule
from models.problem import DayProblem
from models.rules import Rules
from models.window import Window

SOURCES = {
    "allocation": "an allocation",
    "assignment": "an assignment",
    "hold": "a hold",
    "maintenance": "maintenance",
}


class Wording:
    """Names for the things of one day."""

    def __init__(self, problem: DayProblem) -> None:
        self._problem = problem
        self._zone = ZoneInfo(problem.venue.time_zone)
        self._labels = {table.id: table.label for table in problem.venue.tables}
        self._zones = {zone.id: zone.label for zone in problem.venue.zones}

    def clock(self, moment: datetime) -> str:
        """Return a time of day."""
        return f"{moment.astimezone(self._zone):%H:%M}"

    def span(self, window: Window) -> str:
        """Return a window."""
        return f"{self.clock(window.start)}–{self.clock(window.end)}"

    def tables(self, ids: Iterable[str]) -> str:
        """Return tables by their numbers."""
        return "+".join(self._labels.get(table, table) for table in ids)

    def zone(self, key: str) -> str:
        """Return a zone by its name."""
        return self._zones.get(key, key)

    def booking(self, booking: Booking) -> str:
        """Return a booking: id, guests, time."""
        return f"{booking.id} ({guests(booking.party)}, {self.span(booking.window)})"

    def seated(self, booking: Booking, tables: Iterable[str], *, stays: bool) -> str:
        """Return a booking with its tables, and whether it may change them."""
        firm = ", which stays there" if stays else ""
        return f"{self.booking(booking)} on {self.tables(tables)}{firm}"

    def occupied(self, item: Occupied) -> str:
        """Return what takes a table."""
        what = SOURCES[item.source]
        owner = f" of booking {item.booking}" if item.booking else ""
        until = f", until {self.clock(item.until)} at the latest" if item.until else ""
        return f"{what}{owner} on {self.tables([item.table])}, {self.span(item.window)}{until}"

    def held(self, parts: Sequence[Occupied]) -> str:
        """Return a hold with all of its tables."""
        first = parts[0]
        owner = f" of booking {first.booking}" if first.booking else ""
        tables = self.tables(item.table for item in parts)
        return f"the hold{owner} on {tables}, {self.span(first.window)}"

    def rule(self, name: Rule, number: int, booking: Booking) -> str:
        """Return a rule that is in the way of a booking."""
        rules, problem = self._problem.rules_for(booking), self._problem
        if name is Rule.PACE:
            pace = problem.pacing[number]
            return f"at most {guests(pace.covers)} may arrive in {pace.slot_minutes} minutes"
        if name is Rule.HOLD_BACK:
            held = problem.hold_backs[number]
            return f"{count(held.keep, 'table')} kept for walk-ins, {self.span(held.window)}"
        if name is Rule.NAMED_SET:
            return f"{self.tables(rules.named_sets[number].tables)} may not be merged"
        return _rule(name, rules, problem.max_moves)


TOGETHER: dict[AdjacencyMode, str] = {
    "connected": "merged tables stand side by side",
    "neighbors": "one of merged tables stands beside all the others",
    "pairwise": "merged tables stand each beside each other",
}


def _rule(name: Rule, rules: Rules, max_moves: int | None) -> str:
    return {
        Rule.LOCK: "it is locked without tables",
        Rule.MERGES_OFF: "merges are switched off",
        Rule.MAX_TABLES: f"a merge has at most {count(rules.max_tables, 'table')}",
        Rule.ADJACENCY: TOGETHER[rules.adjacency_mode],
        Rule.ZONE: "a merge stays within one zone",
        Rule.MOVABLE: "fixed tables are not merged",
        Rule.PARTY_LIMITS: "tables have a smallest or largest party",
        Rule.MERGE_OVERAGE: f"a merge leaves at most {rules.max_merge_overage} seats empty",
        Rule.MAX_MOVES: f"at most {count(max_moves or 0, 'booking')} may change tables",
    }[name]


def count(number: int, noun: str) -> str:
    """Return a number of things: 1 table, 2 tables."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def guests(number: int) -> str:
    """Return a number of guests."""
    return count(number, "guest")


def listed(items: Iterable[str]) -> str:
    """Return items as a sentence lists them."""
    *head, last = items
    return f"{', '.join(head)} and {last}" if head else last


def listed_at_most(most: int, items: Sequence[str]) -> str:
    """Return items as a sentence lists them, but not more than can be read."""
    more = len(items) - most
    return listed(items if more <= 0 else [*items[:most], count(more, "other")])


def points(value: float) -> str:
    """Return points, without a sign."""
    number = f"{abs(value):,.2f}".rstrip("0").rstrip(".")
    return f"{number} {'point' if number == '1' else 'points'}"


def minutes(later: timedelta) -> int:
    """Return whole minutes, rounded up where the parts do not add up."""
    return -(-int(later.total_seconds()) // 60)
