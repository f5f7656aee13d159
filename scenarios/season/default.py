"""The demand that is assumed of a house that has no past to fit it from."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from zoneinfo import ZoneInfo

from models.demand_profile import (
    BookedStay,
    DemandProfile,
    LeadTimes,
    LeadWeight,
    NoShowRate,
    PartyWeight,
    StartWeight,
)
from models.policy import PRODUCT_POLICY, ServicePolicy
from scenarios.demand import DemandMix, likely_stays, party_sizes, service_shares

LARGEST_PARTY = 12
HOUR, DAY = 60, 24 * 60

LEAD_EDGES = (
    *(0, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR),
    *(DAY, 2 * DAY, 3 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 56 * DAY, 366 * DAY),
)
"""Between these, in minutes before the start, lead times are counted and drawn evenly."""

SMALL_LEADS = (6, 12, 10, 8, 16, 12, 7, 14, 9, 5, 1, 0)
LARGE_LEADS = (1, 3, 4, 4, 8, 10, 8, 22, 20, 14, 6, 0)
"""Weights of the spans between the edges for parties below and from ``LARGE_FROM``. A choice."""

LARGE_FROM = 5

NO_SHOWS = ((1, 0, 0.03), (1, DAY, 0.06), (LARGE_FROM, 0, 0.02), (LARGE_FROM, DAY, 0.04))
"""From a party, from a lead time: the rate. A choice, of the order that the trade reports."""


def assumed_profile(
    policy: ServicePolicy = PRODUCT_POLICY,
    *,
    largest_party: int = LARGEST_PARTY,
    bookings: float = 100,
    mix: DemandMix | None = None,
) -> DemandProfile:
    """Return the demand of a busy house with these services.

    Party sizes, services and starts are those of ``sample_demand``; lead times, no-shows,
    cancellations, overruns and flexibility are choices, not measurements.
    """
    mix = mix or DemandMix()
    sizes = party_sizes(mix, largest_party)
    return DemandProfile(
        bookings_per_day=bookings,
        walk_ins_per_day=0.05 * bookings,
        parties=tuple(PartyWeight(party=party, weight=weight) for party, weight in sizes),
        starts=_starts(policy, mix),
        leads=(
            LeadTimes(from_party=1, spans=lead_spans(SMALL_LEADS)),
            LeadTimes(from_party=LARGE_FROM, spans=lead_spans(LARGE_LEADS)),
        ),
        stays=tuple(
            BookedStay(party=party, minutes=_stay_minutes(policy, party)) for party, _ in sizes
        ),
        no_shows=tuple(
            NoShowRate(from_party=party, from_lead_minutes=lead, rate=rate)
            for party, lead, rate in NO_SHOWS
        ),
    )


def lead_spans(weights: tuple[float, ...]) -> tuple[LeadWeight, ...]:
    """Return the spans between the edges with these weights."""
    return tuple(
        LeadWeight(from_minutes=begins, to_minutes=ends, weight=weight)
        for (begins, ends), weight in zip(pairwise(LEAD_EDGES), weights, strict=True)
    )


def _starts(policy: ServicePolicy, mix: DemandMix) -> tuple[StartWeight, ...]:
    """Return the starts of a couple on a day without a clock change."""
    day, zone = dt.date(2026, 1, 5), ZoneInfo("UTC")
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=zone)
    weights: dict[int, float] = defaultdict(float)
    for service, share in service_shares(policy, mix):
        stays = likely_stays(policy, service, 2, day, zone, mix)
        total = sum(weight for _, weight in stays)
        for stay, weight in stays:
            minute = int((stay.dining.start - midnight) / dt.timedelta(minutes=1))
            weights[minute] += share * weight / total
    return tuple(StartWeight(minute=minute, weight=weight) for minute, weight in weights.items())


def _stay_minutes(policy: ServicePolicy, party: int) -> int:
    """Return how long the last service blocks a party's tables, buffers included."""
    service = policy.services[-1]
    return service.turn_minutes(party) + service.buffer_before + service.buffer_after
