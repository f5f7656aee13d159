"""One solve of a scenario as a night: the room as it was edited, who sits where, and who does not.

The fields are those of the view of a date, so that whatever draws the one draws the other.
"""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from models.plan import DayPlan
from models.problem import DayProblem
from persistence.pool import Database
from services.access import Caller
from services.day_view import services_on, span
from services.errors import SolveNotFoundError
from services.jobs.results import StoredResults
from services.scenarios.view import find_scenarios

Json = dict[str, Any]


def solved_night(database: Database, job_id: UUID, key: str, caller: Caller) -> Json:
    """Return one solve of a job, by the key that its comparison names.

    Raises:
        JobNotFoundError: there is no such job for the caller, or it solves no scenarios.
        SolveNotFoundError: it has no such solve, or none that this version can read.
    """
    job = find_scenarios(database, job_id, caller)
    results = StoredResults(database, job)
    run, plan = results.run(key), results.plan(key)
    problem = None if run is None else results.problem(run.problem_hash)
    if run is None or plan is None or problem is None:
        raise SolveNotFoundError(
            f"job {job_id} has no solve {key!r}",
            hint="GET /api/v1/scenarios/{id} names the solves of a job that is done.",
        )
    return {
        "scenario": run.scenario,
        "seed": run.seed,
        "date": problem.date.isoformat(),
        "timeZone": problem.venue.time_zone,
        "status": plan.status.value,
        "gap": plan.gap,
        **_room(problem),
        **_guests(problem, plan),
    }


def _room(problem: DayProblem) -> Json:
    venue, policy = problem.venue, problem.policy
    zone = ZoneInfo(venue.time_zone)
    return {
        "services": [] if policy is None else services_on(policy, problem.date, zone),
        "zones": [{"id": zone.id, "name": zone.label} for zone in venue.zones],
        "tables": [
            {
                "id": table.id,
                "name": table.label,
                "zoneId": table.zone,
                "capacity": table.capacity,
                "active": table.active,
            }
            for table in venue.tables
        ],
        "occupancy": [
            {
                "tableId": item.table,
                **span(item.window),
                "source": item.source,
                "bookingId": item.booking,
            }
            for item in problem.occupancy
        ],
    }


def _guests(problem: DayProblem, plan: DayPlan) -> Json:
    return {
        "bookings": [
            {
                "id": booking.id,
                "party": booking.party,
                **span(booking.window),
                "status": booking.status.value,
                "service": booking.service,
                "priority": booking.priority,
                "locked": booking.locked,
            }
            for booking in problem.bookings
        ],
        "seatings": [
            {
                "bookingId": item.booking,
                "tableIds": list(item.tables),
                **span(item.window),
                "stale": item.stale,
            }
            for item in plan.seatings
        ],
        "unseated": [
            {
                "bookingId": item.booking,
                "party": item.party,
                "reason": item.reason.value,
                "message": item.message,
            }
            for item in plan.unseated
        ],
    }
