"""The shape of the answer to those who plan a date."""

import datetime as dt
from typing import Literal
from uuid import UUID

from api.answers.shape import (
    BOOKING,
    OTHER_BOOKING,
    RUN,
    TABLE,
    Json,
    Shape,
    TableChange,
    example,
)
from models.plan import Objective, PlanStatus, Statistics, Tier
from models.problem import Mode

PLANNED: Json = {
    "date": "2026-11-28",
    "assigned": [{"bookingId": BOOKING, "tableIds": [TABLE]}],
    "skipped": [
        {
            "bookingId": OTHER_BOOKING,
            "reason": "No suitable tables available (Tables for 6 are short at that time, and the "
            "plan gives them to parties that are worth more together)",
            "code": "outweighed",
        }
    ],
    "serviceFallbacks": [],
    "moved": [],
    "runId": RUN,
    "dryRun": False,
    "mode": "fill",
    "status": "optimal",
    "bound": 2240.0,
    "gap": 0.0,
    "objective": {
        "total": 2240.0,
        "seated": 2250.0,
        "stability": 0.0,
        "preferences": -10.0,
        "terms": {"cover": 2000.0, "booking": 250.0, "overage": -10.0},
    },
    "proof": [{"tier": "total", "value": 2240.0, "bound": 2240.0, "gap": 0.0}],
    "statistics": {
        "bookings": 2,
        "seated": 1,
        "covers": 2,
        "covers_requested": 8,
        "merges": 0,
        "empty_seats": 2,
        "moved": 0,
    },
    "seconds": 0.41,
    "notes": [],
}


class Assigned(Shape):
    """A booking that got tables by this request."""

    bookingId: UUID
    tableIds: list[UUID]


class Skipped(Shape):
    """A booking without tables."""

    bookingId: UUID
    reason: str
    """A sentence for a person."""
    code: str
    """Why, for programs: all_taken, outweighed, ..., or why it has no window."""


class Fallback(Shape):
    """A booking outside every service, planned with the turn times of one."""

    bookingId: UUID
    usedFallback: Literal[True]
    fallbackService: str
    """lunch, dinner or drinks."""


class Proof(Shape):
    """Value and proven bound of one tier of the objective, in points; higher is better."""

    tier: Tier
    value: float
    bound: float | None
    """No plan can reach more; null when nothing was proven."""
    gap: float | None
    """Relative distance to the bound; 0 is proven optimal, null that nothing is known."""


class DecisionWindow(Shape):
    """What the booking's tables are blocked for."""

    start: dt.datetime
    end: dt.datetime


class SelectedTables(Shape):
    """The tables that were chosen."""

    tableIds: list[UUID]
    totalCapacity: int


class Decision(Shape):
    """What was decided about one booking."""

    bookingId: UUID
    partySize: int
    window: DecisionWindow
    selected: SelectedTables | None
    """Null: it got no tables."""
    skipReason: str | None
    """Null: it has tables."""
    change: Literal["new", "kept", "moved"] | None = None
    """Only of a booking with tables."""
    rejectionClassification: Literal["strategic", "hard"] | None = None
    """Only of a booking without: strategic when tables were free, but worth more elsewhere."""


class AssignTablesAnswer(Shape):
    """Who got tables, who did not and why, and how good the plan provably is."""

    model_config = example(PLANNED)

    date: dt.date
    assigned: list[Assigned]
    """Bookings that had tables before are in neither list, nor in `skipped`."""
    skipped: list[Skipped]
    serviceFallbacks: list[Fallback]
    moved: list[TableChange]
    runId: UUID
    dryRun: bool
    """Nothing was written to the bookings."""
    mode: Mode
    status: PlanStatus
    """optimal (proven), feasible, or floor (the greedy plan)."""
    bound: float | None
    """No plan reaches more points in the leading tier; null when nothing was proven."""
    gap: float | None
    """Relative distance to the bound; 0 is proven optimal, null that nothing is known."""
    objective: Objective
    proof: list[Proof]
    """One entry per tier that was optimised, the highest first."""
    statistics: Statistics
    seconds: float
    """What planning took, from problem to checked plan."""
    notes: list[str]
    """What an operator should know about the day as a whole."""
    decisions: list[Decision] | None = None
    """One record per booking; only when `captureDecisions` is true."""
