"""Refusals of holds, of choices by hand, and of sessions."""

from api.answers.context import CONTEXT
from api.answers.manual import SUMMARY, VALIDATION
from api.answers.shape import BOOKING, HOLD, Json
from api.refusals.refusal import Refusal
from api.refusals.tables import DISABLED

_ANOTHERS = (
    "HOLD_BOOKING_MISMATCH",
    f"hold {HOLD} is not booking {BOOKING}'s",
    "Ask for a quote for this booking.",
    {"holdId": HOLD},
)

NO_HOLD = Refusal(
    404,
    "HOLD_NOT_FOUND",
    f"there is no hold {HOLD}",
    "It ran out, was released or is confirmed already: ask for a fresh quote.",
)
ANOTHERS = Refusal(409, *_ANOTHERS)
"""The hold is another booking's."""
ANOTHERS_422 = Refusal(422, *_ANOTHERS)
"""The same, as the automatic route has always said it."""

CONFIRMING = (
    NO_HOLD,
    Refusal(
        409,
        "HOLD_EXPIRED",
        "the hold ran out at 16:03:00 UTC",
        "Ask for a fresh quote: the tables may still be free.",
        {"holdId": HOLD, "expiresAt": "2026-11-28T16:03:00+00:00"},
    ),
    Refusal(
        409,
        "HOLD_INACTIVE",
        "the hold is cancelled",
        "Ask for a fresh quote: the tables may still be free.",
        {"holdId": HOLD, "status": "cancelled"},
    ),
    DISABLED,
    Refusal(
        422,
        "HOLD_EMPTY",
        f"hold {HOLD} holds no table",
        "Release it and ask for a fresh quote.",
    ),
    Refusal(
        422,
        "POLICY_DRIFT",
        "the turn times have changed since the tables were held",
        "Ask for a fresh quote.",
        {
            "kind": "policy",
            "expectedHash": "9f86d081884c7d65",
            "actualHash": "2c26b46b68ffc68f",
        },
    ),
)
"""Why a hold does not become its booking's tables."""

STALE = Refusal(
    409,
    "STALE_CONTEXT",
    "something has changed since this was on your screen",
    "Load the context again, and choose again.",
    {
        "expected": CONTEXT["contextVersion"],
        "provided": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
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
        "the check 'conflict' cannot be overruled",
        "These can: adjacency, capacity, slack.",
    ),
)


def _failed(code: str, check: str, message: str, status: int = 422) -> Refusal:
    details: Json = {
        "validation": {
            **VALIDATION,
            "ok": False,
            "checks": [{"id": check, "status": "error", "message": message}],
        },
        "summary": SUMMARY,
    }
    return Refusal(status, code, message, "Choose other tables, or another time.", details)


BY_HAND = (
    _failed("CAPACITY_INSUFFICIENT", "capacity", "2 seats for a party of 3"),
    _failed("SLACK_BUDGET_EXCEEDED", "slack", "5 empty seats, at most 4"),
    _failed("ZONE_MISMATCH", "zone", "The tables stand in different zones"),
    _failed("TABLE_IMMUTABLE", "movable", "One of the tables cannot be moved"),
    _failed("ADJACENCY_INVALID", "adjacency", "The tables do not stand side by side"),
    _failed("ASSIGNMENT_CONFLICT", "conflict", "Table 12 is taken until 21:00"),
    _failed("HOLD_CONFLICT", "conflict", "Table 12 is taken until 21:00", 409),
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
        "there is no session e4d909c2-90d0-4b1c-a068-ffaddf22cbd0",
        "POST /api/staff/manual/session opens one.",
    ),
    Refusal(
        409,
        "SESSION_BOOKING_MISMATCH",
        "The session is another booking's.",
        "Load the session again.",
    ),
    Refusal(
        409,
        "SELECTION_VERSION_MISMATCH",
        "Somebody has chosen something else since.",
        "Load the session again.",
        {"expected": 2, "provided": 1},
    ),
    STALE,
)
"""What every step of a session may meet."""

NOT_THE_SESSIONS = Refusal(
    409,
    "HOLD_MISMATCH",
    "The session holds something else.",
    "Load the session again.",
    {"sessionHoldId": HOLD},
)
