"""The shape of a quote."""

import datetime as dt
from uuid import UUID

from pydantic import Field

from api.answers.shape import (
    END,
    HOLD,
    OTHER_BOOKING,
    OTHER_TABLE,
    START,
    TABLE,
    UNTIL,
    ZONE,
    Conflict,
    Json,
    Shape,
    example,
)
from models.adjacency import Standing


class ScoreBreakdown(Shape):
    """Penalties in points, as the product's clients know them; lower is better."""

    slack_penalty: float
    """For empty seats."""
    scarcity_penalty: float
    """For tables that others need more."""
    structural_penalty: float
    """For merges of uneven tables, or over zones."""
    combination_penalty: float
    """For more than one table."""
    future_conflict_penalty: float
    """Expected guests that the rest of the night loses; 0 when the price is not known."""
    demand_multiplier: float
    """How much dearer an empty seat is at that time than on an ordinary evening."""
    total_score: float
    """Equals `score`."""


class Loss(Shape):
    """Whom a candidate would cost their tables."""

    partySize: int
    startAt: dt.datetime
    covers: float
    """Expected guests who find no table any more."""
    bookingId: UUID | None
    """The booking that waits; null for requests still to come."""


class Price(Shape):
    """What a candidate costs the rest of the night."""

    covers: float
    """Expected guests fewer at the tables that are free."""
    losses: list[Loss]
    """Who has to give way, most covers first."""


class Candidate(Shape):
    """A table set that the booking could have."""

    tableIds: list[UUID]
    tableNumbers: list[str]
    totalCapacity: int
    """Seats of the set, after what joining costs."""
    tableCount: int
    slack: int
    """Seats that stay empty."""
    score: float
    """Penalty in points; lower is better."""
    adjacencyStatus: Standing
    scoreBreakdown: ScoreBreakdown
    points: float
    """What the day plan is worth more with it than with the booking unseated."""
    terms: dict[str, float]
    """`points` by term of the objective; `maitred weights` explains each."""
    price: Price | None
    """Null when the budget left no time for it, or it was not among the best."""


class OtherTime(Shape):
    """Another time at which the booking could come, with its best candidate."""

    startAt: dt.datetime
    """When its guests would come: within the hours of a service, not after its last seating."""
    endAt: dt.datetime
    """When its tables would be free again, by the turn times of that service."""
    candidate: Candidate


class Skip(Shape):
    """A candidate that was passed over."""

    candidate: Candidate
    reason: str
    conflicts: list[Conflict]


class ServiceFallback(Shape):
    """Whether the booking lies outside every service, and which one lent its turn times."""

    usedFallback: bool
    fallbackService: str | None
    """lunch, dinner or drinks; null when none was needed."""


class Move(Shape):
    """A booking that would have to change its tables."""

    bookingId: UUID
    partySize: int
    startAt: dt.datetime
    endAt: dt.datetime
    before: list[UUID] = Field(alias="from")
    to: list[UUID]


class Proposal(Shape):
    """Moves that would make room; nothing of it is done."""

    moves: list[Move]
    tableIds: list[UUID]
    """What the booking would get."""
    tableNumbers: list[str]
    totalCapacity: int
    points: float
    """Points that the day plan gains by all of it."""


class WhyNot(Shape):
    """Why nothing is free for the booking at its time."""

    code: str
    """A reason of plans, or not_as_asked, or stays."""
    message: str


class Rungs(Shape):
    """Which parts the budget left time for; null: not needed."""

    candidates: bool
    prices: bool | None
    other_times: bool | None
    other_prices: bool | None
    moves: bool | None


class HoldWindow(Shape):
    """The window that the held tables are kept for."""

    start: dt.datetime
    end: dt.datetime


CANDIDATE: Json = {
    "tableIds": [TABLE],
    "tableNumbers": ["12"],
    "totalCapacity": 4,
    "tableCount": 1,
    "slack": 1,
    "score": 6.1,
    "adjacencyStatus": "single",
    "scoreBreakdown": {
        "slack_penalty": 5.0,
        "scarcity_penalty": 1.1,
        "structural_penalty": 0.0,
        "combination_penalty": 0.0,
        "future_conflict_penalty": 0.4,
        "demand_multiplier": 1.0,
        "total_score": 6.1,
    },
    "points": 3243.9,
    "terms": {"cover": 3000.0, "booking": 250.0, "overage": -5.0, "scarcity": -1.1},
    "price": {
        "covers": 0.4,
        "losses": [
            {"partySize": 4, "startAt": START, "covers": 0.4, "bookingId": OTHER_BOOKING},
        ],
    },
}

QUOTE: Json = {
    "holdId": HOLD,
    "expiresAt": UNTIL,
    "window": {"start": START, "end": END},
    "candidate": CANDIDATE,
    "zoneId": ZONE,
    "requireAdjacency": None,
    "alternates": [],
    "nextTimes": [],
    "otherTimes": [],
    "skipped": [],
    "serviceFallback": {"usedFallback": False, "fallbackService": None},
    "proposal": None,
    "finished": {
        "candidates": True,
        "prices": True,
        "other_times": None,
        "other_prices": None,
        "moves": None,
    },
    "found": 1,
}

LOOKED: Json = {
    **{name: QUOTE[name] for name in QUOTE if name not in ("window", "zoneId", "requireAdjacency")},
    **{"holdId": None, "expiresAt": None, "reason": None, "whyNot": None},
    "candidate": {**CANDIDATE, "tableIds": [OTHER_TABLE], "tableNumbers": ["14"]},
}
"""The same when nothing is held."""


class QuoteAnswer(Shape):
    """What a booking could have, at which price, and what is held of it.

    With a hold `window`, `zoneId` and `requireAdjacency` are there; without one `reason` and
    `whyNot` are.
    """

    model_config = example(QUOTE)

    holdId: UUID | None
    """Null when nothing is held."""
    expiresAt: dt.datetime | None
    """When the hold runs out; null without one."""
    window: HoldWindow | None = None
    """Only with a hold."""
    candidate: Candidate | None
    """What is held or, with `hold: false`, the best there is; null when there is none."""
    zoneId: UUID | None = None
    """Only with a hold: the zone of its tables."""
    requireAdjacency: bool | None = None
    """Only with a hold: as the request said it."""
    reason: str | None = None
    """Only without a hold: why; null when only a look was asked for."""
    whyNot: WhyNot | None = None
    """Only without a hold: what the solver says; null when there are candidates."""
    alternates: list[Candidate]
    """The other candidates, the best first."""
    nextTimes: list[dt.datetime]
    """Other times at which the booking could come, the nearest first."""
    otherTimes: list[OtherTime]
    """The same with what could be had then."""
    skipped: list[Skip]
    """Candidates that somebody took meanwhile, or that others hold: they may give them back."""
    serviceFallback: ServiceFallback
    proposal: Proposal | None
    """Moves of others that would make room, when nothing is free."""
    finished: Rungs
    found: int
    """Legal candidates in all."""
