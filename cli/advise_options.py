"""Options that all advisors share, and what they become."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli import console
from cli.options import read_problem
from cli.scenario_options import read_seeds, require_different, results_in
from models.problem import DayProblem
from scenarios.advise.days import as_demand, varied
from scenarios.advise.solving import PROVEN, Solving
from scenarios.runner import Limits
from scenarios.store import Store


class Format(StrEnum):
    """How advice is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


Days = Annotated[list[Path], typer.Argument(help="Day files, one date each.", metavar="DAY...")]
Seeds = Annotated[
    str | None,
    typer.Option(help="Vary the demand of each day, once per seed: 1,2,3 or 1-10. Default: as is."),
]
Vary = Annotated[
    float,
    typer.Option(
        help="With --seeds: so many per cent of the bookings stay away, as many come twice.",
        min=1.0,
        max=90.0,
    ),
]
Budget = Annotated[
    float, typer.Option(help="Seconds for all of it; then it says what it has.", min=1, max=86_400)
]
Each = Annotated[float, typer.Option(help="Most seconds per solve.", min=0.1, max=3600)]
Gap = Annotated[
    float,
    typer.Option(help="Stop a solve at this proven gap, in per cent. 0: proven.", min=0, max=100),
]
Processes = Annotated[int, typer.Option(help="Processes that solve side by side.", min=1, max=64)]
Out = Annotated[
    Path | None,
    typer.Option(help="Keep problems and plans here; the same command goes on from there."),
]
FormatOption = Annotated[
    Format, typer.Option(help="text for people, json whole, csv for spreadsheets.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress line.")]

BUDGET, EACH = 600.0, 20.0
VARY = 20.0


@dataclass(frozen=True)
class Effort:
    """How much an advisor may do, as the command line says."""

    budget: float
    each: float
    gap: float
    processes: int
    out: Path | None
    quiet: bool

    @contextmanager
    def solving(self, *, all_tiers: bool = False) -> Iterator[Solving]:
        """Lend what solves for an advisor; progress goes to stderr.

        ``all_tiers``: a gap of 0 asks for a proof of every tier, not only of the leading one.
        """
        gap = self.gap / 100 or (0.0 if all_tiers else PROVEN)
        limits = Limits(gap=gap, budget_seconds=self.each, processes=self.processes)
        with (
            results_in(self.out) as directory,
            console.CountLine(None, quiet=self.quiet) as line,
            Solving(Store(directory), limits, self.budget, line.show) as solving,
        ):
            yield solving


def demand_of(
    days: list[Path],
    subject: str,
    *,
    rules: str | None,
    weights: str | None,
    seeds: str | None,
    vary: float,
) -> tuple[DayProblem, ...]:
    """Read days as demand, varied where seeds are given.

    Raises:
        InvalidInputError: a file is missing or wrong, or two days have one id.
    """
    problems = [as_demand(read_problem(day, rules=rules, weights=weights)) for day in days]
    require_different(problems, subject)
    numbers = [] if seeds is None else read_seeds(seeds, subject)
    return varied(problems, numbers, vary / 100)
