"""The history of decisions: a row for each booking that a plan seats, moves or leaves out.

Rows in ``maitred.events`` are written in the transaction of what they tell; those in the product's
``observability_events`` too, but a refusal there never stops a plan.
"""

import datetime as dt
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from models.plan import Change, DayPlan, UnseatedReason
from models.problem import DayProblem
from persistence.capabilities import Capabilities
from persistence.pool import Connection
from persistence.queries import query

Json = dict[str, Any]

SOURCE = "capacity.selector"
STRATEGIC = frozenset({UnseatedReason.OUTWEIGHED, UnseatedReason.HOUSE_LIMITS})
"""Reasons that are the optimum's or the house's choice; all others are hard."""


def record_plan(
    connection: Connection,
    capabilities: Capabilities,
    problem: DayProblem,
    plan: DayPlan,
    *,
    restaurant_id: UUID,
    run_id: UUID,
    actor: UUID | None,
) -> None:
    """Write down what a plan that is being committed decides about each booking."""
    values = {
        "restaurant_id": restaurant_id,
        "service_date": plan.date,
        "run_id": run_id,
        "actor": actor,
    }
    events = _events(problem, plan)
    if not events:
        return
    connection.execute(query("record_events"), {**values, "events": Jsonb(events)})
    if capabilities.has("public.observability_events"):
        told = {"type": SOURCE, "restaurantId": str(restaurant_id), "runId": str(run_id)}
        _observe(connection, restaurant_id, plan, told)


def decision_records(plan: DayPlan) -> list[Json]:
    """Return one record per booking, seated or not, as the product's clients know it."""
    seated = [
        {
            "bookingId": s.booking,
            "partySize": s.party,
            "window": s.window.model_dump(mode="json"),
            "selected": {"tableIds": list(s.tables), "totalCapacity": s.seats},
            "skipReason": None,
            "change": s.change.value,
        }
        for s in plan.seatings
    ]
    skipped = [
        {
            "bookingId": u.booking,
            "partySize": u.party,
            "window": u.window.model_dump(mode="json"),
            "selected": None,
            "skipReason": u.message,
            "rejectionClassification": "strategic" if u.reason in STRATEGIC else "hard",
        }
        for u in plan.unseated
    ]
    return [*seated, *skipped]


def _events(problem: DayProblem, plan: DayPlan) -> list[Json]:
    """Bookings that keep their tables are no event."""
    had = {booking.id: list(booking.current_tables) for booking in problem.bookings}
    kinds = {Change.NEW: "booking.assigned", Change.MOVED: "booking.moved"}
    seated = [
        {
            "booking_id": s.booking,
            "kind": kinds[s.change],
            "detail": {
                "from": had[s.booking],
                "to": list(s.tables),
                "window": s.window.model_dump(mode="json"),
            },
        }
        for s in plan.seatings
        if s.change in kinds
    ]
    unseated = [
        {
            "booking_id": u.booking,
            "kind": "booking.unseated",
            "reason": u.reason.value,
            "detail": {"message": u.message, "window": u.window.model_dump(mode="json")},
        }
        for u in plan.unseated
    ]
    return [*seated, *unseated]


def _observe(connection: Connection, restaurant_id: UUID, plan: DayPlan, told: Json) -> None:
    now = dt.datetime.now(dt.UTC).isoformat()
    events = [
        {
            "source": SOURCE,
            "event_type": f"{SOURCE}.{'assignment' if record['selected'] else 'skipped'}",
            "booking_id": record["bookingId"],
            "context": {
                **told,
                **record,
                "timestamp": now,
                "durationMs": round(plan.solve.seconds * 1000),
            },
        }
        for record in decision_records(plan)
        if record.get("change") != Change.KEPT.value
    ]
    values = {"restaurant_id": restaurant_id, "events": Jsonb(events)}
    try:
        with connection.transaction():
            connection.execute(query("observe"), values)
    except psycopg.Error:
        # Best effort by contract; a connection that broke shows at the next statement.
        if connection.closed:
            raise
