"""Plan a restaurant's date and commit the plan: snapshot, solve, check, write."""

import datetime as dt
from uuid import UUID

from models.base import canonical_json
from models.errors import MaitredError
from models.plan import Change, DayPlan
from models.weights import CENTIPOINTS
from persistence.commit import CommitRequest, commit_plan
from persistence.pool import Connection, Database
from persistence.runs import StoredAnswer, create_run, find_answer, mark, store_answer
from persistence.snapshot import DaySnapshot
from services.assignment_answer import assignment_answer
from services.date_locks import DateLocks
from services.errors import IdempotencyKeyConflictError, PlanConflictError, PlanRefusedError
from services.plan_request import PlanRequest
from services.reading import read_snapshot, service_date_of
from solver.checker import check_plan
from solver.day import plan_day

ROUTE = "ops/dashboard/assign-tables"
"""The scope of idempotency keys."""

PATIENCE_SECONDS = 60.0
"""How long a request waits for another one that plans the same date, beyond its own budget."""

OVERTAKEN = frozenset(
    {
        "ASSIGNMENT_CONFLICT",
        "ASSIGNMENT_INCOMPLETE",
        "BOOKING_STATE_CONFLICT",
        "HOLD_CONFLICT",
        "NOT_FOUND",
    }
)
"""Refusals of the database that a plan from a fresh snapshot does not meet again."""

_dates = DateLocks()


def plan_date(database: Database, request: PlanRequest, *, replans: int = 3) -> str:
    """Plan and commit a date; return the answer as JSON text.

    When others change the date meanwhile it is planned again, at most ``replans`` times. A
    request that repeats an idempotency key gets the first answer, byte for byte.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        IdempotencyKeyConflictError: the key was used with another request.
        PlanConflictError: the date kept changing while it was planned.
        PlanningBusyError: somebody else is planning the date, for too long.
        DatabaseError: the database refused or cannot be reached.
    """
    now = dt.datetime.now(dt.UTC)
    date = service_date_of(database, request.restaurant_id, request.date, now)
    patience = request.budget_seconds + PATIENCE_SECONDS
    with _dates.hold((request.restaurant_id, date), patience):
        changes: list[str] = []
        for _ in range(1 + replans):
            answer = _known_answer(database, request) or _attempt(database, request, date, changes)
            if answer is not None:
                return answer
    raise PlanConflictError(
        f"{date} kept changing while it was planned, {1 + replans} times; nothing was written",
        hint="Ask again when fewer people are editing the date.",
        details={"changes": changes},
    )


def _known_answer(database: Database, request: PlanRequest) -> str | None:
    if request.idempotency_key is None:
        return None
    with database.connection() as connection:
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


def _attempt(
    database: Database, request: PlanRequest, date: dt.date, changes: list[str]
) -> str | None:
    """Plan once; return the answer, or None with what has changed meanwhile in ``changes``."""
    snapshot = read_snapshot(
        database,
        request.restaurant_id,
        date,
        dt.datetime.now(dt.UTC),
        mode=request.mode,
        max_moves=request.max_moves,
    )
    plan = plan_day(snapshot.problem, budget_seconds=request.budget_seconds)
    check_again(snapshot, plan)
    try:
        answer, found = _write(database, request, snapshot, plan)
    except MaitredError as error:
        if error.code not in OVERTAKEN:
            raise
        booking = error.details.get("booking")
        answer, found = None, (f"booking {booking}: {error.message}" if booking else error.message,)
    changes[:] = found
    return answer


def _write(
    database: Database, request: PlanRequest, snapshot: DaySnapshot, plan: DayPlan
) -> tuple[str | None, tuple[str, ...]]:
    """Keep the plan as a run and commit it; return the answer, or None and what has changed."""
    changed = any(seating.change is not Change.KEPT for seating in plan.seatings)
    with database.connection() as connection:
        run_id = create_run(
            connection, request.restaurant_id, snapshot.problem.date, snapshot.problem, plan
        )
        answer = canonical_json(assignment_answer(snapshot, plan, run_id, request))
        stored = _to_store(request, answer)
        if request.dry_run or not changed:
            if not request.dry_run:
                mark(connection, run_id, "committed", {"written": 0})
            _store(connection, stored, run_id)
            return answer, ()
    outcome = commit_plan(
        database,
        CommitRequest(
            restaurant_id=request.restaurant_id,
            run_id=run_id,
            problem=snapshot.problem,
            plan=plan,
            answer=stored,
        ),
    )
    return (answer, ()) if outcome.committed else (None, outcome.changes)


def check_again(snapshot: DaySnapshot, plan: DayPlan) -> None:
    """Check a finished plan as it will be written.

    Raises:
        PlanRefusedError: it breaks a rule, or is for another problem.
    """
    verdict = check_plan(snapshot.problem, {s.booking: s.tables for s in plan.seatings})
    broken = [str(violation) for violation in verdict.violations]
    if plan.problem_hash != snapshot.problem.content_hash():
        broken.append("the plan answers another problem")
    if verdict.total != round(plan.objective.total * CENTIPOINTS):
        broken.append("the plan is worth something else than it says")
    if broken:
        raise PlanRefusedError(
            f"the checker refused the plan: {broken[0]}",
            hint="This is a defect in maitred; nothing was written. Please report it.",
            details={"violations": broken[:20]},
        )


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


def _store(connection: Connection, answer: StoredAnswer | None, run_id: UUID) -> None:
    if answer is not None:
        store_answer(connection, answer, run_id)
