"""Why a run turned bookings away, what that saves, and what would seat them."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from api.access import SignedIn
from api.answers.explanations import BookingExplained, RunExplained
from api.document import operation
from api.parameters import BookingId, RunId, one
from api.refusals.explanations import NO_BOOKING_OF_RUN, TOO_MANY, UNREADABLE_RUN
from api.refusals.general import PARAMETERS
from api.refusals.planning import NO_RUN
from services.planning.explain import explain_run, explain_run_booking

router = APIRouter(prefix="/api/v1/runs/{run_id}/explanations", tags=["looking"])

ONE_MS, ALL_MS, MOST_MS = 1000, 10_000, 60_000


def budget(default: int) -> Any:
    """Return the parameter that limits the time, in milliseconds."""
    return Query(
        ge=1,
        le=MOST_MS,
        description=f"Milliseconds for all of it, {default} when left out; what was not finished "
        "says so.",
        openapi_examples=one(str(default)),
    )


REFUSALS = (PARAMETERS, NO_RUN, UNREADABLE_RUN, TOO_MANY)


@router.get(
    "",
    summary="Why a run left bookings without tables",
    **operation("explainRun", RunExplained, *REFUSALS),
)
async def explanations(
    request: Request,
    run_id: RunId,
    caller: SignedIn,
    budgetMs: Annotated[int, budget(ALL_MS)] = ALL_MS,
) -> JSONResponse:
    """Explain every booking that a run left without tables, from what the run has stored.

    Per booking: the smallest set of things that cannot be had together with it, whom seating it
    would turn away, and ways to seat it, the cheapest first. Nothing is changed.
    """
    work = partial(explain_run, budget_seconds=budgetMs / 1000)
    state = request.app.state
    return JSONResponse(
        await state.explainers.run(lambda: work(state.database, run_id, caller), caller.name)
    )


@router.get(
    "/{booking_id}",
    summary="Why a run left one booking without tables, or what its tables are worth",
    **operation("explainBooking", BookingExplained, *REFUSALS, NO_BOOKING_OF_RUN),
)
async def explanation(
    request: Request,
    run_id: RunId,
    booking_id: BookingId,
    caller: SignedIn,
    budgetMs: Annotated[int, budget(ONE_MS)] = ONE_MS,
) -> JSONResponse:
    """Explain one booking of a run, from what the run has stored.

    For a booking with tables: what they are worth, term by term, and what the best others that
    are free would have cost.
    """
    work = partial(explain_run_booking, budget_seconds=budgetMs / 1000)
    state = request.app.state
    return JSONResponse(
        await state.explainers.run(
            lambda: work(state.database, run_id, booking_id, caller), caller.name
        )
    )
