"""Checks of holds: those that are over and still in the way."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from models.errors import MaitredError
from persistence.doctor.check import Check, Scope, rows_of
from persistence.doctor.finding import Finding, Severity
from persistence.doctor.seating_rows import needs, written
from persistence.occupancy import Row, hold_deadline
from persistence.pool import Connection
from persistence.queries import query

SWEPT = dt.timedelta(seconds=30)
"""A service that runs has removed a hold this long after its end: it looks every ten seconds."""


class HoldBusyError(MaitredError):
    """Somebody else is at work on the hold right now."""

    code = "HOLD_BUSY"


class HoldNeededError(MaitredError):
    """The hold cannot go before its booking's table is protected again."""

    code = "HOLD_NEEDED"


def _over(connection: Connection, scope: Scope) -> Iterable[Row]:
    for row in rows_of("holds")(connection, scope):
        until = hold_deadline(row["_expires_at"], row["_held_until"])
        if row["status"] != "active" or until <= scope.now - SWEPT:
            yield {**row, "held_until": until, "_now": scope.now}


def _sweep(connection: Connection, finding: Finding) -> Mapping[str, Any]:
    hold = finding.where["hold_id"]
    if written(connection, "lock_hold", finding) == 0:
        raise HoldBusyError("somebody else is at work on this hold")
    connection.execute(query("keep_held_tables"), {"holds": [hold]})
    _require_no_shadow(connection, finding)
    connection.execute(query("delete_hold_members"), {"holds": [hold]})
    connection.execute(query("delete_holds"), {"holds": [hold]})
    return {"deleted": 1}


def _require_no_shadow(connection: Connection, finding: Finding) -> None:
    """With the hold go its shadows: none of them may be all that protects a real table."""
    booking = finding.where.get("booking_id")
    if booking is None or finding.restaurant_id is None:
        return
    scope = Scope(finding.restaurant_id, finding.data["_now"], booking)
    if any(rows_of("shadowed_assignments")(connection, scope)):
        raise HoldNeededError("it is all that protects a table of its booking")


EXPIRED = Check(
    kind="expired_hold",
    severity=Severity.WARNING,
    read=_over,
    what="Hold {hold_id} on {tables} ran out at {held_until:%Y-%m-%d %H:%M}Z ({status}) and still "
    "stands there.",
    why="Its tables cannot be held again for that time: the database looks at holds whether they "
    "have run out or not.",
    fix="Delete the hold.",
    needs=needs(
        "table_inventory",
        "table_hold_members",
        bookings="end_at status",
        table_holds="booking_id start_at end_at expires_at metadata status",
        allocations="shadow window booking_id",
        booking_table_assignments="start_at end_at",
    ),
    mend=_sweep,
)
CHECKS = (EXPIRED,)
