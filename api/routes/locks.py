"""Locks of bookings: what an operator has decided stays as it is."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from api.access import Member, author_of
from api.answers.locks import LockView
from api.answers.shape import example
from api.body import Body, body_of, read_body
from api.document import operation
from api.parameters import BookingId, RestaurantId
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, WRITING
from api.refusals.tables import NO_BOOKING
from api.types import ONE_LINE
from api.work import in_thread
from persistence.booking_locks import BookingToLock
from services.access import Caller
from services.booking_locks import lock, unlock

router = APIRouter(
    prefix="/api/v1/restaurants/{restaurant_id}/bookings/{booking_id}/lock", tags=["booking"]
)

MOST_REASON = 200


class LockBody(Body):
    """Why a booking is locked; an empty object is fine."""

    model_config = example({"reason": "by the window, for the anniversary"})

    reason: Annotated[str, Field(min_length=1, max_length=MOST_REASON, pattern=ONE_LINE)] | None = (
        None
    )
    """Shown to whoever wants to change the booking's tables."""


def _wanted(
    request: Request, caller: Caller, restaurant_id: RestaurantId, booking_id: BookingId
) -> BookingToLock:
    return BookingToLock(restaurant_id, booking_id, caller.name, author_of(request, caller))


@router.put(
    "",
    summary="Lock a booking",
    **operation("lockBooking", LockView, WRITING, PARAMETERS, BODY, NO_RESTAURANT, NO_BOOKING),
    openapi_extra=body_of(LockBody),
)
async def lock_booking(
    request: Request, restaurant_id: RestaurantId, booking_id: BookingId, caller: Member
) -> JSONResponse:
    """Keep a booking exactly as it is: no plan moves or seats it, and no choice by hand.

    A booking that is locked already gets the new reason. The lock stays until it is taken off, even
    when the booking is cancelled; it means nothing as long as it is.
    """
    body = await read_body(request, LockBody)
    wanted = _wanted(request, caller, restaurant_id, booking_id)
    return JSONResponse(await in_thread(request, lock, wanted, body.reason))


@router.delete(
    "",
    summary="Unlock a booking",
    **operation("unlockBooking", LockView, WRITING, PARAMETERS, NO_RESTAURANT, NO_BOOKING),
)
async def unlock_booking(
    request: Request, restaurant_id: RestaurantId, booking_id: BookingId, caller: Member
) -> JSONResponse:
    """Let plans and choices by hand change a booking's tables again."""
    wanted = _wanted(request, caller, restaurant_id, booking_id)
    return JSONResponse(await in_thread(request, unlock, wanted))
