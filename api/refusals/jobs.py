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
    "scenario 'rain', close, on 2026-11-28: scenarios[0].edits[0].zone: does not exist "
    "(got 'garden')",
    details={
        "flaws": [
            {
                "place": "scenarios[0].edits[0].zone",
                "value": "'garden'",
                "message": "does not exist",
            }
        ]
    },
)
"""A scenario is none, an edit does not fit the first date, or too much is asked for."""

SCENARIO_TEXT = Refusal(
    422,
    "INVALID_INPUT",
    "scenarios: line 3, scenarios[0].edits[0].zone: is missing",
    details={
        "flaws": [
            {
                "place": "line 3, scenarios[0].edits[0].zone",
                "value": "",
                "message": "is missing",
            }
        ]
    },
)
"""The text is no YAML, or has no scenarios."""

NO_SOLVE = Refusal(
    404,
    "SOLVE_NOT_FOUND",
    f"job {JOB} has no solve '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'",
    "GET /api/v1/scenarios/{id} names the solves of a job that is done.",
)

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
