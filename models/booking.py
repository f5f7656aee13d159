"""Bookings and the windows of tables that are already taken."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator

from models.base import Id, Name, Value
from models.venue import MAX_PARTY, SeatingType
from models.window import Instant, Window


class BookingStatus(StrEnum):
    """The states of a booking, as the booking database names them."""

    CONFIRMED = "confirmed"
    PENDING = "pending"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    PRIORITY_WAITLIST = "PRIORITY_WAITLIST"
    NO_SHOW = "no_show"
    PENDING_ALLOCATION = "pending_allocation"
    CHECKED_IN = "checked_in"


Party = Annotated[int, Field(strict=True, ge=1, le=MAX_PARTY)]
"""Number of guests (covers) of one booking."""


DEMAND_PARTS = 100
"""Demand multipliers have two decimals; the planner counts in whole hundredths."""


def _whole_hundredths(value: float) -> float:
    if abs(value * DEMAND_PARTS - round(value * DEMAND_PARTS)) > 1e-6:
        raise ValueError("demand multipliers have at most two decimals")
    return value


Demand = Annotated[float, Field(gt=0, le=100), AfterValidator(_whole_hundredths)]
"""How much dearer an empty seat is at that time than on an ordinary evening."""

Place = Literal["any", "indoor", "outdoor", "bar", "window", "quiet", "booth"]
"""Where guests would like to sit, as the booking database names it."""


class Booking(Value):
    """A party that wants a table for a window; personal data never comes this far."""

    id: Id
    party: Party
    window: Window
    """The time its tables are blocked for: dining time plus buffers."""
    status: BookingStatus = BookingStatus.CONFIRMED
    priority: Annotated[int, Field(strict=True, ge=0, le=10)] = 0
    """0 is ordinary; each level makes seating this booking worth more."""
    vip: bool = False
    deposit: bool = False
    """It paid a deposit."""
    service: Id | None = None
    """lunch, dinner, drinks, ...: the merge rules and the fair shares it falls under."""
    demand: Demand = 1
    seating_preference: Place = "any"
    preferred_zone: Id | None = None
    preferred_seating: SeatingType | None = None
    current_tables: tuple[Id, ...] = ()
    """The tables it has now."""
    locked: bool = False
    """An operator's decision: it keeps the tables it has, or stays without."""
    slot: Name | None = None
    """Bookings of one slot can never share a table, whatever their windows (a database rule)."""

    @field_validator("current_tables")
    @classmethod
    def _as_a_set(cls, tables: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(tables)))


class Occupied(Value):
    """A window in which a table is taken by something that is not up for planning."""

    table: Id
    window: Window
    source: Literal["allocation", "assignment", "hold", "maintenance"] = "allocation"
    booking: Id | None = None
    """The booking it belongs to, when it is one."""
    until: Instant | None = None
    """For a hold: when it runs out."""
    slot: Name | None = None
