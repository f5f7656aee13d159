"""Mend one finding in one transaction: locked, looked at again, written, checked, logged."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

import psycopg

from models.errors import MaitredError
from persistence.doctor.check import Check, Scope
from persistence.doctor.examine import Examination, examine, looked, restaurants, usable
from persistence.doctor.finding import Finding
from persistence.doctor.look import look
from persistence.errors import DatabaseError, translate
from persistence.history import record_events
from persistence.pool import Connection, enter_tenant
from persistence.queries import query
from persistence.restaurants import get_restaurant
from persistence.retry import LOST, unless_in_the_way
from persistence.writing import lock_bookings, lock_hours, lock_restaurant, lock_tables

ROUNDS = 5
"""A fix may leave another check something to mend, or clear the way for one that was refused."""


class Outcome(StrEnum):
    """What became of a finding that was to be mended."""

    MENDED = "mended"
    GONE = "gone"
    """Under the locks it was no longer there; nothing was written."""
    REFUSED = "refused"
    """It cannot be mended now; nothing was written."""


class NotMendedError(MaitredError):
    """The fix did not do what it should; it was rolled back."""

    code = "NOT_MENDED"


def mend_all(
    connection: Connection, now: dt.datetime, restaurant_id: UUID | None = None
) -> tuple[list[Finding], Examination]:
    """Mend all that can be; return what was mended, and what is found after it.

    ``connection`` is in autocommit mode.

    Raises:
        DatabaseError: there is no ``maitred.events`` to log fixes in; nothing was written.
        RestaurantNotFoundError: there is none with that id.
    """
    inventory = look(connection)
    if not inventory.ours:
        closed = "maitred.events" in inventory.closed
        raise DatabaseError(
            "nothing was mended: every fix is logged in maitred.events, which "
            + ("this role may not use" if closed else "does not exist"),
            code="SCHEMA_CLOSED" if closed else "SCHEMA_MISMATCH",
            status=503,
            hint="Grant it usage on schema maitred, and select and insert on its tables."
            if closed
            else "Run `maitred db migrate`, then `maitred doctor --fix` again.",
        )
    checks = [check for check in usable(inventory)[0] if check.mend is not None]
    mended: list[Finding] = []
    refused: dict[tuple[str, UUID | None], str] = {}
    for _ in range(ROUNDS):
        before = len(mended)
        refused.clear()
        for each in restaurants(connection, inventory, restaurant_id):
            for check in checks:
                mended += _mend_kind(connection, check, Scope(each, now), refused)
        if len(mended) == before:
            break
    left = examine(connection, now, restaurant_id)
    left.findings = [
        item.but_refused(refused[_key(item)]) if _key(item) in refused else item
        for item in left.findings
    ]
    return mended, left


def _mend_kind(
    connection: Connection,
    check: Check,
    scope: Scope,
    refused: dict[tuple[str, UUID | None], str],
) -> list[Finding]:
    with connection.transaction():
        enter_tenant(connection, scope.restaurant_id)
        found = looked(connection, check, scope, [])
    mended = []
    for finding in found:
        if not finding.mendable or _key(finding) in refused:
            continue
        outcome, reason = mend(connection, check, finding, scope.now)
        if outcome is Outcome.MENDED:
            mended.append(finding)
        elif outcome is Outcome.REFUSED:
            refused[_key(finding)] = reason
    return mended


def _key(finding: Finding) -> tuple[str, UUID | None]:
    return finding.kind, finding.subject


def mend(
    connection: Connection, check: Check, finding: Finding, now: dt.datetime
) -> tuple[Outcome, str]:
    """Mend one finding if it is still there; the text says why it was refused.

    Raises:
        DatabaseError: the database cannot be reached.
    """

    def once() -> Outcome:
        try:
            with connection.transaction():
                return _mend(connection, check, finding, now)
        except psycopg.Error as error:
            raise translate(error) from error

    try:
        return unless_in_the_way(once), ""
    except MaitredError as refusal:
        if refusal.code == LOST:
            raise
        return Outcome.REFUSED, f"{refusal.code}: {refusal.message}"


def _mend(connection: Connection, check: Check, finding: Finding, now: dt.datetime) -> Outcome:
    assert check.mend is not None
    assert finding.restaurant_id is not None
    enter_tenant(connection, finding.restaurant_id)
    if check.locks:
        _lock(connection, finding)
    still = check.again(connection, finding, now)
    if still is None:
        return Outcome.GONE
    if not still.mendable:
        raise NotMendedError("it has changed, and is for a person to decide now")
    date = _date_of(connection, still)  # what is mended may be gone afterwards
    did = check.mend(connection, still)
    if check.again(connection, still, now) is not None:
        raise NotMendedError("it was still there after the fix, which was rolled back")
    _log(connection, still, date, did)
    return Outcome.MENDED


def _lock(connection: Connection, finding: Finding) -> None:
    """Take the locks of a commit in a commit's order, the restaurant last.

    Once the booking is locked nobody changes its tables, so they can be asked for.
    """
    booking = finding.where.get("booking_id")
    tables = set(finding.data.get("_tables", ()))
    rows = []
    if booking is not None:
        lock_bookings(connection, [booking])
        rows = connection.execute(
            query("doctor/seats_of_booking"), {"booking_id": booking}
        ).fetchall()
        tables |= {row["table_id"] for row in rows}
    assert finding.restaurant_id is not None
    if tables:
        lock_tables(connection, finding.restaurant_id, tables)
    timed = (row for row in rows if row["zone_id"] and row["start_at"])
    lock_hours(connection, [(str(row["zone_id"]), row["start_at"]) for row in timed])
    lock_restaurant(connection, finding.restaurant_id)


def _date_of(connection: Connection, finding: Finding) -> dt.date | None:
    """Return the date whose history a fix belongs to; None for what concerns the whole room."""
    if (booking := finding.where.get("booking_id")) is not None:
        values = {"booking_id": booking}
        row = connection.execute(query("doctor/booking_date"), values).fetchone()
        return None if row is None else row["booking_date"]
    at: dt.datetime | None = finding.data.get("_at")
    if at is None or finding.restaurant_id is None:
        return None
    try:
        return at.astimezone(get_restaurant(connection, finding.restaurant_id).zone).date()
    except MaitredError:  # no such time zone: told by another check
        return None


def _log(
    connection: Connection, finding: Finding, date: dt.date | None, did: Mapping[str, Any]
) -> None:
    told = finding.as_json()
    booking = told["where"].get("booking_id")
    detail = {"what": finding.what, "where": told["where"], "did": dict(did)}
    event = {
        "booking_id": booking,
        "kind": "doctor.fixed",
        "reason": finding.kind,
        "detail": detail,
    }
    assert finding.restaurant_id is not None
    record_events(connection, finding.restaurant_id, [event], date=date)
