"""What staff do with holds: validate a choice by hand, hold it, release it, confirm it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from api.access import Entered, SignedIn, enter_with
from api.answers.booking import Confirmed
from api.answers.context import CONTEXT, ManualContext
from api.answers.manual import ManualConfirmed, ManualHoldAnswer, Released, ValidationAnswer
from api.answers.quote import QuoteAnswer
from api.answers.shape import BOOKING, HOLD, TABLE, example
from api.body import Body, Seconds, Tables, body_of, read_body
from api.document import operation
from api.idempotency import written
from api.limits_body import LimitsBody, hold_seconds
from api.parameters import one
from api.refusals.engine import NOT_CONFIRMED, NOT_HELD
from api.refusals.enquiries import CHOSEN_ONES
from api.refusals.general import BODY, PARAMETERS, WRITING
from api.refusals.holds import (
    ANOTHERS,
    ANOTHERS_422,
    BY_HAND,
    CONFIRMING,
    NO_HOLD,
    OVERRULING,
    STALE,
)
from api.refusals.tables import ALREADY, BOOKING_FOUND, CHOSEN, HOLD_RATE, JUDGED, SEATABLE, WINDOW
from api.refusals.writing import COMMIT, FUNCTIONS
from api.types import ONE_LINE, Flag, Key, Uuid
from api.work import in_thread, in_turn
from services.errors import HoldMismatchError
from services.holds import Confirmation, confirm_hold, release_hold
from services.manual.choosing import (
    ManualHold,
    Override,
    confirm_by_hand,
    hold_by_hand,
    validate_by_hand,
)
from services.manual.context import manual_context
from services.manual.selection import Selection
from services.quotes.quote import QuoteWish, quote

router = APIRouter(prefix="/api/staff", tags=["staff"])


class ConfirmBody(Body):
    """A hold that is to become its booking's tables."""

    model_config = example({"bookingId": BOOKING, "holdId": HOLD, "idempotencyKey": "6f1c9d7e-1"})

    holdId: Uuid
    bookingId: Uuid
    idempotencyKey: Key
    requireAdjacency: Flag | None = Field(None, description="Ignored: the hold knows it.")

    def confirmation(self, at: Entered) -> Confirmation:
        """Return what is asked for."""
        return Confirmation(
            at.restaurant, self.bookingId, self.holdId, self.idempotencyKey, at.author
        )


class OverrideBody(Body):
    """Failed checks that somebody takes responsibility for."""

    checks: Annotated[list[str], Field(min_length=1, max_length=10)]
    """Of capacity, slack and adjacency."""
    reason: Annotated[str, Field(min_length=3, max_length=200, pattern=ONE_LINE)]
    """Why; the hold keeps it."""


class ValidateBody(Body):
    """Tables chosen for a booking, on the context that the operator saw."""

    model_config = example(
        {
            "bookingId": BOOKING,
            "tableIds": [TABLE],
            "contextVersion": CONTEXT["contextVersion"],
        }
    )

    bookingId: Uuid
    tableIds: Tables
    contextVersion: Annotated[str, Field(min_length=1, max_length=128)]
    """Of the context that was on the screen."""
    requireAdjacency: Flag | None = None
    """Whether merged tables must be neighbours; null: as the house says."""
    excludeHoldId: Uuid | None = None
    """A hold that is not in the way: the one that this choice replaces."""
    override: OverrideBody | None = None
    """Only for managers and owners."""

    def selection(self, restaurant: UUID) -> Selection:
        """Return the choice."""
        return Selection(
            restaurant,
            self.bookingId,
            frozenset(self.tableIds),
            self.requireAdjacency,
            self.excludeHoldId,
        )


def overruling(body: OverrideBody | None) -> Override | None:
    """Return what a body overrules."""
    return None if body is None else Override(frozenset(body.checks), body.reason)


class HoldBody(ValidateBody):
    """A choice that is to be held."""

    model_config = example(
        {
            "bookingId": BOOKING,
            "tableIds": [TABLE],
            "contextVersion": CONTEXT["contextVersion"],
            "holdTtlSeconds": 180,
        }
    )

    holdTtlSeconds: Seconds | None = None
    """How long the hold lasts; 180 when it is not said."""


class ReleaseBody(Body):
    """A hold that is to end."""

    model_config = example({"holdId": HOLD, "bookingId": BOOKING})

    holdId: Uuid
    bookingId: Uuid


class ManualConfirmBody(ConfirmBody):
    """A hold that is to become its booking's tables, on the context that the operator saw."""

    model_config = example(
        {
            "bookingId": BOOKING,
            "holdId": HOLD,
            "idempotencyKey": "6f1c9d7e-1",
            "contextVersion": CONTEXT["contextVersion"],
        }
    )

    contextVersion: Annotated[str, Field(min_length=1, max_length=128)]


class QuoteBody(LimitsBody):
    """Who asks for tables, and what they are limited to."""

    model_config = example({"bookingId": BOOKING, "maxTables": 3, "holdTtlSeconds": 180})

    bookingId: Uuid
    hold: Flag | None = Field(None, description="false: only look, hold nothing.")


