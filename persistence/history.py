"""The history of decisions and writes: who did what to which booking, when, and why.

Rows in ``maitred.events`` are written in the transaction of what they tell. The product's
``observability_events`` is told best effort: a refusal there never stops anything.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from models.plan import Change, DayPlan, UnseatedReason
from models.problem import DayProblem
from models.window import Window
from persistence.capabilities import Capabilities
from persistence.pool import Connection
from persistence.queries import query
from persistence.telemetry import observe
from telemetry.correlation import current_id

Json = dict[str, Any]

SOURCE = "capacity.selector"
STRATEGIC = frozenset({UnseatedReason.OUTWEIGHED, UnseatedReason.HOUSE_LIMITS})
"""Reasons that are the optimum's or the house's choice; all others are hard."""


@dataclass(frozen=True)
class Author:
    """Who is behind a write."""

    actor: UUID | None = None
    """The user; None for a machine, or where nobody has to sign in."""
    request_id: str | None = None
    """The request, as the logs name it."""

    @property
    def values(self) -> Json:
        """What the queries take; what nobody asked for names the work that it is part of."""
        return {"actor": self.actor, "request_id": self.request_id or current_id()}


NOBODY = Author()


@dataclass(frozen=True)
class Recorder:
    """Writes history into one transaction."""

    connection: Connection
    capabilities: Capabilities
    restaurant_id: UUID
    author: Author

    def record(
        self, events: Sequence[Json], *, date: dt.date | None = None, run_id: UUID | None = None
    ) -> None:
        """Add rows to the history."""
        record_events(
            self.connection,
            self.restaurant_id,
            events,
            date=date,
            run_id=run_id,
            author=self.author,
        )

    def observe(self, events: Sequence[Json]) -> None:
        """Tell the product's own event log, where there is one; best effort by contract."""
        observe(self.connection, self.capabilities, self.restaurant_id, events)


def record_events(
    connection: Connection,
    restaurant_id: UUID,
    events: Sequence[Json],
    *,
    date: dt.date | None = None,
    run_id: UUID | None = None,
    author: Author = NOBODY,
) -> None:
    """Add rows: each has a ``kind``, and may have ``booking_id``, ``reason``, ``detail``."""
    if events:
        values = {
            "restaurant_id": restaurant_id,
            "service_date": date,
            "run_id": run_id,
            "events": Jsonb(list(events)),
            **author.values,
        }
        connection.execute(query("record_events"), values)


def record_plan(recorder: Recorder, problem: DayProblem, plan: DayPlan, run_id: UUID) -> None:
    """Write down what a plan that is being committed decides about each booking."""
    recorder.record(_events(problem, plan), date=plan.date, run_id=run_id)
    told = {
        "type": SOURCE,
        "restaurantId": str(recorder.restaurant_id),
        "runId": str(run_id),
        "timestamp": dt.datetime.now(dt.UTC).isoformat(),
        "durationMs": round(plan.solve.seconds * 1000),
    }
    recorder.observe(
        [
            {
                "source": SOURCE,
                "event_type": f"{SOURCE}.{'assignment' if record['selected'] else 'skipped'}",
                "booking_id": record["bookingId"],
                "context": {**told, **record},
            }
            for record in decision_records(plan)
            if record.get("change") != Change.KEPT.value
        ]
    )


def record_seat(
    recorder: Recorder,
    booking: str,
    date: dt.date,
    had: Sequence[str],
    tables: Sequence[str],
    window: Window | None,
    reason: str,
) -> None:
    """Write down that somebody gave a booking tables, or took them away (no ``tables``)."""
    kind = "cleared" if not tables else "moved" if had else "assigned"
    detail = {
        "from": list(had),
        "to": list(tables),
        "window": None if window is None else window.model_dump(mode="json"),
    }
    event = {"kind": f"booking.{kind}", "booking_id": booking, "reason": reason, "detail": detail}
    recorder.record([event], date=date)


def read_history(
    connection: Connection, restaurant_id: UUID, date: dt.date, limit: int
) -> list[DictRow]:
    """Return what happened to a date, newest first."""
    values = {"restaurant_id": restaurant_id, "service_date": date, "limit": limit}
    return connection.execute(query("history"), values).fetchall()


def events_between(
    connection: Connection,
    restaurant_id: UUID,
    date: dt.date,
    since: str,
    until: str,
    limit: int,
) -> list[DictRow]:
    """Return what the history of a date got between two moments, as `DayStamp` has them."""
    values = {
        "restaurant_id": restaurant_id,
        "service_date": date,
        "since": since,
        "until": until,
        "limit": limit,
    }
    return connection.execute(query("events_between"), values).fetchall()


def end_of_hold(
    connection: Connection, restaurant_id: UUID, date: dt.date, booking: UUID, hold: UUID
) -> DictRow | None:
    """Return how a hold ended (``kind``, ``at``), and its ``tableIds``.

    It was the booking's, or nobody's on the booking's date.
    """
    values = {
        "restaurant_id": restaurant_id,
        "service_date": date,
        "booking": booking,
        "hold": str(hold),
    }
    return connection.execute(query("end_of_hold"), values).fetchone()


def decision_records(plan: DayPlan) -> list[Json]:
    """Return one record per booking, seated or not, as the product's clients know it."""
    seated = [
        {
            "bookingId": s.booking,
            "partySize": s.party,
            "window": s.window.model_dump(mode="json"),
            "selected": {"tableIds": list(s.tables), "totalCapacity": s.seats},
            "skipReason": None,
            "change": s.change.value,
        }
        for s in plan.seatings
    ]
    skipped = [
        {
            "bookingId": u.booking,
            "partySize": u.party,
            "window": u.window.model_dump(mode="json"),
            "selected": None,
            "skipReason": u.message,
            "rejectionClassification": "strategic" if u.reason in STRATEGIC else "hard",
        }
        for u in plan.unseated
    ]
    return [*seated, *skipped]


def _events(problem: DayProblem, plan: DayPlan) -> list[Json]:
    """Bookings that keep their tables are no event."""
    had = {booking.id: list(booking.current_tables) for booking in problem.bookings}
    kinds = {Change.NEW: "booking.assigned", Change.MOVED: "booking.moved"}
    seated = [
        {
            "booking_id": s.booking,
            "kind": kinds[s.change],
            "detail": {
                "from": had[s.booking],
                "to": list(s.tables),
                "window": s.window.model_dump(mode="json"),
            },
        }
        for s in plan.seatings
        if s.change in kinds
    ]
    unseated = [
        {
            "booking_id": u.booking,
            "kind": "booking.cleared" if had[u.booking] else "booking.unseated",
            "reason": u.reason.value,
            "detail": {
                "message": u.message,
                "from": had[u.booking],
                "window": u.window.model_dump(mode="json"),
            },
        }
        for u in plan.unseated
    ]
    return [*seated, *unseated]
