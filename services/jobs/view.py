"""What is shown of jobs, and their end asked for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from models.job import JobState
from persistence.jobs import (
    Event,
    Job,
    ask_to_cancel,
    events_after,
    get_job,
    leave_queue,
    lock_job,
    mark_job,
    recent_jobs,
)
from persistence.pool import Connection, Database, enter_tenant
from services.access import Caller
from services.errors import JobNotFoundError

Json = dict[str, Any]

EVENTS_AT_ONCE = 100
"""So many are read of a job's events at a time."""


def job_view(job: Job) -> Json:
    """Return a job as the service shows it."""
    return {
        "id": str(job.id),
        "restaurantId": str(job.restaurant_id),
        "kind": job.kind.value,
        "state": job.state.value,
        "date": None if job.service_date is None else job.service_date.isoformat(),
        "orders": job.asked,
        "settling": job.settles,
        "attempt": job.attempt,
        "progress": job.progress,
        "runId": (job.result or {}).get("runId"),
        "error": job.error,
        "cancelRequested": job.cancel_requested_at is not None,
        "createdAt": job.created_at.isoformat(),
        "startedAt": None if job.started_at is None else job.started_at.isoformat(),
        "finishedAt": None if job.finished_at is None else job.finished_at.isoformat(),
        "heartbeatAt": None if job.heartbeat_at is None else job.heartbeat_at.isoformat(),
        "requestedBy": None if job.requested_by is None else str(job.requested_by),
    }


def find_job(database: Database, job_id: UUID, caller: Caller) -> Job:
    """Return a job.

    Raises:
        JobNotFoundError: there is none with that id, or the caller has no role in its restaurant.
    """
    with database.connection() as connection:
        return visible_job(connection, job_id, caller)


def list_jobs(database: Database, restaurant_id: UUID, limit: int) -> Json:
    """Return the newest jobs of a restaurant."""
    with database.connection() as connection:
        enter_tenant(connection, restaurant_id)
        return {"jobs": [job_view(job) for job in recent_jobs(connection, restaurant_id, limit)]}


def cancel_job(database: Database, job_id: UUID, caller: Caller) -> Json:
    """Ask for the end of a job; one that waits ends at once, one that is over stays as it is.

    Raises:
        JobNotFoundError: there is none with that id, or the caller has no role in its restaurant.
    """
    with database.connection() as connection:
        job = visible_job(connection, job_id, caller)
        enter_tenant(connection, job.restaurant_id)
        locked = lock_job(connection, job_id)
        if locked is not None and not locked.state.is_final:
            ask_to_cancel(connection, job_id)
            if locked.state is JobState.QUEUED:
                mark_job(connection, job_id, JobState.CANCELLED)
                leave_queue(connection, locked.queue_id)
        return job_view(visible_job(connection, job_id, caller))


def visible_job(connection: Connection, job_id: UUID, caller: Caller) -> Job:
    """Return a job that a caller may see.

    Raises:
        JobNotFoundError: there is none with that id, or the caller has no role in its restaurant.
    """
    job = get_job(connection, job_id)
    if job is None or caller.role_in(job.restaurant_id) is None:
        raise unknown_job(job_id)
    return job


def events_of(
    database: Database, restaurant_id: UUID, job_id: UUID, seq: int
) -> tuple[Sequence[Event], bool]:
    """Return what was told of a job after an event, and whether nothing will follow."""
    with database.connection() as connection:
        enter_tenant(connection, restaurant_id)
        job = get_job(connection, job_id)
        if job is None:  # swept meanwhile
            return [], True
        after = seq if seq <= job.last_seq else 0  # a number from elsewhere
        found = events_after(connection, job_id, after, EVENTS_AT_ONCE)
    last = found[-1].seq if found else after
    return found, job.state.is_final and last >= job.last_seq


def unknown_job(job_id: UUID) -> JobNotFoundError:
    """Return the one answer about a job that does not exist, or that others must not see."""
    return JobNotFoundError(
        f"no job has the id {job_id}",
        hint="The answer to a request for a job names its id; jobs are kept for a month.",
    )
