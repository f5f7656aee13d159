"""Who asks, restaurants, their dates, and runs: everything that only looks."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.access import Member, SignedIn
from api.answers.looking import DayView, Me, RestaurantList
from api.answers.runs import RunView
from api.document import operation
from api.parameters import DateOf, RestaurantId, RunId
from api.refusals.general import NO_RESTAURANT, PARAMETERS, UNREADABLE_DATA
from api.refusals.planning import NO_RUN
from services.access import caller_view
from services.day_view import day_view, restaurants_view
from services.planning.runs import run_view

router = APIRouter(prefix="/api/v1", tags=["looking"])


@router.get(
    "/me",
    summary="Who you are, and what you may do where",
    **operation("readMe", Me),
)
def me(request: Request, caller: SignedIn) -> JSONResponse:
    """Return the caller: a user, a machine or a developer, with roles and rights."""
    return JSONResponse(caller_view(request.app.state.database, caller))


@router.get(
    "/restaurants",
    summary="The restaurants that you may see",
    **operation("listRestaurants", RestaurantList),
)
def restaurants(request: Request, caller: SignedIn) -> JSONResponse:
    """List your active restaurants by name, each with its present date in its own zone."""
    return JSONResponse(restaurants_view(request.app.state.database, caller))


@router.get(
    "/restaurants/{restaurant_id}/days/{date}",
    summary="One date: tables, bookings, seatings, what is taken",
    **operation("readDay", DayView, PARAMETERS, NO_RESTAURANT, UNREADABLE_DATA),
)
def day(request: Request, restaurant_id: RestaurantId, date: DateOf, _: Member) -> JSONResponse:
    """Return a date in one consistent read, with the last run's proof and reasons."""
    return JSONResponse(day_view(request.app.state.database, restaurant_id, date))


@router.get(
    "/runs/{run_id}",
    summary="One run with its plan",
    **operation("readRun", RunView, PARAMETERS, NO_RUN),
)
def run(request: Request, run_id: RunId, caller: SignedIn) -> JSONResponse:
    """Return a run: its state, its plan, and what is proven about it."""
    return JSONResponse(run_view(request.app.state.database, run_id, caller))
