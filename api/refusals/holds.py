"""Refusals of holds, of choices by hand, and of sessions."""

from api.answers.alternative import FREE
from api.answers.context import CONTEXT
from api.answers.manual import SUMMARY, VALIDATION
from api.answers.quote import LOOKED
from api.answers.shape import BOOKING, END, HOLD, OTHER_BOOKING, START, TABLE, UNTIL, Json
from api.refusals.refusal import Refusal
from api.refusals.tables import (
    CHOOSE,
    CONFLICT,
    DISABLED,
    FIXED,
    HELD,
    NOT_TAKEN,
    OFFER,
    ON_HOLD,
    SMALL,
    STAND_APART,
    TAKEN,
    ZONES,
    taken_by,
)

_CHANGE: Json = {
    "what": "dinner.bands",
    "before": "75 min up to 4 guests",
    "now": "90 min up to 4 guests",
    "message": "dinner turn times: 75 min up to 4 guests before, 90 min up to 4 guests now",
}

AGAIN = f"{FREE} Ask for a fresh quote."

_ANOTHERS = (
    "HOLD_BOOKING_MISMATCH",
    "The hold is another booking's",
    "Ask for a quote for this booking.",
    {"holdId": HOLD, "bookingId": BOOKING, "holdBookingId": OTHER_BOOKING},
)

_OVER: Json = {
    **OFFER,
    "tableIds": [TABLE],
    "tableNumbers": ["12"],
    "stillFree": False,
    "conflicts": [CONFLICT],
    "quote": LOOKED,
}
"""Details of holds that are over: what became of their tables, and a fresh quote."""

NO_HOLD = Refusal(
    404,
    "HOLD_NOT_FOUND",
    "There is no such hold",
    "It ran out, or was released or confirmed.",
)
ANOTHERS = Refusal(409, *_ANOTHERS)
"""The hold is another booking's."""
ANOTHERS_422 = Refusal(422, *_ANOTHERS)
"""The same, as the automatic route has always said it."""

CONFIRMING = (
    Refusal(
        404,
        "HOLD_NOT_FOUND",
        f"The hold ran out at 16:03:00. {TAKEN}",
        AGAIN,
        {**_OVER, "became": "expired", "endedAt": UNTIL, "holdId": HOLD},
    ),
    Refusal(
        409,
        "HOLD_EXPIRED",
        f"The hold ran out at 16:03:00. {TAKEN}",
        AGAIN,
        {**_OVER, "holdId": HOLD, "expiresAt": UNTIL},
    ),
    Refusal(
        409,
        "HOLD_INACTIVE",
        f"The hold is cancelled. {TAKEN}",
        AGAIN,
        {**_OVER, "holdId": HOLD, "status": "cancelled"},
    ),
    DISABLED,
    Refusal(422, "HOLD_EMPTY", "The hold holds no table", AGAIN, {**OFFER, "quote": LOOKED}),
    Refusal(
        422,
        "POLICY_DRIFT",
        f"The turn times have changed since the tables were held: {_CHANGE['message']}",
        f"{FREE} Table 12 is still free too. Ask for a fresh quote.",
        {
            **_OVER,
            "stillFree": True,
            "conflicts": [],
            "kind": "policy",
            "changes": [_CHANGE],
            "expectedHash": "9f86d081884c7d65",
            "actualHash": "2c26b46b68ffc68f",
            "window": {
                "before": {"start": START, "end": END},
                "now": {"start": START, "end": "2026-11-28T21:15:00+00:00"},
            },
        },
    ),
)
"""Why a hold does not become its booking's tables."""

STALE = Refusal(
    409,
    "STALE_CONTEXT",
    "Changed since it was on your screen: what others have or hold",
    "Load the context again, and choose again.",
    {
        "expected": CONTEXT["contextVersion"],
        "provided": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        "changed": ["what others have or hold"],
    },
)

OVERRULING = (
    Refusal(
        403,
        "ACCESS_DENIED",
        "Only managers and owners may overrule a check",
        "Ask one of them.",
    ),
    Refusal(
        422,
        "CHECK_NOT_WAIVABLE",
        "Nobody may overrule the check 'conflict': the database would refuse too",
        "These may be overruled: adjacency, capacity, slack.",
    ),
)


def _failed(code: str, check: str, message: str, status: int = 422) -> Refusal:
    taken = NOT_TAKEN if check != "conflict" else taken_by(HELD if status == 409 else CONFLICT)
    details: Json = {
        "validation": {
            **VALIDATION,
            **OFFER,
            "hint": CHOOSE,
            "ok": False,
            "checks": [{"id": check, "status": "error", "message": message}],
        },
        "summary": SUMMARY,
        **taken,
    }
    return Refusal(status, code, message, CHOOSE, details)


BY_HAND = (
    _failed("CAPACITY_INSUFFICIENT", "capacity", SMALL),
    _failed("SLACK_BUDGET_EXCEEDED", "slack", "Table 12: 5 seats would stay empty, at most 4 may"),
    _failed("ZONE_MISMATCH", "zone", ZONES),
    _failed("TABLE_IMMUTABLE", "movable", FIXED),
    _failed("ADJACENCY_INVALID", "adjacency", STAND_APART),
    _failed("ASSIGNMENT_CONFLICT", "conflict", TAKEN),
    _failed("HOLD_CONFLICT", "conflict", ON_HOLD, 409),
)
"""Why a choice by hand is not held; `details.validation` has every check."""

SESSION = (
    Refusal(
        404,
        "SESSION_DISABLED",
        "this booking database has no manual sessions",
        "Use validate, hold and confirm without a session.",
    ),
)

STEP = (
    *SESSION,
    Refusal(
        404,
        "SESSION_NOT_FOUND",
        "There is no such session",
        "POST /api/staff/manual/session opens one.",
    ),
    Refusal(
        409,
        "SESSION_BOOKING_MISMATCH",
        "The session is another booking's",
        "Load the session again.",
    ),
    Refusal(
        409,
        "SELECTION_VERSION_MISMATCH",
        "Somebody has chosen something else since; it is at tables 14 and 15 now",
        "Load the session again.",
        {"expected": 2, "provided": 1},
    ),
    STALE,
)
"""What every step of a session may meet."""

NOT_THE_SESSIONS = Refusal(
    409,
    "HOLD_MISMATCH",
    "The session holds something else",
    "Load the session again.",
    {"sessionHoldId": HOLD},
)
