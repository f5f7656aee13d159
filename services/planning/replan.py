"""Propose plans for a date that is planned: with few moves, or after something happened.

Every proposal is kept as a run; ``services.planning.apply_run`` commits one later.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.base import canonical_json, content_hash
from models.errors import MaitredError
from models.live import LiveEvent, WalkIn, apply_events
from models.live_day import event_time
from models.policy import derive_stay
from models.problem import Mode
from models.replan import MoveLimit
from persistence.history import NOBODY, Author
from persistence.idempotency import Claim, Key, StoredAnswer, store_answer
from persistence.pool import Connection, Database
from persistence.runs import Proposal, create_run
from persistence.snapshot import DaySnapshot
from services.errors import NoBookingsError
from services.idempotent import Answer, answer_once
from services.planning.telemetry import count_plan
from services.reading import read_snapshot
from solver.replanning.as_known import Known, as_known, to_enter
from solver.replanning.replan import Proposed, replan
from telemetry.stages import stage

ROUTE = "days/replan"
"""The scope of idempotency keys."""

HELP_SECONDS = 0.5
"""For finding what would help those who lose their tables, at each point."""

Json = dict[str, Any]


@dataclass(frozen=True)
class ReplanRequest:
    """Which date to plan again, with how few moves, after what."""

    restaurant_id: UUID
    date: dt.date
    limits: tuple[MoveLimit, ...]
    events: tuple[LiveEvent, ...] = ()
    now: dt.datetime | None = None
    """What time it is; None: what it is."""
    budget_seconds: float = 5.0
    """For all limits together."""
    idempotency_key: str | None = None
    author: Author = NOBODY

    def body_hash(self) -> str:
        """Return what makes two requests with one key the same request."""
        return content_hash(
            {
                "date": str(self.date),
                "limits": list(self.limits),
                "events": [event.model_dump(mode="json") for event in self.events],
                "now": None if self.now is None else self.now.isoformat(),
                "budgetSeconds": self.budget_seconds,
            }
        )


def replan_date(database: Database, request: ReplanRequest) -> Answer:
    """Propose the best plan for each limit of moves; the answer is JSON text.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        NoBookingsError: the date has none, and nobody walked in.
        InvalidInputError: an event cannot be true of the date.
        IdempotencyKeyConflictError: the key was used with another request.
        RequestInFlightError: the first request with the key has not ended yet.
        DatabaseError: the database refused or cannot be reached.
    """
    key = None
    if request.idempotency_key is not None:
        key = Key(request.restaurant_id, ROUTE, request.idempotency_key, request.body_hash())
    return answer_once(database, key, lambda claim: _propose(database, request, claim))


def _propose(database: Database, request: ReplanRequest, claim: Claim | None) -> str:
    now = request.now or dt.datetime.now(dt.UTC)
    snapshot = _read(database, request, now)
    events = [_with_stay(event, snapshot) for event in request.events]
    night = apply_events(snapshot.problem, events)
    if not night.bookings:
        raise NoBookingsError(
            f"{snapshot.restaurant.name} has no bookings on {request.date}: nothing to plan",
            hint="Check the date.",
            details={"date": str(request.date), "restaurantId": str(request.restaurant_id)},
        )
    base = snapshot.problem
    if night.as_of is not None and night.as_of != base.as_of:
        base = _read(database, request, night.as_of).problem
    with stage("solve", limits=[str(limit) for limit in request.limits]) as told:
        found = replan(
            night,
            request.limits,
            budget_seconds=request.budget_seconds,
            help_seconds=HELP_SECONDS,
        )
        told.tell(moved=[item.plan.statistics.moved for item in found])
    for item in found:
        count_plan(item.plan)
    with database.connection() as connection:
        kept = [_keep(connection, request, item, as_known(base, item, events)) for item in found]
        answer = canonical_json(
            {
                "date": str(request.date),
                "restaurantId": str(request.restaurant_id),
                "now": now.isoformat(),
                "proposals": kept,
                "toEnter": list(to_enter(night, events)),
                "notes": list(snapshot.notes),
            }
        )
        if claim is not None:
            store_answer(connection, claim, StoredAnswer(200, answer), UUID(kept[-1]["runId"]))
    return answer


def _read(database: Database, request: ReplanRequest, as_of: dt.datetime) -> DaySnapshot:
    return read_snapshot(database, request.restaurant_id, request.date, as_of, mode=Mode.IMPROVE)


def _with_stay(event: LiveEvent, snapshot: DaySnapshot) -> LiveEvent:
    """Let walk-ins stay as long as the house's turn times say, buffers included."""
    if not isinstance(event, WalkIn) or event.minutes is not None:
        return event
    night = snapshot.problem
    start = night.as_of if event.start is None else event_time(night, event.start, "start")
    if start is None:
        return event
    try:
        stay = derive_stay(
            snapshot.policy, event.party, start, snapshot.restaurant.zone, event.service
        )
    except MaitredError:  # outside every service; they are here all the same
        return event
    return event.replace(minutes=round((stay.block.end - start) / dt.timedelta(minutes=1)))


def _keep(connection: Connection, request: ReplanRequest, proposed: Proposed, known: Known) -> Json:
    """Keep a proposal as a run; return it as the answer has it."""
    applicable = not known.reasons
    run_id = create_run(
        connection,
        request.restaurant_id,
        request.date,
        known.problem,
        known.plan,
        request.author,
        proposal=Proposal(applicable=applicable, reasons=known.reasons),
    )
    return {
        "runId": str(run_id),
        "applicable": applicable,
        "reasons": list(known.reasons),
        "point": proposed.point.model_dump(mode="json"),
    }
