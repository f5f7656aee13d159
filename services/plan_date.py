"""Plan a restaurant's date and commit the plan: snapshot, solve, check, write."""

import datetime as dt
import threading
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from models.base import canonical_json, content_hash
from models.plan import DayPlan
from models.problem import Mode
from persistence.commit import CommitRequest, commit_plan
from persistence.pool import Connection, Database
from persistence.runs import StoredAnswer, create_run, find_answer
from persistence.snapshot import DaySnapshot, get_restaurant, read_day
from services.assignment_answer import assignment_answer
from services.errors import IdempotencyKeyConflictError, PlanConflictError
from solver.checker import check_plan
from solver.day import plan_day

ROUTE = "ops/dashboard/assign-tables"
"""The scope of idempotency keys."""


@dataclass(frozen=True)
class PlanRequest:
    """What to plan, and how."""

    restaurant_id: UUID
    date: dt.date | None = None
    """None means the restaurant's present date, in its own zone."""
    mode: Mode = Mode.FILL
    max_moves: int | None = None
    budget_seconds: float = 10.0
    dry_run: bool = False
    """Plan and answer, but write nothing to the booking tables."""
    capture_decisions: bool = False
    idempotency_key: str | None = None
    attempts: int = 3

    def body_hash(self) -> str:
        """Return what makes two requests with one key the same request."""
        return content_hash(
            {
                "date": None if self.date is None else self.date.isoformat(),
                "mode": self.mode.value,
                "maxMoves": self.max_moves,
                "budgetSeconds": self.budget_seconds,
                "dryRun": self.dry_run,
                "captureDecisions": self.capture_decisions,
            }
        )


_one_at_a_time: defaultdict[tuple[UUID, dt.date], threading.Lock] = defaultdict(threading.Lock)
"""Two solves of one date at once would only make one of them conflict."""


def plan_date(database: Database, request: PlanRequest) -> str:
    """Plan and commit a date; return the answer as JSON text.

    A request that repeats an idempotency key gets the first answer, byte for byte.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        IdempotencyKeyConflictError: the key was used with another request.
        PlanConflictError: the date kept changing while it was planned.
        DatabaseError: the database refused or cannot be reached.
    """
    with database.connection() as connection:
        restaurant = get_restaurant(connection, request.restaurant_id)
        known = _known_answer(connection, request)
    if known is not None:
        return known
    now = dt.datetime.now(dt.UTC)
    date = request.date or now.astimezone(ZoneInfo(restaurant.time_zone)).date()
    with _one_at_a_time[request.restaurant_id, date]:
        return _plan_until_committed(database, request, date)


def _known_answer(connection: Connection, request: PlanRequest) -> str | None:
    if request.idempotency_key is None:
        return None
    known = find_answer(connection, request.restaurant_id, ROUTE, request.idempotency_key)
    if known is None:
        return None
    if known.body_hash != request.body_hash():
        raise IdempotencyKeyConflictError(
            "this idempotency key was used with another request",
            hint="Use a fresh key for a new request.",
            details={"key": request.idempotency_key},
        )
    return known.response


def _plan_until_committed(database: Database, request: PlanRequest, date: dt.date) -> str:
    changes: tuple[str, ...] = ()
    for _ in range(request.attempts):
        with database.connection() as connection:
            known = _known_answer(connection, request)
        if known is not None:
            return known
        snapshot = _snapshot(database, request, date)
        plan = plan_day(snapshot.problem, budget_seconds=request.budget_seconds)
        _must_be_legal(snapshot, plan)
        with database.connection() as connection:
            run_id = create_run(connection, request.restaurant_id, date, snapshot.problem, plan)
        answer = canonical_json(assignment_answer(snapshot, plan, run_id, request))
        if request.dry_run:
            return answer
        outcome = commit_plan(
            database,
            CommitRequest(
                restaurant_id=request.restaurant_id,
                run_id=run_id,
                problem=snapshot.problem,
                plan=plan,
                answer=_to_store(request, answer),
            ),
        )
        if outcome.committed:
            return answer
        changes = outcome.changes
    raise PlanConflictError(
        f"{date} changed {request.attempts} times while it was planned; nothing was written",
        hint="Try again when fewer people are editing the date.",
        details={"changes": list(changes)},
    )


def _snapshot(database: Database, request: PlanRequest, date: dt.date) -> DaySnapshot:
    with database.connection() as connection, connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        return read_day(
            connection,
            request.restaurant_id,
            date,
            mode=request.mode,
            max_moves=request.max_moves,
            as_of=dt.datetime.now(dt.UTC),
        )


def _must_be_legal(snapshot: DaySnapshot, plan: DayPlan) -> None:
    """Nothing is committed that the checker has not seen as it will be written."""
    decisions = {seating.booking: seating.tables for seating in plan.seatings}
    verdict = check_plan(snapshot.problem, decisions)
    if not verdict.ok:
        raise AssertionError(f"a plan that breaks a rule: {verdict.violations[0]}")


def _to_store(request: PlanRequest, answer: str) -> StoredAnswer | None:
    if request.idempotency_key is None:
        return None
    return StoredAnswer(
        restaurant_id=request.restaurant_id,
        route=ROUTE,
        key=request.idempotency_key,
        body_hash=request.body_hash(),
        status=200,
        response=answer,
    )