@router.post(
    "/auto/quote",
    summary="Quote a booking, and hold the best of it",
    **operation(
        "quoteBooking",
        QuoteAnswer,
        WRITING,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        FUNCTIONS,
        ALREADY,
        CHOSEN_ONES,
        HOLD_RATE,
        NOT_HELD,
    ),
    openapi_extra=body_of(QuoteBody),
)
async def auto_quote(request: Request, caller: SignedIn) -> Response:
    """Say what a booking could have, at which price to the rest of the night, and hold the best.

    That there is no table is an answer, with the reason, other times and moves that would help.
    Tables that are named and cannot be held are refused, with what else is free.
    """
    body = await read_body(request, QuoteBody)
    at = await enter_with(request, caller, body.bookingId)
    seconds = None if body.hold is False else hold_seconds(request, body.holdTtlSeconds)
    wish = QuoteWish(at.restaurant, body.bookingId, body.options, seconds, body.chosen, at.author)
    return JSONResponse(await in_turn(request, request.app.state.quoters, quote, wish))


@router.post(
    "/auto/confirm",
    summary="Make a hold its booking's tables",
    **operation(
        "confirmHold",
        Confirmed,
        WRITING,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        COMMIT,
        JUDGED,
        CONFIRMING,
        ANOTHERS_422,
        NOT_CONFIRMED,
    ),
    openapi_extra=body_of(ConfirmBody),
)
async def confirm(request: Request, caller: SignedIn) -> Response:
    """Assign the held tables; the booking's status stays. The key is looked at before the hold."""
    body = await read_body(request, ConfirmBody)
    at = await enter_with(request, caller, body.bookingId)
    wanted = body.confirmation(at)
    try:
        return written(await in_thread(request, confirm_hold, wanted))
    except HoldMismatchError as error:
        error.status = 422  # the routes by hand say 409
        raise


@router.get(
    "/manual/context",
    summary="What to choose from for a booking",
    **operation("readContext", ManualContext, PARAMETERS, BOOKING_FOUND, WINDOW),
)
async def context(
    request: Request,
    caller: SignedIn,
    bookingId: Annotated[Uuid, Query(description="The booking.", openapi_examples=one(BOOKING))],
) -> Response:
    """Return the booking, all tables, who has what in its window, and versions of all that."""
    at = await enter_with(request, caller, bookingId)
    return JSONResponse(await in_thread(request, manual_context, at.restaurant, bookingId))


@router.post(
    "/manual/validate",
    summary="Check a choice by hand",
    **operation(
        "validateChoice",
        ValidationAnswer,
        WRITING,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        OVERRULING,
        CHOSEN,
        STALE,
    ),
    openapi_extra=body_of(ValidateBody),
)
async def validate(request: Request, caller: SignedIn) -> Response:
    """Say whether a booking may have these tables, check by check; a failing one is an answer."""
    body = await read_body(request, ValidateBody)
    at = await enter_with(request, caller, body.bookingId)
    selection, override = body.selection(at.restaurant), overruling(body.override)
    version = body.contextVersion
    return JSONResponse(
        await in_thread(request, validate_by_hand, selection, version, override, at.role)
    )


@router.post(
    "/manual/hold",
    summary="Hold a choice by hand",
    **operation(
        "holdChoice",
        ManualHoldAnswer,
        WRITING,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        FUNCTIONS,
        OVERRULING,
        CHOSEN,
        ALREADY,
        HOLD_RATE,
        STALE,
        BY_HAND,
    ),
    openapi_extra=body_of(HoldBody),
)
async def hold(request: Request, caller: SignedIn) -> Response:
    """Hold the tables, if every check passes; earlier holds of the booking are released."""
    body = await read_body(request, HoldBody)
    at = await enter_with(request, caller, body.bookingId)
    wanted = ManualHold(
        body.selection(at.restaurant),
        body.contextVersion,
        hold_seconds(request, body.holdTtlSeconds),
        at.author,
        overruling(body.override),
    )
    return JSONResponse(await in_thread(request, hold_by_hand, wanted, at.role))


@router.delete(
    "/manual/hold",
    summary="Release a hold",
    **operation("releaseHold", Released, WRITING, BODY, BOOKING_FOUND, NO_HOLD, ANOTHERS),
    openapi_extra=body_of(ReleaseBody),
)
async def release(request: Request, caller: SignedIn) -> Response:
    """Release a booking's hold; a second time there is none."""
    body = await read_body(request, ReleaseBody)
    at = await enter_with(request, caller, body.bookingId)
    await in_thread(request, release_hold, at.restaurant, body.bookingId, body.holdId, at.author)
    return JSONResponse({"holdId": str(body.holdId), "released": True})


@router.post(
    "/manual/confirm",
    summary="Make a hold its booking's tables, and confirm the booking",
    **operation(
        "confirmChoice",
        ManualConfirmed,
        WRITING,
        BODY,
        BOOKING_FOUND,
        SEATABLE,
        COMMIT,
        JUDGED,
        CONFIRMING,
        ANOTHERS,
        STALE,
    ),
    openapi_extra=body_of(ManualConfirmBody),
)
async def confirm_manual(request: Request, caller: SignedIn) -> Response:
    """Assign the held tables and confirm the booking, if nothing has changed since it was seen."""
    body = await read_body(request, ManualConfirmBody)
    at = await enter_with(request, caller, body.bookingId)
    wanted, version = body.confirmation(at), body.contextVersion
    return written(await in_thread(request, confirm_by_hand, wanted, version))
