"""Read one service date of one restaurant, consistently, as a day problem."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from models.base import Value
from models.booking import Booking, BookingStatus, Occupied
from models.errors import InvalidInputError, MaitredError, flaws_of
from models.policy import PRODUCT_POLICY, ServicePolicy, derive_stay
from models.problem import GONE, DayProblem, Mode
from models.rules import RULE_PRESETS, NamedSet, Rules
from models.venue import Table, Venue, Zone
from models.weights import WEIGHT_PRESETS, Weights
from models.window import Window, clock_edge
from persistence.errors import RestaurantNotFoundError
from persistence.pool import Connection
from persistence.queries import query

HORIZON = dt.timedelta(hours=48)
"""From local midnight: a service may run past midnight of the following date."""

Row = dict[str, Any]
V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Restaurant:
    """A restaurant's name and clock."""

    id: UUID
    name: str
    slug: str
    time_zone: str


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


def list_restaurants(connection: Connection) -> list[Restaurant]:
    """Return the active restaurants by name."""
    rows = connection.execute(query("restaurants"), {"restaurant_id": None}).fetchall()
    return [Restaurant(**row) for row in rows]


def get_restaurant(connection: Connection, restaurant_id: UUID) -> Restaurant:
    """Return one restaurant.

    Raises:
        RestaurantNotFoundError: there is none with that id.
    """
    row = connection.execute(query("restaurants"), {"restaurant_id": restaurant_id}).fetchone()
    if row is None:
        raise RestaurantNotFoundError(
            f"no restaurant has the id {restaurant_id}",
            hint="GET /api/v1/restaurants lists them.",
        )
    return Restaurant(**row)


def read_day(
    connection: Connection,
    restaurant_id: UUID,
    service_date: dt.date,
    *,
    mode: Mode = Mode.FILL,
    max_moves: int | None = None,
    as_of: dt.datetime,
) -> DaySnapshot:
    """Read a service date within the caller's transaction.

    For one consistent read begin it ``repeatable read``. ``as_of`` is the moment of planning:
    holds that ran out by then are gone, bookings that started by then do not move.

    Raises:
        RestaurantNotFoundError: there is none with that id.
        InvalidInputError: what is stored contradicts itself beyond tolerating.
    """
    restaurant = get_restaurant(connection, restaurant_id)
    reader = _Reader(connection, restaurant, service_date, as_of)
    return reader.read(mode, max_moves)


