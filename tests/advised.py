"""Advisors in tests: one set of processes for all of them, and days that are done by hand."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scenarios.advise.advice import Advice, Option
from scenarios.advise.solving import PROVEN, Solving
from scenarios.runner import Limits
from scenarios.store import Store


@contextmanager
def solving_here(gap: float = PROVEN, budget_seconds: float = 600.0) -> Iterator[Solving]:
    """Lend what solves, with one process and results that go away."""
    limits = Limits(gap=gap, budget_seconds=30, processes=1)
    with (
        tempfile.TemporaryDirectory() as directory,
        Solving(Store(Path(directory)), limits, budget_seconds, lambda _: None) as solving,
    ):
        yield solving


def option(advice: Advice, name: str) -> Option:
    """Return the option whose name has some words in it; there has to be one."""
    (found,) = [item for item in advice.ranking if name in item.name]
    return found


def gains(advice: Advice) -> list[float]:
    """Return the gains in guests as they are ranked."""
    return [item.gain_covers.mean for item in advice.ranking]
