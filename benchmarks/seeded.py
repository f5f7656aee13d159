"""A generated day as rows of the booking database."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection
from psycopg.types.json import Jsonb

from benchmarks.generate import DINING_MINUTES, DINING_MINUTES_LARGE, build
from models.policy import Service, ServicePolicy, TurnBand

DATE = dt.date(2030, 6, 1)
BUFFER_MINUTES = 10

BANDS = {**DINING_MINUTES, 14: DINING_MINUTES_LARGE}
"""Ranges of dining times by party; a house has one time for each, the middle of the range."""

POLICY = ServicePolicy(
    services=(
        Service(
            key="dinner",
            opens="11:00",
            closes="24:00",
            buffer_after=BUFFER_MINUTES,
            bands=tuple(
                TurnBand(up_to=party, minutes=sum(minutes) // 2) for party, minutes in BANDS.items()
            ),
        ),
    )
)


@dataclass(frozen=True)
class Guest:
    """A booking: who comes when."""

    id: UUID
    party: int
    start: dt.time


@dataclass(frozen=True)
class SeededDay:
    """What was written."""

    restaurant: UUID
    customer: UUID
    guests: tuple[Guest, ...]


def seed_day(connection: Connection[Any], size: str, load: float, seed: int) -> SeededDay:
    """Write the restaurant and the bookings of a generated day; nobody has a table yet.

    Windows are those of the house's turn times, so they differ from the generated ones.
    """
    day, restaurant, customer = build(size, load, seed), uuid4(), uuid4()
    run = connection.execute
    run(
        "insert into public.restaurants (id, name, slug, timezone) values (%s, %s, %s, 'UTC')",
        [restaurant, day["id"], str(restaurant)],
    )
    run(
        "insert into maitred.restaurant_settings (restaurant_id, policy) values (%s, %s)",
        [restaurant, Jsonb(POLICY.model_dump(mode="json"))],
    )
    run("insert into public.customers (id, restaurant_id) values (%s, %s)", [customer, restaurant])
    _seed_tables(connection, restaurant, day)
    found = SeededDay(restaurant, customer, ())
    guests = [
        add_guest(connection, found, item["party"], dt.time(*divmod(item["start"], 60)))
        for item in day["bookings"]
    ]
    return SeededDay(restaurant, customer, tuple(guests))


def _seed_tables(connection: Connection[Any], restaurant: UUID, day: dict[str, Any]) -> None:
    run = connection.execute
    for capacity in {table["capacity"] for table in day["tables"]}:
        run("insert into public.allowed_capacities values (%s, %s)", [restaurant, capacity])
    zones = {name: uuid4() for name in sorted({table["zone"] for table in day["tables"]})}
    for name, zone in zones.items():
        run(
            "insert into public.zones (id, restaurant_id, name) values (%s, %s, %s)",
            [zone, restaurant, name],
        )
    tables = {table["id"]: uuid4() for table in day["tables"]}
    for table in day["tables"]:
        run(
            "insert into public.table_inventory (id, restaurant_id, table_number, capacity,"
            " min_party_size, max_party_size, zone_id, mobility)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                tables[table["id"]],
                restaurant,
                table["id"],
                table["capacity"],
                table["min_party"],
                table["max_party"],
                zones[table["zone"]],
                "movable" if table["movable"] else "fixed",
            ],
        )
    for a, b in day["adjacency"]:
        run("insert into public.table_adjacencies values (%s, %s)", [tables[a], tables[b]])


def add_guest(
    connection: Connection[Any], day: SeededDay, party: int, start: dt.time, status: str = "pending"
) -> Guest:
    """Write one more booking of a day."""
    guest = Guest(uuid4(), party, start)
    connection.execute(
        "insert into public.bookings (id, restaurant_id, customer_id, booking_date, start_time,"
        " end_time, party_size, status) values (%s, %s, %s, %s, %s, %s, %s, %s)",
        [
            guest.id,
            day.restaurant,
            day.customer,
            DATE,
            start,
            start.replace(hour=min(23, start.hour + 1)),
            party,
            status,
        ],
    )
    return guest


def remove_guest(connection: Connection[Any], guest: Guest) -> None:
    """Remove a booking and what it holds."""
    connection.execute("delete from public.table_holds where booking_id = %s", [guest.id])
    connection.execute("delete from public.allocations where booking_id = %s", [guest.id])
    connection.execute("delete from public.bookings where id = %s", [guest.id])
