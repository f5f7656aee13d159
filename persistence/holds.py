"""Holds: timed claims on tables. What they are, and how they end.

A hold runs out at the deadline that was promised. Newer databases want an expiry after the end of
the window, so the deadline is in the hold's metadata. Nobody but us honours it there, and a hold
that ran out is in everybody's way until it is swept.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from models.errors import MaitredError
from persistence.held_enquiry import HELD_FOR, HeldEnquiry, held_enquiry
from persistence.history import Recorder
from persistence.occupancy import GRACE, hold_deadline
from persistence.outbox import HOLD_CONFIRMED, enqueue, outbox_row
from persistence.pool import Connection
from persistence.queries import query

Json = dict[str, Any]

HELD_UNTIL = "heldUntil"
"""The deadline in a hold's metadata."""

TURN_TIMES = "turnTimes"
"""The turn times that a hold was placed by; too long for the history."""

Tells = Callable[["Hold"], Sequence[Json]]
"""What the product's event log is told besides, in the statement that tells of a hold."""


class HoldNotFoundError(MaitredError):
    """The restaurant has no such hold."""

    code = "HOLD_NOT_FOUND"
    status = 404


@dataclass(frozen=True)
class Hold:
    """One hold as it stands."""

    id: UUID
    booking: UUID | None
    zone: UUID
    tables: tuple[UUID, ...]
    start: dt.datetime
    end: dt.datetime
    until: dt.datetime
    """When it runs out, or ran out."""
    status: str
    """``active``, unless somebody has ended it and left the row."""
    live: bool
    """It has not run out, and was neither released nor confirmed."""
    counts: bool
    """It is live, or was so recently that another clock may say that it still is."""
    created_by: UUID | None
    metadata: Json

    @classmethod
    def of(cls, row: DictRow) -> "Hold":
        """Read a stored row; what makes no sense in the metadata is as if it were not there."""
        metadata = row["metadata"] if isinstance(row["metadata"], dict) else {}
        said = metadata.get(HELD_UNTIL)
        until = hold_deadline(row["expires_at"], said if isinstance(said, str) else None)
        active = row["status"] == "active"
        return cls(
            id=row["id"],
            booking=row["booking_id"],
            zone=row["zone_id"],
            tables=tuple(row["table_ids"]),
            start=row["start_at"],
            end=row["end_at"],
            until=until,
            status=row["status"],
            live=active and until > row["now"],
            counts=active and until + GRACE > row["now"],
            created_by=row["created_by"],
            metadata=metadata,
        )

    @property
    def ours(self) -> bool:
        """Whether maitred placed it: nobody else knows when it runs out."""
        return HELD_UNTIL in self.metadata

    @property
    def chosen(self) -> frozenset[UUID]:
        """The tables that it is for: those it holds, and chosen ones that its booking had."""
        selection = self.metadata.get("selection")
        listed = selection.get("tableIds") if isinstance(selection, dict) else None
        said = {_uuid(item) for item in listed} if isinstance(listed, list) else set()
        return frozenset(self.tables) | {item for item in said if item is not None}

    @property
    def enquiry(self) -> HeldEnquiry | None:
        """The party without a booking that it is for, when it is for one."""
        return held_enquiry(self.metadata.get(HELD_FOR)) if self.booking is None else None

    @property
    def remembered(self) -> Json:
        """The metadata that events tell."""
        return {name: value for name, value in self.metadata.items() if name != TURN_TIMES}

    def told(self, restaurant_id: UUID) -> Json:
        """Return what events say of it, under the names that the product's dashboards read."""
        return {
            "holdId": str(self.id),
            "bookingId": None if self.booking is None else str(self.booking),
            "restaurantId": str(restaurant_id),
            "zoneId": str(self.zone),
            "tableIds": [str(table) for table in self.tables],
            "startAt": self.start.isoformat(),
            "endAt": self.end.isoformat(),
            "expiresAt": self.until.isoformat(),
        }


def lock_holds(
    connection: Connection,
    restaurant_id: UUID,
    *,
    hold: UUID | None = None,
    booking: UUID | None = None,
) -> list[Hold]:
    """Lock one hold, or all holds of a booking, and return them; another restaurant's are none."""
    values = {"restaurant_id": restaurant_id, "hold": hold, "booking": booking}
    return [Hold.of(row) for row in connection.execute(query("find_holds"), values).fetchall()]


