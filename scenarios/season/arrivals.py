"""Draw the guests of a date from a demand profile: the same seed always gives the same guests."""

import datetime as dt
import hashlib
import math
from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np

from models.booking import Party
from models.demand_profile import DemandProfile
from scenarios.demand import peak_of
from scenarios.season.guests import Guest

T = TypeVar("T")

SHORTEST_STAY_MINUTES = 5
STEP_MINUTES = 15
"""Other times that guests would accept lie so many minutes apart."""

USUAL_TURNS = 2.0
"""Guests of a day per seat at a peak load of 1: where the search for a volume begins."""

PILOT_DAYS = 56
"""Days on which it is measured how busy a profile is: eight whole weeks."""


def guests_of(
    profile: DemandProfile, day: dt.date, seed: int, *, volume: float = 1.0, name: str = "season"
) -> tuple[Guest, ...]:
    """Draw everybody who asks for tables of a date.

    ``volume`` multiplies how many ask. Dates are independent of each other, and of the order in
    which they are drawn.
    """
    return _Draw(profile, day, seed, volume, name).guests()


def volume_for(profile: DemandProfile, load: float, seats: int) -> float:
    """Return the volume at which the mean day's peak load is ``load``.

    Found on pilot days of a seed of their own: the peak grows nearly in proportion.
    """
    first = dt.date(2026, 1, 5)
    days = [first + dt.timedelta(days=number) for number in range(PILOT_DAYS)]
    parties = profile.bookings_per_day + profile.walk_ins_per_day
    volume = USUAL_TURNS * load * seats / (parties * profile.mean_party)
    for _ in range(3):
        drawn = [guests_of(profile, day, 0, volume=volume, name="pilot") for day in days]
        total = sum(load_of(guests, seats) for guests in drawn)
        if not total:  # hardly anybody is to come: what it began with is as good as any
            break
        volume *= load * len(days) / total
    return volume


def load_of(guests: Sequence[Guest], seats: int) -> float:
    """Return the peak load of everybody who asks; see ``scenarios.demand``."""
    return peak_of([(guest.start, guest.minutes, guest.party) for guest in guests], seats)


class _Draw:
    def __init__(
        self, profile: DemandProfile, day: dt.date, seed: int, volume: float, name: str
    ) -> None:
        self._profile = profile
        self._dice = np.random.default_rng(_number(f"{name}|{seed}|{day.isoformat()}"))
        level = profile.weekdays[day.weekday()] * 7 / sum(profile.weekdays)
        self._bookings = profile.bookings_per_day * level * volume
        self._walk_ins = profile.walk_ins_per_day * level * volume
        self._starts = {item.minute for item in profile.starts if item.weight}

    def guests(self) -> tuple[Guest, ...]:
        booked, walk_ins = self._dice.poisson([self._bookings, self._walk_ins]).tolist()
        guests = [self._booking(number) for number in range(booked)]
        guests += [self._walk_in(number) for number in range(booked, booked + walk_ins)]
        return tuple(guests)

    def _booking(self, number: int) -> Guest:
        profile, dice = self._profile, self._dice
        party, start, minutes, stays = self._visit()
        lead = self._lead(party)
        asks_at = start - lead
        # Everything is drawn whether it counts or not: a rate of 0 changes nothing else.
        cancels, comes = dice.random() < profile.cancellations.rate, dice.random()
        part = self._one_of(range(len(profile.cancellations.when)), profile.cancellations.when)
        share = (part + dice.random()) / len(profile.cancellations.when)
        flexible = self._one_of(
            [item.minutes for item in profile.flexibility],
            [item.weight for item in profile.flexibility],
        )
        return Guest(
            number=number,
            party=party,
            asks_at=asks_at,
            start=start,
            minutes=minutes,
            stays=stays,
            other_starts=self._others(start, flexible),
            cancels_at=asks_at + math.floor(share * lead) if cancels else None,
            comes=bool(comes >= profile.no_show_rate(party, lead)),
        )

    def _walk_in(self, number: int) -> Guest:
        party, start, minutes, stays = self._visit()
        start += int(self._dice.integers(0, STEP_MINUTES))
        return Guest(
            number=number,
            party=party,
            asks_at=start,
            start=start,
            minutes=minutes,
            stays=stays,
            walks_in=True,
        )

    def _visit(self) -> tuple[Party, int, int, int]:
        """Draw party, start, minutes booked and minutes stayed."""
        profile = self._profile
        party = self._one_of(
            [item.party for item in profile.parties], [item.weight for item in profile.parties]
        )
        start = self._one_of(
            [item.minute for item in profile.starts], [item.weight for item in profile.starts]
        )
        minutes = profile.stay_minutes(party)
        factor = math.exp(self._dice.normal(profile.overrun.mean_log, profile.overrun.sd_log))
        return party, start, minutes, max(SHORTEST_STAY_MINUTES, round(minutes * factor))

    def _lead(self, party: int) -> int:
        spans = self._profile.lead_times(party).spans
        span = self._one_of(spans, [item.weight for item in spans])
        return int(self._dice.integers(span.from_minutes, span.to_minutes))

    def _others(self, start: int, flexible: int) -> tuple[int, ...]:
        """Return the starts within reach at which the house takes guests, the nearest first."""
        steps = range(STEP_MINUTES, flexible + 1, STEP_MINUTES)
        return tuple(
            other
            for step in steps
            for other in (start - step, start + step)
            if other in self._starts
        )

    def _one_of(self, values: Sequence[T], weights: Sequence[float]) -> T:
        """Draw a value by its weight."""
        total = np.cumsum(np.asarray(weights, dtype=float))
        at = int(np.searchsorted(total, self._dice.random() * total[-1], side="right"))
        return values[at]


def _number(name: str) -> Any:
    """Return a seed for a name, the same on every machine."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "big")
