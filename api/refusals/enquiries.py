"""Refusals of quotes for parties without a booking, and of tables that are chosen from a quote."""

from api.answers.alternative import FREE
from api.answers.quote import LOOKED
from api.answers.shape import BOOKING, HOLD, TABLE, Json
from api.refusals.general import UNREADABLE_DATA
from api.refusals.refusal import Refusal
from api.refusals.tables import APART, CONFLICT, HELD, ON_HOLD, TAKEN, taken_by

_WITH_QUOTE: Json = {"quote": LOOKED}

CHOSEN_ONES = (
    Refusal(409, "ASSIGNMENT_CONFLICT", TAKEN, FREE, {**taken_by(CONFLICT), **_WITH_QUOTE}),
    Refusal(409, "HOLD_CONFLICT", ON_HOLD, FREE, {**taken_by(HELD), **_WITH_QUOTE}),
    Refusal(
        422,
        "ASSIGNMENT_VALIDATION",
        APART,
        FREE,
        {
            **{"checks": [{"id": "adjacency", "message": APART}]},
            **{"alternative": taken_by(CONFLICT)["alternative"], "nextTimes": []},
            **_WITH_QUOTE,
        },
    ),
    Refusal(
        404,
        "TABLES_NOT_FOUND",
        f"This restaurant has no table {TABLE}",
        "Load the booking's manual-context: it lists the tables.",
        {"missingTableIds": [TABLE]},
    ),
)
"""Tables that were named cannot be held; `details.quote` is a fresh quote that holds nothing."""

_OTHERWISE = "Offer an earlier time."

TIMES = (
    UNREADABLE_DATA,
    Refusal(
        422,
        "INVALID_INPUT",
        "quote: time: is over: nobody comes in the past (got 12:00 on 2026-11-28)",
        "Say a time that is still to come, or the present one for guests at the door.",
        {
            "flaws": [
                {
                    "place": "time",
                    "value": "12:00 on 2026-11-28",
                    "message": "is over: nobody comes in the past",
                }
            ]
        },
    ),
    Refusal(
        422,
        "SERVICE_NOT_FOUND",
        "no service is open at 16:00",
        "Choose a time within lunch 12:00–15:00, dinner 17:00–22:00.",
    ),
    Refusal(
        422,
        "SERVICE_OVERRUN",
        "reservation would overrun dinner service: it starts at 21:58 and dinner closes at 22:00",
        _OTHERWISE,
    ),
    Refusal(
        422,
        "AFTER_LAST_SEATING",
        "dinner seats its last party at 21:00; 21:30 is later",
        _OTHERWISE,
    ),
    Refusal(
        422,
        "INVALID_START",
        "01:30 does not exist on 2026-03-29 in Europe/London: clocks go forward",
        "Choose a time before or after the gap.",
    ),
)
"""The party has to come at a time at which it can have tables."""

TOO_MANY_HOLDS = Refusal(
    429,
    "TOO_MANY_HOLDS",
    "You hold tables for 12 parties without a booking already",
    "Confirm or release one; the first runs out in 42 seconds.",
    {"mostAtOnce": 12},
)

ANOTHER_PARTY = Refusal(
    409,
    "HOLD_BOOKING_MISMATCH",
    "The hold is for a party of 4 at 19:00; the booking is a party of 6 at 19:00",
    "Correct the booking in the booking system, or ask for a quote for it.",
    {"holdId": HOLD, "bookingId": BOOKING, "holdBookingId": None},
)
"""The hold is not this booking's, or for other guests."""
