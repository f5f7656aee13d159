"""What staff do with holds: validate a choice by hand, hold it, release it, confirm it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.access import Entered, SignedIn, enter_with
from api.body import Body, Key, Seconds, Tables, body_of, read_body
from api.errors import documented
from api.idempotency import written
from api.types import Flag, Uuid
from api.work import in_thread
from models.quote import MOST_MOVES, QuoteOptions
from services.by_hand import Selection
from services.errors import HoldMismatchError
from services.holds import Confirmation, confirm_hold, release_hold
from services.manual import (
    ManualHold,
    Override,
    confirm_by_hand,
    hold_by_hand,
    validate_by_hand,
)
from services.manual_context import manual_context
from services.quote import QuoteWish, quote

router = APIRouter(prefix="/api/staff", tags=["staff"])


class ConfirmBody(Body):
    """A hold that is to become its booking's tables."""

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
    reason: Annotated[str, Field(min_length=3, max_length=200)]


class ValidateBody(Body):
    """Tables chosen for a booking, on the context that the operator saw."""

    bookingId: Uuid
    tableIds: Tables
    contextVersion: Annotated[str, Field(min_length=1, max_length=128)]
    requireAdjacency: Flag | None = None
    excludeHoldId: Uuid | None = None
    override: OverrideBody | None = None

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

    holdTtlSeconds: Seconds | None = Field(None, description="180 when it is not said.")


class ReleaseBody(Body):
    """A hold that is to end."""

    holdId: Uuid
    bookingId: Uuid


class ManualConfirmBody(ConfirmBody):
    """A hold that is to become its booking's tables, on the context that the operator saw."""

    contextVersion: Annotated[str, Field(min_length=1, max_length=128)]


class QuoteBody(Body):
    """Who asks for tables, and what they are limited to."""

    bookingId: Uuid
    zoneId: Uuid | None = None
    maxTables: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    requireAdjacency: Flag | None = None
    avoidTables: Annotated[list[Uuid], Field(max_length=1000)] | None = None
    holdTtlSeconds: Seconds | None = Field(None, description="180 when it is not said.")
    hold: Flag | None = Field(None, description="false: only look, hold nothing.")
    budgetMs: Annotated[int, Field(strict=True, ge=1, le=10_000)] | None = Field(
        None, description="What the quote may take; 250 when it is not said."
    )
    maxMoves: Annotated[int, Field(strict=True, ge=0, le=MOST_MOVES)] | None = Field(
        None, description="Most bookings that may be proposed to move when nothing is free."
    )

    @property
    def options(self) -> QuoteOptions:
        """Return the limits and how far the quote goes."""
        return QuoteOptions(
            zone=None if self.zoneId is None else str(self.zoneId),
            max_tables=self.maxTables,
            require_adjacency=self.requireAdjacency,
            avoid=tuple(map(str, self.avoidTables or ())),
            moves=2 if self.maxMoves is None else self.maxMoves,
            budget_seconds=(self.budgetMs or 250) / 1000,
        )


@router.post(
    "/auto/quote",
    summary="Quote a booking, and hold the best of it",
    responses=documented(400, 403, 404, 409, 422),
    openapi_extra=body_of(QuoteBody),
)
async def auto_quote(request: Request, caller: SignedIn) -> dict[str, Any]:
    """Say what a booking could have, at which price to the rest of the night, and hold the best.

    That there is no table is an answer, with the reason, other times and moves that would help.
    """
    body = await read_body(request, QuoteBody)
    at = await enter_with(request, caller, body.bookingId)
    seconds = None if body.hold is False else body.holdTtlSeconds or 180
    wish = QuoteWish(at.restaurant, body.bookingId, body.options, seconds, at.author)
    return await in_thread(request, quote, wish)


@router.post(
    "/auto/confirm",
    summary="Make a hold its booking's tables",
    responses=documented(400, 403, 404, 409, 422),
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
    responses=documented(400, 403, 404, 409, 422),
)
async def context(
    request: Request, caller: SignedIn, bookingId: Annotated[Uuid, Query()]
) -> dict[str, Any]:
    """Return the booking, all tables, who has what in its window, and versions of all that."""
    at = await enter_with(request, caller, bookingId)
    return await in_thread(request, manual_context, at.restaurant, bookingId)


@router.post(
    "/manual/validate",
    summary="Check a choice by hand",
    responses=documented(400, 403, 404, 409, 422),
    openapi_extra=body_of(ValidateBody),
)
async def validate(request: Request, caller: SignedIn) -> dict[str, Any]:
    """Say whether a booking may have these tables, check by check; a failing one is an answer."""
    body = await read_body(request, ValidateBody)
    at = await enter_with(request, caller, body.bookingId)
    selection, override = body.selection(at.restaurant), overruling(body.override)
    return await in_thread(
        request, validate_by_hand, selection, body.contextVersion, override, at.role
    )


@router.post(
    "/manual/hold",
    summary="Hold a choice by hand",
    responses=documented(400, 403, 404, 409, 422),
    openapi_extra=body_of(HoldBody),
)
async def hold(request: Request, caller: SignedIn) -> dict[str, Any]:
    """Hold the tables, if every check passes; earlier holds of the booking are released."""
    body = await read_body(request, HoldBody)
    at = await enter_with(request, caller, body.bookingId)
    wanted = ManualHold(
        body.selection(at.restaurant),
        body.contextVersion,
        body.holdTtlSeconds or 180,
        at.author,
        overruling(body.override),
    )
    return await in_thread(request, hold_by_hand, wanted, at.role)


@router.delete(
    "/manual/hold",
    summary="Release a hold",
    responses=documented(400, 403, 404, 409, 422),
    openapi_extra=body_of(ReleaseBody),
)
async def release(request: Request, caller: SignedIn) -> dict[str, Any]:
    """Release a booking's hold; a second time there is none."""
    body = await read_body(request, ReleaseBody)
    at = await enter_with(request, caller, body.bookingId)
    await in_thread(request, release_hold, at.restaurant, body.bookingId, body.holdId, at.author)
    return {"holdId": str(body.holdId), "released": True}


@router.post(
    "/manual/confirm",
    summary="Make a hold its booking's tables, and confirm the booking",
    responses=documented(400, 403, 404, 409, 422),
    openapi_extra=body_of(ManualConfirmBody),
)
async def confirm_manual(request: Request, caller: SignedIn) -> Response:
    """Assign the held tables and confirm the booking, if nothing has changed since it was seen."""
    body = await read_body(request, ManualConfirmBody)
    at = await enter_with(request, caller, body.bookingId)
    wanted, version = body.confirmation(at), body.contextVersion
    return written(await in_thread(request, confirm_by_hand, wanted, version))
