"""Parties without a booking: quote them, hold tables for them, and give the tables to a booking."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from api.access import Member, author_of
from api.answers.booking import Confirmed
from api.answers.enquiry import EnquiryQuote
from api.answers.manual import Released
from api.answers.shape import BOOKING, HOLD, example
from api.body import Body, body_of, read_body
from api.document import operation
from api.idempotency import key_of, written
from api.limits_body import LimitsBody, hold_seconds
from api.parameters import REPEATABLE, DateOf, RestaurantId, one
from api.refusals.engine import NOT_CONFIRMED, NOT_HELD
from api.refusals.enquiries import ANOTHER_PARTY, CHOSEN_ONES, TIMES, TOO_MANY_HOLDS
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, WRITING
from api.refusals.holds import CONFIRMING, NO_HOLD
from api.refusals.tables import JUDGED, NO_BOOKING, SEATABLE
from api.refusals.writing import COMMIT, FUNCTIONS
from api.types import WHOLE, Flag, Key, Uuid
from api.work import in_thread, in_turn
from models.booking import Place
from models.enquiry import LEAST_MINUTES, MOST_MINUTES, Enquiry
from models.policy import clock_minutes
from models.venue import MAX_PARTY, SeatingType
from services.holds import Confirmation, confirm_hold, release_hold
from services.quotes.enquiry import EnquiryWish, quote_enquiry

router = APIRouter(prefix="/api/v1/restaurants/{restaurant_id}", tags=["staff"])

CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"

HoldId = Annotated[Uuid, Path(description="The hold.", openapi_examples=one(HOLD))]


class EnquiryBody(LimitsBody):
    """Who would like to come and when, and what they are limited to."""

    model_config = example(
        {"party": 4, "time": "19:00", "seatingPreference": "window", "maxTables": 2}
    )

    party: Annotated[int, Field(strict=True, ge=1, le=MAX_PARTY), WHOLE]
    """How many guests."""
    time: Annotated[str, Field(pattern=CLOCK)]
    """When they would come, HH:MM on the restaurant's clock and the date of the path."""
    durationMinutes: (
        Annotated[int, Field(strict=True, ge=LEAST_MINUTES, le=MOST_MINUTES), WHOLE] | None
    ) = None
    """How long they would dine; null: as long as the house's turn times say."""
    seatingPreference: Place | None = None
    """Where they would like to sit: a wish, not a limit."""
    seatingType: SeatingType | None = None
    """On what they would like to sit: a wish, too."""
    hold: Flag | None = Field(
        None, description="true: hold the best, or `tableIds`; otherwise only look."
    )
    replaceHoldId: Uuid | None = None
    """An earlier hold for the same guests: it is not in their way, and is released once another is
    placed. A booking's hold is left alone."""

    @property
    def enquiry(self) -> Enquiry:
        """Return who would like to come."""
        return Enquiry(
            party=self.party,
            at=clock_minutes(self.time),
            minutes=self.durationMinutes,
            seating_preference=self.seatingPreference or "any",
            preferred_seating=self.seatingType,
        )


class AdoptBody(Body):
    """The booking that was entered for the guests."""

    model_config = example({"bookingId": BOOKING, "idempotencyKey": "6f1c9d7e-3"})

    bookingId: Uuid
    idempotencyKey: Key | None = Field(
        None, description="As for planning; the header Idempotency-Key does the same."
    )


@router.post(
    "/days/{date}/quote",
    summary="Quote a party that has no booking, and hold tables for it",
    **operation(
        "quoteEnquiry",
        EnquiryQuote,
        WRITING,
        PARAMETERS,
        BODY,
        NO_RESTAURANT,
        TIMES,
        FUNCTIONS,
        CHOSEN_ONES,
        TOO_MANY_HOLDS,
        NOT_HELD,
    ),
    openapi_extra=body_of(EnquiryBody),
)
async def quote(
    request: Request, restaurant_id: RestaurantId, date: DateOf, caller: Member
) -> Response:
    """Say what guests on the telephone or at the door could have, at which price to the others.

    With `hold` the best of it is held, or exactly `tableIds`; the hold is for no booking. Bookings
    are entered in the booking system: once theirs is there, the confirmation of the hold gives it
    the tables.
    """
    body = await read_body(request, EnquiryBody)
    wish = EnquiryWish(
        restaurant_id,
        date,
        body.enquiry,
        body.options,
        hold_seconds(request, body.holdTtlSeconds) if body.hold else None,
        body.chosen,
        body.replaceHoldId,
        author_of(request, caller),
    )
    quoters = request.app.state.quoters
    return JSONResponse(await in_turn(request, quoters, quote_enquiry, wish))


@router.delete(
    "/holds/{hold_id}",
    summary="Release any hold of the restaurant",
    **operation("endHold", Released, WRITING, PARAMETERS, NO_RESTAURANT, NO_HOLD),
)
async def end(
    request: Request, restaurant_id: RestaurantId, hold_id: HoldId, caller: Member
) -> Response:
    """Release a hold, whether it is for a booking or for none; a second time there is none."""
    author = author_of(request, caller)
    await in_thread(request, release_hold, restaurant_id, None, hold_id, author)
    return JSONResponse({"holdId": str(hold_id), "released": True})


@router.post(
    "/holds/{hold_id}/confirm",
    summary="Give the held tables to the booking that was entered for the guests",
    **operation(
        "confirmEnquiry",
        Confirmed,
        WRITING,
        PARAMETERS,
        BODY,
        NO_RESTAURANT,
        NO_BOOKING,
        SEATABLE,
        COMMIT,
        JUDGED,
        CONFIRMING,
        ANOTHER_PARTY,
        NOT_CONFIRMED,
    ),
    openapi_extra={**body_of(AdoptBody), **REPEATABLE},
)
async def confirm(
    request: Request, restaurant_id: RestaurantId, hold_id: HoldId, caller: Member
) -> Response:
    """Assign the held tables for the held window, and confirm the booking.

    The booking has to be of the party and for the time that were quoted. The key is looked at
    before the hold.
    """
    body = await read_body(request, AdoptBody)
    wanted = Confirmation(
        restaurant_id,
        body.bookingId,
        hold_id,
        key_of(request, body.idempotencyKey) or "",
        author_of(request, caller),
        confirm=("pending", "pending_allocation"),
        route="holds/confirm",
        adopts=True,
    )
    return written(await in_thread(request, confirm_hold, wanted))
