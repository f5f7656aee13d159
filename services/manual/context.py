"""Everything an operator's screen needs to choose tables for one booking, with its versions."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from models.base import content_hash
from models.booking import Booking
from models.window import Window
from persistence.booking_rows import find_booking, holds_in, inventory
from persistence.holds import Hold
from persistence.pool import Connection, Database
from persistence.seat import assignments_of
from persistence.snapshot import DaySnapshot, Scope, read_day
from services.conflicts import conflicts_of
from services.judge import wanting
from services.reading import reading
from services.versions import policy_version

Json = dict[str, Any]

TAB_FIELDS = (
    "id",
    "restaurant_id",
    "start_at",
    "booking_date",
    "start_time",
    "party_size",
    "status",
)
"""What the assignment tab reads of a booking."""


PART_DIGITS = 8
"""Hex digits of each part's hash in the version of the whole."""

PARTS = (
    "the booking",
    "turn times",
    "the booking's time",
    "rules of merges",
    "tables",
    "neighbours",
    "what others have or hold",
    "the booking's tables",
)
"""What a context consists of, in the order in which its version is put together."""


def changed_parts(version: str, other: str) -> list[str]:
    """Return what differs between two versions of a context; nothing when one is no version."""
    if len(other) != len(version):
        return []
    places = range(0, len(version), PART_DIGITS)
    return [
        part
        for part, at in zip(PARTS, places, strict=True)
        if version[at : at + PART_DIGITS] != other[at : at + PART_DIGITS]
    ]


def manual_context(database: Database, restaurant_id: UUID, booking: UUID) -> Json:
    """Return the booking, all tables, who has what in its window, and the versions of all that.

    Raises:
        BookingNotFoundError: there is no such booking.
        BookingOverError, SeatRefusedError: it wants no table, or there is no window for it.
    """
    with reading(database, restaurant_id) as connection:
        return read_context(connection, restaurant_id, booking)


def read_context(connection: Connection, restaurant_id: UUID, booking: UUID) -> Json:
    """Return the context within the caller's transaction."""
    return context_of(look_at(connection, restaurant_id, booking))


@dataclass(frozen=True)
class Look:
    """One look at a booking and all tables: what its context, and checks of a choice, say."""

    row: DictRow
    tables: list[DictRow]
    snapshot: DaySnapshot
    """Of the booking alone, and all tables."""
    holds: list[Hold]
    """Those that reach into the booking's window and count."""
    has: list[str]
    """The booking's tables."""


def look_at(
    connection: Connection, restaurant_id: UUID, booking: UUID, *, choosing: bool = False
) -> Look:
    """Look within the caller's transaction; ``choosing``: what tables are worth is seen, too."""
    row = find_booking(connection, booking)
    tables = inventory(connection, restaurant_id)
    snapshot = read_day(
        connection,
        restaurant_id,
        row["booking_date"],
        as_of=dt.datetime.now(dt.UTC),
        scope=Scope(booking, None if choosing else frozenset(table["id"] for table in tables)),
    )
    holds = holds_in(connection, restaurant_id, wanting(snapshot, booking).window)
    has = [str(item["table_id"]) for item in assignments_of(connection, booking)]
    return Look(row, tables, snapshot, holds, has)


def context_of(look: Look) -> Json:
    """Return the context that a look amounts to."""
    booking, restaurant_id = look.row["id"], look.row["restaurant_id"]
    guest, problem = wanting(look.snapshot, booking), look.snapshot.problem
    context = {
        "booking": _booking(look.row),
        "tables": [_table(table) for table in look.tables],
        "bookingAssignments": look.has,
        "holds": [_hold(hold, restaurant_id) for hold in look.holds],
        "activeHold": next(
            (_hold(hold, restaurant_id) for hold in look.holds if hold.booking == booking), None
        ),
        "conflicts": _conflicts(look.snapshot, guest, look.holds, booking),
        "window": _window(guest.window),
        "flags": {
            "holdsStrictConflicts": True,
            "adjacencyRequired": problem.rules_for(guest).require_adjacency,
            "adjacencyUndirected": True,
        },
    }
    return {**context, **_versions(context, look.snapshot), "serverNow": _now()}


