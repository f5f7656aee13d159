"""Manual sessions: open one, choose within it, confirm it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from api.access import SignedIn, enter_with
from api.answers.context import CONTEXT
from api.answers.sessions import SessionConfirmed, SessionOpened, SessionStep
from api.answers.shape import BOOKING, HOLD, TABLE, example
from api.body import Body, Seconds, Tables, body_of, read_body
from api.document import operation
from api.idempotency import written
from api.limits_body import hold_seconds
from api.parameters import SessionId
from api.refusals.general import BODY, PARAMETERS, WRITING
from api.refusals.holds import (
    ANOTHERS,
    CONFIRMING,
    NOT_THE_SESSIONS,
    OVERRULING,
    SESSION,
    STEP,
)
from api.refusals.tables import ALREADY, BOOKING_FOUND, CHOSEN, HOLD_RATE, JUDGED, SEATABLE, WINDOW
from api.refusals.writing import COMMIT, FUNCTIONS
from api.routes.staff import ConfirmBody, OverrideBody, overruling
from api.types import WHOLE, Flag, Uuid
from api.work import in_thread
from services.manual.selection import Selection
from services.manual.sessions import Seen, Step, confirm_session, session_of, take_step

router = APIRouter(prefix="/api/staff/manual/session", tags=["staff"])

Version = Annotated[str, Field(min_length=1, max_length=128)]
Turn = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1), WHOLE]


class OpenBody(Body):
    """Whose session."""

    model_config = example({"bookingId": BOOKING})

    bookingId: Uuid


class StepBody(Body):
    """A choice within a session."""

    model_config = example(
        {"bookingId": BOOKING, "tableIds": [TABLE], "mode": "hold", "selectionVersion": 0}
    )

    bookingId: Uuid
    tableIds: Tables
    mode: Literal["propose", "hold"] = "hold"
    requireAdjacency: Flag | None = None
    excludeHoldId: Uuid | None = None
    contextVersion: Version | None = None
    selectionVersion: Turn | None = None
    holdTtlSeconds: Seconds | None = None
    override: OverrideBody | None = None


class LastBody(ConfirmBody):
    """The confirmation of what a session holds."""

    model_config = example(
        {
            "bookingId": BOOKING,
            "holdId": HOLD,
            "idempotencyKey": "6f1c9d7e-1",
            "contextVersion": CONTEXT["contextVersion"],
            "selectionVersion": 1,
        }
    )

    contextVersion: Version | None = None
    selectionVersion: Turn | None = None


@router.post(
    "",
    summary="Open the session of a booking",
    **operation(
        "openSession", SessionOpened, WRITING, BODY, BOOKING_FOUND, WINDOW, FUNCTIONS, SESSION
    ),
    openapi_extra=body_of(OpenBody),
)
async def open_one(request: Request, caller: SignedIn) -> Response:
    """Return the booking's one session, a new one when there is none, and the context."""
    body = await read_body(request, OpenBody)
    at = await enter_with(request, caller, body.bookingId)
    return JSONResponse(
        await in_thread(request, session_of, at.restaurant, body.bookingId, at.author)
    )


@router.put(
    "/{session_id}/selection",
    summary="Propose or hold a choice within a session",
    **operation(
        "chooseInSession",
        SessionStep,
        WRITING,
        PARAMETERS,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        FUNCTIONS,
        OVERRULING,
        CHOSEN,
        ALREADY,
        HOLD_RATE,
        STEP,
    ),
    openapi_extra=body_of(StepBody),
)
async def choose(request: Request, session_id: SessionId, caller: SignedIn) -> Response:
    """Check a choice and, if all checks pass, hold it; one that fails is an answer with no hold."""
    body = await read_body(request, StepBody)
    at = await enter_with(request, caller, body.bookingId)
    step = Step(
        session_id,
        Selection(
            at.restaurant,
            body.bookingId,
            frozenset(body.tableIds),
            body.requireAdjacency,
            body.excludeHoldId,
        ),
        body.mode,
        Seen(body.contextVersion, body.selectionVersion),
        hold_seconds(request, body.holdTtlSeconds),
        at.author,
        overruling(body.override),
    )
    return JSONResponse(await in_thread(request, take_step, step, at.role))


@router.post(
    "/{session_id}/confirm",
    summary="Make what a session holds its booking's tables",
    **operation(
        "confirmSession",
        SessionConfirmed,
        WRITING,
        PARAMETERS,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        COMMIT,
        JUDGED,
        CONFIRMING,
        ANOTHERS,
        STEP,
        NOT_THE_SESSIONS,
    ),
    openapi_extra=body_of(LastBody),
)
async def confirm(request: Request, session_id: SessionId, caller: SignedIn) -> Response:
    """Assign the held tables, confirm the booking, and close the session."""
    body = await read_body(request, LastBody)
    at = await enter_with(request, caller, body.bookingId)
    seen = Seen(body.contextVersion, body.selectionVersion)
    wanted = body.confirmation(at)
    return written(await in_thread(request, confirm_session, session_id, wanted, seen))
