"""How advice says what something brings."""

from collections.abc import Sequence

from models.problem import DayProblem
from scenarios.advise.advice import Gain, Option
from scenarios.compare import Verdict


def per_day(days: Sequence[DayProblem]) -> str:
    """Return what a mean is of: a Saturday when all days are one, else a day."""
    names = {f"{day.date:%A}" for day in days}
    return f"a {names.pop()}" if len(names) == 1 else "a day"


def number(value: float) -> str:
    """Return a figure with at most one decimal, and a minus that is one."""
    shown = f"{value:,.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown.replace("-", "−")


def gained(value: float, noun: str) -> str:
    """Return a signed gain: +1 guest, −2 guests."""
    shown = number(value)
    plural = "" if shown in ("1", "−1") else "s"
    return f"{'' if shown.startswith('−') else '+'}{shown} {noun}{plural}"


def brings(covers: Gain, points: Gain, unit: str) -> str:
    """Return a gain in guests with its interval, and in points where the guests are the same."""
    if round(covers.mean, 1) == 0 and points.mean:
        return f"{gained(points.mean, 'point')} {unit}{_interval(points)}, and as many guests"
    return f"{gained(covers.mean, 'guest')} {unit}{_interval(covers)}"


def gain_words(gain: Gain) -> str:
    """Return a gain with its interval for a table: +8 (6 to 10)."""
    return f"{'+' if gain.mean > 0 else ''}{number(gain.mean)}{_interval(gain)}"


def _interval(gain: Gain) -> str:
    if gain.low is None or gain.high is None:
        return ""
    return f" ({number(gain.low)} to {number(gain.high)})"


def nothing_helps(ranking: tuple[Option, ...], subject: str) -> str:
    """Return the sentence for when no option is decided to be better."""
    open_ones = [item for item in ranking if item.verdict is Verdict.UNDECIDED]
    if open_ones and open_ones[0].gain_covers.mean >= 0:
        return (
            f"{subject} is proven to help. The best that was found is UNDECIDED: "
            f"{open_ones[0].words} More days or seeds, or a smaller gap, may decide it."
        )
    return f"{subject} helps."
