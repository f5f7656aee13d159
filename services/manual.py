"""Choosing tables by hand: validate, hold and confirm on the context that the operator saw."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from models.base import canonical_json
from models.errors import MaitredError
from persistence.history import NOBODY, Author
from persistence.holds import Hold
from persistence.place_hold import Claimed, HoldWish, place_hold
from persistence.pool import Connection, Database
from persistence.seat import Done
from persistence.snapshot import DaySnapshot
from services.access import AccessDeniedError, Role
from services.by_hand import Selection, check_selection
from services.errors import NotWaivableError, StaleContextError
from services.holds import Confirmation, assignment_list, confirm_hold
from services.idempotent import Answer
from services.judge import wanting
from services.manual_checks import MOST_SLACK, WAIVABLE, ChecksFailedError, Validation, validate
from services.manual_context import manual_context, read_context
from services.versions import policy_version, selection_of

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

OVERRULING = frozenset({Role.OWNER, Role.MANAGER})
"""Who may take responsibility for a failed check."""


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
        told = validation_told(error.validation)
        super().__init__(
            error.message,
            hint=error.hint,
            details={"validation": told, "summary": error.validation.summary},
        )
        first = error.failed[0]
        only_holds = first.id == "conflict" and not (first.details or {}).get("conflicts")
        self.code = HOLD_CODES["holds" if only_holds else first.id]
        self.status = 409 if self.code == HOLD_CODES["holds"] else 422


def validate_by_hand(
    database: Database, selection: Selection, version: str, override: Override | None, role: Role
) -> Json:
    """Return what each check says of a choice.

    Raises:
        StaleContextError: the operator looked at something that has changed since.
        AccessDeniedError: only managers and owners may overrule a check.
        TablesRequiredError, BookingNotFoundError, TablesNotFoundError: see ``check_selection``.
    """
    context = manual_context(database, selection.restaurant_id, selection.booking)
    is_fresh(context, version)
    validation, snapshot = check_selection(database, _overruled(selection, override, role))
    told = validation_told(validation)
    return {
        **told,
        "policyVersion": policy_version(snapshot),
        "contextVersion": context["contextVersion"],
    }


def hold_by_hand(database: Database, wanted: ManualHold, role: Role) -> Json:
    """Hold a choice; the answer has the version of the context with the hold in it.

    Raises:
        StaleContextError: the operator looked at something that has changed since.
        AccessDeniedError: only managers and owners may overrule a check.
        HoldRefusedError: a check fails; the details hold all of them.
        ResourceDisabledError: a table is not in service.
        BookingNotFoundError, TablesNotFoundError, AlreadyAssignedError, HoldRateError:
            see ``place_hold``.
    """
    selection = _overruled(wanted.selection, wanted.override, role)
    before = manual_context(database, selection.restaurant_id, selection.booking)
    is_fresh(before, wanted.version)
    wish = HoldWish(
        selection.restaurant_id,
        selection.booking,
        selection.tables,
        wanted.seconds,
        wanted.author,
    )
    judged: list[Validation] = []
    judge = partial(_judge, selection, wanted.override, judged)
    try:
        hold = place_hold(database, wish, judge)
    except ChecksFailedError as error:
        raise HoldRefusedError(error) from error
    after = manual_context(database, selection.restaurant_id, selection.booking)
    return {
        "hold": _told(hold),
        "serverNow": after["serverNow"],
        "summary": judged[-1].summary,
        "validation": {**validation_told(judged[-1]), "policyVersion": after["policyVersion"]},
        "session": None,
        "contextVersion": after["contextVersion"],
    }


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
        "policyVersion": policy_version(snapshot),
        "selection": {
            **selection_of(snapshot.problem.venue, selection.tables),
            "summary": validation.summary,
        },
        "byHand": {
            "requireAdjacency": selection.require_adjacency,
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
    return replace(wanted, confirm=("pending", "pending_allocation"), route=route, reason=REASON)


def validation_told(validation: Validation) -> Json:
    """Return a validation as clients read it."""
    return {
        "ok": not validation.failed,
        "summary": validation.summary,
        "checks": [check.told for check in validation.checks],
        "slackBudget": MOST_SLACK,
    }


def _overruled(selection: Selection, override: Override | None, role: Role) -> Selection:
    if override is None:
        return selection
    if role not in OVERRULING:
        raise AccessDeniedError(
            "Only managers and owners may overrule a check", hint="Ask one of them."
        )
    unknown = sorted(override.checks - WAIVABLE)
    if unknown:
        raise NotWaivableError(
            f"the check {unknown[0]!r} cannot be overruled",
            hint=f"These can: {', '.join(sorted(WAIVABLE))}.",
        )
    return replace(selection, overruled=override.checks)


def is_fresh(context: Json, version: str) -> None:
    """Refuse what was decided on another context.

    Raises:
        StaleContextError: the details have both versions.
    """
    if context["contextVersion"] != version:
        raise StaleContextError(
            "something has changed since this was on your screen",
            hint="Load the context again, and choose again.",
            details={"expected": context["contextVersion"], "provided": version},
        )


def _told(hold: Hold) -> Json:
    return {
        "id": str(hold.id),
        "expiresAt": hold.until.isoformat(),
        "startAt": hold.start.isoformat(),
        "endAt": hold.end.isoformat(),
        "zoneId": str(hold.zone),
        "tableIds": sorted(map(str, hold.chosen)),
    }
