"""One decision as one story, in the order of time: asked, read, decided, written, answered."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from models.errors import MaitredError
from persistence.capabilities import capabilities_of
from persistence.pool import Database
from persistence.restaurants import get_restaurant
from persistence.trace_reading import Stored, Subject, find_subject, read_trace
from services.reading import reading

MOST = 1000
"""Rows of one trace."""

Json = dict[str, Any]

ORDER = {"asked": 0, "queued": 1, "step": 2, "event": 3, "decided": 4, "run": 5, "answered": 9}
"""Of what has one moment."""


class TraceNotFoundError(MaitredError):
    """Nothing has that id."""

    code = "TRACE_NOT_FOUND"
    status = 404


def trace_of(
    database: Database, name: str, *, restaurant: UUID | None = None, limit: int = 300
) -> Json:
    """Return everything that is known of a booking, a run, a job or a request.

    With a restaurant only what is its own.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        TraceNotFoundError: nothing has that id, or not in that restaurant.
    """
    capabilities = capabilities_of(database)
    with database.connection() as connection:
        if restaurant is not None:
            get_restaurant(connection, restaurant)
        subject = find_subject(connection, name, restaurant)
    if subject is None:
        raise TraceNotFoundError(
            f"nothing is known of {name!r}",
            hint="Give the id of a booking, a run or a job, or the x-request-id of an answer. "
            "Requests that only read leave no trace, and traces are kept for 30 days.",
        )
    with reading(database, subject.restaurant_id) as connection:
        stored = read_trace(connection, capabilities, subject, limit)
    entries = sorted(_entries(stored), key=lambda item: (item["at"], ORDER[item["kind"]]))
    return {
        "subject": {"kind": subject.kind, "id": subject.name},
        "restaurantId": str(subject.restaurant_id),
        "requests": list(stored.requests),
        "tables": stored.tables,
        "entries": [{**item, "at": item["at"].isoformat()} for item in entries[-limit:]],
        "more": len(entries) > limit or _is_cut(stored, limit),
        **_note(subject, stored),
    }


def _note(subject: Subject, stored: Stored) -> Json:
    if stored.traces or not stored.requests:
        return {"note": None if stored.requests else f"No request has touched this {subject.kind}."}
    return {"note": "The steps of these requests are not kept any more, or were never written."}


def _is_cut(stored: Stored, limit: int) -> bool:
    groups = (stored.traces, stored.history, stored.runs, stored.observed)
    return any(len(rows) >= limit for rows in groups)


def _entries(stored: Stored) -> Iterable[Json]:
    for row in stored.traces:
        yield from _request(row)
    for row in stored.history:
        facts = {
            "booking": _text(row["booking_id"]),
            "run": _text(row["run_id"]),
            "actor": _text(row["actor"]),
            "reason": row["reason"],
            **(row["detail"] or {}),
        }
        yield _entry(row, "decided", row["kind"], facts)
    for row in stored.runs:
        yield _entry(row, "run", f"run.{row['state']}", _run(row))
    for row in stored.jobs:
        facts = {"job": str(row["job_id"]), "kind": row["kind"], **row["data"]}
        yield _entry(row, "queued", f"job.{row['data'].get('state')}", facts)
    for row in stored.observed:
        facts = {"severity": row["severity"], "source": row["source"], **(row["context"] or {})}
        yield _entry(row, "event", row["event_type"], facts)
    for row in stored.queued:
        facts = {"status": row["status"], "tries": row["attempt_count"], "why": row["last_error"]}
        yield _entry(row, "queued", f"outbox {row['event_type']}", facts)


def _request(row: DictRow) -> Iterable[Json]:
    """Yield that somebody asked, what was done, and what was answered."""
    began: dt.datetime = row["at"]
    asked = {
        "caller": row["caller"],
        "booking": _text(row["booking_id"]),
        "run": _text(row["run_id"]),
        "job": _text(row["job_id"]),
    }
    yield _entry(row, "asked", row["what"], asked)
    for step in row["steps"]:
        at = began + dt.timedelta(seconds=step["at"])
        moment = {"at": at, "request_id": row["request_id"]}
        yield _entry(moment, "step", step["name"], step["facts"], step["seconds"])
    over = {"at": began + dt.timedelta(seconds=row["seconds"]), "request_id": row["request_id"]}
    yield _entry(over, "answered", row["what"], {"outcome": row["outcome"]}, row["seconds"])


def _run(row: DictRow) -> Json:
    proof = row["proof"] or {}
    value, bound = proof.get("value"), proof.get("bound")
    gap = None if bound is None else max(0.0, bound - value) / max(1.0, abs(bound))
    statistics = row["statistics"] or {}
    return {
        "run": str(row["run_id"]),
        "date": str(row["service_date"]),
        "mode": row["mode"],
        "status": row["status"],
        "objective": row["objective"],
        "bound": bound,
        "gap": gap,
        "seated": statistics.get("seated"),
        "bookings": statistics.get("bookings"),
        "moved": statistics.get("moved"),
        "problem": row["problem_hash"],
        **(row["detail"] or {}),
    }


def _entry(row: Json, kind: str, what: str, facts: Json, seconds: float | None = None) -> Json:
    return {
        "at": row["at"],
        "requestId": row["request_id"],
        "kind": kind,
        "what": what,
        "seconds": seconds,
        "facts": {name: value for name, value in facts.items() if value is not None},
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
