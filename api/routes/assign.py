"""``POST /api/ops/dashboard/assign-tables``: plan a date and commit the plan."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field, model_validator

from api.access import SignedIn, author_of
from api.answers.planning import AssignTablesAnswer
from api.answers.shape import RESTAURANT, example
from api.body import Body, body_of, read_body
from api.document import operation
from api.idempotency import key_of, written
from api.parameters import REPEATABLE
from api.refusals.general import (
    BODY,
    NO_RESTAURANT,
    NOT_A_MEMBER,
    UNREADABLE_DATA,
    WRITING,
)
from api.refusals.planning import DATE, PLANNING
from api.refusals.writing import COMMIT
from api.types import WHOLE, Date, Flag, Key, Uuid
from models.problem import Mode
from persistence.history import Author
from services.plan_date import plan_date
from services.plan_request import PlanRequest

router = APIRouter(tags=["planning"])


class AssignTablesBody(Body):
    """Which date to plan, and how. Fields that are not listed are ignored."""

    model_config = example(
        {"restaurantId": RESTAURANT, "date": "2026-11-28", "mode": "fill", "budgetMs": 5000}
    )

    restaurantId: Uuid
    date: Date | None = Field(None, description="Missing: the restaurant's present date.")
    captureDecisions: Flag | None = Field(
        None, description="Add a record per booking to the answer."
    )
    mode: Mode | None = Field(
        None,
        description="fill (the default): seat bookings without tables. improve: may also move up "
        "to maxMoves bookings. rebuild: may move every booking that is not locked or seated.",
    )
    maxMoves: Annotated[int, Field(strict=True, ge=0, le=5000), WHOLE] | None = Field(
        None, description="Most bookings that may change tables; only with mode improve."
    )
    budgetMs: Annotated[int, Field(strict=True, ge=100, le=60_000), WHOLE] | None = Field(
        None, description="What the solver may take; the service's own budget by default."
    )
    dryRun: Flag | None = Field(None, description="Plan and answer, but write nothing.")
    idempotencyKey: Key | None = Field(
        None,
        description="Repeating a request with its key gives the first answer again, for a day at "
        "least. The header Idempotency-Key does the same.",
    )

    @model_validator(mode="after")
    def _moves_need_improve(self) -> "AssignTablesBody":
        if self.maxMoves is not None and self.mode is not Mode.IMPROVE:
            raise ValueError(f"maxMoves needs mode 'improve'; the mode is '{self.mode or 'fill'}'")
        return self

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
    return written(await state.planners.run(work))
