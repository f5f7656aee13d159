"""Fit a demand profile from a restaurant's past bookings.

What is counted are bookings that were taken: guests who were refused left no trace, so on days that
were full the demand was larger than what is fitted here.
"""

import datetime as dt
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from statistics import mean, median_low, stdev

from pydantic import ValidationError

from models.demand_profile import (
    BookedStay,
    Cancellations,
    DemandProfile,
    LeadTimes,
    NoShowRate,
    Overrun,
    PartyWeight,
    StartWeight,
)
from models.errors import Flaw, InvalidInputError, flaws_of
from models.past import MINUTE, Ending, PastBooking
from scenarios.demand import GRID
from scenarios.season.default import DAY, LARGE_FROM, LEAD_EDGES, lead_spans

PARTS = 5
"""Into so many parts the time from a booking to its start is cut, to see when it is cancelled."""

FEW_DAYS = 28
FEW_ROWS = 30
"""With less a figure is told to be uncertain."""

BANDS = (1, LARGE_FROM)


def fit_profile(
    rows: Sequence[PastBooking], name: str = "fitted"
) -> tuple[DemandProfile, list[str]]:
    """Return the profile, and sentences that say what had to be assumed.

    Raises:
        InvalidInputError: nobody booked, walk-ins aside, or it is not the past of one restaurant:
            more a day than any takes.
    """
    booked = [row for row in rows if row.status is not Ending.WALK_IN]
    if not booked:
        raise InvalidInputError([Flaw("", "", "has walk-ins only, no booking")], subject=name)
    notes: list[str] = []
    weekdays = _per_weekday(rows, booked, notes)
    days = _span(rows).days + 1
    try:
        profile = _profile(rows, booked, weekdays, days, name, notes)
    except ValidationError as error:
        raise InvalidInputError(flaws_of(error), subject="the demand fitted") from error
    notes.append("What other times guests would have accepted is assumed: no booking tells.")
    return profile, notes


def _profile(
    rows: Sequence[PastBooking],
    booked: Sequence[PastBooking],
    weekdays: list[float],
    days: int,
    name: str,
    notes: list[str],
) -> DemandProfile:
    return DemandProfile(
        name=name,
        bookings_per_day=sum(weekdays) / 7,
        walk_ins_per_day=(len(rows) - len(booked)) / days,
        weekdays=tuple(weekdays),
        parties=tuple(
            PartyWeight(party=party, weight=count)
            for party, count in Counter(row.party for row in booked).items()
        ),
        starts=tuple(
            StartWeight(minute=minute, weight=count)
            for minute, count in Counter(_on_grid(row.minute) for row in booked).items()
        ),
        leads=tuple(
            LeadTimes(from_party=band, spans=lead_spans(_leads(_in_band(booked, band) or booked)))
            for band in BANDS
        ),
        stays=_stays(rows),
        overrun=_overrun(rows, notes),
        cancellations=_cancellations(booked, notes),
        no_shows=_no_shows(booked, notes),
    )


def _span(rows: Sequence[PastBooking]) -> dt.timedelta:
    days = [row.day for row in rows]
    return max(days) - min(days)


def _per_weekday(
    rows: Sequence[PastBooking], booked: Sequence[PastBooking], notes: list[str]
) -> list[float]:
    """Return the bookings on the mean day of each weekday between the first date and the last."""
    first, days = min(row.day for row in rows), _span(rows).days + 1
    there = Counter((first + dt.timedelta(days=number)).weekday() for number in range(days))
    counts = Counter(row.day.weekday() for row in booked)
    if days < FEW_DAYS:
        notes.append(f"Only {days} dates: how weekdays differ is uncertain.")
    empty = days - len({row.day for row in booked})
    if empty > days / 2:
        notes.append(f"On {empty} of {days} dates nobody booked: is a year mistyped?")
    rates = {day: counts[day] / there[day] for day in there}
    usual = mean(rates.values())
    return [rates.get(day, usual) for day in range(7)]


def _on_grid(minute: int) -> int:
    grid = GRID // MINUTE
    return minute // grid * grid


def _in_band(rows: Sequence[PastBooking], band: int) -> list[PastBooking]:
    return [row for row in rows if (row.party >= LARGE_FROM) == (band == LARGE_FROM)]


def _leads(rows: Sequence[PastBooking]) -> tuple[float, ...]:
    last = len(LEAD_EDGES) - 2
    counts = Counter(min(last, bisect_right(LEAD_EDGES, row.lead_minutes) - 1) for row in rows)
    return tuple(float(counts[span]) for span in range(last + 1))


def _stays(rows: Sequence[PastBooking]) -> tuple[BookedStay, ...]:
    by_party: dict[int, list[int]] = {}
    for row in rows:
        by_party.setdefault(row.party, []).append(row.booked_minutes)
    return tuple(
        BookedStay(party=party, minutes=median_low(minutes)) for party, minutes in by_party.items()
    )


def _overrun(rows: Sequence[PastBooking], notes: list[str]) -> Overrun:
    """Fit the log-normal factor by the mean and deviation of its logarithm."""
    logs = [math.log(row.stayed_minutes / row.booked_minutes) for row in rows if row.stayed_minutes]
    if len(logs) < FEW_ROWS:
        notes.append("How long guests really stay is assumed: stayed_minutes is hardly given.")
        return Overrun()
    return Overrun(mean_log=max(-3.0, min(3.0, mean(logs))), sd_log=min(2.0, stdev(logs)))


def _cancellations(booked: Sequence[PastBooking], notes: list[str]) -> Cancellations:
    cancelled = [row for row in booked if row.status is Ending.CANCELLED]
    parts = Counter(_part(row) for row in cancelled if row.cancelled_at is not None)
    rate = len(cancelled) / len(booked)
    if sum(parts.values()) < FEW_ROWS:
        notes.append("When bookings are cancelled is assumed: cancelled_at is hardly given.")
        return Cancellations(rate=rate)
    return Cancellations(rate=rate, when=tuple(float(parts[part]) for part in range(PARTS)))


def _part(row: PastBooking) -> int:
    assert row.cancelled_at is not None
    assert row.booked_at is not None
    lead = max(row.start - row.booked_at, MINUTE)
    return min(PARTS - 1, int(PARTS * ((row.cancelled_at - row.booked_at) / lead)))


def _no_shows(booked: Sequence[PastBooking], notes: list[str]) -> tuple[NoShowRate, ...]:
    """Return rates by size of party and lead time; where nobody booked, those of all together."""
    expected = [row for row in booked if row.status is not Ending.CANCELLED]
    missed = sum(row.status is Ending.NO_SHOW for row in expected)
    overall = missed / len(expected) if expected else 0.0
    if missed < FEW_ROWS:
        notes.append(f"Only {missed} no-shows: their rate is uncertain.")
    rates = []
    for band in BANDS:
        for early in (False, True):
            mine = [row for row in _in_band(expected, band) if (row.lead_minutes >= DAY) == early]
            rate = (
                sum(row.status is Ending.NO_SHOW for row in mine) / len(mine) if mine else overall
            )
            lead = DAY if early else 0
            rates.append(NoShowRate(from_party=band, from_lead_minutes=lead, rate=rate))
    return tuple(rates)
