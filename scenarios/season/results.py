"""Two policies beside each other, by how busy the dates were: paired, with intervals."""

from collections.abc import Sequence
from dataclasses import fields
from statistics import mean

from models.base import Value
from scenarios.season.measures import Counts
from scenarios.season.season import DayResult, PolicyName
from scenarios.statistics import paired

BANDS = ((0.0, 0.8), (0.8, 1.0), (1.0, 1.2), (1.2, float("inf")))
"""Peak loads from, and below."""

FIGURES = tuple(field.name for field in fields(Counts))


class Figure(Value):
    """One figure, per day: means under both policies, and the difference with its interval."""

    before: float
    after: float
    difference: float
    low: float | None
    high: float | None
    """95 % confidence, paired by date; None with a single date."""
    decided: bool
    """The interval has zero on one side."""


class BandResult(Value):
    """Two policies over the dates of one load band."""

    band: str
    baseline: PolicyName
    policy: PolicyName
    days: int
    peak_load: float
    """The mean."""
    figures: dict[str, Figure]
    verdict: str


def band_results(results: Sequence[DayResult]) -> list[BandResult]:
    """Compare maitred with every other policy, band by band, then over all dates.

    Bands without dates are left out; empty unless maitred and another policy were played.
    """
    played = set(results[0].counts) if results else set()
    if PolicyName.MAITRED not in played:
        return []
    found = []
    for baseline in (name for name in PolicyName if name in played - {PolicyName.MAITRED}):
        for low, high in BANDS:
            inside = [item for item in results if low <= item.peak_load < high]
            if inside:
                found.append(_compared(_label(low, high), baseline, inside))
        found.append(_compared("all", baseline, results))
    return found


def _label(low: float, high: float) -> str:
    if not low:
        return f"below {high}"
    return f"from {low}" if high == float("inf") else f"{low} to {high}"


def _compared(band: str, baseline: PolicyName, results: Sequence[DayResult]) -> BandResult:
    figures = {name: _figure(name, baseline, results) for name in FIGURES}
    return BandResult(
        band=band,
        baseline=baseline,
        policy=PolicyName.MAITRED,
        days=len(results),
        peak_load=round(mean(item.peak_load for item in results), 3),
        figures=figures,
        verdict=_verdict(figures["covers"], baseline, len(results)),
    )


def _figure(name: str, baseline: PolicyName, results: Sequence[DayResult]) -> Figure:
    before = [float(item.counts[baseline][name]) for item in results]
    after = [float(item.counts[PolicyName.MAITRED][name]) for item in results]
    difference = paired(before, after)
    return Figure(
        before=mean(before),
        after=mean(after),
        difference=difference.mean,
        low=difference.low,
        high=difference.high,
        decided=difference.excludes_zero and difference.low is not None,
    )


def _verdict(covers: Figure, baseline: PolicyName, days: int) -> str:
    """Return one sentence about guests seated."""
    if covers.low is None or covers.high is None:
        return (
            f"One date alone says nothing of how much it varies: {covers.difference:+.0f} guests."
        )
    span = f"95 % confidence: {covers.low:+.1f} to {covers.high:+.1f}"
    if covers.low == covers.high == 0:
        return f"maitred and {baseline} seat the same guests on all {days} dates."
    if not covers.decided:
        return f"No difference from {baseline} is shown ({span} guests a day)."
    share = covers.difference / covers.before if covers.before else 0.0
    more = "more" if covers.difference > 0 else "fewer"
    return (
        f"maitred seats {abs(covers.difference):.1f} guests a day {more} than {baseline} "
        f"({share:+.1%}; {span})."
    )
