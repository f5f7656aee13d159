"""Choosing tables by hand: validate, hold and confirm on the context that the operator saw."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from models.base import canonical_json
from models.engine import Work
from models.errors import MaitredError
from persistence.errors import DatabaseError
from persistence.history import NOBODY, Author
from persistence.holds import Hold
from persistence.place_hold import Claimed, HoldWish, Then, place_hold
from persistence.pool import Connection, Database
from persistence.seat import Done
from persistence.snapshot import DaySnapshot
from persistence.telemetry import tell
from services.access import RIGHTS, AccessDeniedError, Right, Role
from services.errors import NotWaivableError, ResourceDisabledError, StaleContextError
from services.holds import Confirmation, assignment_list, confirm_hold
from services.idempotent import Answer
from services.judge import wanting
from services.manual.checks import WAIVABLE, ChecksFailedError, Validation, validate
from services.manual.context import (
    Look,
    changed_parts,
    context_of,
    look_at,
    manual_context,
    read_context,
)
from services.manual.selection import Selection, asked_for, check_selection
from services.quotes.offers import STATEMENT_SECONDS, add_offer, next_best
from services.reading import reading
from services.telemetry import conflict_events, manual_event, manual_hold_event
from services.versions import policy_version, rules_of, selection_of

Json = dict[str, Any]

ROUTE = "staff/manual/confirm"
"""The scope of idempotency keys."""

REASON = "manual_assign_session_confirm"
"""What the product's history of a booking says of a confirmation by hand."""

HOLD_CODES = {
    "capacity": "CAPACITY_INSUFFICIENT",
    "slack": "SLACK_BUDGET_EXCEEDED",
    "zone": "ZONE_MISMATCH",
    "movable": "TABLE_IMMUTABLE",
    "adjacency": "ADJACENCY_INVALID",
    "conflict": "ASSIGNMENT_CONFLICT",
    "holds": "HOLD_CONFLICT",
}
"""What holding calls the first check that fails."""


@dataclass(frozen=True)
class Override:
    """Failed checks that somebody takes responsibility for, and why."""

    checks: frozenset[str]
    reason: str


@dataclass(frozen=True)
class ManualHold:
    """A choice by hand that is to be held."""

    selection: Selection
    version: str
    """Of the context that the operator saw."""
    seconds: float = 180
    author: Author = NOBODY
    override: Override | None = None


class HoldRefusedError(MaitredError):
    """A choice that fails checks is not held."""

    def __init__(self, error: ChecksFailedError) -> None:
        told = validation_told(error.validation, {**error.details, "hint": error.hint})
        super().__init__(
            error.message,
            hint=error.hint,
            details={
                "validation": told,
                "summary": error.validation.summary,
                **{name: item for name, item in error.details.items() if name != "checks"},
            },
        )
        first = error.failed[0]
        only_holds = first.id == "conflict" and not (first.details or {}).get("conflicts")
        self.code = HOLD_CODES["holds" if only_holds else first.id]
        self.status = 409 if self.code == HOLD_CODES["holds"] else 422


def validate_by_hand(
    database: Database, selection: Selection, version: str, override: Override | None, role: Role
) -> Json:
    """Return what each check says of a choice; when one fails, also what else is free.

    Raises:
        StaleContextError: the operator looked at something that has changed since.
        AccessDeniedError: only managers and owners may overrule a check.
        BookingNotFoundError, BookingOverError, SeatRefusedError: see ``manual_context``.
        TablesRequiredError, TablesNotFoundError, ...: see ``check_selection``.
    """
    with _failure_told(database, selection, "validate"):
        look = _look(database, selection)
        context = context_of(look)
        is_fresh(context, version)
        told = _checked(database, look, _overruled(selection, override, role))
    return {**told, "contextVersion": context["contextVersion"]}


def check_by_hand(database: Database, selection: Selection) -> Json:
    """Return what each check says of a choice as things stand, and tell the event log of it.

    Raises:
        BookingNotFoundError, BookingOverError, SeatRefusedError: see ``manual_context``.
        TablesRequiredError, TablesNotFoundError, ...: see ``check_selection``.
    """
    return _checked(database, _look(database, selection), selection)


