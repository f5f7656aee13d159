"""Refusals of one booking's tables: by what it is, by who has them, by rules and checks."""

from api.answers.shape import BOOKING, END, HOLD, OTHER_BOOKING, START, TABLE, UNTIL, Json
from api.refusals.general import NOT_A_MEMBER, UNREADABLE_DATA
from api.refusals.refusal import Refusal

CONFLICT: Json = {
    "tableId": TABLE,
    "tableNumber": "12",
    "bookingId": OTHER_BOOKING,
    "holdId": None,
    "startAt": START,
    "endAt": END,
    "localEnd": "21:00",
    "source": "allocation",
    "until": None,
}
HELD: Json = {**CONFLICT, "holdId": HOLD, "source": "hold", "until": UNTIL}

BOOKING_FOUND = (
    NOT_A_MEMBER,
    Refusal(404, "BOOKING_NOT_FOUND", "Booking not found", "It may have been deleted."),
)
"""There has to be such a booking, and the caller needs a role in its restaurant."""

WINDOW = (
    UNREADABLE_DATA,
    Refusal(
        409,
        "BOOKING_STATE_CONFLICT",
        f"booking {BOOKING} wants no table any more",
        "It was cancelled, did not come, or has left: look at the date again.",
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

DISABLED = Refusal(
    409,
    "RESOURCE_DISABLED",
    "table 12 is not in service",
    "Choose another table, or put this one back into service first.",
    {"tableIds": [TABLE]},
)

CHOSEN = (
    Refusal(
        404,
        "TABLES_NOT_FOUND",
        f"this restaurant has no table {TABLE}",
        "Look at the date again.",
        {"missingTableIds": [TABLE]},
    ),
    DISABLED,
)
"""The tables that were chosen have to be there, and in service."""

JUDGED = (
    Refusal(
        409,
        "ASSIGNMENT_CONFLICT",
        "table 12 is taken until 21:00 (allocation)",
        "Choose another table, or another time.",
        {"conflicts": [CONFLICT]},
    ),
    Refusal(
        422,
        "ASSIGNMENT_VALIDATION",
        "tables 12 and 14 are not adjacent",
        "Choose other tables.",
        {"checks": [{"id": "adjacency", "message": "tables 12 and 14 are not adjacent"}]},
    ),
)
"""The tables have to be free, and no rule may forbid them."""

ALREADY = Refusal(
    409,
    "ALREADY_ASSIGNED",
    "the booking has these tables already",
    "There is nothing to hold; choose other tables to move it.",
    {"tableIds": [TABLE]},
)

HOLD_RATE = Refusal(
    429,
    "HOLD_RATE_LIMIT",
    "5 holds were placed for this booking within 60 seconds",
    "Wait 42 seconds, or confirm the hold that stands.",
    {"windowSeconds": 60, "maxPerBooking": 5},
)


def _direct(code: str, check: str, message: str) -> Refusal:
    failed = {"id": check, "passed": False, "message": message, "details": None}
    return Refusal(
        422,
        code,
        message,
        "Choose other tables, or another time.",
        {"checks": [failed], "conflicts": [CONFLICT] if check == "conflict" else []},
    )


DIRECT = (
    _direct("ZONE", "zone", "The tables stand in different zones"),
    _direct("MOVABLE", "movable", "One of the tables cannot be moved"),
    _direct("CAPACITY", "capacity", "2 seats for a party of 3"),
    _direct("ADJACENCY", "adjacency", "The tables do not stand side by side"),
    _direct("CONFLICTS", "conflict", "Table 12 is taken until 21:00"),
)
"""What a direct assignment fails; `details.checks` has every check."""

ADDING = (
    Refusal(
        409,
        "ASSIGNMENT_CONFLICT",
        "Table 12 is taken until 21:00",
        "Choose other tables, or another time.",
        {"tables": [TABLE], "conflicts": [CONFLICT]},
    ),
    Refusal(
        409,
        "HOLD_CONFLICT",
        "Table 12 is taken until 21:00",
        "Choose other tables, or another time.",
        {"tables": [TABLE], "conflicts": [HELD], "blockingHoldIds": [HOLD]},
    ),
    Refusal(
        422,
        "ASSIGNMENT_VALIDATION",
        "The tables stand in different zones",
        "Choose other tables, or another time.",
        {
            "checks": [
                {
                    "id": "zone",
                    "status": "error",
                    "message": "The tables stand in different zones",
                }
            ]
        },
    ),
)
"""Why one table more is not added."""
