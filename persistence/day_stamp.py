"""A stamp of everything that the view of a date shows: cheap to ask for, many times a minute."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from models.base import content_hash
from persistence.occupancy import GRACE, hold_deadline
from persistence.pool import Connection
from persistence.queries import query
from persistence.restaurants import get_restaurant
from persistence.snapshot import horizon

CHARACTERS = 24


@dataclass(frozen=True)
class DayStamp:
    """What a date looks like at one moment."""

    version: str
    """Opaque; where it is the same, so is the view."""
    moment: str
    """Which transactions were over, as PostgreSQL writes its snapshots."""


def read_stamp(
    connection: Connection, restaurant_id: UUID, date: dt.date, now: dt.datetime
) -> DayStamp:
    """Return the stamp of a date within the caller's transaction.

    ``now`` decides which holds have run out, and which date the restaurant's calendar shows.

    Raises:
        RestaurantNotFoundError: there is none with that id.
        InvalidInputError: its time zone is unknown.
    """
    restaurant = get_restaurant(connection, restaurant_id)
    reach = horizon(date, restaurant.zone)
    values = {
        "restaurant_id": restaurant_id,
        "service_date": date,
        "horizon_start": reach.start,
        "horizon_end": reach.end,
    }
    row = connection.execute(query("day_stamp"), values).fetchone()
    assert row is not None
    demand = None
    if row["has_demand"]:
        demand = connection.execute(query("day_stamp_demand"), values).fetchone()
    holds = [item["stamp"] for item in row["holds"] if _counts(item, now)]
    today = str(now.astimezone(restaurant.zone).date())
    parts = [row["rows_stamp"], demand and demand["stamp"], holds, today]
    return DayStamp(content_hash(parts)[:CHARACTERS], row["moment"])


def _counts(hold: dict[str, str], now: dt.datetime) -> bool:
    """Tell whether a hold is shown, as ``Occupancy.add_hold`` decides it."""
    expires_at = dt.datetime.fromisoformat(hold["expires_at"])
    return hold_deadline(expires_at, hold["held_until"]) + GRACE > now
