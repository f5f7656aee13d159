"""What is planned by the clock: who has times of their own, and what was planned already."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from persistence.pool import Connection
from persistence.queries import query

KEPT_DAYS = 7
"""So long it is remembered what was planned; clocks do not go back further."""


@dataclass(frozen=True)
class Due:
    """A plan whose time has come."""

    restaurant_id: UUID
    date: dt.date
    time: dt.time


def own_times(connection: Connection) -> Mapping[UUID, Sequence[dt.time]]:
    """Return the times of restaurants that have their own; none at all means never."""
    rows = connection.execute(query("schedule/own_times")).fetchall()
    return {row["restaurant_id"]: row["plan_at"] for row in rows}


def claim_due(connection: Connection, due: Sequence[Due]) -> list[tuple[UUID, dt.date]]:
    """Return the plans that nobody has claimed before, of dates that have bookings.

    They are the caller's, who queues them in the same transaction.
    """
    values = {
        "restaurants": [item.restaurant_id for item in due],
        "dates": [item.date for item in due],
        "times": [item.time for item in due],
    }
    rows = connection.execute(query("schedule/claim_due"), values).fetchall()
    return [(row["restaurant_id"], row["service_date"]) for row in rows]


def sweep_schedule(connection: Connection, now: dt.datetime) -> int:
    """Forget what was planned long ago; return how much."""
    values = {"now": now, "days": KEPT_DAYS}
    return connection.execute(query("schedule/sweep"), values).rowcount
