"""Nights by two hands over weeks: the sums, and what can be said of them with confidence."""

import datetime as dt
import math
from collections.abc import Sequence

from models.base import Count, Value
from scenarios.compare import Verdict
from scenarios.shadow.night import Hand, Night
from scenarios.statistics import paired
from solver.explaining.wording import count

MORE_IS_BETTER = {"covers": True, "seated": True, "refusals": False, "waste": False, "moves": False}
"""The figures that are compared; whether more of one is better."""


class Figure(Value):
    """One figure of all nights, by both hands."""

    old: Count
    maitred: Count
    difference: float
    """A night, maitred less the old allocator: the mean of the pairs."""
    low: float | None
    """With 95 % confidence it lies between these; None with a single night."""
    high: float | None
    verdict: Verdict


class Times(Value):
    """How long planning took, in seconds."""

    median: float
    p95: float
    longest: float


class NotCompared(Value):
    """A date that has something of a shadow, and cannot be compared."""

    date: dt.date
    why: str


class ShadowReport(Value):
    """What the old allocator did over some dates, beside what maitred would have done."""

    first: dt.date
    last: dt.date
    verdict: Verdict
    """Of the guests seated: undecided when the interval has zero inside."""
    words: str
    nights: tuple[Night, ...]
    bookings: Count
    same: Count
    better: Count
    worse: Count
    broken: Count
    """Bookings that the old allocator seated against the rules."""
    figures: dict[str, Figure]
    """Empty without nights."""
    seconds: Times | None
    worst_gap: float | None
    """The largest proven gap of the plans; None without nights, or when one proved nothing."""
    not_compared: tuple[NotCompared, ...]
    notes: tuple[str, ...]


def shadow_report(
    first: dt.date, last: dt.date, nights: Sequence[Night], not_compared: Sequence[NotCompared] = ()
) -> ShadowReport:
    """Add nights up."""
    figures = {name: _figure(name, nights) for name in MORE_IS_BETTER} if nights else {}
    verdict = figures["covers"].verdict if figures else Verdict.UNDECIDED
    gaps = [night.gap for night in nights]
    return ShadowReport(
        first=first,
        last=last,
        verdict=verdict,
        words=_words(nights, figures),
        nights=tuple(sorted(nights, key=lambda night: night.date)),
        bookings=sum(night.bookings for night in nights),
        same=sum(night.same for night in nights),
        better=sum(night.better for night in nights),
        worse=sum(night.worse for night in nights),
        broken=sum(night.broken for night in nights),
        figures=figures,
        seconds=times_of([night.seconds for night in nights]),
        worst_gap=max(gap for gap in gaps if gap is not None)
        if gaps and None not in gaps
        else None,
        not_compared=tuple(sorted(not_compared, key=lambda item: item.date)),
        notes=tuple(_notes(nights)),
    )


def times_of(seconds: Sequence[float]) -> Times | None:
    """Return the nearest-rank quantiles of some times; None of none."""
    if not seconds:
        return None
    ordered = sorted(seconds)

    def rank(share: float) -> float:
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    return Times(median=rank(0.5), p95=rank(0.95), longest=ordered[-1])


def _of(hand: Hand, name: str) -> int:
    value: int = getattr(hand, name)
    return value


def _figure(name: str, nights: Sequence[Night]) -> Figure:
    before = [_of(night.old, name) for night in nights]
    after = [_of(night.maitred, name) for night in nights]
    difference = paired(before, after)
    return Figure(
        old=sum(before),
        maitred=sum(after),
        difference=difference.mean,
        low=difference.low,
        high=difference.high,
        verdict=_verdict(before, after, difference.low, difference.high, MORE_IS_BETTER[name]),
    )


def _verdict(
    before: Sequence[int],
    after: Sequence[int],
    low: float | None,
    high: float | None,
    more_is_better: bool,
) -> Verdict:
    """Return what an interval says; a single night says nothing unless nothing differs."""
    if before == after:
        return Verdict.SAME
    if low is None or high is None or low <= 0 <= high:
        return Verdict.UNDECIDED
    return Verdict.BETTER if (low > 0) is more_is_better else Verdict.WORSE


def _words(nights: Sequence[Night], figures: dict[str, Figure]) -> str:
    if not nights:
        return "There is no night to compare yet."
    covers = figures["covers"]
    over = count(len(nights), "night")
    if covers.verdict is Verdict.SAME:
        return f"The same number of guests every night, over {over}."
    between = "" if covers.low is None else f" (95 %: {covers.low:+.1f} to {covers.high:+.1f})"
    said = {
        Verdict.BETTER: "maitred would have seated more guests",
        Verdict.WORSE: "maitred would have seated fewer guests",
    }.get(covers.verdict, "undecided")
    return f"Guests a night: {covers.difference:+.1f}{between} over {over}: {said}."


def _notes(nights: Sequence[Night]) -> list[str]:
    """Say what a reader has to know to trust the figures, or not to."""
    notes = []
    hindsight = sum(night.moment == "afterwards" for night in nights)
    if hindsight:
        notes.append(
            f"{count(hindsight, 'night')} planned afterwards: maitred knew who would come, the old "
            "allocator did not. Plan ahead of the evening for a fair comparison."
        )
    during = sum(night.moment == "during" for night in nights)
    if during:
        notes.append(f"{count(during, 'night')} planned while guests were there already.")
    unkept = sum(not night.ended for night in nights)
    if unkept:
        notes.append(
            f"The end of {count(unkept, 'night')} was not kept: it is read from the rows of today. "
            "Run `maitred shadow run` once more when an evening is over."
        )
    left = [night.left_out for night in nights]
    out = {
        "gone": "cancelled or stayed away",
        "changed": "changed since",
        "later": "made later",
        "unknown": "without a known table or window",
    }
    sums = {name: sum(getattr(item, name) for item in left) for name in out}
    told = [f"{number} {out[name]}" for name, number in sums.items() if number]
    if told:
        notes.append(f"Bookings left out: {', '.join(told)}.")
    return notes
