"""``POST /api/ops/dashboard/assign-tables``: plan a date and commit the plan."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.access import SignedIn, author_of
from api.answers.planning import AssignTablesAnswer
from api.answers.shape import RESTAURANT, example
from api.body import body_of, read_body
from api.document import operation
from api.idempotency import key_of, written
from api.parameters import REPEATABLE
from api.planning_body import PlanningBody
from api.refusals.engine import NOT_PLANNED
from api.refusals.general import (
    BODY,
    NO_RESTAURANT,
    NOT_A_MEMBER,
    UNREADABLE_DATA,
    WRITING,
)
from api.refusals.planning import DATE, PLANNING
from api.refusals.writing import COMMIT
from api.types import WHOLE, Date, Flag, Uuid
from models.problem import Mode
from persistence.history import Author
from services.planning.plan_date import plan_date
from services.planning.request import PlanRequest

router = APIRouter(tags=["planning"])


class AssignTablesBody(PlanningBody):
    """Which date to plan, and how. Fields that are not listed are ignored."""

    model_config = example(
        {"restaurantId": RESTAURANT, "date": "2026-11-28", "mode": "fill", "budgetMs": 5000}
    )

    restaurantId: Uuid
    date: Date | None = Field(None, description="Missing: the restaurant's present date.")
    captureDecisions: Flag | None = Field(
        None, description="Add a record per booking to the answer."
    )
    budgetMs: Annotated[int, Field(strict=True, ge=100, le=60_000), WHOLE] | None = Field(
        None, description="What the solver may take; the service's own budget by default."
    )

    def to_request(self, budget_seconds: float, key: str | None, author: Author) -> PlanRequest:
        """Return what the body asks for; ``budget_seconds`` counts when it names none."""
        return PlanRequest(
            restaurant_id=self.restaurantId,
            date=self.date,
            mode=self.mode or Mode.FILL,
            max_moves=self.maxMoves,
            budget_seconds=budget_seconds if self.budgetMs is None else self.budgetMs / 1000,
            dry_run=bool(self.dryRun),
            capture_decisions=bool(self.captureDecisions),
            idempotency_key=key,
            author=author,
        )


@router.post(
    "/api/ops/dashboard/assign-tables",
    summary="Plan a date and commit the plan",
    **operation(
        "planDate",
        AssignTablesAnswer,
        WRITING,
        BODY,
        NOT_A_MEMBER,
        NO_RESTAURANT,
        UNREADABLE_DATA,
        COMMIT,
        PLANNING,
        NOT_PLANNED,
        DATE,
    ),
    openapi_extra={**body_of(AssignTablesBody), **REPEATABLE},
)
async def assign_tables(request: Request, caller: SignedIn) -> Response:
    """Plan every booking of a date at once and write the plan, all of it or nothing.

    Answers who got tables (`assigned`), who did not and why (`skipped`), who moved, and how good
    the plan is provably: `gap` is the relative distance between it and the proven `bound`.
    """
    body = await read_body(request, AssignTablesBody)
    caller.enter(body.restaurantId, "Forbidden")
    state = request.app.state
    key = key_of(request, body.idempotencyKey)
    wanted = body.to_request(state.settings.plan_budget_seconds, key, author_of(request, caller))
    work = partial(plan_date, state.database, wanted, replans=state.settings.replan_attempts)
    return written(await state.planners.run(work, str(body.restaurantId)))
