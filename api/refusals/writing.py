"""Refusals of whatever writes assignments: by the keys of requests, and by the database."""

from api.refusals.refusal import Refusal

_PLAN_AGAIN = "Plan again: the next plan sees what is taken now."

KEYS = (
    Refusal(
        409,
        "REQUEST_IN_FLIGHT",
        "a request with this idempotency key is still being worked on",
        "Repeat it in a moment: you will get the answer of the first one.",
        {"key": "k-1"},
    ),
    Refusal(
        409,
        "REQUEST_OVERTAKEN",
        "another request with this idempotency key has taken over",
        "Nothing was written here. Repeat the request to get the other one's answer.",
        {"key": "k-1"},
    ),
    Refusal(
        422,
        "IDEMPOTENCY_KEY_CONFLICT",
        "this idempotency key was used with another request",
        "Use a fresh key for a new request.",
        {"key": "k-1"},
    ),
)
"""What a repeated idempotency key may be answered with."""

FUNCTIONS = (
    Refusal(
        404,
        "NOT_FOUND",
        "The booking or a table does not exist any more.",
        _PLAN_AGAIN,
        {"sqlstate": "P0002"},
    ),
    Refusal(
        409,
        "ASSIGNMENT_CONFLICT",
        "One of the tables is already taken at that time.",
        _PLAN_AGAIN,
        {"sqlstate": "23P01"},
    ),
    Refusal(
        409,
        "HOLD_CONFLICT",
        "Someone holds one of the tables.",
        _PLAN_AGAIN,
        {"sqlstate": "P0001"},
    ),
    Refusal(
        409,
        "CAPACITY_EXCEEDED",
        "The restaurant's capacity rules do not allow so many covers or parties.",
        "Raise the capacity rule, or turn a party away.",
        {"sqlstate": "P0001"},
    ),
    Refusal(
        409,
        "ASSIGNMENT_INCOMPLETE",
        "the database did not assign the booking as asked",
        "Nothing was written. Plan again.",
    ),
    Refusal(
        409,
        "BOOKING_STATE_CONFLICT",
        "The booking's status has changed.",
        _PLAN_AGAIN,
        {"sqlstate": "P0004"},
    ),
    Refusal(
        409,
        "IDEMPOTENCY_KEY_CONFLICT",
        "The key was used with other tables.",
        "Use a fresh key.",
        {"sqlstate": "P0003"},
    ),
    Refusal(
        422,
        "ZONE_LOCKED",
        "The booking is tied to another zone.",
        "Unassign its tables there first.",
        {"sqlstate": "23514"},
    ),
    Refusal(
        422,
        "ASSIGNMENT_VALIDATION",
        "A rule of the booking database forbids it.",
        details={"sqlstate": "23514"},
    ),
    Refusal(
        422,
        "TENANT_MISMATCH",
        "A table belongs to another restaurant.",
        details={"sqlstate": "23503"},
    ),
    Refusal(
        422,
        "REFERENCE_MISSING",
        "Something referred to does not exist.",
        details={"sqlstate": "23503"},
    ),
    Refusal(
        422,
        "INVALID_WINDOW",
        "The booking's time window is not valid.",
        details={"sqlstate": "22023"},
    ),
)
"""What the functions of the booking database may refuse."""

COMMIT = (*KEYS, *FUNCTIONS)
