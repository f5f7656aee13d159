"""The demo's data in a real database: there once, plannable, and nobody's."""

import datetime as dt
from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from models.plan import DayPlan
from persistence.snapshot import DaySnapshot, read_day
from scenarios.venues import load_venue
from services.demo import DemoRestaurant, demo_demand, seed_demo
from solver.day import plan_day

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
TABLES = [
    "restaurants",
    "zones",
    "allowed_capacities",
    "table_inventory",
    "table_adjacencies",
    "customers",
    "bookings",
]


@pytest.fixture
def demo(connection: psycopg.Connection[DictRow]) -> tuple[DemoRestaurant, ...]:
    """The demo restaurants, in the test's database."""
    return seed_demo(connection, NOW)


def contents(connection: psycopg.Connection[DictRow]) -> dict[str, list[Any]]:
    """Return every row that seeding writes."""
    return {
        table: sorted(map(str, connection.execute(f"select * from public.{table}".encode())))
        for table in TABLES
    }


def snapshot(connection: psycopg.Connection[DictRow], restaurant: DemoRestaurant) -> DaySnapshot:
    """Read a demo restaurant's Saturday as the planner does."""
    return read_day(connection, restaurant.id, restaurant.date, as_of=NOW)


def test_seeding_twice_changes_nothing(
    connection: psycopg.Connection[DictRow], demo: tuple[DemoRestaurant, ...]
) -> None:
    """A second start of the demo finds everything there and writes not a row."""
    before = contents(connection)
    again = seed_demo(connection, NOW + dt.timedelta(days=2))
    assert [restaurant.added for restaurant in again] == [0, 0]
    assert all(restaurant.added > 200 for restaurant in demo)
    assert contents(connection) == before


def test_a_week_later_there_is_another_saturday(
    connection: psycopg.Connection[DictRow], demo: tuple[DemoRestaurant, ...]
) -> None:
    """An old demo has a coming Saturday again: new bookings, the same room and guests."""
    later = seed_demo(connection, NOW + dt.timedelta(days=7))
    assert [item.date - first.date for item, first in zip(later, demo, strict=True)] == [
        dt.timedelta(days=7)
    ] * 2
    assert [item.added for item in later] == [112, 120]


@pytest.mark.parametrize(("index", "name"), [(0, "pub"), (1, "bistro")])
def test_the_room_reads_back_as_it_is(
    connection: psycopg.Connection[DictRow],
    demo: tuple[DemoRestaurant, ...],
    index: int,
    name: str,
) -> None:
    """Tables, limits, neighbours, positions and the restaurant's own policy survive storing."""
    day, venue = snapshot(connection, demo[index]), load_venue(name)
    stored = {table.name: table for table in day.problem.venue.tables}
    for table in venue.to_venue().tables:
        kept = stored[table.id]
        plain = kept.replace(id=table.id, name="", zone=table.zone, features=())
        assert table == plain, table.id
        # A zone called "Window" gives its tables that feature.
        assert kept.features == (("window",) if table.id.startswith("W") else ()), table.id
    numbers = {table.id: table.name for table in stored.values()}
    pairs = {frozenset(numbers[table] for table in pair) for pair in day.problem.venue.adjacency}
    assert pairs == {frozenset(pair) for pair in venue.adjacency}
    assert all(day.positions.values())
    assert not day.notes
    assert not day.unplannable
    assert not day.fallbacks


@pytest.mark.parametrize("index", [0, 1], ids=["pub", "bistro"])
def test_windows_are_those_of_the_restaurants_policy(
    connection: psycopg.Connection[DictRow], demo: tuple[DemoRestaurant, ...], index: int
) -> None:
    """What the snapshot derives from rows is what the generator derived from the policy."""
    venue = load_venue(("pub", "bistro")[index])
    drawn = demo_demand(venue, demo[index].date)
    day = snapshot(connection, demo[index])
    assert sorted((b.party, b.window.start, b.window.end) for b in day.problem.bookings) == sorted(
        (b.party, b.block.start, b.block.end) for b in drawn
    )


@pytest.mark.parametrize("index", [0, 1], ids=["pub", "bistro"])
def test_saturday_is_plannable_and_too_busy(
    connection: psycopg.Connection[DictRow], demo: tuple[DemoRestaurant, ...], index: int
) -> None:
    """The plan seats most guests, uses merges for large parties, and cannot seat everybody."""
    plan: DayPlan = plan_day(snapshot(connection, demo[index]).problem, budget_seconds=2)
    counts = plan.statistics
    assert 0.85 < counts.covers / counts.covers_requested < 1
    assert counts.merges >= 3
    assert max(seating.party for seating in plan.seatings) >= 12
    assert 5 <= len(plan.unseated) <= 25


def test_guests_are_nobody(
    connection: psycopg.Connection[DictRow], demo: tuple[DemoRestaurant, ...]
) -> None:
    """No invented person: every name is a number, every address undeliverable."""
    rows = connection.execute(
        "select full_name, email from customers"
        " union select customer_name, customer_email from bookings"
    ).fetchall()
    assert len(rows) == 120
    assert all(row["full_name"].startswith("Guest ") for row in rows)
    assert all(row["email"].endswith("@example.test") for row in rows)
