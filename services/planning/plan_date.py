"""Plan a restaurant's date and commit the plan: snapshot, solve, check, write."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from models.base import canonical_json
from models.engine import Work
from models.errors import MaitredError
from models.plan import DayPlan
from models.problem import DayProblem
from models.weights import CENTIPOINTS
from persistence.idempotency import Key
from persistence.pool import Database
from services.engine import require
from services.errors import NoBookingsError, PlanConflictError, PlanRefusedError
from services.idempotent import Answer, answer_once
from services.planning.answer import assignment_answer
from services.planning.date_locks import DATES
from services.planning.request import PlanRequest
from services.planning.run_commit import Seal, commit_run, sealed_by
from services.planning.telemetry import solved
from services.reading import read_snapshot, service_date_of
from solver.checker import check_plan
from solver.day import plan_day
from solver.process import Cancel
from solver.search import Progress

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


@dataclass(frozen=True)
class Solving:
    """What whoever waits for a plan sees of the solve, and how it is ended."""

    on_progress: Callable[[Progress], None] = lambda progress: None
    cancel: Cancel = field(default_factory=Cancel)
    check: Callable[[], None] = lambda: None
    """Raises when the plan is not wanted any more."""


def plan_date(database: Database, request: PlanRequest, *, replans: int = 3) -> Answer:
    """Plan and commit a date; the answer is JSON text.

    When others change the date meanwhile it is planned again, at most ``replans`` times. A
    request that repeats an idempotency key gets the first answer, byte for byte.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        NoBookingsError: the date has none.
        IdempotencyKeyConflictError: the key was used with another request.
        RequestInFlightError: the first request with the key has not ended yet.
        PlanConflictError: the date kept changing while it was planned.
        PlanningBusyError: somebody else is planning the date, for too long.
        EngineOffError: maitred does not decide this date; a dry run is planned all the same.
        DatabaseError: the database refused or cannot be reached.
    """
    key = None
    if request.idempotency_key is not None:
        body_hash = request.body_hash()
        key = Key(request.restaurant_id, ROUTE, request.idempotency_key, body_hash)
    return answer_once(
        database,
        key,
        lambda claim: plan_until_settled(database, request, sealed_by(claim), replans, Solving()),
    )


def plan_until_settled(
    database: Database,
    request: PlanRequest,
    seal: Seal | None,
    replans: int,
    solving: Solving,
) -> str:
    """Plan and commit a date, again when others change it meanwhile; return the answer.

    ``seal`` writes in the transaction of the commit that the request is answered. Otherwise as
    ``plan_date``.
    """
    now = dt.datetime.now(dt.UTC)
    date = service_date_of(database, request.restaurant_id, request.date, now)
    if not request.dry_run:
        require(database, request.restaurant_id, date, Work.PLAN)
    patience = request.budget_seconds + PATIENCE_SECONDS
    with DATES.hold((request.restaurant_id, date), patience):
        changes: list[str] = []
        for _ in range(1 + replans):
            answer = _attempt(database, request, seal, date, changes, solving)
            if answer is not None:
                return answer
            solving.check()
    raise PlanConflictError(
        f"{date} kept changing while it was planned, {1 + replans} times; nothing was written",
        hint="Ask again when fewer people are editing the date.",
        details={"changes": changes},
    )


def _attempt(
    database: Database,
    request: PlanRequest,
    seal: Seal | None,
    date: dt.date,
    changes: list[str],
    solving: Solving,
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
    if not snapshot.problem.bookings and not snapshot.unplannable:
        raise NoBookingsError(
            f"{snapshot.restaurant.name} has no bookings to seat on {date}: nothing to plan",
            hint="Check date and restaurantId.",
            details={"date": date.isoformat(), "restaurantId": str(request.restaurant_id)},
        )
    plan = solved(
        lambda on_phase: plan_day(
            snapshot.problem,
            budget_seconds=request.budget_seconds,
            on_progress=solving.on_progress,
            on_phase=on_phase,
            cancel=solving.cancel,
        )
    )
    solving.check()
    check_again(snapshot.problem, plan)

    def compose(run_id: UUID) -> str:
        return canonical_json(assignment_answer(snapshot, plan, run_id, request))

    try:
        answer, outcome = commit_run(database, request, seal, snapshot.problem, plan, compose)
    except MaitredError as error:
        if error.code not in OVERTAKEN:
            raise
        booking = error.details.get("booking")
        changes[:] = [f"booking {booking}: {error.message}" if booking else error.message]
        return None
    changes[:] = outcome.changes
    return answer if outcome.committed else None


def check_again(problem: DayProblem, plan: DayPlan) -> None:
    """Check a finished plan as it will be written.

    Raises:
        PlanRefusedError: it breaks a rule, or is for another problem.
    """
    verdict = check_plan(problem, {s.booking: s.tables for s in plan.seatings})
    broken = [str(violation) for violation in verdict.violations]
    if plan.problem_hash != problem.content_hash():
        broken.append("the plan answers another problem")
    if verdict.total != round(plan.objective.total * CENTIPOINTS):
        broken.append("the plan is worth something else than it says")
    if broken:
        raise PlanRefusedError(
            f"the checker refused the plan: {broken[0]}",
            hint="This is a defect in maitred; nothing was written. Please report it.",
            details={"violations": broken[:20]},
        )
