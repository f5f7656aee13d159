"""One consistent, read-only look at a service date."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from models.problem import Mode
from persistence.pool import Connection, Database, enter_tenant
from persistence.restaurants import Restaurant, get_restaurant
from persistence.snapshot import DaySnapshot, read_day


@contextmanager
def reading(
    database: Database,
    restaurant_id: UUID,
    *,
    wait_seconds: float | None = None,
    statement_seconds: float | None = None,
) -> Iterator[Connection]:
    """Lend a connection that sees one moment of one restaurant and writes nothing.

    ``wait_seconds``: how long to wait for a connection, and ``statement_seconds``: how long each
    statement may take, when it is less than the limits say.
    """
    with database.connection(wait_seconds) as connection:
        connection.execute("set transaction isolation level repeatable read, read only")
        enter_tenant(connection, restaurant_id)
        if statement_seconds is not None:
            limit = str(round(statement_seconds * 1000))
            connection.execute("select set_config('statement_timeout', %s, true)", [limit])
        yield connection


def read_snapshot(
    database: Database,
    restaurant_id: UUID,
    service_date: dt.date,
    as_of: dt.datetime,
    *,
    mode: Mode = Mode.FILL,
    max_moves: int | None = None,
) -> DaySnapshot:
    """Read everything that planning a date needs, as of one moment."""
    with reading(database, restaurant_id) as connection:
        return read_day(
            connection, restaurant_id, service_date, mode=mode, max_moves=max_moves, as_of=as_of
        )


def service_date_of(
    database: Database, restaurant_id: UUID, wanted: dt.date | None, now: dt.datetime
) -> dt.date:
    """Return the wanted date, or the restaurant's own date now."""
    if wanted is not None:
        return wanted
    with reading(database, restaurant_id) as connection:
        return local_date(get_restaurant(connection, restaurant_id), now)


def local_date(restaurant: Restaurant, now: dt.datetime) -> dt.date:
    """Return the date that the restaurant's own calendar shows.

    Raises:
        InvalidInputError: its time zone is unknown.
    """
    return now.astimezone(restaurant.zone).date()
