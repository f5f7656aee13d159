"""Manual sessions: open one, choose within it, confirm it."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.access import SignedIn, enter_with
from api.body import Body, Seconds, Tables, body_of, read_body
from api.errors import documented
from api.idempotency import written
from api.routes.staff import ConfirmBody, OverrideBody, overruling
from api.types import Flag, Uuid
from api.work import in_thread
from services.by_hand import Selection
from services.sessions import Seen, Step, confirm_session, session_of, take_step

router = APIRouter(prefix="/api/staff/manual/session", tags=["staff"])

Version = Annotated[str, Field(min_length=1, max_length=128)]
Turn = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]


class OpenBody(Body):
    """Whose session."""

    bookingId: Uuid


class StepBody(Body):
    """A choice within a session."""

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

    contextVersion: Version | None = None
    selectionVersion: Turn | None = None


@router.post(
    "",
    summary="Open the session of a booking",
    responses=documented(400, 403, 404, 409, 422),
    openapi_extra=body_of(OpenBody),
)
async def open_one(request: Request, caller: SignedIn) -> dict[str, Any]:
    """Return the booking's one session, a new one when there is none, and the context."""
    body = await read_body(request, OpenBody)
    at = await enter_with(request, caller, body.bookingId)
    return await in_thread(request, session_of, at.restaurant, body.bookingId, at.author)


@router.put(
    "/{session_id}/selection",
    summary="Propose or hold a choice within a session",
    responses=documented(400, 403, 404, 409, 422),
    openapi_extra=body_of(StepBody),
)
async def choose(request: Request, session_id: Uuid, caller: SignedIn) -> dict[str, Any]:
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
        body.holdTtlSeconds or 180,
        at.author,
        overruling(body.override),
    )
    return await in_thread(request, take_step, step, at.role)


@router.post(
    "/{session_id}/confirm",
    summary="Make what a session holds its booking's tables",
    responses=documented(400, 403, 404, 409, 422),
    openapi_extra=body_of(LastBody),
)
async def confirm(request: Request, session_id: Uuid, caller: SignedIn) -> Response:
    """Assign the held tables, confirm the booking, and close the session."""
    body = await read_body(request, LastBody)
    at = await enter_with(request, caller, body.bookingId)
    seen = Seen(body.contextVersion, body.selectionVersion)
    wanted = body.confirmation(at)
    return written(await in_thread(request, confirm_session, session_id, wanted, seen))