def sweep_holds(
    recorder: Recorder,
    start: dt.datetime | None = None,
    end: dt.datetime | None = None,
    concerns: Callable[[Hold], bool] = lambda hold: True,
) -> int:
    """Remove a restaurant's holds that have run out, or are over; return how many.

    With a window only those that reach into it. Holds that somebody is at work on are left to them,
    and so are those that do not ``concern`` whoever sweeps.
    """
    values = {
        "restaurant_id": recorder.restaurant_id,
        "window_start": start,
        "window_end": end,
    }
    rows = recorder.connection.execute(query("sweep_holds"), values).fetchall()
    over = [hold for row in rows if not (hold := Hold.of(row)).counts and concerns(hold)]
    remove_holds(recorder, over, "expired")
    return len(over)


def remove_holds(
    recorder: Recorder, holds: Sequence[Hold], kind: str, tells: Tells | None = None
) -> None:
    """Remove locked holds, and write down why: ``expired``, ``released`` or ``confirmed``."""
    if holds:
        values = {"holds": [hold.id for hold in holds]}
        recorder.connection.execute(query("keep_held_tables"), values)
        recorder.connection.execute(query("delete_hold_members"), values)
        recorder.connection.execute(query("delete_holds"), values)
        record_holds(recorder, holds, kind, tells)


def prolong(recorder: Recorder, hold: Hold, seconds: float) -> Hold:
    """Let a locked hold run out so many seconds from now, or later if it does so already."""
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)
    if until <= hold.until:
        return hold
    values = {"hold": hold.id, "until": until, "held_until": until.isoformat()}
    recorder.connection.execute(query("prolong_hold"), values)
    longer = replace(hold, until=until, metadata={**hold.metadata, HELD_UNTIL: until.isoformat()})
    previous, new = hold.until.isoformat(), until.isoformat()
    record_holds(recorder, [longer], "extended", previousExpiresAt=previous, newExpiresAt=new)
    return longer


def record_holds(
    recorder: Recorder,
    holds: Sequence[Hold],
    kind: str,
    tells: Tells | None = None,
    **more: Any,
) -> None:
    """Write down what happened to holds: in the history, and in the product's own event log."""
    told = [{**hold.told(recorder.restaurant_id), **more} for hold in holds]
    recorder.record(
        [
            {
                "kind": f"hold.{kind}",
                "booking_id": detail["bookingId"],
                "service_date": _date(hold),
                "detail": detail,
            }
            for hold, detail in zip(holds, told, strict=True)
        ]
    )
    events = [
        _event(recorder, hold, detail, kind) for hold, detail in zip(holds, told, strict=True)
    ]
    if kind == "confirmed":
        events = _unless_queued(recorder, events)
    also = [] if tells is None else [event for hold in holds for event in tells(hold)]
    recorder.observe([*events, *also])


def _event(recorder: Recorder, hold: Hold, detail: Json, kind: str) -> Json:
    actor = recorder.author.actor
    return {
        "source": SOURCES.get(kind, "capacity.hold"),
        "event_type": EVENTS.get(kind, f"capacity.hold.{kind}"),
        "severity": "warning" if kind == "expired" else "info",
        "booking_id": detail["bookingId"],
        "context": {
            **detail,
            "actorId": None if actor is None else str(actor),
            "metadata": hold.remembered,
        },
    }


def _unless_queued(recorder: Recorder, events: list[Json]) -> list[Json]:
    """Leave confirmations to the product's queue, whose worker tells them; return what is left."""
    rows = [
        outbox_row(
            HOLD_CONFIRMED,
            f"{event['booking_id']}:{event['context']['holdId']}:hold.confirmed",
            event["booking_id"],
            event["context"],
        )
        for event in events
    ]
    queued = enqueue(recorder.connection, recorder.capabilities, recorder.restaurant_id, rows)
    return [] if queued else events


def _date(hold: Hold) -> str | None:
    """Return the service date of a hold that has no booking to tell it."""
    return None if hold.enquiry is None else hold.enquiry.date.isoformat()


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


SOURCES = {"released": "capacity.holds"}
EVENTS = {"released": "hold.released"}
"""Releases were told by the database's own function, under other names than the rest."""
