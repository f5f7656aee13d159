"""Jobs: rows that say what a worker is to do, how far it is, and what came of it.

Every change of a row names the attempt that makes it. Whoever was given up for dead and comes back
works on an attempt that is over: it can write nothing. Rows are locked before their places in the
queue, by everybody.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from models.job import BEFORE, JobKind, JobProgress, JobState
from persistence.history import Author
from persistence.pool import Connection
from persistence.queries import query
from telemetry.spans import traceparent

TASK = "maitred.job"
"""What all jobs are called in the queue."""

DEAD_SECONDS = 8.0
"""Without a sign of life for so long, an attempt is over."""

KEPT_PROGRESS = 200
"""So many of the last events of a job are kept while it runs."""

EVENTS_SECONDS, JOB_SECONDS = 86_400.0, 30 * 86_400.0
"""How long what was told of a job is kept after its end, and the job with its results."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """One job."""

    id: UUID
    restaurant_id: UUID
    kind: JobKind
    state: JobState
    service_date: dt.date | None
    request: Json
    requested_by: UUID | None
    request_id: str | None
    traceparent: str | None
    """Of the span that asked for it."""
    queue_id: int | None
    attempt: int
    deaths: int
    failures: int
    worker: str | None
    progress: Json | None
    result: Json | None
    error: Json | None
    cancel_requested_at: dt.datetime | None
    heartbeat_at: dt.datetime | None
    created_at: dt.datetime
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    last_seq: int
    turn: int
    settles: bool
    asked: int

    @property
    def author(self) -> Author:
        """Who asked for it."""
        return Author(self.requested_by, self.request_id)


@dataclass(frozen=True)
class Event:
    """One thing that was told of a job; ``seq`` counts from 1 and has no holes but old ones."""

    seq: int
    at: dt.datetime
    kind: str
    data: Json


@dataclass(frozen=True)
class Settling:
    """When the edits of a date have settled (seconds)."""

    quiet_seconds: float = 2.0
    """So long after the last one,"""
    most_seconds: float = 10.0
    """or so long after the first one."""


@dataclass(frozen=True)
class Order:
    """What is asked for."""

    restaurant_id: UUID
    kind: JobKind
    request: Json
    author: Author
    service_date: dt.date | None = None
    today: dt.date | None = None
    """In the restaurant: a plan for tonight goes before others. None: as in UTC."""
    awaited: bool = True
    """Whether somebody waits for it: it goes before what nobody waits for."""
    settling: Settling | None = None
    """The date was edited, and edits may follow: one job answers for all of them."""

    @property
    def lock(self) -> str | None:
        """Jobs with one lock are done one after the other."""
        if self.kind is JobKind.PLAN:
            return f"{self.restaurant_id}:{self.service_date}"
        if self.kind is JobKind.SHADOW:
            return f"shadow:{self.restaurant_id}:{self.service_date}"
        return None


def create_job(connection: Connection, order: Order) -> Job:
    """Write a job and queue it; whoever commits the transaction wakes a worker.

    The job of an order that is ``settling`` may be there already.
    """
    job_id = uuid4() if order.settling is None else _ask_replan(connection, order, order.settling)
    if order.settling is None:
        _queue(connection, order, job_id)
    if (parent := traceparent()) is not None:
        connection.execute(query("jobs/keep_traceparent"), {"id": job_id, "traceparent": parent})
    job = get_job(connection, job_id)
    assert job is not None
    return job


def _queue(connection: Connection, order: Order, job_id: UUID) -> None:
    values = {
        "id": job_id,
        "restaurant_id": order.restaurant_id,
        "kind": order.kind.value,
        "service_date": order.service_date,
        "request": Jsonb(order.request),
        "lock": order.lock,
        "awaited": order.awaited,
        "today": order.today,
        **order.author.values,
    }
    connection.execute(query("jobs/create"), values)


def _ask_replan(connection: Connection, order: Order, settling: Settling) -> UUID:
    """Have a date planned once its edits have settled; return the job that answers for them."""
    assert order.kind is JobKind.PLAN
    assert order.service_date is not None
    values = {
        "restaurant_id": order.restaurant_id,
        "service_date": order.service_date,
        "request": Jsonb(order.request),
        "quiet": settling.quiet_seconds,
        "most": settling.most_seconds,
        "today": order.today,
        **order.author.values,
    }
    found: UUID = connection.execute(query("jobs/ask_replan"), values).fetchall()[0]["id"]
    return found


def count_waiting(connection: Connection, restaurant_id: UUID) -> int:
    """Return how many jobs of a restaurant are not over."""
    row = connection.execute(query("jobs/count_waiting"), {"restaurant_id": restaurant_id})
    found: int = row.fetchall()[0]["waiting"]
    return found


def jobs_by_state(connection: Connection) -> dict[tuple[str, str], int]:
    """Return how many jobs are queued and running, of all restaurants, by kind and state."""
    rows = connection.execute(query("jobs/by_state")).fetchall()
    found = {(row["kind"], row["state"]): row["number"] for row in rows}
    states = (JobState.QUEUED, JobState.RUNNING)
    return {(k.value, s.value): found.get((k.value, s.value), 0) for k in JobKind for s in states}


def get_job(connection: Connection, job_id: UUID) -> Job | None:
    """Return a job, or None."""
    return _job(connection.execute(query("jobs/find"), {"id": job_id}).fetchone())


def lock_job(connection: Connection, job_id: UUID) -> Job | None:
    """Return a job that nobody else changes until the transaction ends, or None."""
    return _job(connection.execute(query("jobs/lock"), {"id": job_id}).fetchone())


def recent_jobs(
    connection: Connection, restaurant_id: UUID, limit: int, kind: JobKind | None = None
) -> list[Job]:
    """Return the jobs of a restaurant, or those of one kind, the newest first."""
    values = {"restaurant_id": restaurant_id, "limit": limit, "kind": kind}
    rows = connection.execute(query("jobs/recent"), values).fetchall()
    return [job for row in rows if (job := _job(row)) is not None]


def events_after(connection: Connection, job_id: UUID, seq: int, limit: int) -> list[Event]:
    """Return what was told of a job after an event."""
    values = {"id": job_id, "seq": seq, "limit": limit}
    rows = connection.execute(query("jobs/events_after"), values).fetchall()
    return [Event(**row) for row in rows]


def mark_job(
    connection: Connection,
    job_id: UUID,
    state: JobState,
    *,
    attempt: int | None = None,
    worker: str | None = None,
    result: Json | None = None,
    error: Json | None = None,
    reason: str | None = None,
    died: bool = False,
    failed: bool = False,
) -> Job | None:
    """Move a job to a state and leave an event that says so; return the job.

    None when the present state does not lead there, or another attempt is the present one. A job
    that is over, or queued again, has to be taken from the queue, or put back, by the caller.
    """
    run = (result or {}).get("runId")
    told = {"state": state.value, "reason": reason, "runId": run, "error": error}
    values = {
        "id": job_id,
        "state": state.value,
        "before": [earlier.value for earlier in BEFORE[state]],
        "final": state.is_final,
        "attempt": attempt,
        "worker": worker,
        "result": None if result is None else Jsonb(result),
        "error": None if error is None else Jsonb(error),
        "deaths": int(died),
        "failures": int(failed),
        "data": Jsonb({name: value for name, value in told.items() if value is not None}),
    }
    return _job(connection.execute(query("jobs/mark"), values).fetchone())


def beat(connection: Connection, job_id: UUID, attempt: int) -> bool | None:
    """Give a sign of life; tell whether somebody wants the job to end.

    None when the attempt is over.
    """
    row = connection.execute(query("jobs/beat"), {"id": job_id, "attempt": attempt}).fetchone()
    return None if row is None else bool(row["cancelled"])


def tell(connection: Connection, job_id: UUID, attempt: int, progress: JobProgress) -> bool | None:
    """The same, and tell how far the job is."""
    values = {
        "id": job_id,
        "attempt": attempt,
        "progress": Jsonb(progress.model_dump(mode="json")),
        "kept": KEPT_PROGRESS,
    }
    row = connection.execute(query("jobs/tell"), values).fetchone()
    return None if row is None else bool(row["cancelled"])


def ask_to_cancel(connection: Connection, job_id: UUID) -> None:
    """Note that somebody wants a job to end; whoever works on it looks there."""
    connection.execute(query("jobs/ask_to_cancel"), {"id": job_id})


def leave_queue(connection: Connection, queue_id: int | None) -> None:
    """Take a job that is over out of the queue."""
    connection.execute(query("jobs/leave_queue"), {"queue_id": queue_id})


def back_in_queue(connection: Connection, queue_id: int | None, seconds: float = 0.0) -> None:
    """Let a job be taken again, after some seconds."""
    values = {"queue_id": queue_id, "seconds": seconds}
    connection.execute(query("jobs/back_in_queue"), values)


def stalled_jobs(
    connection: Connection, queue_id: int | None = None
) -> list[tuple[int, UUID | None]]:
    """Return the places in the queue that nobody works on any more, with their jobs.

    A place without a job is left from one that is over.
    """
    values = {"queue_id": queue_id, "seconds": DEAD_SECONDS}
    rows = connection.execute(query("jobs/stalled"), values).fetchall()
    return [(row["queue_id"], row["id"]) for row in rows]


def sweep_jobs(connection: Connection, now: dt.datetime) -> int:
    """Remove what was told of jobs that are long over, and very old jobs; return how many jobs."""
    connection.execute(query("jobs/sweep_events"), {"now": now, "seconds": EVENTS_SECONDS})
    connection.execute(query("jobs/sweep_workers"), {"seconds": 60 * DEAD_SECONDS})
    return connection.execute(query("jobs/sweep"), {"now": now, "seconds": JOB_SECONDS}).rowcount


def _job(row: Json | None) -> Job | None:
    if row is None:
        return None
    return Job(**{**row, "kind": JobKind(row["kind"]), "state": JobState(row["state"])})
