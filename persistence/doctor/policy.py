"""Checks of seatings against what the booking says now, and what the policy would give it."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from models.errors import MaitredError
from models.policy import ServicePolicy, derive_stay
from persistence.doctor.check import Check, Scope, rows_of
from persistence.doctor.finding import Severity
from persistence.doctor.seating_rows import needs
from persistence.errors import RestaurantNotFoundError
from persistence.occupancy import Row
from persistence.planning_settings import read_planning
from persistence.pool import Connection
from persistence.restaurants import get_restaurant


def _stale(connection: Connection, scope: Scope) -> Iterable[Row]:
    for row in rows_of("seatings")(connection, scope):
        reasons = []
        if not row["kept_from"] <= row["starts_at"] < row["kept_until"]:
            reasons.append("it starts at another time than its tables are kept for")
        if row["party_size"] > row["seats"]:
            reasons.append(f"a party of {row['party_size']} has {row['seats']} seats")
        if reasons:
            yield {**row, "reasons": reasons}


def _off_policy(connection: Connection, scope: Scope) -> Iterable[Row]:
    """Where the policy says nothing (closed, after the last seating) nothing differs from it."""
    try:
        zone, policy = _set_for(connection, scope)
    except MaitredError:  # told by another check; a closed restaurant is not planned
        return
    for row in rows_of("seatings")(connection, scope):
        start = row["starts_at"]
        if not row["kept_from"] <= start < row["kept_until"]:
            continue
        try:
            block = derive_stay(policy, row["party_size"], start, zone, row["_booking_type"]).block
        except MaitredError:
            continue
        if (block.start, block.end) != (row["kept_from"], row["kept_until"]):
            longer = (row["kept_until"] - row["kept_from"]) - (block.end - block.start)
            minutes = round(longer.total_seconds() / 60)
            yield {**row, "policy_until": block.end, "minutes_longer": minutes}


def _set_for(connection: Connection, scope: Scope) -> tuple[ZoneInfo, ServicePolicy]:
    zone = get_restaurant(connection, scope.restaurant_id).zone
    return zone, read_planning(connection, scope.restaurant_id).settings.policy


def _unreadable(connection: Connection, scope: Scope) -> Iterable[Row]:
    try:
        _set_for(connection, scope)
    except RestaurantNotFoundError:
        return
    except MaitredError as error:
        yield {"subject": scope.restaurant_id, "flaw": error.message}


_NEEDS = needs(
    bookings="start_at end_at status party_size booking_type",
    booking_table_assignments="start_at end_at",
    table_inventory="capacity",
)
STALE = Check(
    kind="stale_seating",
    severity=Severity.WARNING,
    read=_stale,
    what="Booking {booking_id} was edited after it got {tables}: {reasons}.",
    why="The party comes at another time, or is larger, than its tables are kept for.",
    fix="Unassign its tables and plan its date again.",
    needs=_NEEDS,
)
OFF_POLICY = Check(
    kind="window_off_policy",
    severity=Severity.INFO,
    read=_off_policy,
    what="Booking {booking_id} keeps {tables} {minutes_longer:+} minutes against the policy.",
    why="A longer window keeps others out, a shorter one seats the next party too early; it may "
    "also be meant so.",
    fix="If it is not meant so, unassign its tables and plan its date again: new windows follow "
    "the policy.",
    needs=(
        *_NEEDS,
        *needs(
            "maitred.restaurant_settings",
            restaurants="timezone is_active slug",
        ),
    ),
)
UNREADABLE = Check(
    kind="unreadable_settings",
    severity=Severity.ERROR,
    read=_unreadable,
    what="{flaw}.",
    why="No date of this restaurant can be planned.",
    fix="Correct the restaurant's time zone, or its row in maitred.restaurant_settings.",
    needs=OFF_POLICY.needs[len(_NEEDS) :],
)
CHECKS = (UNREADABLE, STALE, OFF_POLICY)
