"""A restaurant's past, booking by booking: what demand is fitted from.

Nothing in it says who a guest was.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, NaiveDatetime, model_validator

from models.base import Value
from models.booking import Party
from models.demand_profile import LONGEST_LEAD_MINUTES, StayMinutes
from models.window import ServiceDate, written_out

MINUTE = timedelta(minutes=1)

Clocktime = Annotated[NaiveDatetime, BeforeValidator(written_out)]
"""A date and time on the restaurant's own clock, such as 2026-05-09T19:30."""


class Ending(StrEnum):
    """How a booking ended."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    WALK_IN = "walk_in"
    """It never was a booking: the guests came and were seated."""


class PastBooking(Value):
    """One booking, or one party that walked in."""

    start: Clocktime
    """When it was booked for; when a walk-in came."""
    party: Party
    booked_at: Clocktime | None = None
    """When it was made; left out for walk-ins."""
    booked_minutes: StayMinutes
    """How long its tables were to be blocked for, the time to reset them included."""
    stayed_minutes: StayMinutes | None = None
    """How long they really were, if that is known."""
    status: Ending
    cancelled_at: Clocktime | None = None
    """When it was cancelled, if that is known."""
    service_date: ServiceDate | None = None
    """The date of its service when that is not the date of its start: after midnight."""

    @model_validator(mode="after")
    def _times_agree(self) -> Self:
        if self.status is Ending.WALK_IN:
            if self.booked_at is not None:
                raise ValueError("a walk-in was never booked: leave booked_at empty")
        elif self.booked_at is None:
            raise ValueError("booked_at is missing; only walk-ins have none")
        elif not timedelta(0) <= self.start - self.booked_at < LONGEST_LEAD_MINUTES * MINUTE:
            raise ValueError(f"booked_at {self.booked_at} is after the start, or years before it")
        if self.cancelled_at is not None:
            if self.status is not Ending.CANCELLED:
                raise ValueError(f"cancelled_at is given, but the status is {self.status}")
            if self.booked_at is not None and not self.booked_at <= self.cancelled_at:
                raise ValueError(f"cancelled_at {self.cancelled_at} is before booked_at")
        if not 0 <= (self.start.date() - self.day).days <= 1:
            raise ValueError(f"service_date {self.day} is not the date of the start or before it")
        return self

    @property
    def day(self) -> date:
        """The service date."""
        return self.service_date or self.start.date()

    @property
    def minute(self) -> int:
        """The start in minutes after the midnight of the service date."""
        days = (self.start.date() - self.day).days
        return days * 24 * 60 + self.start.hour * 60 + self.start.minute

    @property
    def lead_minutes(self) -> int:
        """How long before its start it was made; 0 for walk-ins."""
        return 0 if self.booked_at is None else (self.start - self.booked_at) // MINUTE


class PastFile(Value):
    """Past bookings as a JSON file."""

    bookings: Annotated[tuple[PastBooking, ...], Field(max_length=2_000_000)]
