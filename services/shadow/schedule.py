"""Restaurants whose engine is in shadow are looked at by themselves: each date in the morning, once
more before its first guests, and when it is over.
"""

import datetime as dt

import structlog

from models.engine import EngineState
from models.errors import InvalidInputError, MaitredError
from persistence.engine import read_decision
from persistence.pool import Connection, Database, enter_tenant
from persistence.restaurants import Restaurant, list_restaurants
from persistence.shadow import Looked, first_guests, looked_at
from services.shadow.job import ShadowOrder, order_shadow

PLAN_AT = dt.time(9)
"""On the restaurant's clock: the morning, so that there is a plan whatever happens later."""

BEFORE_GUESTS = dt.timedelta(minutes=30)
"""The plan that is compared knows the bookings of the day, and has time to wait for a worker."""

END_AT = dt.time(5)
"""Of the next date: every service is closed by then."""

AGAIN = dt.timedelta(hours=6)
"""A date whose job left nothing is asked for again after this."""

log = structlog.get_logger("maitred.shadow")


def order_due_looks(
    database: Database, now: dt.datetime, *, budget_seconds: float, most_waiting: int
) -> int:
    """Ask for the looks whose time has come; return how many.

    Two who do so at the same moment may ask for a look twice; then one is made in vain.

    Raises:
        DatabaseError: the database refused or cannot be reached.
    """
    with database.connection() as connection:
        restaurants = list_restaurants(connection)
    orders = [
        ShadowOrder(restaurant.id, date, budget_seconds)
        for restaurant in restaurants
        for date in _due_dates(database, restaurant, now)
    ]
    return sum(_ordered(database, order, most_waiting) for order in orders)


def _ordered(database: Database, order: ShadowOrder, most_waiting: int) -> bool:
    """Ask for a look; what is in the way of one keeps no other restaurant from its own."""
    try:
        order_shadow(database, order, most_waiting=most_waiting)
    except MaitredError as error:
        restaurant, date = str(order.restaurant_id), order.date.isoformat()
        log.warning("no shadow", code=error.code, restaurant=restaurant, date=date)
        return False
    return True


def _due_dates(database: Database, restaurant: Restaurant, now: dt.datetime) -> list[dt.date]:
    """Return the dates of a restaurant to look at now: tonight's, and yesterday's."""
    try:
        local = now.astimezone(restaurant.zone)
    except InvalidInputError:  # whoever plans the restaurant by hand is told
        return []
    today, yesterday = local.date(), local.date() - dt.timedelta(days=1)
    with database.connection() as connection:
        enter_tenant(connection, restaurant.id)
        due = [today] if _plan_is_due(connection, restaurant, today, now) else []
        if local.time() >= END_AT:
            found = looked_at(connection, restaurant.id, yesterday)
            if found.planned_at and not found.ended and not _asked(found, now - AGAIN):
                due.append(yesterday)
    return due


def _plan_is_due(
    connection: Connection, restaurant: Restaurant, today: dt.date, now: dt.datetime
) -> bool:
    if read_decision(connection, restaurant.id, today).state is not EngineState.SHADOW:
        return False
    clock = first_guests(connection, restaurant.id, today)
    first = None if clock is None else dt.datetime.combine(today, clock, restaurant.zone)
    morning = dt.datetime.combine(today, PLAN_AT, restaurant.zone)
    return plan_is_due(now, morning, first, looked_at(connection, restaurant.id, today))


def plan_is_due(
    now: dt.datetime, morning: dt.datetime, first: dt.datetime | None, found: Looked
) -> bool:
    """Tell whether a date is to be planned now.

    That is so once ``morning`` has come, and once ``first`` (guests) are near. When they are there
    a plan is no longer made ahead: then only if there is none at all.
    """
    moments = [morning] if first is None else [morning, first.astimezone(dt.UTC) - BEFORE_GUESTS]
    since = max((moment for moment in moments if moment <= now), default=None)
    if since is None or found.ended:
        return False
    if found.planned_at is not None:
        guests_are_there = first is not None and first <= now
        return not guests_are_there and found.planned_at < since and not _asked(found, since)
    return not _asked(found, max(since, now - AGAIN))


def _asked(found: Looked, since: dt.datetime) -> bool:
    return found.asked_at is not None and found.asked_at >= since
