"""``POST /api/ops/dashboard/assign-tables``: plan a date and commit the plan."""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict
from starlette.concurrency import run_in_threadpool

from api.body import read_body
from api.errors import documented
from models.problem import Mode
from services.plan_date import PlanRequest, plan_date

router = APIRouter(tags=["planning"])

EXAMPLE: JsonDict = {
    "restaurantId": "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d",
    "date": "2026-11-28",
    "mode": "fill",
    "budgetMs": 5000,
}


class AssignTablesBody(BaseModel):
    """Which date to plan, and how. Fields that are not listed are ignored."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"examples": [EXAMPLE]})

    restaurantId: UUID
    date: dt.date | None = Field(None, description="Missing: the restaurant's present date.")
    captureDecisions: bool = Field(False, description="Add a record per booking to the answer.")
    mode: Mode = Field(
        Mode.FILL,
        description="fill: seat bookings without tables. improve: may also move up to maxMoves "
        "bookings. rebuild: may move every booking that is not locked or seated.",
    )
    maxMoves: Annotated[int, Field(strict=True, ge=0, le=5000)] | None = None
    budgetMs: Annotated[int, Field(strict=True, ge=100, le=60_000)] | None = Field(
        None, description="What the solver may take; 10,000 by default."
    )
    dryRun: bool = Field(False, description="Plan and answer, but write nothing.")
    idempotencyKey: Annotated[str, Field(pattern=r"^[\x21-\x7e]{1,255}$")] | None = Field(
        None, description="Repeating a request with its key gives the first answer again."
    )

    @model_validator(mode="after")
    def _moves_need_improve(self) -> "AssignTablesBody":
        if self.maxMoves is not None and self.mode is not Mode.IMPROVE:
            raise ValueError(f"maxMoves needs mode 'improve'; the mode is '{self.mode}'")
        return self


@router.post(
    "/api/ops/dashboard/assign-tables",
    summary="Plan a date and commit the plan",
    responses=documented(400, 404, 409, 413, 422),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": AssignTablesBody.model_json_schema()}},
        }
    },
)
async def assign_tables(request: Request) -> Response:
    """Plan every booking of a date at once and write the plan, all of it or nothing.

    Answers who got tables (`assigned`), who did not and why (`skipped`), who moved, and how good
    the plan is provably: `gap` is the relative distance between it and the proven `bound`.
    """
    body = await read_body(request, AssignTablesBody)
    settings = request.app.state.settings
    wanted = PlanRequest(
        restaurant_id=body.restaurantId,
        date=body.date,
        mode=body.mode,
        max_moves=body.maxMoves,
        budget_seconds=body.budgetMs / 1000 if body.budgetMs else settings.plan_budget_seconds,
        dry_run=body.dryRun,
        capture_decisions=body.captureDecisions,
        idempotency_key=body.idempotencyKey,
        attempts=settings.replan_attempts,
    )
    text: Any = await run_in_threadpool(plan_date, request.app.state.database, wanted)
    return Response(text, media_type="application/json")
