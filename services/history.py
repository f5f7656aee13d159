"""What happened to a date: the history as the API and the command show it."""

import datetime as dt
from typing import Any
from uuid import UUID

from persistence.history import read_history
from persistence.pool import Database
from persistence.restaurants import get_restaurant
from services.reading import reading

MOST = 1000
"""Rows of one answer."""


def history_view(
    database: Database, restaurant_id: UUID, date: dt.date, *, limit: int = 200
) -> dict[str, Any]:
    """Return what happened to a date, newest first, and whether older rows were left out.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
    """
    with reading(database, restaurant_id) as connection:
        get_restaurant(connection, restaurant_id)
        rows = read_history(connection, restaurant_id, date, limit + 1)
    return {
        "date": date.isoformat(),
        "events": [
            {
                "at": row["at"].isoformat(),
                "kind": row["kind"],
                "bookingId": _text(row["booking_id"]),
                "runId": _text(row["run_id"]),
                "actor": _text(row["actor"]),
                "requestId": row["request_id"],
                "reason": row["reason"],
                "detail": row["detail"],
            }
            for row in rows[:limit]
        ],
        "more": len(rows) > limit,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
