"""The shape of a run."""

import datetime as dt
from typing import Any
from uuid import UUID

from api.answers.shape import (
    BOOKING,
    END,
    OTHER_BOOKING,
    RESTAURANT,
    RUN,
    START,
    TABLE,
    Shape,
    example,
)
from models.plan import DayPlan
from models.run import RunState


class RunView(Shape):
    """One run with its whole plan."""

    model_config = example(
        {
            "id": RUN,
            "restaurantId": RESTAURANT,
            "date": "2026-11-28",
            "mode": "fill",
            "state": "committed",
            "problemHash": "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7",
            "planHash": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            "outcome": None,
            "createdAt": "2026-11-28T16:00:00+00:00",
            "bound": 2240.0,
            "gap": 0.0,
            "plan": {
                "problem_id": RESTAURANT,
                "problem_hash": "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7",
                "date": "2026-11-28",
                "mode": "fill",
                "max_moves": None,
                "status": "optimal",
                "seatings": [
                    {
                        "booking": BOOKING,
                        "party": 2,
                        "tables": [TABLE],
                        "window": {"start": START, "end": END},
                        "seats": 4,
                        "change": "new",
                        "stale": None,
                    }
                ],
                "unseated": [
                    {
                        "booking": OTHER_BOOKING,
                        "party": 6,
                        "window": {"start": START, "end": END},
                        "reason": "outweighed",
                        "message": "Tables for 6 are short at that time.",
                    }
                ],
                "objective": {
                    "total": 2240.0,
                    "seated": 2250.0,
                    "stability": 0.0,
                    "preferences": -10.0,
                    "terms": {"cover": 2000.0, "booking": 250.0, "overage": -10.0},
                },
                "proof": [{"tier": "total", "value": 2240.0, "bound": 2240.0}],
                "statistics": {
                    "bookings": 2,
                    "seated": 1,
                    "covers": 2,
                    "covers_requested": 8,
                    "merges": 0,
                    "empty_seats": 2,
                    "moved": 0,
                },
                "solve": {
                    "outcome": "completed",
                    "seconds": 0.41,
                    "budget_seconds": 10.0,
                    "seed": 1,
                    "deterministic": True,
                    "gap": 0.0,
                    "incumbents": 2,
                    "versions": {"maitred": "0.1.0", "ortools": "9.15.6755"},
                    "note": "",
                },
                "notes": [],
            },
        }
    )

    id: UUID
    restaurantId: UUID
    date: dt.date
    mode: str
    state: RunState
    problemHash: str
    """Of the day that was planned: 64 hex digits."""
    planHash: str
    """Of the decisions alone: equal plans, equal hash."""
    outcome: dict[str, Any] | None
    """What became of it: how much was `written`, or what had changed; null while it is planned."""
    createdAt: dt.datetime
    bound: float | None
    gap: float | None
    plan: DayPlan
