"""One decision as one story."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse

from api.access import Member
from api.answers.trace import TraceAnswer
from api.document import operation
from api.parameters import RestaurantId, one
from api.refusals.general import NO_RESTAURANT, PARAMETERS
from api.refusals.planning import NO_TRACE
from services.trace import MOST, trace_of

router = APIRouter(prefix="/api/v1/restaurants/{restaurant_id}/trace", tags=["looking"])


@router.get(
    "/{trace_id}",
    summary="How a decision came about",
    **operation("readTrace", TraceAnswer, PARAMETERS, NO_RESTAURANT, NO_TRACE),
)
def trace(
    request: Request,
    restaurant_id: RestaurantId,
    trace_id: Annotated[
        str,
        Path(
            pattern="^[A-Za-z0-9._-]{1,64}$",
            description="The id of a booking, a run or a job, or the `x-request-id` of an answer.",
            openapi_examples=one("my-request-1"),
        ),
    ],
    _: Member,
    limit: Annotated[
        int,
        Query(
            ge=1,
            le=MOST,
            description=f"Most entries of the answer, 300 when left out and {MOST} at most.",
            openapi_examples=one("300"),
        ),
    ] = 300,
) -> JSONResponse:
    """Tell who asked, what was read, found, planned, called, met and answered, the oldest first."""
    database = request.app.state.database
    return JSONResponse(trace_of(database, trace_id, restaurant=restaurant_id, limit=limit))
