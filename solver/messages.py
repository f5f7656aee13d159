"""What a solver process and its parent say to each other."""

from dataclasses import dataclass

from solver.arrays import Ints
from solver.instance import Instance
from solver.model import ChoiceModel


@dataclass(frozen=True)
class Task:
    """A model to solve, from the parent."""

    instance: Instance
    model: ChoiceModel | None
    """The exact model too, unless it is too large to be of use."""
    start: Ints
    """A legal choice to begin with."""
    until: float
    """A moment of ``time.monotonic``, which all processes of a machine share. A process that counts
    work gets infinity: only the parent's ``Stop`` ends it early, so that the outcome tells."""
    seed: int
    work: float | None = None
    """Deterministic seconds instead of the clock, so that one thread finds the same every time:
    per tier of the exact model, or in all without it."""
    again: float | None = None
    """The start comes from the plan of a similar day, and this relative gap is close enough."""


@dataclass(frozen=True)
class Incumbent:
    """A better choice was found."""

    chosen: Ints


@dataclass(frozen=True)
class Bound:
    """No choice reaches more than this in a tier, given the best of the tiers above."""

    tier: int
    centipoints: int


@dataclass(frozen=True)
class Finished:
    """The process waits for a task: it has come up, or is done with one and has told all of it."""


@dataclass(frozen=True)
class Stop:
    """Give up the present task, from the parent."""


Message = Incumbent | Bound | Finished
