"""A plan as the running product's clients read it, with what maitred adds beside."""

from typing import Any
from uuid import UUID

from models.booking import Booking, Occupied
from models.errors import LastSeatingError
from models.plan import Change, DayPlan, Unseated, UnseatedReason
from models.problem import DayProblem
from persistence.history import decision_records
from persistence.snapshot import DaySnapshot, Unplannable
from services.planning.request import PlanRequest

Json = dict[str, Any]

AFTER_LAST_SEATING = LastSeatingError.code


def assignment_answer(
    snapshot: DaySnapshot, plan: DayPlan, run_id: UUID, request: PlanRequest
) -> Json:
    """Return the answer to a request to assign a date.

    ``date``, ``assigned``, ``skipped``, ``serviceFallbacks`` and ``decisions`` are the old
    fields. Bookings that had tables before are in neither list.
    """
    had = {b.id: list(b.current_tables) for b in snapshot.problem.bookings}
    answer: Json = {
        "date": snapshot.problem.date.isoformat(),
        "assigned": [
            {"bookingId": s.booking, "tableIds": list(s.tables)}
            for s in plan.seatings
            if s.change is Change.NEW
        ],
        "skipped": _skipped(snapshot, plan),
        "serviceFallbacks": [
            {"bookingId": key, "usedFallback": True, "fallbackService": service}
            for key, service in snapshot.fallbacks.items()
        ],
        "moved": [
            {"bookingId": s.booking, "from": had[s.booking], "to": list(s.tables)}
            for s in plan.seatings
            if s.change is Change.MOVED
        ],
        "runId": str(run_id),
        "dryRun": request.dry_run,
        "mode": plan.mode.value,
        "status": plan.status.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "objective": plan.objective.model_dump(),
        "proof": [{**proof.model_dump(), "gap": proof.gap} for proof in plan.proof],
        "statistics": plan.statistics.model_dump(),
        "seconds": plan.solve.seconds,
        "notes": [*snapshot.notes, *plan.notes],
    }
    if request.capture_decisions:
        answer["decisions"] = decision_records(plan)
    return answer


def _skipped(snapshot: DaySnapshot, plan: DayPlan) -> list[Json]:
    problem = snapshot.problem
    planned = [(item.booking, _reason(problem, item), item.reason.value) for item in plan.unseated]
    given_up = [(item.booking, _no_window(item), item.code) for item in snapshot.unplannable]
    return [
        {"bookingId": booking, "reason": reason, "code": code}
        for booking, reason, code in sorted([*planned, *given_up])
    ]


def _reason(problem: DayProblem, item: Unseated) -> str:
    """Say why a booking got no table, in the words that clients of the old endpoint know."""
    if item.reason is UnseatedReason.ALL_TAKEN:
        by_bookings, names = _in_the_way(problem, item)
        if names:
            what = "bookings" if by_bookings else "holds"
            return f"Conflicts with existing {what} on tables {', '.join(names)}"
    return f"No suitable tables available ({item.message.rstrip('.')})"


def _in_the_way(problem: DayProblem, item: Unseated) -> tuple[bool, list[str]]:
    """Return whether bookings (or else holds) take the tables that are right for a party.

    When only merges are right for it, every taken table is named.
    """
    slot = next(b.slot for b in problem.bookings if b.id == item.booking)

    def clashes(other: Booking | Occupied) -> bool:
        same_slot = other.slot is not None and other.slot == slot
        return same_slot or other.window.overlaps(item.window)

    seated = {
        table
        for booking in problem.bookings
        if problem.is_fixed(booking) and clashes(booking)
        for table in booking.current_tables
    }
    overlapping = [taken for taken in problem.occupancy if clashes(taken)]
    held = {taken.table for taken in overlapping if taken.source == "hold"}
    seated |= {taken.table for taken in overlapping if taken.source != "hold"}
    tables = [table for table in problem.venue.tables if table.id in seated | held]
    right = [
        table
        for table in tables
        if table.active and table.min_party <= item.party <= (table.max_party or table.capacity)
    ]
    named = right or tables
    return any(table.id in seated for table in named), sorted(table.label for table in named)


def _no_window(item: Unplannable) -> str:
    said = item.message.rstrip(".")
    if said.startswith("reservation would overrun"):
        return f"R{said[1:]}"
    if item.code == AFTER_LAST_SEATING:
        return f"Reservation would overrun: {said}"
    return f"No suitable tables available ({said})"
