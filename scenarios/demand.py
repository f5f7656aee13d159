"""Synthetic bookings of a service date: seeded, typed, and about nobody in particular."""

import datetime as dt
import math
import random
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from pydantic import Field

from models.base import Id, Value
from models.booking import Booking, Party
from models.errors import LastSeatingError, ServiceOverrunError
from models.policy import Service, ServicePolicy, Stay, derive_stay
from models.window import Window

GRID = dt.timedelta(minutes=15)
PEAK_WINDOW_MINUTES = 120
SHORTEST_STAY = dt.timedelta(minutes=60)
"""Nobody books a start after which less than this is left before the close."""

T = TypeVar("T")

Share = Annotated[float, Field(ge=0, le=1)]


class PartyShare(Value):
    """How often parties of a size book, relative to the other sizes."""

    party: Party
    share: Share


class DemandMix(Value):
    """What a busy date's bookings look like."""

    parties: tuple[PartyShare, ...] = (
        PartyShare(party=1, share=0.03),
        PartyShare(party=2, share=0.42),
        PartyShare(party=3, share=0.11),
        PartyShare(party=4, share=0.22),
        PartyShare(party=5, share=0.06),
        PartyShare(party=6, share=0.08),
        PartyShare(party=8, share=0.04),
    )
    large: Share = 0.04
    """Share of parties above eight, of any size up to the largest."""
    priority: Share = 0.05
    """Share of bookings that matter more than others."""
    last_service: Share = 0.6
    """Share of the day's last service; the others divide the rest evenly."""
    peak: Share = 0.45
    """Where in a service most bookings start: 0 is its opening, 1 its last start."""
    spread: Annotated[float, Field(gt=0, le=5)] = 0.3
    """How widely starts scatter around the peak, as a part of the service's length."""


class DemandBooking(Value):
    """One synthetic booking."""

    number: Annotated[int, Field(ge=1)]
    party: Party
    service: Id
    day: dt.date
    stay: Stay
    priority: Annotated[int, Field(ge=0, le=10)] = 0

    @property
    def guest(self) -> str:
        """A name that belongs to nobody."""
        return f"Guest {self.number:03d}"

    @property
    def email(self) -> str:
        """An address that can never be delivered to."""
        return f"guest{self.number:03d}@example.test"

    @property
    def start(self) -> dt.datetime:
        """When the guests come."""
        return self.stay.dining.start

    @property
    def block(self) -> Window:
        """What tables are blocked for."""
        return self.stay.block

    def to_booking(self) -> Booking:
        """Return it as the planner sees it."""
        return Booking(
            id=f"G{self.number:03d}", party=self.party, window=self.block, priority=self.priority
        )


def sample_demand(
    venue_seats: int,
    policy: ServicePolicy,
    day: dt.date,
    zone: ZoneInfo,
    *,
    bookings: int,
    seed: int,
    largest_party: int = 12,
    mix: DemandMix | None = None,
) -> tuple[DemandBooking, ...]:
    """Draw the bookings of a date, in the order of their numbers.

    The same arguments always give the same bookings. No party is larger than ``largest_party`` or
    the whole restaurant; starts lie on the 15-minute grid, around a peak within each service, at
    times that the policy accepts.
    """
    mix = mix or DemandMix()
    dice = random.Random(f"demand-{seed}")
    sizes = party_sizes(mix, min(largest_party, venue_seats))
    services = service_shares(policy, mix)
    possible: dict[tuple[str, int], list[tuple[Stay, float]]] = {}
    drawn = []
    for number in range(1, bookings + 1):
        party = _choose(dice, sizes)
        service = _choose(dice, services)
        if (service.key, party) not in possible:
            possible[service.key, party] = likely_stays(policy, service, party, day, zone, mix)
        stay = _choose(dice, possible[service.key, party])
        priority = dice.randint(1, 3) if dice.random() < mix.priority else 0
        drawn.append(
            DemandBooking(
                number=number,
                party=party,
                service=service.key,
                day=day,
                stay=stay,
                priority=priority,
            )
        )
    return tuple(drawn)


def peak_load(demand: tuple[DemandBooking, ...], seats: int) -> float:
    """Return requested over offered seat-minutes in the worst two hours; above 1 cannot all fit."""
    if not demand:
        return 0.0
    first = min(booking.block.start for booking in demand)
    return peak_of(
        [
            (
                int((booking.block.start - first) / dt.timedelta(minutes=1)),
                int(booking.block.minutes),
                booking.party,
            )
            for booking in demand
        ],
        seats,
    )


def peak_of(visits: Sequence[tuple[int, int, int]], seats: int) -> float:
    """Return the peak load of visits: start and length in minutes, and party."""
    if not visits:
        return 0.0
    first = min(start for start, _, _ in visits)
    length = max(start + minutes for start, minutes, _ in visits) - first
    change = [0] * (length + PEAK_WINDOW_MINUTES + 1)
    for start, minutes, party in visits:
        change[start - first] += party
        change[start - first + minutes] -= party
    guest_minutes = [0, *accumulate(accumulate(change))]
    worst = max(
        guest_minutes[minute + PEAK_WINDOW_MINUTES] - guest_minutes[minute]
        for minute in range(length + 1)
    )
    return worst / (seats * PEAK_WINDOW_MINUTES)


def service_shares(policy: ServicePolicy, mix: DemandMix) -> list[tuple[Service, float]]:
    """Return the services of a day with the share of its bookings that each has."""
    rest = (1 - mix.last_service) / max(1, len(policy.services) - 1)
    shares = [rest] * (len(policy.services) - 1) + [mix.last_service]
    return list(zip(policy.services, shares, strict=True))


def party_sizes(mix: DemandMix, largest: int) -> list[tuple[int, float]]:
    """Return the sizes that book, with the share of each."""
    sizes = [(item.party, item.share) for item in mix.parties if item.party <= largest]
    above = list(range(9, largest + 1))
    return sizes + [(size, mix.large / len(above)) for size in above] or [(largest, 1.0)]


def likely_stays(
    policy: ServicePolicy,
    service: Service,
    party: int,
    day: dt.date,
    zone: ZoneInfo,
    mix: DemandMix,
) -> list[tuple[Stay, float]]:
    """Return the stays that a party could book at a service, with how likely each start is."""
    opens, closes = service.hours_on(day, zone)
    last = max(opens, closes - SHORTEST_STAY)
    peak = opens + (last - opens) * mix.peak
    sigma = max((closes - opens) * mix.spread, GRID)
    stays = []
    start = opens
    while start <= last:
        with suppress(LastSeatingError, ServiceOverrunError):
            stay = derive_stay(policy, party, start, zone, service.key)
            stays.append((stay, math.exp(-(((start - peak) / sigma) ** 2) / 2)))
        start += GRID
    return stays


def _choose(dice: random.Random, weighted: list[tuple[T, float]]) -> T:
    values = [value for value, _ in weighted]
    return dice.choices(values, weights=[weight for _, weight in weighted])[0]
