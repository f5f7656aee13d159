"""What happened to a date, and taking the last run back."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from api.access import Member, author_of
from api.answers.history import History, UndoAnswer
from api.answers.shape import RUN, example
from api.body import Body, body_of, read_body
from api.document import operation
from api.idempotency import key_of, written
from api.parameters import REPEATABLE, DateOf, RestaurantId, one
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, UNREADABLE_DATA, WRITING
from api.refusals.planning import PLANNING, UNDO
from api.refusals.writing import COMMIT
from api.types import Flag, Key, Uuid
from services.history import MOST, history_view
from services.planning.undo import UndoRequest, undo_last_run

router = APIRouter(prefix="/api/v1/restaurants/{restaurant_id}/days/{date}")


class UndoBody(Body):
    """What to take back. Fields that are not listed are ignored; an empty object is fine."""

    model_config = example({"runId": RUN, "dryRun": True})

    runId: Uuid | None = Field(
        None, description="The run you see as the last one; refused when it is not any more."
    )
    dryRun: Flag | None = Field(None, description="Answer what would be done, but write nothing.")
    idempotencyKey: Key | None = Field(
        None, description="As for planning; the header Idempotency-Key does the same."
    )


@router.get(
    "/history",
    tags=["looking"],
    summary="What happened to a date, newest first",
    **operation("readHistory", History, PARAMETERS, NO_RESTAURANT, UNREADABLE_DATA),
)
def history(
    request: Request,
    restaurant_id: RestaurantId,
    date: DateOf,
    _: Member,
    limit: Annotated[
        int,
        Query(
            ge=1,
            le=MOST,
            description=f"Most rows of the answer, 200 when left out and {MOST} at most.",
            openapi_examples=one("200"),
        ),
    ] = 200,
) -> JSONResponse:
    """Return decisions about bookings and the states of runs: who, what, when, run, reason."""
    return JSONResponse(history_view(request.app.state.database, restaurant_id, date, limit=limit))


@router.post(
    "/undo",
    tags=["planning"],
    summary="Take back the last run of a date",
    **operation(
        "undoLastRun",
        UndoAnswer,
        WRITING,
        PARAMETERS,
        BODY,
        NO_RESTAURANT,
        UNREADABLE_DATA,
        COMMIT,
        PLANNING,
        UNDO,
    ),
    openapi_extra={**body_of(UndoBody), **REPEATABLE},
)
async def undo(
    request: Request, restaurant_id: RestaurantId, date: DateOf, caller: Member
) -> Response:
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
