"""Refusals of those who plan a date, take a run back, or look for one."""

from api.answers.shape import BOOKING, RESTAURANT, RUN
from api.refusals.refusal import Refusal

PLANNING = (
    Refusal(
        409,
        "PLAN_CONFLICT",
        "2026-11-28 kept changing while it was planned, 4 times; nothing was written",
        "Ask again when fewer people are editing the date.",
        {"changes": [f"booking {BOOKING}: its party is 5 now"]},
    ),
    Refusal(
        409,
        "RUN_MISMATCH",
        f"run {RUN} does not hold the plan that is to be written",
        "Nothing was written. Plan again.",
    ),
    Refusal(
        503,
        "PLANNING_BUSY",
        "this date is being planned for somebody else",
        "Nothing was written. Ask again in a moment.",
    ),
)
"""What planning a date, and taking a plan back, may meet."""

DATE = (
    Refusal(
        422,
        "NO_BOOKINGS",
        "The Anchor has no bookings to seat on 2026-11-28: nothing to plan",
        "Check date and restaurantId.",
        {"date": "2026-11-28", "restaurantId": RESTAURANT},
    ),
    Refusal(
        500,
        "PLAN_REFUSED",
        "the checker refused the plan: overlap: table 12 is given twice",
        "This is a defect in maitred; nothing was written. Please report it.",
        {"violations": ["overlap: table 12 is given twice"]},
    ),
)

UNDO = (
    Refusal(
        404,
        "NOTHING_TO_UNDO",
        "no run has changed 2026-11-28, or all of them are taken back already",
        f"GET /api/v1/restaurants/{RESTAURANT}/days/2026-11-28/history shows what happened to the "
        "date.",
    ),
    Refusal(
        409,
        "NOT_THE_LAST_RUN",
        f"run {RUN} is not the last one that changed 2026-11-28",
        "It is taken back already, or a later one has to be taken back first.",
        {"lastRunId": "1f3870be-274f-4c49-b3e3-1a0c6728957f"},
    ),
    Refusal(
        409,
        "UNDO_CONFLICT",
        f"the last run cannot be taken back: booking {BOOKING} has 14 now: it was changed since",
        "Nothing was written. Plan the date again, or change the bookings by hand.",
        {"obstacles": [f"booking {BOOKING} has 14 now: it was changed since"]},
    ),
)

CHANGES = Refusal(
    409,
    "CHANGES_REFUSED",
    "These tables cannot be given: table 12 is given twice",
    "Nothing was written. Look at the date again, and choose other tables.",
    {"obstacles": ["table 12 is given twice"]},
)
"""What changing tables by hand may meet."""

NO_RUN = Refusal(
    404,
    "RUN_NOT_FOUND",
    f"no run has the id {RUN}",
    "The answer to a planning request names its runId.",
)
"""There is none, or the caller has no role in its restaurant."""

NO_TRACE = Refusal(
    404,
    "TRACE_NOT_FOUND",
    "nothing is known of 'my-request-1'",
    "Give the id of a booking, a run or a job, or the x-request-id of an answer.",
)
"""Nothing of the restaurant has that id."""

NO_POLICY = Refusal(
    404,
    "SERVICE_POLICY_NOT_FOUND",
    "Service policy not found",
    "Add a row to service_policy in the booking database.",
)
