"""Why a run turned bookings away, what that saves, and what would seat them."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from api.access import SignedIn
from api.errors import documented
from api.types import Uuid
from models.explanation import Explanation, SeatingBreakdown
from services.explain import explain_run, explain_run_booking

router = APIRouter(prefix="/api/v1/runs/{run_id}/explanations", tags=["looking"])

ONE_MS, ALL_MS, MOST_MS = 1000, 10_000, 60_000

Budget = Annotated[
    int | None,
    Query(
        ge=1,
        le=MOST_MS,
        description="Milliseconds for all of it; what is not finished says so.",
    ),
]


class RunExplained(BaseModel):
    """The run that is explained."""

    runId: str
    restaurantId: str
    date: str
    problemHash: str = Field(description="Of the problem that the run answers.")


class AllExplained(RunExplained):
    """Everyone whom a run left without tables."""

    explanations: list[Explanation]


class BookingExplained(RunExplained):
    """One booking of a run: ``explanation`` when it has no tables, ``seating`` when it has."""

    explanation: Explanation | None
    seating: SeatingBreakdown | None


@router.get(
    "",
    summary="Why a run left bookings without tables",
    responses={200: {"model": AllExplained}, **documented(400, 404, 422)},
)
async def explanations(
    request: Request, run_id: Uuid, caller: SignedIn, budgetMs: Budget = None
) -> dict[str, Any]:
    """Explain every booking that a run left without tables, from what the run has stored.

    Per booking: the smallest set of things that cannot be had together with it, whom seating it
    would turn away, and ways to seat it, the cheapest first. Nothing is changed. A budget of ten
    seconds is shared by all, unless `budgetMs` says otherwise.
    """
    work = partial(explain_run, budget_seconds=(budgetMs or ALL_MS) / 1000)
    state = request.app.state
    found: dict[str, Any] = await state.explainers.run(lambda: work(state.database, run_id, caller))
    return found


@router.get(
    "/{booking_id}",
    summary="Why a run left one booking without tables, or what its tables are worth",
    responses={200: {"model": BookingExplained}, **documented(400, 404, 422)},
)
async def explanation(
    request: Request, run_id: Uuid, booking_id: Uuid, caller: SignedIn, budgetMs: Budget = None
) -> dict[str, Any]:
    """Explain one booking of a run, from what the run has stored; within a second by default.

    For a booking with tables: what they are worth, term by term, and what the best others that
    are free would have cost.
    """
    work = partial(explain_run_booking, budget_seconds=(budgetMs or ONE_MS) / 1000)
    state = request.app.state
    found: dict[str, Any] = await state.explainers.run(
        lambda: work(state.database, run_id, booking_id, caller)
    )
    return found
