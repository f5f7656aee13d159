"""What the booking routes have to do, in memory: who has and who holds which table, until when.

It knows no solver. Where the optimum decides, it says only whether a choice was allowed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

Names = frozenset[str]
Window = tuple[dt.datetime, dt.datetime]

SEATS, MOST_SLACK = 4, 4
"""Of every table; and empty seats of a choice by hand."""

MINUTES = ((2, 60), (4, 75), (6, 85))
LONGEST, BUFFER, CLOSES = 90, 5, 22
"""Turn times of a dinner, up to so many guests, and above; and its last hour, which cuts it off."""

ORDER = ("closed", "capacity", "slack", "zone", "movable", "adjacency", "conflict", "holds")
"""Faults in the order in which they are told."""


@dataclass
class Guest:
    """A booking."""

    party: int
    start: dt.datetime
    status: str = "pending"
    tables: Names = frozenset()
    kept: Window | None = None
    """What its tables are kept for; it may have been edited since."""

    @property
    def window(self) -> Window:
        """What its tables ought to be kept for."""
        minutes = next((long for most, long in MINUTES if self.party <= most), LONGEST)
        end = self.start + dt.timedelta(minutes=minutes + BUFFER)
        return self.start, min(end, self.start.replace(hour=CLOSES, minute=0))

    @property
    def over(self) -> bool:
        """It wants no table any more."""
        return self.status == "cancelled"

    @property
    def edited(self) -> bool:
        """Its tables are not kept for what it is now."""
        return bool(self.tables) and self.kept != self.window


@dataclass
class Hold:
    """Tables that are held for a guest."""

    guest: str
    tables: Names
    """Those it did not have yet."""
    chosen: Names
    window: Window
    left: float
    """Seconds until it runs out."""
    by_hand: bool
    adjacency: bool | None = None
    """What was asked for; None is as the house says."""

    @property
    def live(self) -> bool:
        """It has not run out."""
        return self.left > 0


@dataclass
class Reference:
    """One evening of a house."""

    zones: dict[str, str]
    """Of every table."""
    movable: Names
    edges: frozenset[Names]
    guests: dict[str, Guest] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    """Those that nobody released, confirmed or replaced; they may have run out."""
    closed: set[str] = field(default_factory=set)

    def faults(
        self,
        guest: str,
        tables: Names,
        adjacency: bool | None = None,
        window: Window | None = None,
    ) -> list[str]:
        """Return what forbids a guest these tables; ``window`` when it is not that of now."""
        party, several = self.guests[guest].party, len(tables) > 1
        seats = SEATS * len(tables)
        seated, held = self.blockers(guest, tables, window or self.guests[guest].window)
        found = {
            "closed": bool(tables & self.closed),
            "capacity": seats < party,
            "slack": seats - party > MOST_SLACK,
            "zone": len({self.zones[table] for table in tables}) > 1,
            "movable": several and not tables <= self.movable,
            "adjacency": several and adjacency is not False and not self._connected(tables),
            "conflict": seated,
            "holds": held,
        }
        return [name for name in ORDER if found[name]]

    def switched_off(self, guest: str, tables: Names) -> bool:
        """Tell whether a table is closed that the guest has not got for the time of now."""
        item = self.guests[guest]
        return bool(self.closed & tables - (frozenset() if item.edited else item.tables))

    def blockers(self, guest: str, tables: Names, window: Window) -> tuple[bool, bool]:
        """Tell whether others have one of the tables then, and whether others hold one."""
        seated = any(
            item.kept and tables & item.tables and overlap(item.kept, window)
            for name, item in self.guests.items()
            if name != guest
        )
        held = any(
            hold.live and tables & hold.tables and overlap(hold.window, window)
            for hold in self.holds.values()
            if hold.guest != guest
        )
        return seated, held

    def fits_alone(self, guest: str) -> Iterator[str]:
        """Yield the single tables that a guest could have at once."""
        yield from (name for name in self.zones if not self.faults(guest, frozenset({name})))

    def seat(self, guest: str, tables: Names) -> None:
        """Give a guest exactly these tables; what it held of them is no claim any more."""
        self.keep(guest, tables, self.guests[guest].window)
        for key in [k for k, hold in self.of(guest) if tables & hold.tables]:
            del self.holds[key]

    def keep(self, guest: str, tables: Names, window: Window | None) -> None:
        """Let a guest have tables for a window, whatever it holds."""
        item = self.guests[guest]
        item.tables, item.kept = tables, window if tables else None
        if not tables and item.status == "confirmed":
            item.status = "pending"

    def confirm(self, guest: str) -> None:
        """A guest that was given tables by hand is expected."""
        if self.guests[guest].status == "pending":
            self.guests[guest].status = "confirmed"

    def hold(self, key: str, hold: Hold) -> None:
        """Hold tables; earlier holds of the guest are released."""
        for old in [k for k, _ in self.of(hold.guest)]:
            del self.holds[old]
        self.holds[key] = hold

    def of(self, guest: str) -> list[tuple[str, Hold]]:
        """Return the holds of a guest."""
        return [(key, hold) for key, hold in self.holds.items() if hold.guest == guest]

    def live(self) -> dict[str, Hold]:
        """Return the holds that have not run out."""
        return {key: hold for key, hold in self.holds.items() if hold.live}

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        for hold in self.holds.values():
            hold.left -= seconds

    def _connected(self, tables: Iterable[str]) -> bool:
        first, *rest = tables
        reached, left = {first}, set(rest)
        while near := {t for t in left if any(frozenset((t, r)) in self.edges for r in reached)}:
            reached |= near
            left -= near
        return not left


def overlap(one: Window, other: Window) -> bool:
    """Tell whether half-open windows have a moment in common."""
    return one[0] < other[1] and other[0] < one[1]
