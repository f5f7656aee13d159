"""Why a stored run turned bookings away: computed from the problem and the plan that it keeps."""

from typing import Any
from uuid import UUID

from models.explanation import Explanation
from models.problem import DayProblem
from persistence.locking import BookingNotFoundError
from persistence.pool import Database
from persistence.runs import Run
from services.access import Caller
from services.planning.runs import stored_problem, visible_run
from solver.checker import Decisions
from solver.explaining.breakdown import seating_breakdown
from solver.explaining.explain import explain, explain_all
from solver.explaining.planned import PlannedDay, planned_day

Json = dict[str, Any]


def explain_run(database: Database, run_id: UUID, caller: Caller, *, budget_seconds: float) -> Json:
    """Explain everyone whom a run left without tables, within one budget.

    Raises:
        RunNotFoundError: there is no such run, or the caller has no role in its restaurant.
        InvalidInputError: another version wrote the run, and this one cannot read it.
    """
    run, day = _planned(database, run_id, caller)
    found = explain_all(day, budget_seconds=budget_seconds)
    return {**_head(run), "explanations": [_told(item) for item in found]}


def explain_run_booking(
    database: Database, run_id: UUID, booking: UUID, caller: Caller, *, budget_seconds: float
) -> Json:
    """Explain one booking of a run: why it has no tables, or what those it has are worth.

    Raises:
        RunNotFoundError: there is no such run, or the caller has no role in its restaurant.
        BookingNotFoundError: the run knows no such booking, or it wanted no table.
        InvalidInputError: another version wrote the run, and this one cannot read it.
    """
    run, day = _planned(database, run_id, caller)
    key = str(booking)
    if key in day.decisions:
        seating = seating_breakdown(day, key, alternative=True).model_dump(mode="json")
        return {**_head(run), "explanation": None, "seating": seating}
    if key not in day.reasons:
        raise BookingNotFoundError(
            f"no booking {booking} wanted tables in run {run_id}",
            hint="GET /api/v1/runs/{id} lists the run's bookings.",
        )
    found = explain(day, key, budget_seconds=budget_seconds)
    return {**_head(run), "explanation": _told(found), "seating": None}


def _planned(database: Database, run_id: UUID, caller: Caller) -> tuple[Run, PlannedDay]:
    with database.connection() as connection:
        run = visible_run(connection, run_id, caller)
        problem = stored_problem(connection, run_id)
    decisions = {seating.booking: seating.tables for seating in run.plan.seatings}
    asked = _without_losers(problem, decisions)
    return run, planned_day(asked, decisions, subject=f"run {run_id}")


def _without_losers(problem: DayProblem, decisions: Decisions) -> DayProblem:
    """Return the day as if whoever lost their tables in the run had had none.

    Plans never take tables away; somebody who changes the date by hand or takes a run back does.
    """
    bookings = tuple(
        booking if booking.id in decisions else booking.replace(current_tables=())
        for booking in problem.bookings
    )
    return problem.replace(bookings=bookings)


def _head(run: Run) -> Json:
    return {
        "runId": str(run.id),
        "restaurantId": str(run.restaurant_id),
        "date": run.service_date.isoformat(),
        "problemHash": run.problem_hash,
    }


def _told(found: Explanation) -> Json:
    return found.model_dump(mode="json")
