"""Refusals of one booking's tables: by what it is, by who has them, by rules and checks."""

from api.answers.alternative import ALTERNATIVE, FREE
from api.answers.shape import (
    BOOKING,
    END,
    HOLD,
    OTHER_BOOKING,
    RESTAURANT,
    START,
    TABLE,
    UNTIL,
    USER,
    Json,
)
from api.refusals.general import NOT_A_MEMBER, UNREADABLE_DATA
from api.refusals.refusal import Refusal

CONFLICT: Json = {
    "tableId": TABLE,
    "tableNumber": "12",
    "bookingId": OTHER_BOOKING,
    "partySize": 4,
    "holdId": None,
    "startAt": START,
    "endAt": END,
    "localStart": "19:00",
    "localEnd": "21:00",
    "source": "assignment",
    "until": None,
    "localUntil": None,
}
HELD: Json = {
    **CONFLICT,
    "partySize": None,
    "holdId": HOLD,
    "source": "hold",
    "until": UNTIL,
    "localUntil": "16:03:00",
}

TAKEN = "Table 12 is taken by a party of 4 from 19:00 to 21:00"
ON_HOLD = "Table 12 is held for another booking; the hold runs out at 16:03:00"
CHOOSE = f"{FREE} Choose it, or another time."
OFFER: Json = {"alternative": ALTERNATIVE, "nextTimes": []}


def taken_by(conflict: Json) -> Json:
    """Return the details of a refusal because of somebody else."""
    return {
        **OFFER,
        "tableIds": [TABLE],
        "window": {"start": START, "end": END},
        "blockingBookingId": conflict["bookingId"],
        "conflicts": [conflict],
    }


NOT_TAKEN: Json = {**taken_by(CONFLICT), "blockingBookingId": None, "conflicts": []}
"""The same because of a rule."""

NO_BOOKING = Refusal(404, "BOOKING_NOT_FOUND", "Booking not found", "It may have been deleted.")

BOOKING_FOUND = (NOT_A_MEMBER, NO_BOOKING)
"""There has to be such a booking, and the caller needs a role in its restaurant."""

WINDOW = (
    UNREADABLE_DATA,
    Refusal(
        409,
        "BOOKING_STATE_CONFLICT",
        "The booking is cancelled: it gets no tables",
        "To seat these guests after all, change the booking's status first.",
        {"bookingId": BOOKING, "status": "cancelled"},
    ),
    Refusal(
        422,
        "SERVICE_NOT_FOUND",
        "no service is open at 16:00",
        "Change the booking's time first.",
    ),
    Refusal(
        422,
        "SERVICE_OVERRUN",
        "reservation would overrun dinner, which ends at 22:00",
        "Change the booking's time first.",
    ),
    Refusal(
        422,
        "AFTER_LAST_SEATING",
        "the last seating of dinner is at 21:00",
        "Change the booking's time first.",
    ),
    Refusal(
        422,
        "INVALID_START",
        "01:30 does not exist on 2026-03-29 in Europe/London: clocks go forward",
        "Change the booking's time first.",
    ),
)
"""The booking has to want tables, at a time at which it can have them."""

LOCKED = Refusal(
    409,
    "BOOKING_LOCKED",
    "The booking is locked: its tables stay as they are (by the window, for the anniversary)",
    f"Unlock it first: DELETE /api/v1/restaurants/{RESTAURANT}/bookings/{BOOKING}/lock",
    {
        "bookingId": BOOKING,
        "lockedBy": USER,
        "lockReason": "by the window, for the anniversary",
    },
)

SEATABLE = (*WINDOW, LOCKED)
"""And nobody may have locked it."""

DISABLED = Refusal(
    409,
    "RESOURCE_DISABLED",
    "Table 12 is not in service",
    CHOOSE,
    {**OFFER, "tableIds": [TABLE]},
)

NO_TABLES = Refusal(
    404,
    "TABLES_NOT_FOUND",
    f"This restaurant has no table {TABLE}",
    "Load the booking's manual-context: it lists the tables.",
    {"missingTableIds": [TABLE]},
)

CHOSEN = (NO_TABLES, DISABLED)
"""The tables that were chosen have to be there, and in service."""

APART = "Tables 12 and 15: the tables do not stand side by side"

JUDGED = (
    Refusal(
        409,
        "ASSIGNMENT_CONFLICT",
        TAKEN,
        CHOOSE,
        taken_by(CONFLICT),
    ),
    Refusal(
        422,
        "ASSIGNMENT_VALIDATION",
        APART,
        CHOOSE,
        {**OFFER, "checks": [{"id": "adjacency", "message": APART}]},
    ),
)
"""The tables have to be free, and no rule may forbid them."""

ALREADY = Refusal(
    409,
    "ALREADY_ASSIGNED",
    "The booking has these tables already: there is nothing to hold",
    CHOOSE,
    {**OFFER, "tableIds": [TABLE]},
)

HOLD_RATE = Refusal(
    429,
    "HOLD_RATE_LIMIT",
    "5 holds were placed for this booking within 60 seconds",
    "Wait 42 seconds, or confirm the hold that stands.",
    {"windowSeconds": 60, "maxPerBooking": 5},
)


ZONES = "Tables 12 and 15 stand in Main room and Terrace, not together"
FIXED = "Table 12 cannot be moved, so not put together"
SMALL = "Table 12: only 2 seats for a party of 3"
STAND_APART = "Tables 12 and 15 do not stand side by side"
"""What failed checks say."""


def _direct(code: str, check: str, message: str) -> Refusal:
    failed = {"id": check, "passed": False, "message": message, "details": None}
    return Refusal(
        422,
        code,
        message,
        CHOOSE,
        {**(taken_by(CONFLICT) if check == "conflict" else NOT_TAKEN), "checks": [failed]},
    )


DIRECT = (
    _direct("ZONE", "zone", ZONES),
    _direct("MOVABLE", "movable", FIXED),
    _direct("CAPACITY", "capacity", SMALL),
    _direct("ADJACENCY", "adjacency", STAND_APART),
    _direct("CONFLICTS", "conflict", TAKEN),
)
"""What a direct assignment fails; `details.checks` has every check."""

ADDING = (
    Refusal(409, "ASSIGNMENT_CONFLICT", TAKEN, CHOOSE, {"tables": [TABLE], **taken_by(CONFLICT)}),
    Refusal(
        409,
        "HOLD_CONFLICT",
        ON_HOLD,
        CHOOSE,
        {"tables": [TABLE], **taken_by(HELD), "blockingHoldIds": [HOLD]},
    ),
    Refusal(
        422,
        "ASSIGNMENT_VALIDATION",
        ZONES,
        CHOOSE,
        {**NOT_TAKEN, "checks": [{"id": "zone", "status": "error", "message": ZONES}]},
    ),
)
"""Why one table more is not added."""