@dataclass
class _Reader:
    connection: Connection
    restaurant: Restaurant
    service_date: dt.date
    as_of: dt.datetime
    notes: list[str] = field(default_factory=list)
    unplannable: list[Unplannable] = field(default_factory=list)
    fallbacks: dict[str, str] = field(default_factory=dict)
    facts: dict[str, BookingFacts] = field(default_factory=dict)

    def read(self, mode: Mode, max_moves: int | None) -> DaySnapshot:
        settings = next(iter(self._rows("settings")), {})
        policy = _value(settings.get("policy"), ServicePolicy, PRODUCT_POLICY)
        tables = self._rows("tables")
        venue = self._venue(tables)
        assignments = defaultdict(list)
        for row in self._rows("assignments"):
            assignments[str(row["booking_id"])].append(row)
        bookings = self._bookings(policy, assignments)
        problem = DayProblem(
            id=f"{self.restaurant.slug}-{self.service_date}"[:64],
            date=self.service_date,
            venue=venue,
            bookings=tuple(bookings),
            occupancy=tuple(self._occupancy(venue, bookings, assignments)),
            rules=self._rules(settings, venue),
            weights=_value(settings.get("weights"), Weights, WEIGHT_PRESETS["product"]),
            mode=mode,
            max_moves=max_moves,
            as_of=self.as_of,
        )
        return DaySnapshot(
            restaurant=self.restaurant,
            problem=problem,
            unplannable=tuple(self.unplannable),
            fallbacks=self.fallbacks,
            notes=tuple(self.notes),
            positions={str(row["id"]): row["position"] for row in tables},
            booking_facts=self.facts,
        )

    def _rows(self, name: str) -> list[Row]:
        start = clock_edge(self.service_date, 0, ZoneInfo(self.restaurant.time_zone))
        values = {
            "restaurant_id": self.restaurant.id,
            "service_date": self.service_date,
            "horizon_start": start,
            "horizon_end": start + HORIZON,
            "as_of": self.as_of,
        }
        return self.connection.execute(query(name), values).fetchall()

    def _venue(self, tables: list[Row]) -> Venue:
        pairs = self._rows("adjacencies")
        apart = sum(not row["same_zone"] for row in pairs)
        if apart:
            self.notes.append(f"{apart} adjacency rows join tables of different zones; ignored.")
        return Venue(
            id=str(self.restaurant.id),
            name=self.restaurant.name,
            time_zone=self.restaurant.time_zone,
            zones=tuple(Zone(id=str(row["id"]), name=row["name"]) for row in self._rows("zones")),
            tables=tuple(self._table(row) for row in tables),
            adjacency=tuple(
                (str(row["table_a"]), str(row["table_b"])) for row in pairs if row["same_zone"]
            ),
        )

    def _table(self, row: Row) -> Table:
        smallest, largest = row["min_party_size"], row["max_party_size"]
        if smallest > row["capacity"] or (largest is not None and largest < smallest):
            self.notes.append(
                f"Table {row['table_number']} has party limits that nobody meets "
                f"({smallest} to {largest}, {row['capacity']} seats); they are ignored."
            )
            smallest, largest = 1, None
        return Table(
            id=str(row["id"]),
            name=row["table_number"],
            zone=str(row["zone_id"]),
            capacity=row["capacity"],
            min_party=smallest,
            max_party=largest,
            movable=row["movable"],
            active=row["usable"],
            category=row["category"],
            seating_type=row["seating_type"],
        )

    def _bookings(self, policy: ServicePolicy, assignments: dict[str, list[Row]]) -> list[Booking]:
        bookings = []
        for row in self._rows("bookings"):
            key, status = str(row["id"]), BookingStatus(row["status"])
            mine = assignments.get(key, [])
            if status in GONE or (status is BookingStatus.COMPLETED and not mine):
                continue
            try:
                bookings.append(self._booking(row, status, mine, policy))
            except ValidationError as error:
                message = str(flaws_of(error)[0])
                self._give_up(key, row["party_size"], InvalidInputError.code, message)
            except MaitredError as error:
                self._give_up(key, row["party_size"], error.code, error.message)
        return bookings

    def _give_up(self, key: str, party: int, code: str, message: str) -> None:
        self.unplannable.append(Unplannable(key, party, code, message))

    def _booking(
        self, row: Row, status: BookingStatus, mine: list[Row], policy: ServicePolicy
    ) -> Booking:
        key, zone = str(row["id"]), ZoneInfo(self.restaurant.time_zone)
        clock = row["start_time"]
        start = row["start_at"] or clock_edge(
            row["booking_date"], clock.hour * 60 + clock.minute, zone
        )
        if mine:
            window = self._stored_window(key, mine)
        else:
            stay = derive_stay(policy, row["party_size"], start, zone, row["booking_type"])
            window = stay.block
            if stay.used_fallback:
                self.fallbacks[key] = stay.service
        self.facts[key] = BookingFacts(start, status.value, row["booking_type"])
        return Booking(
            id=key,
            party=row["party_size"],
            window=window,
            status=status,
            current_tables=tuple(str(item["table_id"]) for item in mine),
            slot=_slot(row["booking_date"], clock),
        )

    def _stored_window(self, key: str, mine: list[Row]) -> Window:
        windows = {(item["start_at"], item["end_at"]) for item in mine}
        if len(windows) > 1:
            self.notes.append(f"Booking {key} has different windows on its tables.")
        return Window(start=min(start for start, _ in windows), end=max(end for _, end in windows))

    def _occupancy(
        self, venue: Venue, bookings: list[Booking], assignments: dict[str, list[Row]]
    ) -> list[Occupied]:
        """Return the union of the places in which a taken table can hide.

        Those are allocations, assignments with their slots, and holds; what is already said by a
        planned booking's own tables and window is left out.
        """
        planned = {booking.id: booking for booking in bookings}
        known = {table.id for table in venue.tables}
        said = {
            (table, booking.id, booking.window.start, booking.window.end)
            for booking in bookings
            for table in booking.current_tables
        }
        taken: dict[tuple[Any, ...], Occupied] = {}

        def add(row: Row, source: str, *, slot: str | None = None, hold: bool = False) -> None:
            table, booking = str(row["table_id"]), _text(row["booking_id"])
            start, end = row["start_at"], row["end_at"]
            if table not in known:
                self.notes.append(f"A table that no longer exists is taken from {start}; ignored.")
            elif start is None or end is None or end <= start:
                self.notes.append(f"An entry without a window on table {table} is ignored.")
            elif (table, booking, start, end) not in said:
                item = Occupied(
                    table=table,
                    window=Window(start=start, end=end),
                    source=source,
                    booking=booking,
                    until=row["expires_at"] if hold else None,
                    slot=slot,
                )
                taken.setdefault((table, booking, start, end, hold), item)

        for key, rows in assignments.items():
            for row in rows:
                if key not in planned:
                    add(row, "assignment", slot=_slot(row["slot_date"], row["slot_time"]))
        for row in self._rows("allocations"):
            idle = row["is_maintenance"] or row["booking_id"] is None
            add(row, "maintenance" if idle else "allocation")
        for row in self._rows("holds"):
            add(row, "hold", hold=True)
        return list(taken.values())

    def _rules(self, settings: Row, venue: Venue) -> Rules:
        rules = _value(settings.get("rules"), Rules, RULE_PRESETS["product"])
        known = {table.id for table in venue.tables}
        named = []
        for row in self._rows("merge_sets"):
            tables = tuple(str(table) for table in row["table_ids"])
            if known.issuperset(tables):
                item = NamedSet(tables=tables, kind=row["kind"], capacity=row["capacity"])
                named.append(item)
            else:
                self.notes.append("A named merge set with a table that no longer exists.")
        return rules.replace(named_sets=(*rules.named_sets, *named)) if named else rules


def _value(stored: Any, kind: type[V], default: V) -> V:
    return default if stored is None else kind.model_validate(stored)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _slot(day: dt.date | None, clock: dt.time | None) -> str | None:
    return f"{day} {clock:%H:%M}" if day and clock else None
