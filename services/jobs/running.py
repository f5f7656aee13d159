"""Do a job that the queue has given out, and write what became of it; take back what is stalled."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import structlog

from models.errors import MaitredError
from models.job import JobKind, JobState
from persistence.errors import DatabaseError
from persistence.job_queue import ShouldStop, worker_name
from persistence.jobs import (
    DEAD_SECONDS,
    Job,
    back_in_queue,
    leave_queue,
    lock_job,
    mark_job,
    stalled_jobs,
)
from persistence.pool import Connection, Database
from persistence.retry import until_settled
from services.errors import PlanConflictError, PlanningBusyError
from services.jobs.attempt import Attempt, AttemptOverError, Why
from services.jobs.telemetry import ToldJob, told_job
from services.planning.job import run_plan_job
from services.scenarios.job import run_scenario_job
from services.shadow.job import run_shadow_job

MOST_FAILURES = 4
"""What may be gone soon is tried so often."""

BACK_OFF_SECONDS = 2.0
"""Before the second try; twice as long before each further one."""

SETTLE_SECONDS = 60.0
"""How long a worker tries to write what became of a job while the database is away."""

log = structlog.get_logger("maitred.worker")


@dataclass(frozen=True)
class JobRules:
    """How jobs are done."""

    deaths: int = 2
    """A job fails when so many workers have died with it."""
    processes: int = 2
    """How many scenarios of a job are solved side by side."""
    traces: bool = True
    """Whether it is written down what went on."""
    replans: int = 3
    """How often a date that changed while it was planned is planned again."""


def run_job(
    database: Database, rules: JobRules, job_id: UUID, queue_id: int, should_stop: ShouldStop
) -> None:
    """Do a job from its beginning to whatever end it has; nothing is raised.

    If that cannot be written the job stays in hand, and is taken again when somebody notices.
    """
    try:
        job = until_settled(database, lambda connection: _begin(connection, job_id, queue_id))
        if job is not None:
            _attempt(database, rules, job, should_stop)
    except MaitredError as error:
        log.warning("job left", job=str(job_id), code=error.code)


def _begin(connection: Connection, job_id: UUID, queue_id: int) -> Job | None:
    """Begin the next attempt; None when there is nothing to do any more."""
    job = lock_job(connection, job_id)
    if job is None or job.state.is_final:
        leave_queue(connection, queue_id)
        return None
    if job.state is JobState.RUNNING:  # the queue gives a job out again when its worker is lost
        reason = "its worker could not say what became of it"
        mark_job(connection, job_id, JobState.QUEUED, reason=reason)
    if job.cancel_requested_at is not None:
        mark_job(connection, job_id, JobState.CANCELLED)
        leave_queue(connection, queue_id)
        return None
    return mark_job(connection, job_id, JobState.RUNNING, worker=worker_name())


def _attempt(database: Database, rules: JobRules, job: Job, should_stop: ShouldStop) -> None:
    with told_job(database, job, kept=rules.traces) as told:
        _do(database, rules, job, should_stop, told)


def _do(
    database: Database, rules: JobRules, job: Job, should_stop: ShouldStop, told: ToldJob
) -> None:
    log.info("job begun", job=str(job.id), kind=job.kind, attempt=job.attempt)
    trouble: Exception | None = None
    with Attempt(database, job, should_stop) as attempt:
        try:
            if job.kind is JobKind.PLAN:
                run_plan_job(database, attempt, replans=rules.replans)
            elif job.kind is JobKind.SHADOW:
                run_shadow_job(database, attempt)
            else:
                run_scenario_job(database, attempt, processes=rules.processes)
        except AttemptOverError as over:
            trouble = over
        except Exception as error:
            trouble = error
    told.outcome = _word(attempt.why, trouble)
    if trouble is None:
        log.info("job done", job=str(job.id), seconds=round(attempt.seconds, 1))
    elif attempt.why is Why.LOST:
        log.warning("job lost", job=str(job.id), attempt=job.attempt)
    else:
        _settle(database, _end_of(job, attempt.why, trouble))


def _word(why: Why | None, trouble: Exception | None) -> str:
    """Return what a trace says of the end of an attempt."""
    if trouble is None:
        return "done"
    return why.value if why is not None else getattr(trouble, "code", type(trouble).__name__)


End = Callable[[Connection], None]


def _end_of(job: Job, why: Why | None, trouble: Exception) -> End:
    """Return what writes the end of an attempt that has no result."""
    if why is Why.CANCELLED:
        return lambda connection: _over(connection, job, JobState.CANCELLED)
    if why is Why.STOPPING:
        return lambda connection: _again(connection, job, "its worker stopped")
    if _may_pass(trouble) and job.failures + 1 < MOST_FAILURES:
        message = str(trouble)
        return lambda connection: _again(connection, job, message, failed=True)
    error: dict[str, object]
    if isinstance(trouble, MaitredError):
        error = {
            "code": trouble.code,
            "message": trouble.message,
            "hint": trouble.hint,
            "details": trouble.details,
        }
    else:
        log.error("defect", job=str(job.id), exc_info=trouble)
        name = type(trouble).__name__
        error = {
            "code": MaitredError.code,
            "message": f"A defect in maitred ({name}).",
            "hint": "Please report it; the worker's log has more under the job's id.",
            "details": {},
        }
    return lambda connection: _over(connection, job, JobState.FAILED, error)


def _may_pass(trouble: Exception) -> bool:
    """Tell whether the same job may succeed a little later."""
    if isinstance(trouble, DatabaseError):
        return trouble.status == 503
    return isinstance(trouble, PlanConflictError | PlanningBusyError)


def _over(
    connection: Connection, job: Job, state: JobState, error: dict[str, object] | None = None
) -> None:
    if mark_job(connection, job.id, state, attempt=job.attempt, error=error) is not None:
        leave_queue(connection, job.queue_id)
        log.info("job over", job=str(job.id), state=state, code=(error or {}).get("code"))


def _again(connection: Connection, job: Job, reason: str, *, failed: bool = False) -> None:
    seconds = BACK_OFF_SECONDS * 2**job.failures if failed else 0.0
    queued = mark_job(
        connection, job.id, JobState.QUEUED, attempt=job.attempt, reason=reason, failed=failed
    )
    if queued is not None:
        back_in_queue(connection, job.queue_id, seconds)
        log.info("job given back", job=str(job.id), reason=reason, seconds=seconds)


def _settle(database: Database, end: End) -> None:
    until = time.monotonic() + SETTLE_SECONDS
    while True:
        try:
            until_settled(database, end)
            return
        except DatabaseError as error:
            if error.status != 503 or time.monotonic() > until:
                raise
            time.sleep(1.0)


def rescue_jobs(database: Database, deaths: int) -> int:
    """Queue the jobs again whose workers died, or end them; return how many there were.

    Any number of workers and services may do so at the same time.
    """
    with database.connection() as connection:
        found = stalled_jobs(connection)
    for queue_id, job_id in found:
        with database.connection() as connection:
            _rescue(connection, queue_id, job_id, deaths)
    return len(found)


def _rescue(connection: Connection, queue_id: int, job_id: UUID | None, deaths: int) -> None:
    job = None if job_id is None else lock_job(connection, job_id)
    if not stalled_jobs(connection, queue_id):  # somebody was faster, or it lives
        return
    if job is None or job.state.is_final:
        leave_queue(connection, queue_id)
        return
    if job.cancel_requested_at is not None:
        mark_job(connection, job.id, JobState.CANCELLED, died=True)
        leave_queue(connection, queue_id)
        return
    if job.state is JobState.RUNNING:
        if job.deaths + 1 >= deaths:
            error = _died(job)
            mark_job(connection, job.id, JobState.FAILED, died=True, error=error)
            leave_queue(connection, queue_id)
            log.error("job over", job=str(job.id), state="failed", code=error["code"])
            return
        reason = f"its worker {job.worker} gave no sign of life"
        mark_job(connection, job.id, JobState.QUEUED, died=True, reason=reason)
    back_in_queue(connection, queue_id)
    log.warning("job taken back", job=str(job.id), worker=job.worker)


def _died(job: Job) -> dict[str, object]:
    count = job.deaths + 1
    return {
        "code": "WORKER_DIED",
        "message": f"{count} workers died while they worked on it, the last one being {job.worker}:"
        f" no sign of life for {DEAD_SECONDS:g} s",
        "hint": "It may need more memory than there is. Ask for less at once, or look at the logs "
        "of the workers and of the system.",
        "details": {"deaths": count, "worker": job.worker},
    }
