"""Restaurants beside the demo's: one with compared evenings, and such as are switched off."""

import datetime as dt
from functools import cache

import psycopg
from psycopg.rows import dict_row

from persistence.pool import Database
from services.demo import DemoRestaurant
from services.shadow.planning import ShadowRequest, look
from tests.integration.old_allocator import allocate, busy_night, three_tables
from tests.integration.postgres_servers import House

NIGHTS = 3


def house_of(dsn: str, name: str) -> tuple[House, DemoRestaurant]:
    """Write a restaurant of that name."""
    connection = psycopg.connect(dsn, autocommit=True, row_factory=dict_row)
    house = House.build(connection)
    rename = "update restaurants set name = %s where id = %s returning 1"
    house.rows(rename, name, house.id)
    return house, place(house, today() + dt.timedelta(days=1))


def place(house: House, date: dt.date) -> DemoRestaurant:
    """Return where the console is to look."""
    return DemoRestaurant(house.id, "", date, 0)


def today() -> dt.date:
    """Return the date of these restaurants' clocks."""
    return dt.datetime.now(dt.UTC).date()


@cache
def compared(dsn: str) -> DemoRestaurant:
    """Return a restaurant in shadow: two of its last three evenings were busy, one quiet."""
    house, _ = house_of(dsn, "The Compared House")
    house.insert("maitred.engine_settings", restaurant_id=house.id, state="shadow", set_by="test")
    three_tables(house)
    dates = [today() - dt.timedelta(days=day) for day in range(1, NIGHTS + 1)]
    database = Database(dsn)
    database.open()
    for number, date in enumerate(dates):
        if number == 1:
            house.booking(booking_date=date)
        else:
            busy_night(house, date)
        allocate(house, date)
        noon = dt.datetime.combine(date, dt.time(12), dt.UTC)
        request = ShadowRequest(house.id, date, budget_seconds=2)
        for now in (noon, noon + dt.timedelta(hours=20)):
            look(database, request, now=now)
    database.close()
    house.connection.close()
    return place(house, dates[0])
