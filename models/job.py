"""The life of a job: long work that a worker does, from being asked for to its end."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from models.base import Value


class JobKind(StrEnum):
    """What a job does."""

    SCENARIOS = "scenarios"
    """Solves scenarios of dates and compares them; writes nothing of the product's."""
    PLAN = "plan"
    """Plans a date and commits the plan."""
    SHADOW = "shadow"
    """Plans a date beside the old allocator, or keeps how its evening ended; writes nothing of the
    product's."""


class JobState(StrEnum):
    """Where a job stands. A new state is reached only from those of ``BEFORE``."""

    QUEUED = "queued"
    """Waits for a worker: for the first time, or because the last one gave it back or died."""
    RUNNING = "running"
    """A worker works on it."""
    DONE = "done"
    """It has its result."""
    FAILED = "failed"
    """It was refused, or failed too often; the error says why."""
    CANCELLED = "cancelled"
    """Somebody asked for its end, and it has left no result."""

    @property
    def is_final(self) -> bool:
        """Whether nothing comes after it."""
        return not any(self in before for before in BEFORE.values())


BEFORE: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING}),
    JobState.RUNNING: frozenset({JobState.QUEUED}),
    JobState.DONE: frozenset({JobState.RUNNING}),
    JobState.FAILED: frozenset({JobState.RUNNING}),
    JobState.CANCELLED: frozenset({JobState.QUEUED, JobState.RUNNING}),
}
"""From which states a job may come to each."""


class JobProgress(Value):
    """How far a job is."""

    share: Annotated[float, Field(ge=0, le=1)]
    """Of the work; of a plan, of its budget."""
    words: Annotated[str, Field(max_length=300)]
    """What is being done, for people."""
    seconds: float
    """Since this attempt began."""
    incumbent: float | None = None
    """Points of the best plan so far, in the leading tier."""
    bound: float | None = None
    """No plan reaches more points."""
    gap: float | None = None
    """Their relative distance."""
    covers: int | None = None
    """Guests whom that plan seats."""
    solved: int | None = None
    """Of scenarios: how many solves are there."""
    total: int | None = None
    """And how many there will be."""
