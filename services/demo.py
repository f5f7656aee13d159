"""Two demo restaurants with a busy Saturday, written into a database of maitred's own."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from psycopg import Connection, sql
from psycopg.types.json import Jsonb

from scenarios.demand import DemandBooking, sample_demand
from scenarios.venues import DEMO_VENUES, DemoVenue, load_venue

NAMESPACE = UUID("5d0f7a4e-2b57-4c1e-9a55-6d61697472e4")
"""Ids are made from names within this namespace, so the demo has the same ids everywhere."""

SATURDAY = 5
"""As ``date.weekday`` counts."""


class DemoRestaurant(NamedTuple):
    """A seeded restaurant and its busy date."""

    id: UUID
    name: str
    date: dt.date
    added: int
    """Rows that were not there before; 0 the second time."""


class Rows(NamedTuple):
    """Rows to be there after seeding, all with the same columns."""

    table: str
    rows: Sequence[dict[str, Any]]
    """``id`` or whatever else makes a row unique decides whether it is there already."""


def coming_saturday(today: dt.date) -> dt.date:
    """Return the first Saturday after today, so that nobody of it has come yet."""
    return today + dt.timedelta(days=(SATURDAY - today.weekday() - 1) % 7 + 1)


def demo_id(*names: object) -> UUID:
    """Return the id of a thing of the demo."""
    return uuid5(NAMESPACE, "/".join(map(str, names)))


def seed_demo(connection: Connection[Any], now: dt.datetime) -> tuple[DemoRestaurant, ...]:
    """Write the demo restaurants and their coming Saturday; what is there already stays.

    Everything is written in one transaction. Seeding twice changes nothing; a week later it adds
    the next Saturday.
    """
    with connection.transaction():
        return tuple(_seed(connection, load_venue(name), now) for name in DEMO_VENUES)


def demo_demand(venue: DemoVenue, date: dt.date) -> tuple[DemandBooking, ...]:
    """Return the bookings of a demo restaurant's Saturday."""
    return sample_demand(
        venue.seats,
        venue.policy,
        date,
        venue.zone_info,
        bookings=venue.saturday.bookings,
        seed=venue.saturday.seed,
        largest_party=venue.saturday.largest_party,
    )


def _seed(connection: Connection[Any], venue: DemoVenue, now: dt.datetime) -> DemoRestaurant:
    date = coming_saturday(now.astimezone(venue.zone_info).date())
    demand = demo_demand(venue, date)
    added = sum(_insert(connection, rows) for rows in (*_room(venue), *_bookings(venue, demand)))
    return DemoRestaurant(demo_id(venue.slug), venue.name, date, added)


def _insert(connection: Connection[Any], rows: Rows) -> int:
    """Insert the rows that are missing; return how many were."""
    columns = list(rows.rows[0])
    statement = sql.SQL("insert into {} ({}) values ({}) on conflict do nothing").format(
        sql.Identifier(*rows.table.split(".")),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(map(sql.Placeholder, columns)),
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows.rows)
        return max(0, cursor.rowcount)


def _room(venue: DemoVenue) -> Iterable[Rows]:
    restaurant = demo_id(venue.slug)
    yield Rows(
        "public.restaurants",
        [
            {
                "id": restaurant,
                "name": venue.name,
                "slug": venue.slug,
                "timezone": venue.time_zone,
                "capacity": venue.seats,
            }
        ],
    )
    yield Rows(
        "maitred.restaurant_settings",
        [{"restaurant_id": restaurant, "policy": Jsonb(venue.policy.model_dump(mode="json"))}],
    )
    yield Rows(
        "public.zones",
        [
            {
                "id": demo_id(venue.slug, "zone", zone.id),
                "restaurant_id": restaurant,
                "name": zone.name,
                "sort_order": order,
            }
            for order, zone in enumerate(venue.zones, start=1)
        ],
    )
    yield Rows(
        "public.allowed_capacities",
        [
            {"restaurant_id": restaurant, "capacity": capacity}
            for capacity in sorted({table.capacity for table in venue.tables})
        ],
    )
    yield Rows("public.table_inventory", _tables(venue))
    yield Rows(
        "public.table_adjacencies",
        [
            {
                "table_a": demo_id(venue.slug, "table", a),
                "table_b": demo_id(venue.slug, "table", b),
            }
            for a, b in venue.adjacency
        ],
    )


def _tables(venue: DemoVenue) -> list[dict[str, Any]]:
    return [
        {
            "id": demo_id(venue.slug, "table", table.number),
            "restaurant_id": demo_id(venue.slug),
            "table_number": table.number,
            "capacity": table.capacity,
            "min_party_size": table.min_party,
            "max_party_size": table.max_party,
            "zone_id": demo_id(venue.slug, "zone", table.zone),
            "category": table.category,
            "seating_type": table.seating_type,
            "mobility": table.mobility,
            "position": Jsonb(table.position.model_dump()),
        }
        for table in venue.tables
    ]


def _bookings(venue: DemoVenue, demand: tuple[DemandBooking, ...]) -> Iterable[Rows]:
    restaurant = demo_id(venue.slug)
    yield Rows(
        "public.customers",
        [
            {
                "id": demo_id(venue.slug, "customer", booking.number),
                "restaurant_id": restaurant,
                "full_name": booking.guest,
                "email": booking.email,
            }
            for booking in demand
        ],
    )
    zone = venue.zone_info
    yield Rows(
        "public.bookings",
        [
            {
                "id": demo_id(venue.slug, booking.day, booking.number),
                "restaurant_id": restaurant,
                "customer_id": demo_id(venue.slug, "customer", booking.number),
                "booking_date": booking.day,
                "start_time": booking.start.astimezone(zone).time(),
                "end_time": booking.stay.dining.end.astimezone(zone).time(),
                "party_size": booking.party,
                "status": "pending",
                "booking_type": booking.service,
                "customer_name": booking.guest,
                "customer_email": booking.email,
            }
            for booking in demand
        ],
    )