def assignment_context(database: Database, restaurant_id: UUID, booking: UUID) -> Json:
    """Return what the assignment tab reads: the same facts, tables as raw rows.

    Raises:
        BookingNotFoundError: there is no such booking.
        BookingOverError, SeatRefusedError: it wants no table, or there is no window for it.
    """
    with reading(database, restaurant_id) as connection:
        context = read_context(connection, restaurant_id, booking)
        rows = inventory(connection, restaurant_id)
    shared = ("conflicts", "bookingAssignments", "window", "serverNow")
    return {
        "booking": {name: context["booking"][name] for name in TAB_FIELDS},
        "tables": [
            {name: str(value) if isinstance(value, UUID) else value for name, value in row.items()}
            for row in rows
        ],
        **{name: context[name] for name in shared},
    }


def _versions(context: Json, snapshot: DaySnapshot) -> Json:
    edges = sorted(sorted(pair) for pair in snapshot.problem.venue.adjacency)
    parts = {
        "policy": policy_version(snapshot),
        "window": content_hash(context["window"]),
        "flags": content_hash(context["flags"]),
        "tables": content_hash(context["tables"]),
        "adjacency": content_hash(edges),
        "holds": content_hash([context["holds"], context["conflicts"]]),
        "assignments": content_hash(context["bookingAssignments"]),
    }
    whole = "".join(
        content_hash(item)[:PART_DIGITS] for item in (context["booking"], *parts.values())
    )
    return {
        "contextVersion": whole,
        "policyVersion": parts["policy"],
        "versions": {"context": whole, **parts},
    }


def _booking(row: DictRow) -> Json:
    """In the row's own spelling, and in the one that browsers expect."""
    instants = {name: row[name] and row[name].isoformat() for name in ("start_at", "end_at")}
    return {
        "id": str(row["id"]),
        "restaurant_id": str(row["restaurant_id"]),
        "booking_date": row["booking_date"].isoformat(),
        "start_time": row["start_time"].isoformat(),
        "end_time": row["end_time"].isoformat(),
        **instants,
        "party_size": row["party_size"],
        "status": row["status"],
        "seating_preference": row["seating_preference"],
        "restaurants": {"timezone": row["timezone"]},
        "restaurantId": str(row["restaurant_id"]),
        "bookingDate": row["booking_date"].isoformat(),
        "startAt": instants["start_at"],
        "endAt": instants["end_at"],
        "partySize": row["party_size"],
    }


def _table(row: DictRow) -> Json:
    return {
        "id": str(row["id"]),
        "tableNumber": row["table_number"],
        "capacity": row["capacity"],
        "minPartySize": row["min_party_size"],
        "maxPartySize": row["max_party_size"],
        "section": row["section"],
        "category": row["category"],
        "seatingType": row["seating_type"],
        "mobility": row["mobility"],
        "zoneId": None if row["zone_id"] is None else str(row["zone_id"]),
        "status": row["status"],
        "active": row["active"],
        "position": row["position"],
    }


def _hold(hold: Hold, restaurant_id: UUID) -> Json:
    return {
        "id": str(hold.id),
        "bookingId": None if hold.booking is None else str(hold.booking),
        "restaurantId": str(restaurant_id),
        "zoneId": str(hold.zone),
        "startAt": hold.start.isoformat(),
        "endAt": hold.end.isoformat(),
        "expiresAt": hold.until.isoformat(),
        "tableIds": [str(table) for table in hold.tables],
        "createdBy": None if hold.created_by is None else str(hold.created_by),
        "metadata": hold.metadata,
        "createdByName": None,
        "createdByEmail": None,
    }


def _conflicts(
    snapshot: DaySnapshot, guest: Booking, holds: list[Hold], booking: UUID
) -> list[Json]:
    """Who has which table in the window, over all tables; the booking's own hold is one too."""
    everywhere = frozenset(table.id for table in snapshot.problem.venue.tables)
    others = [
        _conflict(
            item["tableId"],
            item["bookingId"],
            item["startAt"],
            item["endAt"],
            "hold" if item["source"] == "hold" else "booking",
        )
        for item in conflicts_of(snapshot, guest, everywhere)
    ]
    own = [
        _conflict(str(table), str(booking), hold.start.isoformat(), hold.end.isoformat(), "hold")
        for hold in holds
        if hold.booking == booking
        for table in hold.tables
    ]
    return [*others, *own]


def _conflict(table: str, booking: str | None, start: str, end: str, source: str) -> Json:
    return {
        "tableId": table,
        "bookingId": booking,
        "startAt": start,
        "endAt": end,
        "source": source,
        "status": source,
    }


def _window(window: Window) -> Json:
    return {"startAt": window.start.isoformat(), "endAt": window.end.isoformat()}


def _now() -> str:
    now = dt.datetime.now(dt.UTC)
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
