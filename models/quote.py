"""The answer to one booking that asks for tables: what it could have, and at whose cost."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from models.base import Count, Id, Value
from models.booking import Party
from models.plan import UnseatedReason
from models.rules import MergeSize
from models.window import Instant, Window

MOST_MOVES = 3
"""More guests than that are not asked to move for one booking."""


class QuoteOptions(Value):
    """What the asking booking's tables are limited to, and how far the quote goes."""

    zone: Id | None = None
    """Only tables of this zone."""
    max_tables: MergeSize | None = None
    """Most tables of one merge, in place of what the rules say; for named sets too."""
    require_adjacency: bool | None = None
    """Whether merged tables must be neighbours, in place of what the rules say."""
    avoid: tuple[Id, ...] = ()
    """Tables it must not have."""
    keep: Annotated[int, Field(strict=True, ge=1, le=1000)] = 10
    """Most candidates that are returned."""
    prices: Annotated[int, Field(strict=True, ge=0, le=100)] = 3
    """Of how many of the best candidates the price is wanted; of other times each one's best."""
    window_minutes: Annotated[int, Field(strict=True, ge=0, le=720)] = 120
    """How much earlier or later the booking might come; 0 for no other times."""
    step_minutes: Annotated[int, Field(strict=True, ge=5, le=240)] = 15
    """Steps between other times."""
    moves: Annotated[int, Field(strict=True, ge=0, le=MOST_MOVES)] = 2
    """Most bookings that may be proposed to move when nothing is free; 0 for none."""
    budget_seconds: Annotated[float, Field(ge=0, le=60)] = 0.25

    @field_validator("avoid")
    @classmethod
    def _as_a_set(cls, tables: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(tables)))


class ExpectedRequest(Value):
    """One kind of request that is still to come: a forecast."""

    party: Party
    window: Window
    service: Id | None = None
    """Whose merge rules it falls under."""
    expected: Annotated[float, Field(ge=0, le=1000)]
    """How many such requests are expected."""


class Loss(Value):
    """Whom a candidate would cost their tables, and how many of them."""

    party: Party
    start: Instant
    covers: Annotated[float, Field(gt=0)]
    """Expected guests who find no table any more."""
    booking: Id | None = None
    """The booking that waits; None for requests still to come."""


class Price(Value):
    """What a candidate costs the rest of the night."""

    covers: Annotated[float, Field(ge=0)]
    """Expected guests fewer at the tables that are free, if this candidate is taken."""
    losses: tuple[Loss, ...] = ()
    """Who has to give way, most covers first. Others may gain, so they can add up to more."""


class Offer(Value):
    """A legal candidate with its score; ``score`` and ``terms`` are points, costs negative."""

    tables: Annotated[tuple[Id, ...], Field(min_length=1)]
    seats: Count
    """Seats of the set, after what joining costs."""
    score: float
    """What the day plan is worth more with it than with the booking unseated."""
    terms: dict[str, float]
    """The score by term."""
    price: Price | None = None
    """None when it was not asked for or not finished."""


class OtherTime(Value):
    """Another time at which the booking could come, with its best candidate."""

    start: Instant
    """When its guests would come."""
    window: Window
    """What its tables would be blocked for: with the buffers, and as long as its stay is then."""
    offer: Offer


class Move(Value):
    """A booking that would have to change its tables."""

    booking: Id
    party: Party
    window: Window
    from_tables: Annotated[tuple[Id, ...], Field(min_length=1)]
    to_tables: Annotated[tuple[Id, ...], Field(min_length=1)]


class Proposal(Value):
    """Moves that would make room; nothing of it is done."""

    moves: Annotated[tuple[Move, ...], Field(min_length=1)]
    tables: Annotated[tuple[Id, ...], Field(min_length=1)]
    """What the asking booking would get."""
    seats: Count
    score: float
    """Points that the day plan gains by all of it."""


class Obstacle(StrEnum):
    """Why a booking is offered nothing, beside the reasons that plans know."""

    NOT_AS_ASKED = "not_as_asked"
    """Tables are free, but none of those that were asked for."""
    STAYS = "stays"
    """It is locked, or its guests have come: it keeps the tables it has."""


class WhyNot(Value):
    """Why nothing is free for the booking at its time."""

    reason: UnseatedReason | Obstacle
    message: str


class Finished(Value):
    """Which rungs of the ladder were finished within the budget; None for those not needed."""

    candidates: bool = True
    prices: bool | None = None
    other_times: bool | None = None
    other_prices: bool | None = None
    moves: bool | None = None
    """False with a proposal: no fewer moves would do, but others may be better."""


class Quote(Value):
    """What a booking can be given, the best first, and what it costs the rest of the night."""

    booking: Id
    party: Party
    window: Window
    candidates: tuple[Offer, ...] = ()
    found: Count = 0
    """Legal candidates in all."""
    next_times: tuple[OtherTime, ...] = ()
    """The nearest first."""
    proposal: Proposal | None = None
    why_not: WhyNot | None = None
    """Given when there is no candidate."""
    finished: Finished = Finished()
    seconds: Annotated[float, Field(ge=0)] = 0
    """What the quote took."""

    @model_validator(mode="after")
    def _reason_or_candidates(self) -> Self:
        if bool(self.candidates) == (self.why_not is not None):
            raise ValueError("a quote has either candidates or a reason why not")
        return self
