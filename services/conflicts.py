"""Who else has a table, and until when: for programs, and in words by the restaurant's clock."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from models.booking import Booking, Occupied
from persistence.snapshot import DaySnapshot

Json = dict[str, Any]

MOST_SAID = 3
"""So many conflicts are said in a sentence; programs get all of them."""


def conflicts_of(snapshot: DaySnapshot, booking: Booking, tables: frozenset[str]) -> list[Json]:
    """Return who else has these tables in the booking's window, and until when."""
    seated = (
        Occupied(
            table=table, window=item.window, source="assignment", booking=item.id, slot=item.slot
        )
        for item in snapshot.problem.bookings
        for table in item.current_tables
    )
    blockers = [
        item
        for item in (*seated, *snapshot.problem.occupancy)
        if item.table in tables
        and item.booking != booking.id
        and (item.window.overlaps(booking.window) or (item.slot and item.slot == booking.slot))
    ]
    numbers = {table.id: table.label for table in snapshot.problem.venue.tables}
    return [_conflict(snapshot, item, numbers[item.table]) for item in blockers]


def _conflict(snapshot: DaySnapshot, item: Occupied, number: str) -> Json:
    hold = snapshot.holds.get((item.table, item.window.start)) if item.source == "hold" else None
    local_until = None if item.until is None else deadline_words(snapshot, item.until)
    return {
        "tableId": item.table,
        "tableNumber": number,
        "bookingId": item.booking,
        "partySize": snapshot.parties.get(item.booking or ""),
        "holdId": None if hold is None else str(hold),
        "startAt": item.window.start.isoformat(),
        "endAt": item.window.end.isoformat(),
        "localStart": clock_words(snapshot, item.window.start),
        "localEnd": clock_words(snapshot, item.window.end),
        "source": item.source,
        "until": None if item.until is None else item.until.isoformat(),
        "localUntil": local_until,
    }


def conflict_details(booking: Booking, tables: Iterable[str], conflicts: list[Json]) -> Json:
    """Return the details of a refusal: what was asked for, and who has it."""
    return {
        "tableIds": sorted(tables),
        "window": booking.window.model_dump(mode="json"),
        "blockingBookingId": next(
            (item["bookingId"] for item in conflicts if item["bookingId"]), None
        ),
        "conflicts": conflicts,
    }


def conflict_words(conflicts: list[Json]) -> str:
    """Say who has which table, and until when."""
    said = list(dict.fromkeys(_words(item) for item in conflicts))
    more = f"; and {len(said) - MOST_SAID} more" if len(said) > MOST_SAID else ""
    return "; ".join(said[:MOST_SAID]) + more


def _words(conflict: Json) -> str:
    table = f"Table {conflict['tableNumber']}"
    if conflict["source"] == "hold":
        whom = " for another booking" if conflict["bookingId"] else ""
        return f"{table} is held{whom}; the hold runs out at {conflict['localUntil']}"
    span = f"from {conflict['localStart']} to {conflict['localEnd']}"
    if conflict["source"] == "maintenance":
        return f"{table} is out of use {span}"
    party = conflict["partySize"]
    whom = "another booking" if party is None else f"a party of {party}"
    return f"{table} is taken by {whom} {span}"


def clock_words(snapshot: DaySnapshot, instant: dt.datetime) -> str:
    """Say an instant by the restaurant's clock; with its date when it is not the service date."""
    return _at(instant, snapshot, snapshot.problem.date, "%H:%M")


def deadline_words(snapshot: DaySnapshot, instant: dt.datetime) -> str:
    """Say a deadline by the restaurant's clock; with its date when it is not today's."""
    now = snapshot.problem.as_of or instant
    return _at(instant, snapshot, now.astimezone(snapshot.restaurant.zone).date(), "%H:%M:%S")


def _at(instant: dt.datetime, snapshot: DaySnapshot, day: dt.date, form: str) -> str:
    there = instant.astimezone(snapshot.restaurant.zone)
    return f"{there:{form}}" if there.date() == day else f"{there:{form} on %Y-%m-%d}"


def table_words(labels: list[str]) -> str:
    """Name tables in a sentence: ``Table 1``; ``Tables 1, 2 and 3``."""
    labels = sorted(labels, key=_natural)
    if len(labels) == 1:
        return f"Table {labels[0]}"
    return f"Tables {', '.join(labels[:-1])} and {labels[-1]}"


def _natural(label: str) -> list[tuple[int, str]]:
    """Sort T2 before T10."""
    return [(int(part or 0), text) for text, part in re.findall(r"(\D*)(\d{0,9})", label)]
