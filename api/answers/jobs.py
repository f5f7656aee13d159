"""The shapes of jobs, what is told of them while they last, and of scenarios."""

import datetime as dt
from typing import Any
from uuid import UUID

from api.answers.shape import RESTAURANT, USER, ZONE, Json, Shape, example
from models.job import JobKind, JobProgress, JobState
from models.plan import PlanStatus
from scenarios.compare import Change, Comparison
from scenarios.measures import Measures

JOB = "6a0f1f5e-0f52-4c0e-9a3c-52b1a7d0c4b1"
"""The id of jobs in examples."""

PROGRESS: Json = {
    "share": 0.42,
    "words": "118 bookings seated, 402 covers, gap 0.31%",
    "seconds": 4.2,
    "incumbent": 462910.0,
    "bound": 464345.0,
    "gap": 0.0031,
    "covers": 402,
    "solved": None,
    "total": None,
}

PLAN_JOB: Json = {
    "id": JOB,
    "restaurantId": RESTAURANT,
    "kind": "plan",
    "state": "running",
    "date": "2026-11-28",
    "orders": 1,
    "settling": False,
    "attempt": 1,
    "progress": PROGRESS,
    "runId": None,
    "error": None,
    "cancelRequested": False,
    "createdAt": "2026-11-28T16:00:00+00:00",
    "startedAt": "2026-11-28T16:00:00.300000+00:00",
    "finishedAt": None,
    "heartbeatAt": "2026-11-28T16:00:04.500000+00:00",
    "requestedBy": USER,
}


class JobError(Shape):
    """Why a job failed, in the words of the same refusal elsewhere."""

    code: str
    """As everywhere; `WORKER_DIED` when its workers ended without a word, too often."""
    message: str
    hint: str | None
    details: dict[str, Any]


class JobView(Shape):
    """Long work: where it stands, how far it is, and what came of it."""

    model_config = example(PLAN_JOB)

    id: UUID
    restaurantId: UUID
    kind: JobKind
    state: JobState
    """queued, running, done, failed or cancelled; the last three are final."""
    date: dt.date | None
    """Of a plan; null for scenarios."""
    orders: int
    """How many orders it answers: those after edits of one date have one job."""
    settling: bool
    """Further edits of its date are still collected: it begins when none came for a moment."""
    attempt: int
    """How often it was begun. A job is begun again when its worker stopped or died."""
    progress: JobProgress | None
    """The last that was told; null before anything was."""
    runId: UUID | None
    """The run, once a plan is done: `GET /api/v1/runs/{id}`."""
    error: JobError | None
    """Why it failed; null otherwise."""
    cancelRequested: bool
    """Somebody asked for its end."""
    createdAt: dt.datetime
    startedAt: dt.datetime | None
    """When the present attempt began, or the last one."""
    finishedAt: dt.datetime | None
    heartbeatAt: dt.datetime | None
    """The last sign of life of whoever works on it."""
    requestedBy: UUID | None
    """The user; null for a machine."""


class JobList(Shape):
    """The newest jobs of a restaurant."""

    model_config = example({"jobs": [PLAN_JOB]})

    jobs: list[JobView]


class JobEvent(Shape):
    """What is told of a job, as the data of one event of the stream."""

    model_config = example({"at": "2026-11-28T16:00:04+00:00", "progress": PROGRESS})

    at: dt.datetime
    state: JobState | None = None
    """In events of the kind `state`."""
    attempt: int | None = None
    reason: str | None = None
    """Why it is queued again."""
    runId: UUID | None = None
    error: JobError | None = None
    progress: JobProgress | None = None
    """In events of the kind `progress`."""


class ScenarioRun(Shape):
    """One solve: a scenario, or the day as it is (`base`), on a date with a seed."""

    scenario: str
    day: str
    date: dt.date
    seed: int
    key: str
    """A hash of all that the answer depends on."""
    problem: str
    """The hash of the problem that was solved."""
    status: PlanStatus
    seconds: float
    remembered: bool
    """Solved by an earlier attempt at this job, or equal to another one."""
    measures: Measures


class FigureChange(Change):
    """How one figure differs from the base: the mean over pairs of dates and seeds."""


class ComparedScenario(Comparison):
    """A scenario beside what it begins from."""

    changes: dict[str, FigureChange]  # type: ignore[assignment]
    """By figure: points, covers, seated, refused, refused_covers, empty_seats, merges, moves."""


class ScenarioComparison(Shape):
    """Every scenario beside what it begins from, and every solve; the same as
    `maitred whatif --format json` prints."""

    comparisons: list[ComparedScenario]
    """In the order of the request."""
    runs: list[ScenarioRun]


SCENARIOS_JOB: Json = {
    **PLAN_JOB,
    "kind": "scenarios",
    "date": None,
    "progress": {
        **PROGRESS,
        "words": "rain on 2026-11-28, seed 0",
        "incumbent": None,
        "bound": None,
        "solved": 1,
        "total": 2,
    },
    "dates": ["2026-11-28"],
    "scenarios": ["rain"],
    "seeds": [0],
    "gap": 0.005,
    "budgetMs": 10000,
}

ASKED: Json = {"name": "rain", "edits": [{"kind": "close", "zone": ZONE}]}


class ScenariosJob(JobView):
    """A job that solves scenarios, and what it was asked for."""

    dates: list[dt.date]
    scenarios: list[str]
    """Their names."""
    seeds: list[int]
    gap: float
    """The relative gap that was close enough."""
    budgetMs: int
    """Most milliseconds per solve."""


class ScenariosView(ScenariosJob):
    """A job that solves scenarios: what was asked for, and the comparison once it is done."""

    model_config = example({**SCENARIOS_JOB, "asked": [ASKED], "comparison": None})

    asked: list[dict[str, Any]]
    """The scenarios as in a scenario file, to ask again, or for something else."""
    comparison: ScenarioComparison | None
    """Null until the job is done."""
