"""The answer to a planning request: what the earlier endpoint said, and the proof beside it."""

import datetime as dt
import json
from typing import Any
from uuid import UUID

from models.booking import Booking, Occupied
from models.plan import Change, DayPlan, Objective, Seating, TierProof, Unseated, UnseatedReason
from models.problem import DayProblem
from persistence.snapshot import DaySnapshot, Unplannable

OVERRUNS = frozenset({"SERVICE_OVERRUN", "AFTER_LAST_SEATING"})
"""Why no window can be derived: the service closes too early for the stay."""


def answer_text(
    snapshot: DaySnapshot, plan: DayPlan, run_id: UUID, *, state: str, decisions: bool
) -> str:
    """Return the answer as JSON text; it is stored and repeated as these very bytes."""
    new = [seating for seating in plan.seatings if seating.change is Change.NEW]
    body: dict[str, Any] = {
        "date": str(plan.date),
        "assigned": [_assigned(seating) for seating in new],
        "skipped": skipped(snapshot, plan),
        "serviceFallbacks": [
            {"bookingId": booking, "usedFallback": True, "fallbackService": service}
            for booking, service in sorted(snapshot.fallbacks.items())
        ],
        "moved": _moved(snapshot.problem, plan),
        "runId": str(run_id),
        "state": state,
        "mode": plan.mode.value,
        "status": plan.status.value,
        "objective": objective_json(plan.objective),
        "bound": plan.bound,
        "gap": plan.gap,
        "proof": [proof_json(proof) for proof in plan.proof],
        "statistics": statistics_json(plan),
        "notes": [*snapshot.notes, *plan.notes],
    }
    if decisions:
        body["decisions"] = _decisions(snapshot, plan)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def instant(moment: dt.datetime) -> str:
    """Write a moment in UTC, always with its Z."""
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def objective_json(objective: Objective) -> dict[str, Any]:
    """Return what a plan is worth, by tier and by term."""
    return objective.model_dump(mode="json")


def proof_json(proof: TierProof) -> dict[str, Any]:
    """Return value, bound and gap of one tier."""
    return {**proof.model_dump(mode="json"), "gap": proof.gap}


def statistics_json(plan: DayPlan) -> dict[str, Any]:
    """Return the counts, and how long the solver took and how it ended."""
    counts = plan.statistics
    return {
        "bookings": counts.bookings,
        "seated": counts.seated,
        "covers": counts.covers,
        "coversRequested": counts.covers_requested,
        "merges": counts.merges,
        "emptySeats": counts.empty_seats,
        "moved": counts.moved,
        "seconds": plan.solve.seconds,
        "budgetSeconds": plan.solve.budget_seconds,
        "solver": plan.solve.outcome.value,
    }


def skipped(snapshot: DaySnapshot, plan: DayPlan) -> list[dict[str, str]]:
    """Return the bookings without tables with the reason, worded as clients know it."""
    reasons = {item.booking: _unseated(snapshot.problem, item) for item in plan.unseated}
    reasons |= {item.booking: _unplannable(item) for item in snapshot.unplannable}
    return [{"bookingId": booking, "reason": reasons[booking]} for booking in sorted(reasons)]


def _assigned(seating: Seating) -> dict[str, Any]:
    return {"bookingId": seating.booking, "tableIds": list(seating.tables)}


def _moved(problem: DayProblem, plan: DayPlan) -> list[dict[str, Any]]:
    before = {booking.id: booking.current_tables for booking in problem.bookings}
    return [
        {"bookingId": s.booking, "from": list(before[s.booking]), "to": list(s.tables)}
        for s in plan.seatings
        if s.change is Change.MOVED
    ]


def _unplannable(item: Unplannable) -> str:
    said = item.message.rstrip(".")
    if item.code in OVERRUNS:
        start = "reservation would overrun"
        return said[0].upper() + said[1:] if said.startswith(start) else f"R{start[1:]}: {said}"
    return f"No suitable tables available ({said})"


def _unseated(problem: DayProblem, item: Unseated) -> str:
    if item.reason is UnseatedReason.ALL_TAKEN:
        holds, tables = _in_the_way(problem, item)
        if tables:
            return f"Conflicts with existing {holds} on tables {', '.join(tables)}"
    return f"No suitable tables available ({item.message.rstrip('.')})"


def _in_the_way(problem: DayProblem, item: Unseated) -> tuple[str, list[str]]:
    """Return what takes the tables that are right for a party, and those tables (or any)."""
    seated = [b for b in problem.bookings if problem.is_fixed(b) and b.window.overlaps(item.window)]
    taken: list[Occupied] = [o for o in problem.occupancy if o.window.overlaps(item.window)]
    by_booking = {table for booking in seated for table in booking.current_tables}
    by_booking |= {occupied.table for occupied in taken if occupied.source != "hold"}
    every = by_booking | {occupied.table for occupied in taken}
    right = {
        table.id
        for table in problem.venue.tables
        if table.active and table.min_party <= item.party <= (table.max_party or table.capacity)
    }
    named = every & right or every
    return "bookings" if named & by_booking else "holds", sorted(named)


def _decisions(snapshot: DaySnapshot, plan: DayPlan) -> list[dict[str, Any]]:
    """Return one entry per booking that was looked at, in the order of the bookings' ids."""
    seatings = {seating.booking: seating for seating in plan.seatings}
    unseated = {item.booking: item for item in plan.unseated}
    return [
        _decision(booking, seatings.get(booking.id), unseated.get(booking.id))
        for booking in snapshot.problem.bookings
        if booking.id in seatings or booking.id in unseated
    ]


def _decision(booking: Booking, seating: Seating | None, left: Unseated | None) -> dict[str, Any]:
    return {
        "bookingId": booking.id,
        "party": booking.party,
        "startAt": instant(booking.window.start),
        "endAt": instant(booking.window.end),
        "outcome": seating.change.value if seating else "skipped",
        "tableIds": list(seating.tables) if seating else [],
        "seats": seating.seats if seating else None,
        "code": left.reason.value if left else None,
        "message": left.message if left else seating.stale if seating else None,
    }
