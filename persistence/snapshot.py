"""Read one service date of one restaurant, consistently, as a day problem."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from models.booking import Booking, BookingStatus
from models.errors import Flaw, InvalidInputError, MaitredError, flaws_of
from models.flags import Flags
from models.policy import ServicePolicy, Stay, derive_stay
from models.problem import GONE, DayProblem, Mode
from models.rules import Rules, ServiceRules
from models.venue import Venue
from models.window import Window, at_wall_clock, clock_edge
from persistence.held_enquiry import HeldEnquiry, held_enquiry
from persistence.occupancy import Assigned, Occupancy, Row
from persistence.planning_settings import Planning, place_of, read_planning, service_of
from persistence.pool import Connection
from persistence.queries import query
from persistence.restaurants import Restaurant, get_restaurant
from persistence.venues import venue_of
from telemetry.stages import stage

HORIZON = dt.timedelta(hours=48)
"""From local midnight: a service may run past midnight of the following date."""

UNKNOWN_STAY = dt.timedelta(hours=2)
"""Kept for an assignment that says no end, when no policy says one either."""


def horizon(service_date: dt.date, zone: ZoneInfo) -> Window:
    """Return what a service date may reach into."""
    start = clock_edge(service_date, 0, zone)
    return Window(start=start, end=start + HORIZON)


@dataclass(frozen=True)
class Unplannable:
    """A booking for which no window can be derived; it is reported, never lost."""

    booking: str
    party: int
    code: str
    message: str


@dataclass(frozen=True)
class BookingFacts:
    """What a view shows of a booking beside what planning needs."""

    start_at: dt.datetime
    status: str
    service: str
    locked_by: str | None
    """A user's id, or a machine's name; None when it is not locked."""
    lock_reason: str | None


@dataclass(frozen=True)
class Scope:
    """One booking and some tables of a date, for who needs no more of it."""

    booking: UUID
    tables: frozenset[UUID] | None
    """All that concern the booking, those it has included; None for all of the venue."""

    @property
    def worth(self) -> bool:
        """Whether what tables are worth is read too: only who is to choose wants to know."""
        return self.tables is None


@dataclass(frozen=True)
class DaySnapshot:
    """One consistent read of a service date."""

    restaurant: Restaurant
    problem: DayProblem
    unplannable: tuple[Unplannable, ...]
    fallbacks: dict[str, str]
    """Service whose turn times were used for bookings outside every service."""
    notes: tuple[str, ...]
    """What is odd in the data and was tolerated."""
    positions: dict[str, Any]
    booking_facts: dict[str, BookingFacts]
    holds: dict[tuple[str, dt.datetime], UUID]
    """Live and dead ones, by table and start of their window."""
    parties: dict[str, int]
    """How many guests the bookings are that have tables."""
    over: dict[str, str]
    """The status of bookings of the date that want no table any more."""
    enquiries: dict[UUID, HeldEnquiry]
    """What is known of the parties without a booking that holds are for, by hold."""
    demand: Callable[[str | None, dt.datetime], float] = field(compare=False)
    """The demand multiplier of a service at a local start."""
    flags: Flags

    @property
    def policy(self) -> ServicePolicy:
        """The turn times that its windows follow from."""
        policy = self.problem.policy
        assert policy is not None
        return policy


def read_day(
    connection: Connection,
    restaurant_id: UUID,
    service_date: dt.date,
    *,
    mode: Mode = Mode.FILL,
    max_moves: int | None = None,
    as_of: dt.datetime,
    scope: Scope | None = None,
    asking: UUID | None = None,
) -> DaySnapshot:
    """Read a service date within the caller's transaction.

    For one consistent read begin it ``repeatable read``. ``as_of`` is the moment of planning:
    holds that ran out by then are gone, bookings that started by then do not move. With a
    ``scope`` the problem has that booking and those tables alone, and what others take of them:
    enough to tell what is allowed. What it is worth is told with all tables alone, and without
    what other bookings weigh on the kitchen and on server sections.

    The booking of a scope, or the one that is ``asking``, is to get tables now: its window follows
    from its own start and party. All others have that of their tables, though they were edited.

    Raises:
        RestaurantNotFoundError: there is none with that id.
        InvalidInputError: what is stored contradicts itself beyond tolerating.
    """
    with stage("snapshot.read", date=service_date.isoformat()) as told:
        restaurant = get_restaurant(connection, restaurant_id)
        reader = _Reader(
            connection,
            restaurant,
            read_planning(connection, restaurant_id, worth=scope is None or scope.worth),
            service_date,
            as_of,
            restaurant.zone,
            scope,
            asking if scope is None else scope.booking,
        )
        try:
            found = reader.read(mode, max_moves)
        except ValidationError as error:
            subject = f"stored data of restaurant {restaurant.id} on {service_date}"
            raise InvalidInputError(flaws_of(error), subject=subject) from error
        day = found.problem
        told.tell(bookings=len(day.bookings), tables=len(day.venue.tables), whole=scope is None)
        return found


@dataclass
class _Reader:
    connection: Connection
    restaurant: Restaurant
    planning: Planning
    service_date: dt.date
    as_of: dt.datetime
    zone: ZoneInfo
    scope: Scope | None
    asking: UUID | None
    recorded_edges: bool = False
    notes: list[str] = field(default_factory=list)
    unplannable: list[Unplannable] = field(default_factory=list)
    fallbacks: dict[str, str] = field(default_factory=dict)
    facts: dict[str, BookingFacts] = field(default_factory=dict)
    holds: dict[tuple[str, dt.datetime], UUID] = field(default_factory=dict)
    parties: dict[str, int] = field(default_factory=dict)
    over: dict[str, str] = field(default_factory=dict)
    enquiries: dict[UUID, HeldEnquiry] = field(default_factory=dict)

    def read(self, mode: Mode, max_moves: int | None) -> DaySnapshot:
        tables = self._rows("tables")
        venue = self._venue(tables)
        assigned = [self._assigned(row) for row in self._rows("assignments")]
        bookings = self._bookings(assigned, {table.id for table in venue.tables})
        occupancy = self._occupancy(venue, bookings, assigned)
        rules, service_rules = self._rules(venue)
        problem = DayProblem(
            id=f"{self.restaurant.slug}-{self.service_date}"[:64],
            date=self.service_date,
            venue=venue,
            bookings=tuple(bookings),
            occupancy=tuple(occupancy),
            rules=rules,
            service_rules=service_rules,
            pacing=self.planning.pacing(self.service_date, self.zone),
            hold_backs=self.planning.hold_backs(self.service_date, self.zone, venue),
            weights=self.planning.weights,
            mode=mode,
            max_moves=max_moves,
            as_of=self.as_of,
            policy=self.planning.settings.policy,
        )
        return DaySnapshot(
            restaurant=self.restaurant,
            problem=problem,
            unplannable=tuple(self.unplannable),
            fallbacks=self.fallbacks,
            notes=(*self.notes, *self.planning.notes),
            positions={str(row["id"]): row["position"] for row in tables},
            booking_facts=self.facts,
            holds=self.holds,
            parties=self.parties,
            over=self.over,
            enquiries=self.enquiries,
            demand=self.planning.demand,
            flags=self.planning.flags,
        )

    @cached_property
    def _horizon(self) -> Window:
        return horizon(self.service_date, self.zone)

    def _rows(self, name: str) -> list[Row]:
        values = {
            "restaurant_id": self.restaurant.id,
            "service_date": self.service_date,
            "horizon_start": self._horizon.start,
            "horizon_end": self._horizon.end,
            "only_booking": None if self.scope is None else self.scope.booking,
            "only_tables": self._only_tables,
        }
        return self.connection.execute(query(name), values).fetchall()

    @cached_property
    def _only_tables(self) -> list[UUID] | None:
        tables = None if self.scope is None else self.scope.tables
        return None if tables is None else list(tables)

    def _rows_of_merges(self, name: str) -> list[Row]:
        """Read what only merges need: nothing when the scope is a single table."""
        alone = self._only_tables is not None and len(self._only_tables) < 2
        return [] if alone else self._rows(name)

    def _venue(self, tables: list[Row]) -> Venue:
        pairs, notes = self._rows_of_merges("adjacencies"), self.notes
        self.recorded_edges = any(row["same_zone"] for row in pairs)
        zones = None if self.scope is not None else self._rows("zones")
        return venue_of(self.restaurant, self.planning, tables, pairs, notes, zones=zones)

    def _rules(self, venue: Venue) -> tuple[Rules, tuple[ServiceRules, ...]]:
        rules, of_services = self.planning.rules(venue, self._rows_of_merges("merge_sets"))
        if self.recorded_edges and not venue.adjacency:
            # A few tables that are no neighbours are not a venue that has recorded none.
            rules = rules.replace(without_edges="named_only")
            of_services = tuple(
                item.replace(rules=item.rules.replace(without_edges="named_only"))
                for item in of_services
            )
        return rules, of_services

    def _assigned(self, row: Row) -> Assigned:
        """Read an assignment; one that says no window gets the policy's."""
        key, table = str(row["booking_id"]), str(row["table_id"])
        self.parties[key] = row["party_size"]
        start, end = row["start_at"] or self._starts(row), row["end_at"]
        if end is None or end <= start:
            try:
                end = self._stay(row, start).block.end
            except MaitredError:
                end = start + UNKNOWN_STAY
            self.notes.append(
                f"Booking {key} has table {table} without an end; {end - start} is assumed."
            )
        slot = slot_of(row["slot_date"], row["slot_time"])
        return Assigned(key, table, Window(start=start, end=end), slot)

    def _starts(self, row: Row) -> dt.datetime:
        return clock_edge(row["booking_date"], _minute(row["start_time"]), self.zone)

    def _stay(self, row: Row, start: dt.datetime) -> Stay:
        policy = self.planning.settings.policy
        return derive_stay(policy, row["party_size"], start, self.zone, row["booking_type"])

    def _bookings(self, assigned: list[Assigned], tables: set[str]) -> list[Booking]:
        tables_of = defaultdict(list)
        for item in assigned:
            if item.table in tables:
                tables_of[item.booking].append(item)
        bookings = []
        for row in self._rows("bookings"):
            key, mine = str(row["id"]), tables_of.get(str(row["id"]), [])
            try:
                booking = self._booking(row, mine)
            except ValidationError as error:
                message = str(flaws_of(error)[0])
                self._give_up(key, row["party_size"], InvalidInputError.code, message)
            except MaitredError as error:
                self._give_up(key, row["party_size"], error.code, error.message)
            else:
                bookings += [booking] if booking else []
        return bookings

    def _give_up(self, key: str, party: int, code: str, message: str) -> None:
        self.unplannable.append(Unplannable(key, party, code, message))

    def _booking(self, row: Row, mine: list[Assigned]) -> Booking | None:
        """Return a booking; None when it wants no table any more."""
        status, start = _status(row["status"]), row["start_at"] or self._starts(row)
        key, window = str(row["id"]), None
        if status not in GONE:
            window = self._stored_window(row, start, mine)
        if status in GONE or (window is None and status is BookingStatus.COMPLETED):
            self.over[key] = status.value
            return None
        if window is None:
            # The database moves a time that clocks skip forward; nobody comes then.
            at_wall_clock(row["booking_date"], _minute(row["start_time"]), self.zone)
            stay = self._stay(row, start)
            mine, window = [], stay.block
            if stay.used_fallback:
                self.fallbacks[key] = stay.service
        booking = Booking(
            id=key,
            party=row["party_size"],
            window=window,
            status=status,
            priority=row["priority"],
            vip=row["vip"],
            deposit=row["deposit"],
            service=service_of(row["booking_type"]),
            demand=self.planning.demand(row["booking_type"], start.astimezone(self.zone)),
            seating_preference=place_of(row["seating_preference"]),
            current_tables=tuple(item.table for item in mine),
            locked=row["locked"],
            slot=slot_of(row["booking_date"], row["start_time"]),
        )
        self.facts[key] = BookingFacts(
            start, status.value, row["booking_type"], row["locked_by"], row["lock_reason"]
        )
        return booking

    def _stored_window(self, row: Row, start: dt.datetime, mine: list[Assigned]) -> Window | None:
        """Return the window a booking's tables are kept for; None without tables on its date.

        Bookings are edited without anybody touching their tables. Kept for another hour they
        still are its tables; kept for another date they are not.
        """
        if not mine:
            return None
        key, windows = str(row["id"]), {item.window for item in mine}
        window = mine[0].window
        if len(windows) > 1:
            self.notes.append(f"Booking {key} has different windows on its tables.")
            window = Window(start=min(w.start for w in windows), end=max(w.end for w in windows))
        if row["id"] == self.asking:
            return window if window == self._stay(row, start).block else None
        if window.start <= start < window.end:
            return window
        kept = window.start.astimezone(self.zone)
        self.notes.append(
            f"Booking {key} starts at {start.astimezone(self.zone):%Y-%m-%d %H:%M}, but its "
            f"tables are kept for {kept:%Y-%m-%d %H:%M}: it was edited after they were assigned."
        )
        return window if kept.date() == row["booking_date"] else None

    def _occupancy(
        self, venue: Venue, bookings: list[Booking], assigned: list[Assigned]
    ) -> Occupancy:
        tables = (table.id for table in venue.tables)
        found = Occupancy(tables, bookings, self._horizon, self.service_date)
        for item in assigned:
            found.add_assignment(item)
        for row in self._rows("allocations"):
            found.add_allocation(row)
        for row in self._rows("holds"):
            found.add_hold(row, self.as_of)
            self.holds[str(row["table_id"]), row["start_at"]] = row["id"]
            enquiry = held_enquiry(row["enquiry"]) if row["booking_id"] is None else None
            if enquiry is not None:
                self.enquiries[row["id"]] = enquiry
        self.notes += found.notes
        return found


def _status(stored: str) -> BookingStatus:
    try:
        return BookingStatus(stored)
    except ValueError as error:
        flaw = Flaw("status", repr(stored), "unknown to this version of maitred")
        raise InvalidInputError([flaw], subject="booking") from error


def _minute(clock: dt.time) -> int:
    return clock.hour * 60 + clock.minute


def slot_of(day: dt.date | None, clock: dt.time | None) -> str | None:
    """Return the slot of a start: the database gives a table to one booking of it."""
    return f"{day} {clock:%H:%M}" if day and clock else None
