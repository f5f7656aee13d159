"""Compare scenarios with what they begin from: figure by figure, pair by pair, honestly.

Points have a proof: a plan of value v and bound b leaves the best plan anywhere between. So the
best plans of two problems differ by something between ``v - b'`` and ``b - v'``. A difference is
called only when that interval has zero on one side, and so has the interval of the pairs.
"""

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from statistics import mean

from models.base import Value
from scenarios.measures import COUNTS, Measures, measure
from scenarios.runner import Case, Outcome
from scenarios.statistics import paired


class Verdict(StrEnum):
    """What the points say of a scenario beside its base."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    """Both proven, and worth the same."""
    UNDECIDED = "UNDECIDED"
    """The difference is smaller than the gaps, or than what it varies by."""
    OTHER_WEIGHTS = "other weights"
    """Points of other weights are another currency."""


class Change(Value):
    """How one figure differs from the base: the mean over pairs of dates and seeds."""

    base: float
    value: float
    mean: float
    low: float | None
    high: float | None
    decided: bool
    """Points and covers: whether the difference is more than the gaps leave open. All figures:
    whether the interval over the pairs, if there are any, has zero on one side."""


class Comparison(Value):
    """A scenario beside what it begins from."""

    scenario: str
    compared_with: str
    pairs: int
    verdict: Verdict
    points_low: float | None
    points_high: float | None
    """Between these lies the mean difference of the best plans, whatever the solver missed."""
    worst_gap: float | None
    changes: dict[str, Change]
    utilisation: dict[str, float]
    """By zone: the difference."""


def compare(outcomes: Sequence[Outcome]) -> list[Comparison]:
    """Compare every scenario with its base, over all days and seeds."""
    measured = {_name(item.case): measure(item.case.problem, item.plan) for item in outcomes}
    cases: dict[str, list[Case]] = defaultdict(list)
    for item in outcomes:
        if not item.case.is_base:
            cases[item.case.scenario.name].append(item.case)
    problems = {_name(item.case): item.case.problem for item in outcomes}
    found = []
    for mine in cases.values():
        bases = {_name(case): (case.compared_with, case.day.id, case.seed) for case in mine}
        comparison = compare_measures(
            mine[0].scenario.name,
            mine[0].compared_with,
            [(measured[base], measured[key]) for key, base in bases.items()],
            points_per_cover=mine[0].problem.weights.cover,
            same_weights=all(
                problems[base].weights == problems[key].weights for key, base in bases.items()
            ),
        )
        found.append(comparison)
    return found


def _name(case: Case) -> tuple[str, str, int]:
    return (case.scenario.name, case.day.id, case.seed)


def compare_measures(
    scenario: str,
    compared_with: str,
    pairs: Sequence[tuple[Measures, Measures]],
    *,
    points_per_cover: float,
    same_weights: bool = True,
) -> Comparison:
    """Compare measures of the base and of the scenario, pair by pair."""
    befores, afters = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    low, high = _between(befores, afters)
    points = _change("points", befores, afters)
    beyond_gaps = low is not None and high is not None and (low > 0 or high < 0)
    changes = {"points": points.replace(decided=points.decided and beyond_gaps)}
    for name in COUNTS:
        changes[name] = _change(name, befores, afters)
    covers, left_open = changes["covers"], _open_points(befores, afters)
    if left_open is None or abs(covers.mean) * points_per_cover <= left_open:
        changes["covers"] = covers.replace(decided=False)
    gaps = [item.gap for item in (*befores, *afters)]
    zones = {zone for item in (*befores, *afters) for zone in item.utilisation}
    return Comparison(
        scenario=scenario,
        compared_with=compared_with,
        pairs=len(pairs),
        verdict=_verdict(low, high, points) if same_weights else Verdict.OTHER_WEIGHTS,
        points_low=low if same_weights else None,
        points_high=high if same_weights else None,
        worst_gap=None if None in gaps else max(gap for gap in gaps if gap is not None),
        changes=changes,
        utilisation={
            zone: mean(
                after.utilisation.get(zone, 0.0) - before.utilisation.get(zone, 0.0)
                for before, after in pairs
            )
            for zone in sorted(zones)
        },
    )


def _between(
    befores: Sequence[Measures], afters: Sequence[Measures]
) -> tuple[float | None, float | None]:
    """Return what the mean difference of the best plans is at least, and at most."""
    lows, highs = [], []
    for before, after in zip(befores, afters, strict=True):
        if before.bound is None or after.bound is None:
            return None, None
        lows.append(after.points - before.bound)
        highs.append(after.bound - before.points)
    return mean(lows), mean(highs)


def _open_points(befores: Sequence[Measures], afters: Sequence[Measures]) -> float | None:
    """Return the points per pair that the gaps leave open, on both sides together."""
    left = []
    for before, after in zip(befores, afters, strict=True):
        if before.bound is None or after.bound is None:
            return None
        left.append(before.bound - before.points + after.bound - after.points)
    return mean(left)


def _verdict(low: float | None, high: float | None, points: Change) -> Verdict:
    if low is None or high is None:
        return Verdict.UNDECIDED
    if low == high == 0 and points.low in (None, 0):
        return Verdict.SAME
    if points.decided and low > 0:
        return Verdict.BETTER
    if points.decided and high < 0:
        return Verdict.WORSE
    return Verdict.UNDECIDED


def _change(name: str, befores: Sequence[Measures], afters: Sequence[Measures]) -> Change:
    before = [float(getattr(item, name)) for item in befores]
    after = [float(getattr(item, name)) for item in afters]
    difference = paired(before, after)
    return Change(
        base=mean(before),
        value=mean(after),
        mean=difference.mean,
        low=difference.low,
        high=difference.high,
        decided=difference.excludes_zero,
    )
