"""What candidates can bring at most, before any of them is solved: from linear relaxations."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from models.problem import DayProblem
from scenarios.advise.solving import Candidate, Solving
from scenarios.runner import Outcome
from scenarios.scenario import Scenario

SHARE = 0.4
"""Most of the time left that goes into bounds."""


@dataclass(frozen=True)
class Screened:
    """A candidate, and the most points a day that it is proven to be able to bring."""

    candidate: Candidate
    most: float | None
    """None when there was no time to find out."""


def screen(
    candidates: Sequence[Candidate],
    days: Sequence[DayProblem],
    bases: dict[str, Outcome],
    solving: Solving,
) -> list[Screened]:
    """Return the candidates in the order of what they promise; without a bound comes last.

    A plan of the changed day is worth at most the bound of its relaxation. The best plan of the
    day as it is is worth at least what was found. So the best plans differ by no more than that.
    """
    stop = solving.left * (1 - SHARE)
    found = []
    for count, candidate in enumerate(candidates, start=1):
        solving.tell(f"bounds {count} of {len(candidates)}: {candidate.name}")
        found.append(Screened(candidate, _most(candidate, days, bases, solving, stop)))
    return sorted(
        found,
        key=lambda item: (item.most is None, -(item.most or 0), item.candidate.name),
    )


def _most(
    candidate: Candidate,
    days: Sequence[DayProblem],
    bases: dict[str, Outcome],
    solving: Solving,
    stop: float,
) -> float | None:
    scenario, gains = Scenario(name="bound", edits=candidate.edits), []
    for day in days:
        if solving.left < stop:
            return None
        bound = solving.most(scenario.apply(day))
        if bound is None:
            return None
        gains.append(bound - bases[day.id].plan.proof[0].value)
    return mean(gains)
