"""What the runner and the processes that solve scenarios say to each other."""

from dataclasses import dataclass

from models.errors import Flaw
from models.plan import DayPlan
from models.problem import DayProblem


@dataclass(frozen=True)
class Start:
    """The problem and plan that a job may begin with; sent once, then known by its key."""

    key: str
    problem: DayProblem
    plan: DayPlan


@dataclass(frozen=True)
class Job:
    """A problem to solve."""

    key: str
    label: str
    """What it is called in messages."""
    problem: DayProblem
    start: str | None
    """The key of the start; None solves from scratch."""
    seed: int
    gap: float
    budget_seconds: float


@dataclass(frozen=True)
class Refused:
    """The problem cannot be planned with."""

    flaws: tuple[Flaw, ...]


@dataclass(frozen=True)
class Answer:
    """What became of a job."""

    key: str
    result: DayPlan | Refused
