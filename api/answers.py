"""The shape of the answers, for the reference at /docs; the services write them."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

BOOKING = "002bbb3e-db76-5e20-b58b-81e6efca15df"
TABLE = "2241271b-6179-5d9c-88e2-118959917a17"

EXAMPLE: dict[str, Any] = {
    "date": "2026-11-28",
    "assigned": [{"bookingId": BOOKING, "tableIds": [TABLE]}],
    "skipped": [
        {
            "bookingId": "37c8fa28-04b3-5ef1-9f5e-5fc2c35f6f4c",
            "reason": "No suitable tables available (Tables for 6 are short at that time, and the "
            "plan gives them to parties that are worth more together)",
            "code": "outweighed",
        }
    ],
    "serviceFallbacks": [],
    "moved": [],
    "runId": "708165d1-8d39-49de-adc0-8b2c4aaf7459",
    "dryRun": False,
    "mode": "fill",
    "status": "optimal",
    "bound": 10250.0,
    "gap": 0.0,
    "objective": {
        "total": 10235.0,
        "seated": 10250.0,
        "stability": 0.0,
        "preferences": -15.0,
        "terms": {"cover": 10000.0, "booking": 250.0, "overage": -15.0},
    },
    "proof": [{"tier": "seated", "value": 10250.0, "bound": 10250.0, "gap": 0.0}],
    "statistics": {
        "bookings": 2,
        "seated": 1,
        "covers": 2,
        "covers_requested": 8,
        "merges": 0,
        "empty_seats": 0,
        "moved": 0,
    },
    "seconds": 0.41,
    "notes": [],
}


class Assigned(BaseModel):
    """A booking that got tables by this request."""

    bookingId: str
    tableIds: list[str]


class Skipped(BaseModel):
    """A booking without tables."""

    bookingId: str
    reason: str
    code: str


class Moved(BaseModel):
    """A booking that changed tables."""

    model_config = ConfigDict(populate_by_name=True)

    bookingId: str
    before: list[str] = Field(alias="from")
    to: list[str]


class ServiceFallback(BaseModel):
    """A booking outside every service, planned with the turn times of one."""

    bookingId: str
    usedFallback: bool
    fallbackService: str


class AssignTablesAnswer(BaseModel):
    """Who got tables, who did not and why, and how good the plan provably is."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    date: str
    assigned: list[Assigned]
    skipped: list[Skipped]
    serviceFallbacks: list[ServiceFallback]
    moved: list[Moved]
    runId: str
    dryRun: bool
    mode: str
    status: str = Field(description="optimal, feasible, or floor (the greedy plan).")
    bound: float | None = Field(description="No plan reaches more points in the leading tier.")
    gap: float | None = Field(description="Relative distance to the bound; 0 is proven optimal.")
    objective: dict[str, Any]
    proof: list[dict[str, Any]] = Field(description="Value and bound of every tier.")
    statistics: dict[str, int]
    seconds: float
    notes: list[str]
    decisions: list[dict[str, Any]] | None = Field(
        None, description="One record per booking, when captureDecisions is true."
    )
