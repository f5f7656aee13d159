"""The file format of a day: what people and tools write, read into a ``DayProblem``.

The short reference form (tables, adjacency, bookings with ``start``/``end`` in minutes,
``max_merge``) is a subset and loads as it is.
"""

import datetime as dt
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError

from models.base import Count, Id, Name, Value
from models.booking import Booking, BookingStatus, Demand, Occupied, Party, Place
from models.errors import Flaw, InvalidInputError, MaitredError, flaws_of
from models.house import HoldBack, Pace, Pacing, WalkInShare
from models.jsontext import parse_json
from models.moment import Moment, instant_on
from models.policy import PRODUCT_POLICY, ServicePolicy, derive_stay
from models.problem import MAX_BOOKINGS, DayProblem, Mode
from models.rules import RULE_PRESETS, MergeSize, Rules, ServiceRules
from models.venue import SeatingType, Table, Venue, Zone
from models.weights import WEIGHT_PRESETS, Weights
from models.window import Instant, ServiceDate, Window, ZoneName

V = TypeVar("V", bound=Value)

LABELS = ("id", "table", "name", "covers")
"""What tells an item of a list from its neighbours, for people."""


class DayBooking(Value):
    """A booking in a day file."""

    id: Id
    party: Party
    start: Moment
    end: Moment | None = None
    """End of the window tables are blocked for; left out, the policy derives it from the party."""
    service: Id | None = None
    """lunch, dinner, drinks, ...: decides between services that overlap, and whose rules count."""
    status: BookingStatus = BookingStatus.CONFIRMED
    priority: Annotated[int, Field(strict=True, ge=0, le=10)] = 0
    vip: bool = False
    deposit: bool = False
    demand: Demand = 1
    seating_preference: Place = "any"
    preferred_zone: Id | None = None
    preferred_seating: SeatingType | None = None
    tables: tuple[Id, ...] = ()
    """The tables it has now."""
    locked: bool = False
    slot: Name | None = None


class DayOccupied(Value):
    """A window in a day file in which a table is taken and not up for planning."""

    table: Id
    start: Moment
    end: Moment
    source: Literal["allocation", "assignment", "hold", "maintenance"] = "maintenance"
    booking: Id | None = None
    until: Instant | None = None
    slot: Name | None = None


class DayHoldBack(WalkInShare):
    """Tables that a day file keeps free for walk-ins."""

    start: Moment
    end: Moment


class DayPacing(Pace):
    """The pace of a window of a day file."""

    start: Moment
    end: Moment


