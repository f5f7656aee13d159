"""Shadow planning as a job: off the path of every request, whoever asks for it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from models.base import canonical_json, content_hash
from models.job import JobKind
from persistence.history import NOBODY, Author
from persistence.idempotency import Claim
from persistence.jobs import Job, Order
from persistence.pool import Connection, Database, enter_tenant
from persistence.retry import until_settled
from persistence.shadow import waiting_job
from services.errors import NoBookingsError
from services.idempotent import Answer, answer_once
from services.jobs.attempt import Attempt
from services.jobs.orders import key_of, write_order
from services.jobs.view import job_view
from services.planning.job import progress_of
from services.planning.plan_date import Solving
from services.shadow.planning import ShadowRequest, look
from solver.search import Progress

ROUTE = "shadow"
"""The scope of idempotency keys."""


@dataclass(frozen=True)
class ShadowOrder:
    """A date to be looked at by a worker."""

    restaurant_id: UUID
    date: dt.date
    budget_seconds: float = 10.0
    idempotency_key: str | None = None
    author: Author = NOBODY


def order_shadow(database: Database, order: ShadowOrder, *, most_waiting: int) -> Answer:
    """Ask for a date to be looked at; the answer is the job.

    A job that waits for the same date already is the answer: it will see what this one would.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        TooManyJobsError: the restaurant has too many jobs already.
        IdempotencyKeyConflictError: the key was used with another request.
        RequestInFlightError: the first request with the key has not ended yet.
        DatabaseError: the database refused or cannot be reached.
    """
    asked = {"budgetSeconds": order.budget_seconds}
    wanted = Order(order.restaurant_id, JobKind.SHADOW, asked, order.author, order.date)
    body_hash = content_hash([order.date.isoformat(), asked])
    key = key_of(order.restaurant_id, ROUTE, order.idempotency_key, body_hash)

    def work(claim: Claim | None) -> str:
        waiting = _waiting(database, order) if claim is None else None
        return waiting or write_order(database, wanted, claim, most_waiting)

    return answer_once(database, key, work)


def _waiting(database: Database, order: ShadowOrder) -> str | None:
    with database.connection() as connection:
        enter_tenant(connection, order.restaurant_id)
        job = waiting_job(connection, order.restaurant_id, order.date)
    return None if job is None else canonical_json(job_view(job))


def run_shadow_job(database: Database, attempt: Attempt) -> None:
    """Look at the date of a job; the job ends in the transaction of what is kept.

    A date without bookings is done without a run: nothing is wrong with a quiet evening.

    Raises:
        AttemptOverError: the job is to end; nothing was written.
        DatabaseError: the database refused or cannot be reached.
    """
    job = attempt.job
    request = shadow_request(job)

    def told(progress: Progress) -> None:
        attempt.tell(progress_of(attempt, progress, request.budget_seconds))

    def seal(connection: Connection, run_id: UUID | None) -> None:
        attempt.finish(connection, {"runId": None if run_id is None else str(run_id)})

    try:
        look(database, request, solving=Solving(told, attempt.cancel, attempt.check), seal=seal)
    except NoBookingsError:
        until_settled(database, lambda connection: seal(connection, None))


def shadow_request(job: Job) -> ShadowRequest:
    """Return what a job asks for."""
    assert job.service_date is not None
    return ShadowRequest(
        restaurant_id=job.restaurant_id,
        date=job.service_date,
        budget_seconds=job.request["budgetSeconds"],
        author=job.author,
    )
