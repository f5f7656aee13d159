"""What a date looks like now, and what has happened to it since: for those who follow it live."""

import datetime as dt
import re
import time
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self
from uuid import UUID

from persistence.day_stamp import CHARACTERS, DayStamp, read_stamp
from persistence.history import events_between
from persistence.pool import Database
from persistence.restaurants import get_restaurant
from services.reading import reading

Json = dict[str, Any]

MOST_EVENTS = 200
"""So much of the history comes with a change; the history itself has all of it."""

REPLAY_SECONDS = 86_400
"""Whoever was away for longer reads the date anew."""

MOST_CHARACTERS = 4096
"""Of a mark that somebody sends back."""

LAST_TRANSACTION = 2**64 - 1

_WAIT_SECONDS = 1.0
"""For a connection: the next look comes soon anyway."""

_MARK = re.compile(
    rf"(\d{{1,12}})\.((\d{{1,20}}):(\d{{1,20}}):([\d,]*))\.([0-9a-f]{{{CHARACTERS}}})", re.ASCII
)


@dataclass(frozen=True)
class Mark:
    """How far somebody has followed a date; as text it is the id of an event."""

    at: int
    """Seconds since 1970."""
    stamp: DayStamp

    @classmethod
    def now(cls, stamp: DayStamp) -> Self:
        """Return the mark of a stamp that was read just now."""
        return cls(int(time.time()), stamp)

    def __str__(self) -> str:
        """Return the text that ``read_mark`` reads."""
        return f"{self.at}.{self.stamp.moment}.{self.stamp.version}"


def read_mark(text: str) -> Mark | None:
    """Return a mark that somebody sends back; None when it is none of ours."""
    found = _MARK.fullmatch(text) if len(text) <= MOST_CHARACTERS else None
    if found is None:
        return None
    at, moment, first, after, running, version = found.groups()
    known = [int(number) if number else -1 for number in running.split(",")] if running else []
    bounds = [int(first), *known, int(after)]
    # PostgreSQL would refuse anything else as a snapshot, with an error.
    rising = all(a < b for a, b in pairwise(bounds[1:]))
    if not rising or not 0 < bounds[0] <= bounds[1] or bounds[-1] > LAST_TRANSACTION:
        return None
    return Mark(int(at), DayStamp(version, moment))


@dataclass(frozen=True)
class Followed:
    """A date that somebody follows."""

    restaurant_id: UUID
    date: dt.date


def can_be_followed(database: Database, followed: Followed) -> None:
    """See to it that there is something to follow.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        InvalidInputError: its time zone is unknown.
        DatabaseError: the database refused or cannot be reached.
    """
    with reading(database, followed.restaurant_id) as connection:
        _ = get_restaurant(connection, followed.restaurant_id).zone


def look(database: Database, followed: Followed) -> DayStamp:
    """Return what the date looks like now.

    Raises:
        RestaurantNotFoundError: there is no such restaurant any more.
        DatabaseError: the database refused or cannot be reached.
    """
    now = dt.datetime.now(dt.UTC)
    with reading(database, followed.restaurant_id, wait_seconds=_WAIT_SECONDS) as connection:
        return read_stamp(connection, followed.restaurant_id, followed.date, now)


def happened(
    database: Database, followed: Followed, since: DayStamp, until: DayStamp
) -> tuple[list[Json], bool]:
    """Return what the history got between two looks, and whether there is more of it.

    Nothing that a guest or an operator has written is told.

    Raises:
        DatabaseError: the database refused or cannot be reached.
    """
    place = followed.restaurant_id, followed.date
    with reading(database, followed.restaurant_id, wait_seconds=_WAIT_SECONDS) as connection:
        rows = events_between(connection, *place, since.moment, until.moment, MOST_EVENTS + 1)
    return [_told(row) for row in rows[:MOST_EVENTS]], len(rows) > MOST_EVENTS


def missed(database: Database, followed: Followed, mark: Mark, now: DayStamp) -> list[Json] | None:
    """Return what somebody has missed since a mark; None when that cannot be told any more.

    Raises:
        DatabaseError: the database refused or cannot be reached.
    """
    last = [int(stamp.moment.split(":")[1]) for stamp in (mark.stamp, now)]
    if time.time() - mark.at > REPLAY_SECONDS or last[0] > last[1]:
        return None  # too long ago, or of another database
    events, more = happened(database, followed, mark.stamp, now)
    return None if more else events


def _told(row: Json) -> Json:
    detail = row["detail"] or {}
    had, has = detail.get("from"), detail.get("to")
    if row["kind"] in ("hold.created", "hold.extended"):
        has = detail.get("tableIds")
    elif row["kind"].startswith("hold."):
        had = detail.get("tableIds")
    return {
        "id": str(row["id"]),
        "at": row["at"].isoformat(),
        "kind": row["kind"],
        "bookingId": _text(row["booking_id"]),
        "runId": _text(row["run_id"]),
        "actor": _text(row["actor"]),
        "requestId": row["request_id"],
        "from": had or [],
        "to": has or [],
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