class DayFile(Value):
    """A day as a file."""

    id: Id
    venue: Id | None = None
    """The restaurant's id; the day's id when left out."""
    name: Name = ""
    """The restaurant's name."""
    date: ServiceDate = dt.date(2000, 1, 1)
    time_zone: ZoneName = "UTC"
    zones: tuple[Zone, ...] = ()
    """May be left out: the zones named by the tables."""
    tables: tuple[Table, ...]
    adjacency: tuple[tuple[Id, Id], ...] = ()
    bookings: Annotated[tuple[DayBooking, ...], Field(max_length=MAX_BOOKINGS)]
    occupancy: tuple[DayOccupied, ...] = ()
    policy: ServicePolicy | None = None
    """The services: their hours, turn times, buffers and last seating. Left out, every hour is open
    to other times, and the product's turn times derive the ends that are left out."""
    rules: Name | Rules | None = None
    """A preset's name or the rules themselves; ``product`` when left out."""
    service_rules: dict[Id, Name | Rules] = Field(default_factory=dict)
    """Rules of single services (a preset's name or the rules), in place of ``rules``."""
    pacing: tuple[DayPacing, ...] = ()
    hold_backs: tuple[DayHoldBack, ...] = ()
    weights: Name | Weights | None = None
    """A preset's name or the weights themselves; ``product`` when left out."""
    max_merge: MergeSize | None = None
    """Most tables of one merge; takes the place of what a rules preset says."""
    mode: Mode = Mode.FILL
    max_moves: Count | None = None
    as_of: Moment | None = None

    def to_problem(
        self,
        *,
        rules: Rules | None = None,
        weights: Weights | None = None,
        mode: Mode | None = None,
        max_moves: int | None = None,
    ) -> DayProblem:
        """Return the problem this file describes; arguments take the place of the file's own.

        Raises:
            InvalidInputError: the file contradicts itself; every flaw names its place.
        """
        subject = f"day {self.id}"
        chosen_rules = rules or preset(
            self.rules or "product", RULE_PRESETS, Rules, "rules", subject
        )
        chosen_weights = weights or preset(
            self.weights or "product", WEIGHT_PRESETS, Weights, "weights", subject
        )
        if mode not in (None, Mode.IMPROVE):
            limit = max_moves
        else:
            limit = self.max_moves if max_moves is None else max_moves
        if self.max_merge is not None and not isinstance(self.rules, Rules):
            chosen_rules = chosen_rules.replace(max_tables=self.max_merge)
        zone_ids = sorted({table.zone for table in self.tables})
        bookings, occupancy = self._bookings(), self._windowed("occupancy", Occupied)
        pacing = self._windowed("pacing", Pacing)
        hold_backs = self._windowed("hold_backs", HoldBack)
        service_rules = tuple(
            ServiceRules(
                service=key,
                rules=preset(choice, RULE_PRESETS, Rules, f"service_rules.{key}", subject),
            )
            for key, choice in self.service_rules.items()
        )
        try:
            return DayProblem(
                id=self.id,
                date=self.date,
                venue=Venue(
                    id=self.venue or self.id,
                    name=self.name,
                    time_zone=self.time_zone,
                    zones=self.zones or tuple(Zone(id=zone) for zone in zone_ids),
                    tables=self.tables,
                    adjacency=self.adjacency,
                ),
                bookings=bookings,
                occupancy=occupancy,
                rules=chosen_rules,
                service_rules=service_rules,
                pacing=pacing,
                hold_backs=hold_backs,
                weights=chosen_weights,
                mode=mode or self.mode,
                max_moves=limit,
                as_of=None if self.as_of is None else self._instant(self.as_of),
                policy=self.policy,
            )
        except ValidationError as error:
            raise InvalidInputError(flaws_of(error), subject=subject) from error

    @classmethod
    def from_problem(cls, problem: DayProblem) -> Self:
        """Write a problem as a file that reads back to an equal problem."""
        venue = problem.venue
        return cls(
            id=problem.id,
            venue=venue.id,
            name=venue.name,
            date=problem.date,
            time_zone=venue.time_zone,
            zones=venue.zones,
            tables=venue.tables,
            adjacency=venue.adjacency,
            bookings=tuple(
                DayBooking(
                    start=booking.window.start,
                    end=booking.window.end,
                    tables=booking.current_tables,
                    **booking.model_dump(exclude={"window", "current_tables"}),
                )
                for booking in problem.bookings
            ),
            occupancy=_clocked(problem.occupancy, DayOccupied),
            pacing=_clocked(problem.pacing, DayPacing),
            hold_backs=_clocked(problem.hold_backs, DayHoldBack),
            rules=problem.rules,
            service_rules={item.service: item.rules for item in problem.service_rules},
            weights=problem.weights,
            mode=problem.mode,
            max_moves=problem.max_moves,
            as_of=problem.as_of,
            policy=problem.policy,
        )

    def _instant(self, moment: int | str | dt.datetime) -> dt.datetime:
        return instant_on(moment, self.date, ZoneInfo(self.time_zone))

    def _window(self, item: Any) -> Window:
        start = self._instant(item.start)
        if item.end is not None:
            return Window(start=start, end=self._instant(item.end))
        assert isinstance(item, DayBooking)
        zone = ZoneInfo(self.time_zone)
        policy = self.policy or PRODUCT_POLICY
        return derive_stay(policy, item.party, start, zone, item.service).block

    def _windows(self, items: tuple[Any, ...], place: str) -> list[Window]:
        windows, flaws = [], []
        for index, item in enumerate(items):
            label = next(getattr(item, name) for name in LABELS if hasattr(item, name))
            try:
                windows.append(self._window(item))
            except ValidationError as error:
                flaws += [
                    Flaw(f"{place}[{index}]", label, flaw.message) for flaw in flaws_of(error)
                ]
            except MaitredError as error:
                flaws.append(Flaw(f"{place}[{index}].start", label, error.message))
        if flaws:
            raise InvalidInputError(flaws, subject=f"day {self.id}")
        return windows

    def _bookings(self) -> tuple[Booking, ...]:
        return tuple(
            Booking(
                window=window,
                current_tables=item.tables,
                **item.model_dump(exclude={"start", "end", "tables"}),
            )
            for item, window in zip(
                self.bookings, self._windows(self.bookings, "bookings"), strict=True
            )
        )

    def _windowed(self, place: str, kind: type[V]) -> tuple[V, ...]:
        """Return the items of a list with their start and end as one window."""
        items = getattr(self, place)
        return tuple(
            kind.model_validate({"window": window, **item.model_dump(exclude={"start", "end"})})
            for item, window in zip(items, self._windows(items, place), strict=True)
        )


def _clocked(items: tuple[Any, ...], kind: type[V]) -> tuple[V, ...]:
    """Return items with the start and end of their windows apart, as files have them."""
    return tuple(
        kind.model_validate({**dict(item.window), **item.model_dump(exclude={"window"})})
        for item in items
    )


def preset(
    choice: "str | V",
    presets: dict[str, V],
    kind: type[V],
    place: str = "preset",
    subject: str = "input",
) -> V:
    """Return the value itself or the preset of that name.

    Raises:
        InvalidInputError: no preset has that name.
    """
    if isinstance(choice, kind):
        return choice
    if str(choice) not in presets:
        known = ", ".join(sorted(presets))
        flaw = Flaw(place, repr(choice), f"no such preset; there are {known}")
        raise InvalidInputError([flaw], subject=subject)
    return presets[str(choice)]


def parse_day(text: str | bytes, *, subject: str = "day file") -> DayFile:
    """Read a day file.

    Raises:
        InvalidInputError: not JSON, or not a day; every flaw names its place and value.
    """
    return parse_value(text, DayFile, subject=subject)


def parse_value(text: str | bytes, kind: type[V], *, subject: str) -> V:
    """Read one value from JSON text; flaws name their place and value."""
    data = parse_json(text, subject=subject)
    if not isinstance(data, dict):
        raise InvalidInputError([Flaw("", "", "must be a JSON object")], subject=subject)
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise InvalidInputError(flaws_of(error), subject=subject) from error