def _look(database: Database, selection: Selection) -> Look:
    """Look at all that checks and the next best choice need, once."""
    place = selection.restaurant_id, selection.booking
    try:
        with reading(
            database, selection.restaurant_id, statement_seconds=STATEMENT_SECONDS
        ) as connection:
            return look_at(connection, *place, choosing=True)
    except DatabaseError as error:
        if error.code != "DATABASE_TIMEOUT":
            raise
    # What only says what tables are worth may be what is locked: checks do without.
    with reading(database, selection.restaurant_id) as connection:
        return look_at(connection, *place)


def _checked(database: Database, look: Look, selection: Selection) -> Json:
    try:
        validation = check_selection(look, selection)
    except ResourceDisabledError as error:
        add_offer(database, asked_for(selection), error)
        raise
    instead, code = None, None
    if validation.failed:
        instead = next_best(look.snapshot, asked_for(selection))
        code = HOLD_CODES[validation.failed[0].id]
    policy, neighbours = policy_version(look.snapshot), validation.needs_neighbours
    booking = selection.booking
    event = manual_event("validate", booking, code=code, policy=policy, neighbours=neighbours)
    tell(database, selection.restaurant_id, [event])
    return {**validation_told(validation, instead), "policyVersion": policy}


def hold_by_hand(database: Database, wanted: ManualHold, role: Role) -> Json:
    """Hold a choice; the answer has the version of the context with the hold in it.

    Raises:
        StaleContextError: the operator looked at something that has changed since.
        HoldRefusedError, ...: see ``hold_choice``.
    """
    place = wanted.selection.restaurant_id, wanted.selection.booking
    with _failure_told(database, wanted.selection, "hold"):
        is_fresh(manual_context(database, *place), wanted.version)
    hold, told = hold_choice(database, wanted, role)
    after = manual_context(database, *place)
    return {
        "hold": held_told(hold),
        "serverNow": after["serverNow"],
        "summary": told["summary"],
        "validation": told,
        "session": None,
        "contextVersion": after["contextVersion"],
    }


def hold_choice(
    database: Database, wanted: ManualHold, role: Role, then: Then | None = None
) -> tuple[Hold, Json]:
    """Hold a choice; return the hold, and what the checks said. ``then``: see ``place_hold``.

    Raises:
        AccessDeniedError: only managers and owners may overrule a check.
        HoldRefusedError: a check fails; the details hold all of them, and what else is free.
        ResourceDisabledError: a table is not in service.
        BookingNotFoundError, TablesNotFoundError, AlreadyAssignedError, HoldRateError:
            see ``place_hold``.
    """
    with _failure_told(database, wanted.selection, "hold"):
        selection = _overruled(wanted.selection, wanted.override, role)
    wish = HoldWish(
        selection.restaurant_id,
        selection.booking,
        selection.tables,
        wanted.seconds,
        wanted.author,
        work=Work.HAND,
    )
    judged: list[Validation] = []
    judge = partial(_judge, selection, wanted.override, judged)
    try:
        hold = place_hold(database, wish, judge, then=then, tells=_held_event)
    except MaitredError as error:
        add_offer(database, asked_for(selection), error)
        known = HoldRefusedError(error) if isinstance(error, ChecksFailedError) else error
        _tell(database, selection, "hold", known, conflict_events(wish, error))
        if known is error:
            raise
        raise known from error
    policy = hold.metadata["policyVersion"]
    return hold, {**validation_told(judged[-1]), "policyVersion": policy}


def _held_event(hold: Hold) -> list[Json]:
    assert hold.booking is not None
    return [manual_hold_event("hold", hold, hold.booking)]


@contextmanager
def _failure_told(database: Database, selection: Selection, what: str) -> Iterator[None]:
    try:
        yield
    except MaitredError as error:
        _tell(database, selection, what, error)
        raise


def _tell(
    database: Database,
    selection: Selection,
    what: str,
    error: MaitredError,
    also: Sequence[Json] = (),
) -> None:
    """Tell the event log of a refusal; when the database is away there is nobody to tell."""
    if getattr(error, "status", 500) < 500:
        asked = selection.require_adjacency
        event = manual_event(what, selection.booking, code=error.code, neighbours=asked)
        tell(database, selection.restaurant_id, [*also, event])


