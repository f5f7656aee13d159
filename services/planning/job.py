"""Plan a date as a job: as the request that waits does, with progress, and an end at any time."""

from typing import Any
from uuid import UUID

from models.job import JobProgress
from models.problem import Mode
from persistence.jobs import Job
from persistence.pool import Connection, Database
from services.jobs.attempt import Attempt
from services.planning.plan_date import Solving, plan_until_settled
from services.planning.request import PlanRequest
from solver.search import Progress


def run_plan_job(database: Database, attempt: Attempt, *, replans: int) -> None:
    """Plan and commit the date of a job; the job ends in the transaction of the commit.

    Raises:
        NoBookingsError: the date has none.
        PlanConflictError: the date kept changing while it was planned.
        AttemptOverError: the job is to end; nothing was written.
        DatabaseError: the database refused or cannot be reached.
    """
    request = plan_request(attempt.job)

    def told(progress: Progress) -> None:
        attempt.tell(progress_of(attempt, progress, request.budget_seconds))

    def seal(connection: Connection, run_id: UUID, _: str) -> None:
        attempt.finish(connection, {"runId": str(run_id)})

    solving = Solving(told, attempt.cancel, attempt.check)
    plan_until_settled(database, request, seal, replans, solving)


def plan_request(job: Job) -> PlanRequest:
    """Return what a job asks for."""
    asked: dict[str, Any] = job.request
    return PlanRequest(
        restaurant_id=job.restaurant_id,
        date=job.service_date,
        mode=Mode(asked["mode"]),
        max_moves=asked["maxMoves"],
        budget_seconds=asked["budgetSeconds"],
        dry_run=asked["dryRun"],
        author=job.author,
    )


def progress_of(attempt: Attempt, progress: Progress, budget: float) -> JobProgress:
    """Return how far the plan of a job is."""
    gap = "unknown" if progress.gap is None else f"{progress.gap:.2%}"
    return JobProgress(
        share=min(1.0, progress.seconds / budget),
        words=f"{progress.seated} bookings seated, {progress.covers} covers, gap {gap}",
        seconds=round(attempt.seconds, 3),
        incumbent=progress.points,
        bound=progress.bound,
        gap=progress.gap,
        covers=progress.covers,
    )
