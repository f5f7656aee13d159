"""Ask for long work: the job, its place in the queue and the answer are written together."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from models.base import canonical_json
from models.engine import Work
from models.errors import InvalidInputError
from models.job import JobKind
from persistence.idempotency import Claim, Key, StoredAnswer, store_answer
from persistence.jobs import Job, Order, Settling, count_waiting, create_job
from persistence.pool import Connection, Database, enter_tenant
from persistence.restaurants import Restaurant, get_restaurant
from services.engine import require
from services.errors import TooManyJobsError
from services.idempotent import Answer, answer_once
from services.jobs.view import job_view
from services.planning.request import PlanRequest
from services.reading import local_date

ACCEPTED = 202

PLAN_ROUTE = "days/plan"
"""The scope of idempotency keys."""

Also = Callable[[Connection, Job], None]
"""Writes what belongs to a job, in the transaction that makes it."""


def order_plan(
    database: Database,
    request: PlanRequest,
    *,
    most_waiting: int,
    settling: Settling | None = None,
) -> Answer:
    """Ask for a date to be planned; the answer is the job.

    With ``settling`` it is planned once its edits have settled: all such orders have one job.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        TooManyJobsError: the restaurant has too many jobs already.
        IdempotencyKeyConflictError: the key was used with another request.
        RequestInFlightError: the first request with the key has not ended yet.
        EngineOffError: maitred does not decide this date; a dry run may be asked for.
        DatabaseError: the database refused or cannot be reached.
    """
    asked = {
        "mode": request.mode.value,
        "maxMoves": request.max_moves,
        "budgetSeconds": request.budget_seconds,
        "dryRun": request.dry_run,
    }
    restaurant, date = request.restaurant_id, request.date
    order = Order(restaurant, JobKind.PLAN, asked, request.author, date, settling=settling)
    body = request.body_hash() + ("" if settling is None else " after edits")
    key = key_of(restaurant, PLAN_ROUTE, request.idempotency_key, body)

    def work(claim: Claim | None) -> str:
        if date is not None and not request.dry_run:
            require(database, restaurant, date, Work.PLAN)
        return write_order(database, order, claim, most_waiting)

    return answer_once(database, key, work)


def key_of(restaurant_id: UUID, route: str, key: str | None, body_hash: str) -> Key | None:
    """Return the idempotency key of a request that has one."""
    return None if key is None else Key(restaurant_id, route, key, body_hash)


def write_order(
    database: Database,
    order: Order,
    claim: Claim | None,
    most_waiting: int,
    also: Also = lambda connection, job: None,
) -> str:
    """Write a job, its place in the queue, what belongs to it, and the answer: all or nothing.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        TooManyJobsError: the restaurant has too many jobs already.
        ClaimLostError: another request with the key has taken over.
    """
    with database.connection() as connection:
        enter_tenant(connection, order.restaurant_id)
        today = _today(get_restaurant(connection, order.restaurant_id))
        waiting = count_waiting(connection, order.restaurant_id)
        job = create_job(connection, replace(order, today=today))
        if waiting >= most_waiting and job.asked == 1:  # nothing of it stays
            raise TooManyJobsError(
                f"the restaurant has {waiting} jobs that are not over yet",
                hint="Wait for some of them, or cancel them.",
                details={"waiting": waiting, "most": most_waiting},
            )
        also(connection, job)
        answer = canonical_json(job_view(job))
        if claim is not None:
            store_answer(connection, claim, StoredAnswer(ACCEPTED, answer), None)
    return answer


def _today(restaurant: Restaurant) -> dt.date | None:
    """Return a restaurant's date; None when its clock is unknown, which whoever plans says."""
    try:
        return local_date(restaurant, dt.datetime.now(dt.UTC))
    except InvalidInputError:
        return None