def _judge(
    selection: Selection,
    override: Override | None,
    judged: list[Validation],
    snapshot: DaySnapshot,
) -> Claimed:
    booking = wanting(snapshot, selection.booking)
    # Holds of others are occupancy here; the booking's own are replaced.
    validation = validate(
        snapshot,
        booking,
        map(str, selection.tables),
        require_adjacency=selection.require_adjacency,
        holds=[],
        waived=selection.overruled,
    )
    if validation.failed:
        raise ChecksFailedError(validation, validation.failed)
    judged.append(validation)
    metadata: Json = {
        **rules_of(snapshot),
        "selection": {
            **selection_of(snapshot.problem.venue, selection.tables),
            "summary": validation.summary,
        },
        "byHand": {
            "requireAdjacency": selection.require_adjacency,
            "needsNeighbours": validation.needs_neighbours,
            "overruled": sorted(selection.overruled),
            "reason": None if override is None else override.reason,
        },
    }
    if selection.require_adjacency is not None:
        metadata["requireAdjacency"] = selection.require_adjacency
    return Claimed(booking.window, metadata)


def confirm_by_hand(database: Database, wanted: Confirmation, version: str) -> Answer:
    """Give a booking the tables that it holds, and confirm it.

    Raises:
        StaleContextError: the operator looked at another context than that of ``version``.
        ChecksFailedError: a check fails now that did not when the tables were held.
        HoldNotFoundError, HoldMismatchError, HoldExpiredError, PolicyDriftError: see
            ``confirm_hold``.
    """

    def fresh(connection: Connection) -> None:
        is_fresh(read_context(connection, wanted.restaurant_id, wanted.booking), version)

    def compose(done: Done) -> str:
        return canonical_json(
            {
                "assignments": assignment_list(done.connection, wanted.booking),
                "session": None,
                "context": read_context(done.connection, wanted.restaurant_id, wanted.booking),
            }
        )

    return confirm_hold(database, by_hand(wanted, ROUTE), before=fresh, compose=compose)


def by_hand(wanted: Confirmation, route: str) -> Confirmation:
    """Return a confirmation that confirms the booking too, as those by hand do."""
    confirm = ("pending", "pending_allocation")
    return replace(wanted, confirm=confirm, route=route, reason=REASON, by_hand=True)


def validation_told(validation: Validation, instead: Json | None = None) -> Json:
    """Return a validation as clients read it; ``instead`` is what else is free."""
    offer = instead or {}
    return {
        "ok": not validation.failed,
        "summary": validation.summary,
        "checks": [check.told for check in validation.checks],
        "slackBudget": validation.most_slack,
        "alternative": offer.get("alternative"),
        "nextTimes": offer.get("nextTimes", []),
        "hint": offer.get("hint"),
    }


def _overruled(selection: Selection, override: Override | None, role: Role) -> Selection:
    if override is None:
        return selection
    if Right.OVERRIDE not in RIGHTS[role]:
        raise AccessDeniedError(
            "Only managers and owners may overrule a check", hint="Ask one of them."
        )
    unknown = sorted(override.checks - WAIVABLE)
    if unknown:
        raise NotWaivableError(
            f"Nobody may overrule the check {unknown[0]!r}: the database would refuse too",
            hint=f"These may be overruled: {', '.join(sorted(WAIVABLE))}.",
        )
    return replace(selection, overruled=override.checks)


def is_fresh(context: Json, version: str) -> None:
    """Refuse what was decided on another context.

    Raises:
        StaleContextError: the details have both versions.
    """
    now = context["contextVersion"]
    if now != version:
        changed = changed_parts(now, version)
        raise StaleContextError(
            f"Changed since it was on your screen: {', '.join(changed)}"
            if changed
            else "Something has changed since this was on your screen",
            hint="Load the context again, and choose again.",
            details={"expected": now, "provided": version, "changed": changed},
        )


def held_told(hold: Hold) -> Json:
    """Return a hold as clients read it."""
    return {
        "id": str(hold.id),
        "expiresAt": hold.until.isoformat(),
        "startAt": hold.start.isoformat(),
        "endAt": hold.end.isoformat(),
        "zoneId": str(hold.zone),
        "tableIds": sorted(map(str, hold.chosen)),
    }
