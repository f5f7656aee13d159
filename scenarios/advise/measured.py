"""Options from outcomes: the paired difference of what was solved without and with a candidate."""

from collections.abc import Sequence

from scenarios.advise.advice import Gain, Option
from scenarios.advise.solving import Candidate, compared, measured
from scenarios.advise.words import brings, per_day
from scenarios.compare import Change, Comparison
from scenarios.measures import Measures
from scenarios.runner import Outcome


def option_of(candidate: Candidate, before: Sequence[Outcome], after: Sequence[Outcome]) -> Option:
    """Return a candidate as an option: what the days are with it beside as they are."""
    pairs = [(measured(a), measured(b)) for a, b in zip(before, after, strict=True)]
    return option_from(candidate, pairs, before)


def option_from(
    candidate: Candidate, pairs: Sequence[tuple[Measures, Measures]], days: Sequence[Outcome]
) -> Option:
    """Return a candidate as an option from measures without and with it, day by day."""
    found = compared("with it", pairs, days[0].case.day)
    covers, points = gain_of(found, "covers"), gain_of(found, "points")
    unit = per_day([item.case.day for item in days])
    return Option(
        rank=1,
        name=candidate.name,
        group=candidate.group,
        words=f"{candidate.words}: {brings(covers, points, unit)}.",
        gain_covers=covers,
        gain_points=points,
        verdict=found.verdict,
        edits=candidate.edits,
    )


def gain_of(found: Comparison, figure: str) -> Gain:
    """Return the mean difference of a figure with its interval."""
    change: Change = found.changes[figure]
    return Gain(mean=change.mean, low=change.low, high=change.high)
