"""What happened to a date, and taking the last run back."""

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access import Member, author_of
from api.body import read_body
from api.errors import documented
from api.idempotency import key_of, written
from api.types import KEY_PATTERN, Date, Flag, Uuid
from services.history import MOST, history_view
from services.undo import UndoRequest, undo_last_run

router = APIRouter(prefix="/api/v1/restaurants/{restaurant_id}/days/{date}")


class UndoBody(BaseModel):
    """What to take back. Fields that are not listed are ignored; an empty object is fine."""

    model_config = ConfigDict(extra="ignore")

    runId: Uuid | None = Field(
        None, description="The run you see as the last one; refused when it is not any more."
    )
    dryRun: Flag | None = Field(None, description="Answer what would be done, but write nothing.")
    idempotencyKey: Annotated[str, Field(pattern=KEY_PATTERN)] | None = Field(
        None, description="As for planning; the header Idempotency-Key does the same."
    )


class TableChange(BaseModel):
    """A booking's tables before and after."""

    bookingId: str
    from_: list[str] = Field(alias="from")
    to: list[str]


class TablesTaken(BaseModel):
    """A booking that has no tables any more, and those it had."""

    bookingId: str
    from_: list[str] = Field(alias="from")


class UndoAnswer(BaseModel):
    """What was taken back."""

    date: str
    runId: str = Field(description="The undo itself: a run like any other.")
    undoes: str = Field(description="The run that was taken back.")
    dryRun: bool
    restored: list[TableChange]
    cleared: list[TablesTaken]


@router.get(
    "/history",
    tags=["looking"],
    summary="What happened to a date, newest first",
    responses=documented(400, 404, 422),
)
def history(
    request: Request,
    restaurant_id: Uuid,
    date: Date,
    _: Member,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 200,
) -> dict[str, Any]:
    """Return decisions about bookings and the states of runs: who, what, when, run, reason."""
    return history_view(request.app.state.database, restaurant_id, date, limit=limit)


@router.post(
    "/undo",
    tags=["planning"],
    summary="Take back the last run of a date",
    responses={200: {"model": UndoAnswer}, **documented(400, 404, 408, 409, 413, 422)},
    openapi_extra={
        "requestBody": {
            "content": {"application/json": {"schema": UndoBody.model_json_schema()}},
        }
    },
)
async def undo(request: Request, restaurant_id: Uuid, date: Date, caller: Member) -> Response:
    """Give every booking that the run changed the tables it had before: all of them, or none.

    Refused when such a booking was changed since, when its guests have come, or when a rule
    forbids the tables now.
    """
    body = await read_body(request, UndoBody)
    wanted = UndoRequest(
        restaurant_id=restaurant_id,
        date=date,
        run_id=body.runId,
        dry_run=bool(body.dryRun),
        idempotency_key=key_of(request, body.idempotencyKey),
        author=author_of(request, caller),
    )
    state = request.app.state
    replans = state.settings.replan_attempts
    return written(
        await to_thread.run_sync(lambda: undo_last_run(state.database, wanted, replans=replans))
    )
