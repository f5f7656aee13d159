"""What an advisor answers: one sentence, and a ranking of options with their gains."""

from typing import Annotated, Literal

from pydantic import Field

from models.base import Value
from scenarios.compare import Verdict
from scenarios.edits import ScenarioEdit

AdviceKind = Literal["tables", "joins", "turn_times", "holdback", "regret"]


class Gain(Value):
    """A mean over days, and where it lies with 95 % confidence."""

    mean: float
    low: float | None = None
    """None with a single day: then nothing is known of how much it varies."""
    high: float | None = None


class Option(Value):
    """One thing that may be done, and what it brings beside leaving everything as it is."""

    rank: Annotated[int, Field(ge=1)]
    name: str
    group: str
    """What sort of option: buy, split, swap; carries, add; a service; a class of tables."""
    words: str
    """The option with its gain, for people."""
    gain_covers: Gain
    """Guests a day."""
    gain_points: Gain
    """Points of the leading tier a day."""
    verdict: Verdict
    edits: tuple[ScenarioEdit, ...] = ()
    """The same as a scenario of ``maitred whatif``; empty where each day needs its own."""


class Advice(Value):
    """The answer of an advisor."""

    kind: AdviceKind
    title: str
    recommendation: str
    """What to do, in one plain sentence; or that nothing helps."""
    days: int
    """How many days (and draws of their demand) stand behind each mean."""
    ranking: tuple[Option, ...] = ()
    """The most guests first, then the most points."""
    sequence: tuple[Option, ...] = ()
    """Where several are wanted: the best, then the best once that is done, and so on."""
    not_looked_at: tuple[str, ...] = ()
    """What was left out, each with the reason."""
    notes: tuple[str, ...] = ()


def ranked(options: list[Option]) -> tuple[Option, ...]:
    """Return options in the order of their gains, numbered from 1; equal ones by name."""

    def order(item: Option) -> tuple[float, float, str]:
        return (-item.gain_covers.mean, -item.gain_points.mean, item.name)

    return tuple(
        item.replace(rank=number) for number, item in enumerate(sorted(options, key=order), start=1)
    )


def best_of(options: tuple[Option, ...]) -> Option | None:
    """Return the first option that is decided to be better; None without one."""
    return next((item for item in options if item.verdict is Verdict.BETTER), None)
