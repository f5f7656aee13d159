"""Refusals of those who ask for long work, and look for it."""

from api.answers.jobs import JOB
from api.refusals.refusal import Refusal

NO_JOB = Refusal(
    404,
    "JOB_NOT_FOUND",
    f"no job has the id {JOB}",
    "The answer to a request for a job names its id; jobs are kept for a month.",
)
"""There is none, or the caller has no role in its restaurant."""

TOO_MANY_JOBS = Refusal(
    429,
    "TOO_MANY_JOBS",
    "the restaurant has 20 jobs that are not over yet",
    "Wait for some of them, or cancel them.",
    {"waiting": 20, "most": 20},
)

NOT_DONE = Refusal(
    409,
    "JOB_NOT_DONE",
    f"job {JOB} is running: there is nothing to report yet",
    "GET /api/v1/jobs/{id} tells how far it is; ask again once it is done.",
    {"state": "running"},
)

REPORTERS = Refusal(
    503,
    "PLANNING_BUSY",
    "18 reports are running or waiting already",
    "Nothing was written. Ask again in a moment.",
)

SCENARIOS = Refusal(
    422,
    "INVALID_INPUT",
    "scenario 'rain', close, on 2026-11-28: edits[0].zone: there is no such zone (got 'garden')",
    details={
        "flaws": [
            {"place": "edits[0].zone", "value": "'garden'", "message": "there is no such zone"}
        ]
    },
)
"""A scenario is none, an edit does not fit the first date, or too much is asked for."""

ORDERERS = Refusal(
    503,
    "PLANNING_BUSY",
    "18 orders of scenarios are running or waiting already",
    "Nothing was written. Ask again in a moment.",
)

STREAMS = Refusal(
    503,
    "PLANNING_BUSY",
    "100 streams of events are open already",
    "Ask GET /api/v1/jobs/{id} every few seconds instead.",
)
