"""Refusals of those who plan a date again, or apply what was proposed."""

from api.answers.shape import BOOKING, RESTAURANT, RUN
from api.refusals.planning import PLANNING
from api.refusals.refusal import Refusal

_BUSY = tuple(item for item in PLANNING if item.code == "PLANNING_BUSY")

PROPOSING = (
    Refusal(
        422,
        "NO_BOOKINGS",
        "The Anchor has no bookings on 2026-11-28: nothing to plan",
        "Check the date.",
        {"date": "2026-11-28", "restaurantId": RESTAURANT},
    ),
    Refusal(
        422,
        "INVALID_INPUT",
        "events: events[0] (no_show) booking: is not due yet; if it will not come, cancel it "
        f"(got '{BOOKING}')",
        details={
            "flaws": [
                {
                    "place": "events[0] (no_show) booking",
                    "value": f"'{BOOKING}'",
                    "message": "is not due yet; if it will not come, cancel it",
                }
            ]
        },
    ),
    *_BUSY,
)
"""What proposing may meet: events that cannot be true, above all."""

APPLYING = (
    Refusal(
        409,
        "PLAN_CONFLICT",
        f"2026-11-28 has changed since run {RUN} was planned: booking {BOOKING} changed",
        "Nothing was written. Plan again, and apply the new proposal.",
        {"changes": [f"booking {BOOKING} changed"]},
    ),
    Refusal(
        409,
        "RUN_NOT_APPLICABLE",
        f"run {RUN} cannot be applied as it is: walk-in-1 is no booking in the database: enter it "
        "there, then plan again",
        "Nothing was written. Enter what happened in the booking system, then plan again.",
        {"reasons": ["walk-in-1 is no booking in the database: enter it there, then plan again"]},
    ),
    Refusal(
        409,
        "RUN_OVER",
        f"run {RUN} is committed already",
        "Nothing was written. Plan again.",
        {"state": "committed", "outcome": {"written": 3}},
    ),
    *(item for item in PLANNING if item.code == "RUN_MISMATCH"),
    *_BUSY,
)
"""What applying a kept run may meet."""
