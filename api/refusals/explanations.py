"""Refusals of those who ask why a run turned bookings away."""

from api.answers.shape import BOOKING, RUN
from api.refusals.refusal import Refusal

NO_BOOKING_OF_RUN = Refusal(
    404,
    "BOOKING_NOT_FOUND",
    f"no booking {BOOKING} wanted tables in run {RUN}",
    "GET /api/v1/runs/{id} lists the run's bookings.",
)

UNREADABLE_RUN = Refusal(
    422,
    "INVALID_INPUT",
    f"run {RUN}: weights: unknown field; see `maitred schema` for the fields there are",
    details={
        "flaws": [
            {
                "place": "weights",
                "value": "",
                "message": "unknown field; see `maitred schema` for the fields there are",
            }
        ]
    },
)
"""Another version wrote the run, and this one cannot read it."""

TOO_MANY = Refusal(
    503,
    "PLANNING_BUSY",
    "18 explanations are running or waiting already",
    "Nothing was written. Ask again in a moment.",
)
