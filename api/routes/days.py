"""Restaurants, their dates, and runs: everything that only looks."""

from typing import Any

from fastapi import APIRouter, Request

from api.access import Member, SignedIn
from api.errors import documented
from api.types import Date, Uuid
from services.day_view import day_view, restaurants_view
from services.runs import run_view

router = APIRouter(prefix="/api/v1", tags=["looking"])


@router.get("/restaurants", summary="The restaurants that you may see", responses=documented())
def restaurants(request: Request, caller: SignedIn) -> dict[str, Any]:
    """List your active restaurants by name, each with its present date in its own zone."""
    return restaurants_view(request.app.state.database, caller)


@router.get(
    "/restaurants/{restaurant_id}/days/{date}",
    summary="One date: tables, bookings, seatings, what is taken",
    responses=documented(400, 404, 422),
)
def day(request: Request, restaurant_id: Uuid, date: Date, _: Member) -> dict[str, Any]:
    """Return a date in one consistent read, with the last run's proof and reasons."""
    return day_view(request.app.state.database, restaurant_id, date)


@router.get("/runs/{run_id}", summary="One run with its plan", responses=documented(400, 404, 422))
def run(request: Request, run_id: Uuid, caller: SignedIn) -> dict[str, Any]:
    """Return a run: its state, its plan, and what is proven about it."""
    return run_view(request.app.state.database, run_id, caller)
