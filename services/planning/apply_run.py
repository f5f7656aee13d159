"""Commit a run that was kept: a proposal, or a dry run. Checked like any other commit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.base import canonical_json, content_hash
from models.engine import Work
from models.plan import Change, DayPlan
from models.problem import DayProblem, Mode
from models.run import RunState
from persistence.commit import CommitRequest, commit_plan
from persistence.history import NOBODY, Author
from persistence.idempotency import Claim, Key
from persistence.pool import Database
from persistence.runs import Run
from services.access import Caller
from services.engine import require
from services.errors import PlanConflictError, RunNotApplicableError, RunOverError
from services.idempotent import Answer, answer_once
from services.planning.date_locks import DATES
from services.planning.run_commit import in_commit, sealed_by
from services.planning.runs import stored_problem, visible_run
from services.reading import read_snapshot
from solver.explaining.wording import Wording

ROUTE = "runs/apply"
"""The scope of idempotency keys."""

PATIENCE_SECONDS = 30.0
"""How long it waits for somebody who is planning the date."""

Json = dict[str, Any]


@dataclass(frozen=True)
class ApplyRequest:
    """Which run to commit."""

    run_id: UUID
    idempotency_key: str | None = None
    author: Author = NOBODY


def apply_run(database: Database, request: ApplyRequest, caller: Caller) -> Answer:
    """Write the plan of a kept run, all of it or nothing; the answer is JSON text.

    Raises:
        RunNotFoundError: there is none with that id, or the caller has no role in its restaurant.
        RunNotApplicableError: the database does not know what it plans for.
        RunOverError: it was committed already, or had its chance.
        PlanConflictError: the date has changed since, or guests have come; the details say what.
        IdempotencyKeyConflictError: the key was used with another request.
        RequestInFlightError: the first request with the key has not ended yet.
        PlanningBusyError: somebody else is planning the date, for too long.
        EngineOffError: maitred does not decide this date; the run may be applied later.
        InvalidInputError: another version wrote the run, and this one cannot read it.
        DatabaseError: the database refused or cannot be reached.
    """
    with database.connection() as connection:
        run = visible_run(connection, request.run_id, caller)
        problem = stored_problem(connection, run.id)
    key = None
    if request.idempotency_key is not None:
        body_hash = content_hash({"runId": str(run.id)})
        key = Key(run.restaurant_id, ROUTE, request.idempotency_key, body_hash)
    return answer_once(database, key, lambda claim: _apply(database, request, run, problem, claim))


def _apply(
    database: Database, request: ApplyRequest, run: Run, problem: DayProblem, claim: Claim | None
) -> str:
    _has_its_chance(run)
    require(database, run.restaurant_id, run.service_date, Work.PLAN)
    answer = canonical_json(_answer(run, problem))
    with DATES.hold((run.restaurant_id, run.service_date), PATIENCE_SECONDS):
        _nobody_has_come(database, run, problem)
        outcome = commit_plan(
            database,
            CommitRequest(
                restaurant_id=run.restaurant_id,
                run_id=run.id,
                problem=problem,
                plan=run.plan,
                author=request.author,
                seal=in_commit(sealed_by(claim), run.id, answer),
                reason="table plan, applied later",
            ),
        )
    if not outcome.committed:
        raise _changed(run, outcome.changes)
    return answer


def _has_its_chance(run: Run) -> None:
    proposal = run.proposal
    if proposal is not None and not proposal.applicable:
        raise RunNotApplicableError(
            f"run {run.id} cannot be applied as it is: {proposal.reasons[0]}",
            hint="Nothing was written. Enter what happened in the booking system, then plan again.",
            details={"reasons": list(proposal.reasons)},
        )
    if run.state is RunState.SHADOW:
        reason = "it was planned in the shadow, for a room that is not as it was planned for"
        raise RunNotApplicableError(
            f"run {run.id} cannot be applied: {reason}",
            hint="Nothing was written. Plan the date.",
            details={"reasons": [reason]},
        )
    if run.state is not RunState.PLANNED:
        raise RunOverError(
            f"run {run.id} is {run.state.value} already",
            hint="Nothing was written. Plan again.",
            details={"state": run.state.value, "outcome": run.outcome},
        )


def _nobody_has_come(database: Database, run: Run, problem: DayProblem) -> None:
    """Refuse to move guests who have come since the run was made.

    The commit compares everything else with the rows; what time it is is in none of them.
    """
    moved = {item.booking for item in run.plan.seatings if item.change is Change.MOVED}
    moved |= {item.booking for item in run.plan.unseated}
    now = dt.datetime.now(dt.UTC)
    fresh = read_snapshot(database, run.restaurant_id, run.service_date, now, mode=Mode.IMPROVE)
    wording = Wording(problem)
    begun = [
        f"booking {item.id} was due at {wording.clock(item.window.start)}: its guests may sit"
        for item in fresh.problem.bookings
        if item.id in moved and item.current_tables and run.created_at < item.window.start <= now
    ]
    if begun:
        raise _changed(run, tuple(begun))


def _changed(run: Run, changes: tuple[str, ...]) -> PlanConflictError:
    return PlanConflictError(
        f"{run.service_date} has changed since run {run.id} was planned: {changes[0]}",
        hint="Nothing was written. Plan again, and apply the new proposal.",
        details={"changes": list(changes)},
    )


def _answer(run: Run, problem: DayProblem) -> Json:
    had = {item.id: list(item.current_tables) for item in problem.bookings}
    return {
        "runId": str(run.id),
        "restaurantId": str(run.restaurant_id),
        "date": run.service_date.isoformat(),
        "planHash": run.plan_hash,
        "changed": _changes(run.plan, had),
        "cleared": [
            {"bookingId": item.booking, "from": had[item.booking]}
            for item in run.plan.unseated
            if had[item.booking]
        ],
    }


def _changes(plan: DayPlan, had: dict[str, list[str]]) -> list[Json]:
    return [
        {"bookingId": item.booking, "from": had[item.booking], "to": list(item.tables)}
        for item in plan.seatings
        if item.change is not Change.KEPT
    ]
