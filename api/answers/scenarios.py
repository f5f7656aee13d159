"""The shapes around scenarios: those of before, how they are written, and the night of a solve."""

import datetime as dt
from typing import Any, Literal

from api.answers.jobs import ASKED, SCENARIOS_JOB, ScenariosJob
from api.answers.looking import ServiceView
from api.answers.shape import BOOKING, END, START, TABLE, ZONE, Shape, Span, example
from models.booking import BookingStatus
from models.plan import PlanStatus, UnseatedReason
from scenarios.compare import Verdict


class ScenariosSummary(ScenariosJob):
    """A job that solves scenarios, in short."""

    verdicts: dict[str, Verdict]
    """By scenario; empty until the job is done."""


class ScenariosList(Shape):
    """The newest scenarios of a restaurant."""

    model_config = example({"jobs": [{**SCENARIOS_JOB, "verdicts": {}}]})

    jobs: list[ScenariosSummary]


class TermView(Shape):
    """A term of the objective."""

    name: str
    per: str
    """What its points are for, once each."""


class ScenarioFormat(Shape):
    """How scenarios are written."""

    model_config = example(
        {
            "jsonSchema": {"title": "ScenarioFile", "type": "object", "properties": {}},
            "rulePresets": ["banquet", "product", "reference"],
            "weightPresets": ["product", "reference"],
            "terms": [{"name": "cover", "per": "guest seated"}],
        }
    )

    jsonSchema: dict[str, Any]
    """Of a scenario file, with every kind of edit; what `maitred schema scenarios` prints."""
    rulePresets: list[str]
    """What `preset` of `set_rules` may be."""
    weightPresets: list[str]
    """What `preset` of `set_weights` may be."""
    terms: list[TermView]
    """What `points` of `set_weights` may name."""


class ScenariosRead(Shape):
    """The scenarios of a text."""

    model_config = example({"scenarios": [ASKED], "seeds": [0]})

    scenarios: list[dict[str, Any]]
    """As `POST /api/v1/scenarios` takes them."""
    seeds: list[int]


class SolvedZone(Shape):
    """A zone of the room."""

    id: str
    name: str


class SolvedTable(Shape):
    """A table of the room as it was edited."""

    id: str
    """As in the view of the date, or as the scenario calls a table that it adds."""
    name: str
    zoneId: str
    capacity: int
    active: bool


class SolvedBooking(Span):
    """A booking as it was edited or drawn."""

    id: str
    party: int
    status: BookingStatus
    service: str | None
    priority: int
    locked: bool


class SolvedSeating(Span):
    """A booking with the tables that the plan gives it."""

    bookingId: str
    tableIds: list[str]
    stale: str | None
    """Why it breaks the rules of the edited day: a booking keeps what it had. Null: it does not."""


class SolvedOccupancy(Span):
    """A table that is taken by something that is not up for planning, or closed."""

    tableId: str
    source: Literal["allocation", "assignment", "hold", "maintenance"]
    bookingId: str | None


class SolvedUnseated(Shape):
    """A booking that the plan gives no tables, and why."""

    bookingId: str
    party: int
    reason: UnseatedReason
    message: str


class SolvedNight(Shape):
    """One solve: the room as it was edited, who sits where, and who does not."""

    model_config = example(
        {
            "scenario": "rain",
            "seed": 0,
            "date": "2026-11-28",
            "timeZone": "Europe/London",
            "status": "optimal",
            "gap": 0.0,
            "services": [],
            "zones": [{"id": ZONE, "name": "Main"}],
            "tables": [{"id": TABLE, "name": "12", "zoneId": ZONE, "capacity": 4, "active": True}],
            "occupancy": [],
            "bookings": [
                {
                    "id": BOOKING,
                    "party": 3,
                    "startAt": START,
                    "endAt": END,
                    "status": "confirmed",
                    "service": "dinner",
                    "priority": 0,
                    "locked": False,
                }
            ],
            "seatings": [
                {"bookingId": BOOKING, "tableIds": [TABLE], "startAt": START, "endAt": END}
                | {"stale": None}
            ],
            "unseated": [],
        }
    )

    scenario: str
    """`base` is the day as it is."""
    seed: int
    date: dt.date
    timeZone: str
    status: PlanStatus
    gap: float | None
    services: list[ServiceView]
    """Those of the policy that open on the date, the earliest first."""
    zones: list[SolvedZone]
    tables: list[SolvedTable]
    occupancy: list[SolvedOccupancy]
    bookings: list[SolvedBooking]
    seatings: list[SolvedSeating]
    unseated: list[SolvedUnseated]
