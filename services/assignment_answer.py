"""A plan as the running product's clients read it, with what maitred adds beside."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from models.booking import Occupied
from models.plan import Change, DayPlan, Unseated, UnseatedReason
from persistence.snapshot import DaySnapshot

if TYPE_CHECKING:
    from services.plan_date import PlanRequest

Json = dict[str, Any]


def assignment_answer(
    snapshot: DaySnapshot, plan: DayPlan, run_id: UUID, request: "PlanRequest"
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
        answer["decisions"] = _decisions(plan)
    return answer


def _skipped(snapshot: DaySnapshot, plan: DayPlan) -> list[Json]:
    return [
        *(
            {
                "bookingId": item.booking,
                "reason": _reason(snapshot, item),
                "code": item.reason.value,
            }
            for item in plan.unseated
        ),
        *(
            {"bookingId": item.booking, "reason": _sentence(item.message), "code": item.code}
            for item in snapshot.unplannable
        ),
    ]


def _reason(snapshot: DaySnapshot, item: Unseated) -> str:
    """The sentence in the old clients' form."""
    if item.reason is UnseatedReason.ALL_TAKEN:
        blockers = _blockers(snapshot, item)
        names = {table.id: table.label for table in snapshot.problem.venue.tables}
        tables = ", ".join(sorted({names[blocker.table] for blocker in blockers}))
        what = "holds" if all(b.source == "hold" for b in blockers) and blockers else "bookings"
        return f"Conflicts with existing {what} on tables {tables}. {item.message}"
    if item.reason is UnseatedReason.LOCKED_WITHOUT:
        return item.message
    return f"No suitable tables available ({item.message.rstrip('.')})"


def _blockers(snapshot: DaySnapshot, item: Unseated) -> list[Occupied]:
    """What overlaps the booking's window on tables large enough to matter."""
    taken = list(snapshot.problem.occupancy)
    for booking in snapshot.problem.bookings:
        taken += [
            Occupied(table=table, window=booking.window, source="assignment", booking=booking.id)
            for table in booking.current_tables
            if booking.id != item.booking
        ]
    return [blocker for blocker in taken if blocker.window.overlaps(item.window)]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _decisions(plan: DayPlan) -> list[Json]:
    """One record per booking, seated or not."""
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
            "rejectionClassification": "strategic"
            if u.reason is UnseatedReason.OUTWEIGHED
            else "hard",
        }
        for u in plan.unseated
    ]
    return [*seated, *skipped]
