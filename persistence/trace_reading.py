"""Read what is stored of one decision: traces, history, runs, jobs, the product's own tables."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from persistence.capabilities import Capabilities
from persistence.outbox import TABLE as OUTBOX
from persistence.pool import Connection
from persistence.queries import query
from persistence.telemetry import TABLE as EVENTS

MOST_REQUESTS = 50
"""Requests of one trace, the newest."""

AROUND = dt.timedelta(minutes=10)
"""The product's events of a request were written so close to it."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Subject:
    """What a trace is about."""

    kind: str
    """``booking``, ``run``, ``job`` or ``request``."""
    name: str
    restaurant_id: UUID

    def uuid_if(self, kind: str) -> UUID | None:
        """Return the id when the subject is of a kind."""
        return UUID(self.name) if self.kind == kind else None


@dataclass(frozen=True)
class Stored:
    """All rows of one trace, each kind the newest first."""

    requests: tuple[str, ...]
    traces: Sequence[DictRow]
    history: Sequence[DictRow]
    runs: Sequence[DictRow]
    jobs: Sequence[DictRow]
    observed: Sequence[DictRow]
    queued: Sequence[DictRow]
    tables: dict[str, str]
    """Table numbers by id."""


def find_subject(connection: Connection, name: str, restaurant_id: UUID | None) -> Subject | None:
    """Return what an id names, in one restaurant or in any; None: nothing."""
    values = {"id": _uuid(name), "name": name, "restaurant_id": restaurant_id}
    row = connection.execute(query("traces/subject"), values).fetchone()
    return None if row is None else Subject(row["kind"], name, row["restaurant_id"])


def read_trace(
    connection: Connection, capabilities: Capabilities, subject: Subject, limit: int
) -> Stored:
    """Return what is stored of a subject, at most ``limit`` rows of each kind."""
    values: Json = {"restaurant_id": subject.restaurant_id, "limit": limit}
    if subject.kind == "request":
        requests = [subject.name]
    else:
        named = {**values, "id": UUID(subject.name), "limit": MOST_REQUESTS}
        rows = connection.execute(query("traces/requests"), named).fetchall()
        requests = [row["request_id"] for row in rows]
    values |= {
        "requests": requests,
        "booking": subject.uuid_if("booking"),
        "run": subject.uuid_if("run"),
        "job": subject.uuid_if("job"),
    }

    def rows_of(name: str) -> list[DictRow]:
        return connection.execute(query(f"traces/{name}"), values).fetchall()

    traces, history, runs = rows_of("of_requests"), rows_of("history"), rows_of("runs")
    moments = [row["at"] for row in (*traces, *history, *runs)]
    values |= {
        "since": min(moments, default=dt.datetime.now(dt.UTC)) - AROUND,
        "until": max(moments, default=dt.datetime.now(dt.UTC)) + AROUND,
        "bookings": list({row["booking_id"] for row in (*history, *traces)} - {None}),
    }
    return Stored(
        tuple(requests),
        traces,
        history,
        runs,
        rows_of("jobs"),
        rows_of("observed") if capabilities.has(EVENTS) else [],
        rows_of("queued") if capabilities.has(OUTBOX) else [],
        {str(row["id"]): row["table_number"] for row in rows_of("tables")},
    )


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
