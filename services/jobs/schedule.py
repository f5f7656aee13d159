"""Plans by the clock: the date of tonight, at given times of each restaurant's own day."""

import datetime as dt
from collections.abc import Sequence

import structlog

from models.engine import Work
from models.errors import InvalidInputError
from models.job import JobKind
from persistence.engine import read_decision
from persistence.history import Author
from persistence.jobs import Json, Order, create_job
from persistence.pool import Connection, Database
from persistence.restaurants import list_restaurants
from persistence.schedule import Due, claim_due, own_times
from services.reading import local_date

CATCH_UP = dt.timedelta(hours=2)
"""A plan whose time went by while no worker was there is made up for within this."""

BY_THE_CLOCK = Author(None, "schedule")
"""Whom the history names."""

AT_ONCE = 100
"""Plans that are queued in one transaction."""

log = structlog.get_logger("maitred.worker")


def order_due_plans(
    database: Database, times: Sequence[dt.time], plan: Json, now: dt.datetime
) -> int:
    """Queue the plans whose time has come; return how many.

    ``times`` are those of restaurants without their own in ``maitred.restaurant_settings``. Each
    date and time of a restaurant has one plan, whatever clocks do and however many workers ask; a
    date without bookings, or that maitred does not decide, has none.

    Raises:
        DatabaseError: the database refused or cannot be reached.
    """
    queued = 0
    due = _due(database, times, now)
    for first in range(0, len(due), AT_ONCE):
        with database.connection() as connection:
            queued += _queue(connection, due[first : first + AT_ONCE], plan)
    if queued:
        log.info("plans queued by the clock", plans=queued)
    return queued


def _queue(connection: Connection, due: Sequence[Due], plan: Json) -> int:
    queued = 0
    for restaurant, date in claim_due(connection, due):
        if read_decision(connection, restaurant, date).permits(Work.PLAN):
            order = Order(restaurant, JobKind.PLAN, plan, BY_THE_CLOCK, date, date, awaited=False)
            create_job(connection, order)
            queued += 1
    return queued


def _due(database: Database, times: Sequence[dt.time], now: dt.datetime) -> list[Due]:
    with database.connection() as connection:
        restaurants, own = list_restaurants(connection), own_times(connection)
    found = []
    for restaurant in restaurants:
        wanted = own.get(restaurant.id, times)
        try:
            today, zone = local_date(restaurant, now), restaurant.zone
        except InvalidInputError:  # whoever plans the restaurant by hand is told
            continue
        for time in wanted:
            # A time that the change of clocks leaves out counts as an hour later.
            moment = dt.datetime.combine(today, time, zone).astimezone(dt.UTC)
            if dt.timedelta(0) <= now - moment < CATCH_UP:
                found.append(Due(restaurant.id, today, time))
    return found
