"""What a restaurant's demand looks like: how many ask, for what, how early, and what they do then.

Fitted from past bookings (``maitred simulate fit``) or assumed; a season is drawn from it.
"""

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from models.base import Name, Value
from models.booking import Party
from models.policy import Minutes

Share = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(ge=0, le=1e9)]
"""How often something happens relative to what stands beside it."""

MOST_PER_DAY = 5000
LONGEST_LEAD_MINUTES = 2 * 366 * 24 * 60

StayMinutes = Annotated[int, Field(strict=True, ge=5, le=1440)]
LeadMinutes = Annotated[int, Field(strict=True, ge=0, le=LONGEST_LEAD_MINUTES)]


class PartyWeight(Value):
    """How often parties of a size ask."""

    party: Party
    weight: Weight


class StartWeight(Value):
    """How often guests want to come at a time."""

    minute: Annotated[int, Field(strict=True, ge=0, lt=2 * 1440)]
    """Minutes after the local midnight of the service date; 1500 is one o'clock the next day."""
    weight: Weight


class LeadWeight(Value):
    """How often a booking is made within a span of time before its start."""

    from_minutes: LeadMinutes
    to_minutes: LeadMinutes
    """Exclusive."""
    weight: Weight

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.to_minutes <= self.from_minutes:
            raise ValueError(
                f"a span must end after it begins: {self.from_minutes} to {self.to_minutes}"
            )
        return self


class LeadTimes(Value):
    """How early parties from a size on book; up to the next such size."""

    from_party: Party
    spans: Annotated[tuple[LeadWeight, ...], Field(min_length=1)]


class NoShowRate(Value):
    """How often parties from a size on, that booked from so long before on, do not come."""

    from_party: Party
    from_lead_minutes: LeadMinutes
    rate: Share


class BookedStay(Value):
    """How long a party's tables are blocked for when it books: dining and buffer."""

    party: Party
    minutes: StayMinutes


class Overrun(Value):
    """How long guests really stay, over what was booked: a log-normal factor."""

    mean_log: Annotated[float, Field(ge=-3, le=3)] = -0.05
    sd_log: Annotated[float, Field(ge=0, le=2)] = 0.15


class Flexibility(Value):
    """How often guests would accept a start that is up to so many minutes away."""

    minutes: Minutes
    weight: Weight


class Cancellations(Value):
    """How often bookings are cancelled, and when."""

    rate: Share = 0.1
    when: Annotated[tuple[Weight, ...], Field(min_length=1, max_length=100)] = (1, 1, 1, 1, 1)
    """Weights of equal parts of the time from the booking to its start, the first part first."""


class DemandProfile(Value):
    """A restaurant's demand, as far as a season needs it."""

    name: Name = "assumed"
    bookings_per_day: Annotated[float, Field(gt=0, le=MOST_PER_DAY)] = 100
    """Requests on the mean day; their number on a day is Poisson."""
    walk_ins_per_day: Annotated[float, Field(ge=0, le=MOST_PER_DAY)] = 5
    weekdays: Annotated[tuple[Weight, ...], Field(min_length=7, max_length=7)] = (
        0.75,
        0.75,
        0.85,
        0.95,
        1.25,
        1.4,
        1.05,
    )
    """How busy each weekday is, Monday first, relative to each other."""
    parties: Annotated[tuple[PartyWeight, ...], Field(min_length=1)]
    starts: Annotated[tuple[StartWeight, ...], Field(min_length=1)]
    leads: Annotated[tuple[LeadTimes, ...], Field(min_length=1)]
    stays: Annotated[tuple[BookedStay, ...], Field(min_length=1)]
    """By party; a size that is missing stays as long as the nearest one."""
    overrun: Overrun = Overrun()
    cancellations: Cancellations = Cancellations()
    no_shows: Annotated[tuple[NoShowRate, ...], Field(min_length=1)] = (
        NoShowRate(from_party=1, from_lead_minutes=0, rate=0.05),
    )
    """Of those that fit a booking, the one of the largest size, then of the longest lead."""
    flexibility: Annotated[tuple[Flexibility, ...], Field(min_length=1)] = (
        Flexibility(minutes=0, weight=0.5),
        Flexibility(minutes=30, weight=0.3),
        Flexibility(minutes=60, weight=0.2),
    )
    """An assumption: past bookings do not tell what guests would have accepted."""
    grace_minutes: Minutes = 15
    """How long the tables of guests who do not come stay blocked."""
    patience_minutes: Minutes = 30
    """How long guests wait at the door for tables that are not free, before they leave."""

    @field_validator("parties", "stays")
    @classmethod
    def _each_size_once(cls, items: tuple[PartyWeight, ...]) -> tuple[PartyWeight, ...]:
        sizes = [item.party for item in items]
        if len(set(sizes)) < len(sizes):
            raise ValueError(f"a party size stands there twice: {sorted(sizes)}")
        return tuple(sorted(items, key=lambda item: item.party))

    @field_validator("starts")
    @classmethod
    def _each_start_once(cls, items: tuple[StartWeight, ...]) -> tuple[StartWeight, ...]:
        minutes = [item.minute for item in items]
        if len(set(minutes)) < len(minutes):
            raise ValueError(f"a start stands there twice: {sorted(minutes)}")
        return tuple(sorted(items, key=lambda item: item.minute))

    @field_validator("leads", "no_shows")
    @classmethod
    def _from_the_smallest_party(cls, items: tuple[LeadTimes, ...]) -> tuple[LeadTimes, ...]:
        if min(item.from_party for item in items) != 1:
            raise ValueError("one of them has to count from a party of 1")
        return tuple(sorted(items, key=lambda item: item.from_party))

    @model_validator(mode="after")
    def _something_can_happen(self) -> Self:
        weights = {
            "weekdays": self.weekdays,
            "parties": [item.weight for item in self.parties],
            "starts": [item.weight for item in self.starts],
            "cancellations.when": self.cancellations.when,
            "flexibility": [item.weight for item in self.flexibility],
            **{
                f"leads from {item.from_party}": [span.weight for span in item.spans]
                for item in self.leads
            },
        }
        for name, values in weights.items():
            if not sum(values):
                raise ValueError(f"all weights of {name} are 0: nothing could ever be drawn")
        return self

    @property
    def largest_party(self) -> int:
        """The largest party that asks."""
        return self.parties[-1].party

    @property
    def mean_party(self) -> float:
        """Guests of the mean booking."""
        guests = sum(item.party * item.weight for item in self.parties)
        return guests / sum(item.weight for item in self.parties)

    def stay_minutes(self, party: int) -> int:
        """Return how long a party's tables are blocked for."""
        nearest = min(self.stays, key=lambda item: (abs(item.party - party), item.party))
        return nearest.minutes

    def lead_times(self, party: int) -> LeadTimes:
        """Return how early a party books."""
        return max(
            (item for item in self.leads if item.from_party <= party),
            key=lambda item: item.from_party,
        )

    def no_show_rate(self, party: int, lead_minutes: int) -> float:
        """Return how often a party that booked so long before does not come; 0 if nothing fits."""
        fitting = [
            item
            for item in self.no_shows
            if item.from_party <= party and item.from_lead_minutes <= lead_minutes
        ]
        if not fitting:
            return 0.0
        return max(fitting, key=lambda item: (item.from_party, item.from_lead_minutes)).rate
