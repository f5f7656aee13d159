"""A season: dates drawn from a demand profile, each played under every policy with the same guests.

Dates have no tables in common, so each is played by itself, from the first request for it to the
last guest who leaves: that is the same as playing all of them on one calendar.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from models.base import Value
from models.demand_profile import DemandProfile
from models.problem import DayProblem
from models.window import ServiceDate
from scenarios.season.arrivals import guests_of, load_of, volume_for
from scenarios.season.guests import Evening, Guest
from scenarios.season.house import House, without_merges
from scenarios.season.measures import Counts
from scenarios.season.night import Night
from scenarios.season.policies import Legacy, Maitred, Policy

FIRST_DATE = dt.date(2026, 1, 5)
"""A Monday; which one does not matter, only the weekdays do."""

Load = Annotated[float, Field(gt=0, le=10)]

Volumes = dict[float | None, float]


class PolicyName(StrEnum):
    """The policies that can be played."""

    LEGACY = "legacy"
    """The best tables of the moment, one at a time; merges as the rules allow."""
    LEGACY_SINGLES = "legacy-singles"
    """The same with every merge switched off, as it ran in production."""
    MAITRED = "maitred"


class Season(Value):
    """All that the result depends on; equal seasons have equal results."""

    problem: DayProblem
    """Its venue, rules and weights count; its bookings do not."""
    profile: DemandProfile
    days: Annotated[int, Field(strict=True, ge=1, le=3660)] = 90
    first: ServiceDate = FIRST_DATE
    seeds: Annotated[tuple[int, ...], Field(min_length=1)] = (1,)
    loads: tuple[Load, ...] = ()
    """Mean peak loads to play; empty plays the profile as it is."""
    policies: Annotated[tuple[PolicyName, ...], Field(min_length=1)] = tuple(PolicyName)

    def keys(self) -> "list[DayKey]":
        """Return all dates, seed by seed."""
        return [
            DayKey(load=load, seed=seed, date=self.first + dt.timedelta(days=number))
            for seed in self.seeds
            for load in (self.loads or (None,))
            for number in range(self.days)
        ]


class DayKey(Value):
    """Names one date of a season."""

    load: Load | None
    seed: int
    date: ServiceDate


class DayResult(Value):
    """What became of one date, by policy."""

    key: DayKey
    peak_load: float
    """Requested over offered seat-minutes in the worst two hours."""
    counts: dict[PolicyName, dict[str, int]]
    seconds: dict[PolicyName, float]
    """Processor time; all other figures are the same on every run."""


def volumes_of(season: Season) -> Volumes:
    """Return by load how many more ask than the profile says."""
    seats = season.problem.venue.seats
    return {
        None: 1.0,
        **{load: volume_for(season.profile, load, seats) for load in season.loads},
    }


class Stage:
    """A season ready to be played; what all of its dates share is prepared once."""

    def __init__(self, season: Season, volumes: Volumes, clock: Callable[[], float]) -> None:
        self.season = season
        self._volumes = volumes
        self._clock = clock

    def guests(self, key: DayKey) -> tuple[Guest, ...]:
        """Draw who asks for tables of a date."""
        name = f"season {key.load}"
        volume = self._volumes[key.load]
        return guests_of(self.season.profile, key.date, key.seed, volume=volume, name=name)

    def play(self, key: DayKey) -> DayResult:
        """Play a date under every policy."""
        guests, profile = self.guests(key), self.season.profile
        evening = Evening(profile.grace_minutes, profile.patience_minutes)
        counts: dict[PolicyName, Counts] = {}
        seconds: dict[PolicyName, float] = {}
        for name in self.season.policies:
            policy = self.policy(name)
            began = self._clock()
            counts[name] = Night(policy, guests, evening).run()
            seconds[name] = round(self._clock() - began, 3)
        return DayResult(
            key=key,
            peak_load=round(load_of(guests, self._house.seats), 4),
            counts={name: asdict(item) for name, item in counts.items()},
            seconds=seconds,
        )

    def policy(self, name: PolicyName) -> Policy:
        """Return a policy that has seen nothing yet."""
        if name is PolicyName.MAITRED:
            return Maitred(self._house)
        return Legacy(self._house if name is PolicyName.LEGACY else self._singles)

    @cached_property
    def _house(self) -> House:
        return House(self.season.problem, self.season.profile.largest_party)

    @cached_property
    def _singles(self) -> House:
        return House(without_merges(self.season.problem), self.season.profile.largest_party)


def play_all(stage: Stage, keys: Sequence[DayKey], tell: Callable[[DayResult], None]) -> None:
    """Play dates one after the other in this process."""
    for key in keys:
        tell(stage.play(key))
