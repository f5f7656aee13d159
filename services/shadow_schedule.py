"""Restaurants whose engine is in shadow are looked at by themselves: each date before its evening,
and after it.
"""

import datetime as dt

from models.engine import EngineState
from models.errors import InvalidInputError
from persistence.engine import read_decision
from persistence.pool import Connection, Database, enter_tenant
from persistence.restaurants import Restaurant, list_restaurants
from persistence.shadow import Looked, looked_at
from services.shadow_job import ShadowOrder, note_date

PLAN_AT = dt.time(9)
"""On the restaurant's clock: the morning, before the first guests."""

END_AT = dt.time(5)
"""Of the next date: every service is closed by then."""

AGAIN = dt.timedelta(hours=6)
"""A date whose job left nothing is asked for again after this."""


def order_due_looks(
    database: Database, now: dt.datetime, *, budget_seconds: float, most_waiting: int
) -> int:
    """Ask for the looks whose time has come; return how many. Others may do the same meanwhile.

    Raises:
        DatabaseError: the database refused or cannot be reached.
    """
    with database.connection() as connection:
        restaurants = list_restaurants(connection)
    due = [
        ShadowOrder(restaurant.id, date, budget_seconds)
        for restaurant in restaurants
        for date in _due(database, restaurant, now)
    ]
    return sum(note_date(database, order, most_waiting=most_waiting) for order in due)


def _due(database: Database, restaurant: Restaurant, now: dt.datetime) -> list[dt.date]:
    """Return the dates of a restaurant to look at now: tonight's, and yesterday's."""
    try:
        local = now.astimezone(restaurant.zone)
    except InvalidInputError:  # whoever plans the restaurant by hand is told
        return []
    today, yesterday = local.date(), local.date() - dt.timedelta(days=1)
    with database.connection() as connection:
        enter_tenant(connection, restaurant.id)
        due = []
        if local.time() >= PLAN_AT and _in_shadow(connection, restaurant, today):
            found = looked_at(connection, restaurant.id, today, now - AGAIN)
            due += [today] if found == Looked() else []
        if local.time() >= END_AT:
            found = looked_at(connection, restaurant.id, yesterday, now - AGAIN)
            due += [yesterday] if found == Looked(planned=True) else []
    return due


def _in_shadow(connection: Connection, restaurant: Restaurant, date: dt.date) -> bool:
    return read_decision(connection, restaurant.id, date).state is EngineState.SHADOW
