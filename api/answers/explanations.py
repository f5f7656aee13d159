"""The shapes of explanations of a run."""

import datetime as dt
from uuid import UUID

from api.answers.shape import (
    BOOKING,
    OTHER_BOOKING,
    OTHER_TABLE,
    RESTAURANT,
    RUN,
    TABLE,
    Json,
    Shape,
    example,
)
from models.explanation import Explanation, SeatingBreakdown

EXPLANATION: Json = {
    "booking": OTHER_BOOKING,
    "party": 6,
    "window": {"start": "2026-11-28T19:00:00Z", "end": "2026-11-28T21:00:00Z"},
    "reason": "outweighed",
    "message": "Tables for 6 are short then; they go to parties that are worth more together.",
    "conflict": {
        "elements": [
            {
                "kind": "booking",
                "booking": BOOKING,
                "party": 2,
                "window": {"start": "2026-11-28T19:00:00Z", "end": "2026-11-28T20:15:00Z"},
                "tables": [TABLE],
                "stays": False,
                "text": f"{BOOKING} (2 guests, 19:00–20:15) on 12",
            }
        ],
        "certified": True,
        "message": f"{OTHER_BOOKING} (6 guests, 19:00–21:00) "
        "cannot be seated together with "
        f"{BOOKING} (2 guests, 19:00–20:15) on "
        "12.",
    },
    "trade": {
        "tables": [TABLE, OTHER_TABLE],
        "turned_away": [
            {
                "booking": BOOKING,
                "party": 2,
                "window": {"start": "2026-11-28T19:00:00Z", "end": "2026-11-28T20:15:00Z"},
            }
        ],
        "seated": [],
        "moved": [],
        "guests": 4,
        "points": -16012.58,
        "terms": {
            "cover": 4000.0,
            "priority": -20000.0,
            "extra_table": -3.07,
            "fragmentation": -8.0,
            "adjacency_depth": -1.02,
            "scarcity": -0.49,
        },
        "better": False,
        "proven": True,
        "message": f"Seating {OTHER_BOOKING} (6 guests, 19:00–21:00) "
        f"on 12+14 would turn away {BOOKING} (2 "
        "guests, 19:00): 2 guests turned away, 4 more seated in all, but "
        "16,012.58 points less.",
    },
    "repairs": [
        {
            "kind": "other_time",
            "edits": [
                {
                    "kind": "reschedule",
                    "booking": OTHER_BOOKING,
                    "window": {"start": "2026-11-28T20:15:00Z", "end": "2026-11-28T22:15:00Z"},
                }
            ],
            "tables": [TABLE, OTHER_TABLE],
            "moves": [],
            "minutes": 75,
            "rules": [],
            "seats": None,
            "burden": 75.0,
            "message": "Come 75 minutes later, at 20:15: 12+14 is free.",
        }
    ],
    "finished": {
        "conflict": True,
        "trade": True,
        "repairs": {
            "other_time": True,
            "shorter_stay": True,
            "release": True,
            "open_table": True,
            "limits": True,
            "merge": True,
            "unlock": True,
            "moves": True,
            "new_table": True,
        },
    },
    "seconds": 0.12,
}

HEAD: Json = {
    "runId": RUN,
    "restaurantId": RESTAURANT,
    "date": "2026-11-28",
    "problemHash": "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7",
}


class RunExplained(Shape):
    """Everyone whom a run left without tables."""

    model_config = example({**HEAD, "explanations": [EXPLANATION]})

    runId: UUID
    restaurantId: UUID
    date: dt.date
    problemHash: str
    """Of the day that was planned: 64 hex digits."""
    explanations: list[Explanation]


class BookingExplained(Shape):
    """One booking of a run."""

    model_config = example({**HEAD, "explanation": EXPLANATION, "seating": None})

    runId: UUID
    restaurantId: UUID
    date: dt.date
    problemHash: str
    """Of the day that was planned: 64 hex digits."""
    explanation: Explanation | None
    """Given when it has no tables."""
    seating: SeatingBreakdown | None
    """Given when it has: what they are worth, and what the best others would have cost."""
