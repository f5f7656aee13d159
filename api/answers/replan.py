"""The shapes of proposals to plan a date again, and of one that was applied."""

import datetime as dt
from uuid import UUID

from api.answers.history import TablesTaken
from api.answers.shape import (
    BOOKING,
    OTHER_BOOKING,
    OTHER_TABLE,
    RESTAURANT,
    RUN,
    TABLE,
    Json,
    Shape,
    TableChange,
    example,
)
from models.replan import CurvePoint

_WINDOW = {"start": "2026-11-28T19:30:00Z", "end": "2026-11-28T21:00:00Z"}
_BECAUSE = f"{OTHER_BOOKING} (2 guests) stays on 12 until 20:00"

PROPOSED: Json = {
    "date": "2026-11-28",
    "restaurantId": RESTAURANT,
    "now": "2026-11-28T19:20:00+00:00",
    "proposals": [
        {
            "runId": RUN,
            "applicable": True,
            "reasons": [],
            "point": {
                "max_moves": 2,
                "moves": 1,
                "guests": 4,
                "seated": 2,
                "points": 4440.0,
                "bound": 4500.0,
                "gap": 0.0,
                "status": "optimal",
                "changes": [
                    {
                        "booking": BOOKING,
                        "party": 2,
                        "window": _WINDOW,
                        "change": "moved",
                        "from_tables": [TABLE],
                        "to_tables": [OTHER_TABLE],
                        "why": _BECAUSE,
                    }
                ],
                "affected": [
                    {
                        "booking": BOOKING,
                        "party": 2,
                        "window": _WINDOW,
                        "tables": [TABLE],
                        "fate": "moves",
                        "to_tables": [OTHER_TABLE],
                        "since": "2026-11-28T19:30:00Z",
                        "because": _BECAUSE,
                        "help": [],
                    }
                ],
                "message": "1 booking would change tables.",
                "seconds": 0.08,
            },
        }
    ],
    "toEnter": [f"Booking {OTHER_BOOKING}: stays until 20:00."],
    "notes": [],
}


class Proposed(Shape):
    """The best plan found for one limit of moves, kept as a run."""

    runId: UUID
    applicable: bool
    """Whether `POST /api/v1/runs/{id}/apply` can commit it: its tables are legal for the date as
    the database has it, too."""
    reasons: list[str]
    """Why it cannot be applied, and what to do first."""
    point: CurvePoint


class ReplanAnswer(Shape):
    """What so many moves would do; nothing of it is written to the bookings."""

    model_config = example(PROPOSED)

    date: dt.date
    restaurantId: UUID
    now: dt.datetime
    """The moment that it was planned for: whoever has begun by then sits."""
    proposals: list[Proposed]
    """One for each limit, the strictest first."""
    toEnter: list[str]
    """What the booking system does not know of what happened."""
    notes: list[str]
    """What an operator should know about the day as a whole."""


class AppliedRun(Shape):
    """What was written."""

    model_config = example(
        {
            "runId": RUN,
            "restaurantId": RESTAURANT,
            "date": "2026-11-28",
            "planHash": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            "changed": [{"bookingId": BOOKING, "from": [TABLE], "to": [OTHER_TABLE]}],
            "cleared": [],
        }
    )

    runId: UUID
    restaurantId: UUID
    date: dt.date
    planHash: str
    """Of the decisions alone: equal plans, equal hash."""
    changed: list[TableChange]
    """Bookings that got tables, or others."""
    cleared: list[TablesTaken]
    """Bookings that have none any more."""
