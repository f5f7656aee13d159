"""What a report says in sentences."""

from scenarios.compare import Change, Comparison, Verdict
from scenarios.report.figures import AS_IT_IS, Averages, Figures
from scenarios.scenario import BASELINE

SIGNS = {
    Verdict.BETTER: "▲",
    Verdict.WORSE: "▼",
    Verdict.SAME: "=",
    Verdict.UNDECIDED: "?",
    Verdict.OTHER_WEIGHTS: "≠",
}
"""So that a verdict does not depend on its colour."""

MOST_SENTENCES = 6


def number(value: float, digits: int = 10) -> str:
    """Return a number with thousands apart."""
    return f"{value:,.{digits}g}".replace("-", "−")


def signed(value: float, digits: int = 10) -> str:
    """Return a difference; none is a plain 0."""
    return f"{value:+,.{digits}g}".replace("-", "−") if value else "0"


def mean_digits(pairs: int) -> int:
    """Return the digits worth showing: means over several pairs are no exact counts."""
    return 10 if pairs == 1 else 4


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
    between = f"{signed(found.points_low, 6)} to {signed(found.points_high, 6)} points"
    if found.verdict is not Verdict.UNDECIDED:
        return f"best plans: {between}" if found.points_low != found.points_high else "proven"
    if found.points_low <= 0 <= found.points_high:
        return f"the best plans differ by {between}: zero is among it"
    return f"over {found.pairs} pairs it varies around zero: {_span(points)} points"


def _span(change: Change) -> str:
    if change.low is None or change.high is None:
        return signed(change.mean)
    return f"{signed(change.low, 4)} to {signed(change.high, 4)}"


def sentence(item: Averages, found: Comparison) -> str:
    """Return a scenario's outcome as one sentence."""
    digits, covers = mean_digits(found.pairs), found.changes["covers"]
    counts = (
        f"{_more(covers.mean, digits, 'guest')} seated ({number(item.covers, digits)} in all), "
        f"{_more(found.changes['refused'].mean, digits, 'refusal')}"
    )
    if found.verdict is Verdict.UNDECIDED:
        return f"undecided beside {beside(found)}: {reason(found)}. Plans found: {counts}."
    if found.verdict is Verdict.OTHER_WEIGHTS:
        return f"judged by other weights than {beside(found)}. Plans found: {counts}."
    if found.verdict is Verdict.SAME:
        return f"worth the same as {beside(found)}, both proven: {counts}."
    return f"{found.verdict} than {beside(found)}: {counts}."


def _more(value: float, digits: int, noun: str) -> str:
    size = number(abs(value), digits)
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
