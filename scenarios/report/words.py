"""What a report says in sentences."""

from scenarios.compare import Change, Comparison, Verdict
from scenarios.report.figures import AS_IT_IS, Averages, Figures
from scenarios.scenario import BASELINE
from scenarios.statistics import decimals

SIGNS = {
    Verdict.BETTER: "▲",
    Verdict.WORSE: "▼",
    Verdict.SAME: "=",
    Verdict.UNDECIDED: "?",
    Verdict.OTHER_WEIGHTS: "≠",
}
"""So that a verdict does not depend on its colour."""

MOST_SENTENCES = 6


def number(value: float) -> str:
    """Return a number with thousands apart."""
    return f"{value:,.{decimals(value)}f}".replace("-", "−")


def signed(value: float) -> str:
    """Return a difference; none is a plain 0."""
    return f"{value:+,.{decimals(value)}f}".replace("-", "−") if value else "0"


def share(value: float | None) -> str:
    """Return a gap; 0 is proven, and a tiny one never rounds to 0."""
    if value is None:
        return "unknown"
    if value == 0:
        return "0 % (proven)"
    return f"{value:.2%}".replace("%", " %") if value >= 0.0001 else "< 0.01 %"


def beside(found: Comparison) -> str:
    """Return what a scenario is compared with, in words."""
    return f"the day {AS_IT_IS}" if found.compared_with == BASELINE else f"“{found.compared_with}”"


def reason(found: Comparison) -> str:
    """Return why the verdict is what it is."""
    points = found.changes["points"]
    if found.verdict is Verdict.OTHER_WEIGHTS:
        return "points of other weights are another currency"
    if found.points_low is None or found.points_high is None:
        return "nothing is proven of one of the two, so nothing can be said"
    between = f"{signed(found.points_low)} to {signed(found.points_high)} points"
    if found.verdict is not Verdict.UNDECIDED:
        return f"best plans: {between}" if found.points_low != found.points_high else "proven"
    if found.points_low <= 0 <= found.points_high:
        return f"the best plans differ by {between}: zero is among it"
    return f"over {found.pairs} pairs it varies around zero: {_span(points)} points"


def _span(change: Change) -> str:
    if change.low is None or change.high is None:
        return signed(change.mean)
    return f"{signed(change.low)} to {signed(change.high)}"


def sentence(item: Averages, found: Comparison) -> str:
    """Return a scenario's outcome as one sentence."""
    covers = found.changes["covers"]
    counts = (
        f"{_more(covers.mean, 'guest')} seated ({number(item.covers)} in all), "
        f"{_more(found.changes['refused'].mean, 'refusal')}"
    )
    if found.verdict is Verdict.UNDECIDED:
        return f"undecided beside {beside(found)}: {reason(found)}. Plans found: {counts}."
    if found.verdict is Verdict.OTHER_WEIGHTS:
        return f"judged by other weights than {beside(found)}. Plans found: {counts}."
    if found.verdict is Verdict.SAME:
        return f"worth the same as {beside(found)}, both proven: {counts}."
    return f"{found.verdict} than {beside(found)}: {counts}."


def _more(value: float, noun: str) -> str:
    size = number(abs(value))
    if size == "0":
        return f"as many {noun}s"
    return f"{size} {'more' if value > 0 else 'fewer'} {noun}{'' if size == '1' else 's'}"


def worth_saying(figures: Figures) -> list[Averages]:
    """Return the scenarios that the summary has a sentence of: those that differ most."""
    scenarios = figures.scenarios
    if len(scenarios) <= MOST_SENTENCES:
        return list(scenarios)
    by_change = sorted(scenarios, key=lambda item: item.covers - figures.base.covers)
    half = MOST_SENTENCES // 2
    return [*reversed(by_change[-half:]), *by_change[:half]]
