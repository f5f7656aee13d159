"""The parameters that several routes have in their paths, and the header that many know."""

from typing import Annotated, Any

from fastapi import Path
from fastapi.openapi.models import Example

from api.answers.shape import BOOKING, RESTAURANT, RUN, TABLE
from api.types import Date, Uuid


def one(value: str) -> dict[str, Example]:
    """Return the one example of a parameter."""
    return {"one": {"value": value}}


BookingId = Annotated[Uuid, Path(description="The booking.", openapi_examples=one(BOOKING))]
TableId = Annotated[Uuid, Path(description="The table.", openapi_examples=one(TABLE))]
RunId = Annotated[Uuid, Path(description="The run.", openapi_examples=one(RUN))]
JobId = Annotated[
    Uuid,
    Path(description="The job.", openapi_examples=one("6a0f1f5e-0f52-4c0e-9a3c-52b1a7d0c4b1")),
]
SessionId = Annotated[
    Uuid,
    Path(description="The session.", openapi_examples=one("e4d909c2-90d0-4b1c-a068-ffaddf22cbd0")),
]
RestaurantId = Annotated[
    Uuid,
    Path(
        description="The restaurant; one that you have no role in does not exist for you.",
        openapi_examples=one(RESTAURANT),
    ),
]
DateOf = Annotated[
    Date,
    Path(
        description="The service date, YYYY-MM-DD; its services may run past midnight.",
        openapi_examples=one("2026-11-28"),
    ),
]

REPEATABLE: dict[str, Any] = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "Repeating a request with its key gives the first answer again, for a "
            "day at least. A key counts for one restaurant and one route.",
            "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
            "example": "6f1c9d7e-1",
        }
    ]
}
"""The OpenAPI entry of routes that know the header Idempotency-Key."""
