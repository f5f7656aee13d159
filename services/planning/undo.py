"""Take back the last run of a date: a commit like any other, checked and all or nothing."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.base import canonical_json, content_hash
from models.engine import Work
from models.plan import Change, DayPlan
from models.problem import DayProblem, Mode
from persistence.commit import CommitOutcome
from persistence.history import NOBODY, Author
from persistence.idempotency import Claim, Key
from persistence.pool import Database
from persistence.runs import Run, get_problem, last_change
from persistence.snapshot import DaySnapshot, read_day
from services.errors import NothingToUndoError, NotTheLastRunError, PlanConflictError
from services.idempotent import Answer, answer_once
from services.planning.date_locks import DATES
from services.planning.run_commit import commit_run, sealed_by
from services.reading import reading
from solver.replanning.restore import restored_plan

ROUTE = "days/undo"
"""The scope of idempotency keys."""

PATIENCE_SECONDS = 30.0
"""How long an undo waits for somebody who is planning the date."""

Json = dict[str, Any]


@dataclass(frozen=True)
class UndoRequest:
    """Which run to take back."""

    restaurant_id: UUID
    date: dt.date
    run_id: UUID | None = None
    """What the caller takes for the last run; None means whichever it is."""
    dry_run: bool = False
    idempotency_key: str | None = None
    author: Author = NOBODY

    def body_hash(self) -> str:
        """Return what makes two requests with one key the same request."""
        run = None if self.run_id is None else str(self.run_id)
        return content_hash({"date": str(self.date), "runId": run, "dryRun": self.dry_run})


@dataclass(frozen=True)
class _Found:
    """A day as it is, and its last run with the problem that it answered."""

    snapshot: DaySnapshot
    run: Run
    before: DayProblem


def undo_last_run(database: Database, request: UndoRequest, *, replans: int = 3) -> Answer:
    """Give every booking that the last run of a date changed the tables it had before.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        NothingToUndoError: no run has changed anything that still stands.
        NotTheLastRunError: the named run is not the last one any more.
        NotRestorableError: what it changed has been changed again, or guests have come.
        PlanConflictError: the date kept changing meanwhile.
        DatabaseError: the database refused or cannot be reached.
    """
    key = None
    if request.idempotency_key is not None:
        key = Key(request.restaurant_id, ROUTE, request.idempotency_key, request.body_hash())
    return answer_once(database, key, lambda claim: _undo(database, request, claim, replans))


def _undo(database: Database, request: UndoRequest, claim: Claim | None, replans: int) -> str:
    with DATES.hold((request.restaurant_id, request.date), PATIENCE_SECONDS):
        outcome = CommitOutcome(committed=False)
        target = request.run_id
        for _ in range(1 + replans):
            found = _look(database, request, target)
            answer, outcome = _write(database, request, claim, found)
            if outcome.committed:
                return answer
            # When somebody is faster, no other run may be taken back in its place.
            target = found.run.id
    raise PlanConflictError(
        f"{request.date} kept changing, {1 + replans} times; nothing was written",
        hint="Ask again when fewer people are editing the date.",
        details={"changes": list(outcome.changes)},
    )


def _write(
    database: Database, request: UndoRequest, claim: Claim | None, found: _Found
) -> tuple[str, CommitOutcome]:
    """Keep the undo as a run of its own and commit it; return the answer too."""
    problem, run = found.snapshot.problem, found.run
    plan = restored_plan(problem, run.plan, found.before)
    return commit_run(
        database,
        request,
        sealed_by(claim),
        problem,
        plan,
        lambda undo: canonical_json(_answer(request, problem, plan, run, undo)),
        undoes=run.id,
        reason=f"run {run.id} was taken back",
        work=Work.HAND,
    )


def _look(database: Database, request: UndoRequest, wanted: UUID | None) -> _Found:
    """Read the day and its last run in one moment."""
    with reading(database, request.restaurant_id) as connection:
        snapshot = read_day(
            connection,
            request.restaurant_id,
            request.date,
            mode=Mode.REBUILD,
            as_of=dt.datetime.now(dt.UTC),
        )
        run = last_change(connection, request.restaurant_id, request.date)
        if run is None and wanted is None:
            raise NothingToUndoError(
                f"no run has changed {request.date}, or all of them are taken back already",
                hint=f"GET /api/v1/restaurants/{request.restaurant_id}/days/{request.date}/history "
                "shows what happened to the date.",
            )
        if run is None or wanted not in (None, run.id):
            raise NotTheLastRunError(
                f"run {wanted} is not the last one that changed {request.date}",
                hint="It is taken back already, or a later one has to be taken back first.",
                details={"lastRunId": None if run is None else str(run.id)},
            )
        before = get_problem(connection, run.id)
    assert before is not None
    return _Found(snapshot, run, before)


def _answer(request: UndoRequest, now: DayProblem, plan: DayPlan, run: Run, undo: UUID) -> Json:
    had = {b.id: list(b.current_tables) for b in now.bookings}
    return {
        "date": request.date.isoformat(),
        "runId": str(undo),
        "undoes": str(run.id),
        "dryRun": request.dry_run,
        "restored": [
            {"bookingId": s.booking, "from": had[s.booking], "to": list(s.tables)}
            for s in plan.seatings
            if s.change is not Change.KEPT
        ],
        "cleared": [
            {"bookingId": u.booking, "from": had[u.booking]}
            for u in plan.unseated
            if had[u.booking]
        ],
    }
