"""Change the tables of several bookings of a date at once: checked, and all of them or none."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.base import canonical_json, content_hash
from models.engine import Work
from models.plan import DayPlan
from models.problem import DayProblem, Mode
from persistence.commit import CommitOutcome
from persistence.history import NOBODY, Author
from persistence.idempotency import Claim, Key
from persistence.pool import Database
from persistence.runs import Proposal
from services.errors import PlanConflictError
from services.idempotent import Answer, answer_once
from services.planning.date_locks import DATES
from services.planning.run_commit import commit_run, sealed_by
from services.reading import read_snapshot
from solver.replanning.rearrange import rearranged_plan

ROUTE = "days/changes"
"""The scope of idempotency keys."""

PATIENCE_SECONDS = 30.0
"""How long changes wait for somebody who is planning the date."""

Json = dict[str, Any]


@dataclass(frozen=True)
class ChangesRequest:
    """Who is to have which tables."""

    restaurant_id: UUID
    date: dt.date
    tables: Mapping[UUID, tuple[UUID, ...]]
    """By booking; none: it is to have none any more."""
    dry_run: bool = False
    idempotency_key: str | None = None
    author: Author = NOBODY

    @property
    def changes(self) -> dict[str, tuple[str, ...]]:
        """The tables as a day problem names them."""
        return {str(key): tuple(sorted(map(str, mine))) for key, mine in self.tables.items()}

    def body_hash(self) -> str:
        """Return what makes two requests with one key the same request."""
        changes = {key: list(mine) for key, mine in self.changes.items()}
        return content_hash({"date": str(self.date), "changes": changes, "dryRun": self.dry_run})


def change_tables(database: Database, request: ChangesRequest, *, retries: int = 3) -> Answer:
    """Give bookings of a date the tables that somebody chose for them, and nobody else others.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        InvalidInputError: a booking or a table is not of this date and restaurant.
        ChangesRefusedError: somebody else has a table, a rule forbids it, or a booking stays.
        PlanConflictError: the date kept changing meanwhile.
        DatabaseError: the database refused or cannot be reached.
    """
    key = None
    if request.idempotency_key is not None:
        key = Key(request.restaurant_id, ROUTE, request.idempotency_key, request.body_hash())
    return answer_once(database, key, lambda claim: _change(database, request, claim, retries))


def _change(database: Database, request: ChangesRequest, claim: Claim | None, retries: int) -> str:
    place = request.restaurant_id, request.date
    with DATES.hold(place, PATIENCE_SECONDS):
        outcome = CommitOutcome(committed=False)
        for _ in range(1 + retries):
            now = dt.datetime.now(dt.UTC)
            problem = read_snapshot(database, *place, now, mode=Mode.REBUILD).problem
            plan = rearranged_plan(problem, request.changes)
            answer, outcome = _write(database, request, claim, problem, plan)
            if outcome.committed:
                return answer
    raise PlanConflictError(
        f"{request.date} kept changing, {1 + retries} times; nothing was written",
        hint="Ask again when fewer people are editing the date.",
        details={"changes": list(outcome.changes)},
    )


def _write(
    database: Database,
    request: ChangesRequest,
    claim: Claim | None,
    problem: DayProblem,
    plan: DayPlan,
) -> tuple[str, CommitOutcome]:
    return commit_run(
        database,
        request,
        sealed_by(claim),
        problem,
        plan,
        lambda run: canonical_json(_answer(request, problem, plan, run)),
        # What somebody tries is one of several things the date could look like.
        proposal=Proposal(applicable=True) if request.dry_run else None,
        reason="changed by hand",
        work=Work.HAND,
    )


def _answer(request: ChangesRequest, before: DayProblem, plan: DayPlan, run: UUID) -> Json:
    had = {booking.id: booking.current_tables for booking in before.bookings}
    return {
        "date": request.date.isoformat(),
        "runId": str(run),
        "dryRun": request.dry_run,
        "changed": [
            {"bookingId": key, "from": list(had[key]), "to": list(tables)}
            for key, tables in sorted(request.changes.items())
            if set(tables) != set(had[key])
        ],
        "seated": plan.statistics.seated,
        "covers": plan.statistics.covers,
        "objective": plan.objective.total,
    }
