"""Manual sessions: choose, hold and confirm step by step, with versions of choice and context."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar
from uuid import UUID

from psycopg.rows import DictRow

from models.base import canonical_json
from models.errors import MaitredError
from persistence.capabilities import capabilities_of
from persistence.history import NOBODY, Author
from persistence.holds import Hold, lock_holds
from persistence.pool import Connection, Database, enter_tenant
from persistence.retry import until_settled
from persistence.seat import Done
from persistence.sessions import (
    TABLE,
    VERSIONS,
    SessionState,
    find_session,
    open_session,
    save_session,
)
from services.access import Role
from services.conflicts import table_words
from services.holds import Confirmation, assignment_list, confirm_hold
from services.idempotent import Answer
from services.manual.choosing import (
    HoldRefusedError,
    ManualHold,
    Override,
    by_hand,
    check_by_hand,
    held_told,
    hold_choice,
    is_fresh,
)
from services.manual.context import read_context
from services.manual.selection import Selection

Json = dict[str, Any]
T = TypeVar("T")

ROUTE = "staff/manual/session/confirm"
"""The scope of idempotency keys."""


SESSION_CODES = {
    "SESSION_BOOKING_MISMATCH": "The session is another booking's.",
    "SELECTION_VERSION_MISMATCH": "Somebody has chosen something else since.",
    "HOLD_MISMATCH": "The session holds something else.",
}


class SessionError(MaitredError):
    """The session is not what the request takes it for; ``code`` says in what."""

    status = 409

    def __init__(self, code: str, details: Json | None = None, more: str = "") -> None:
        said = SESSION_CODES[code].rstrip(".") + more
        super().__init__(said, hint="Load the session again.", details=details)
        self.code = code


class SessionNotFoundError(MaitredError):
    """The restaurant has no such session."""

    code = "SESSION_NOT_FOUND"
    status = 404


class SessionsDisabledError(MaitredError):
    """This service, or this database, has no sessions."""

    code = "SESSION_DISABLED"
    status = 404


@dataclass(frozen=True)
class Seen:
    """The versions that an operator had on the screen; None is not compared."""

    context: str | None = None
    selection: int | None = None


@dataclass(frozen=True)
class Step:
    """A choice within a session."""

    session: UUID
    selection: Selection
    mode: Literal["propose", "hold"] = "hold"
    seen: Seen = Seen()
    seconds: float = 180
    author: Author = NOBODY
    override: Override | None = None


def needs_sessions(database: Database) -> None:
    """Refuse where a flag says so, or the database has no table for sessions.

    Raises:
        SessionsDisabledError: there are none.
    """
    if database.flags.feature_manual_assignment_session_enabled is False:
        raise SessionsDisabledError(
            "manual sessions are switched off here",
            hint="Use validate, hold and confirm without a session.",
        )
    if not capabilities_of(database).has(TABLE):
        raise SessionsDisabledError(
            "this booking database has no manual sessions",
            hint="Use validate, hold and confirm without a session.",
        )


def session_of(database: Database, restaurant_id: UUID, booking: UUID, author: Author) -> Json:
    """Return a booking's session, a new one when there is none, and the context.

    Raises:
        SessionsDisabledError: the database has no sessions.
        BookingNotFoundError, BookingOverError, SeatRefusedError: see ``read_context``.
    """

    def work(connection: Connection) -> Json:
        row = open_session(connection, restaurant_id, booking, author.actor)
        context = read_context(connection, restaurant_id, booking)
        return {"session": told(_refreshed(connection, row)), "context": context}

    return _within(database, restaurant_id, work)


def take_step(database: Database, step: Step, role: Role) -> Json:
    """Propose or hold a choice; one that fails checks is an answer, and the session says so.

    Raises:
        SessionNotFoundError, SessionError: the session is none, or not what it is taken for.
        StaleContextError: the operator looked at something that has changed since.
        AccessDeniedError, NotWaivableError: see ``hold_by_hand``.
    """
    choice = step.selection

    def look(connection: Connection) -> Json:
        _expected(connection, step.session, choice, step.seen)
        context = read_context(connection, choice.restaurant_id, choice.booking)
        if step.seen.context is not None:
            is_fresh(context, step.seen.context)
        return context

    context = _within(database, choice.restaurant_id, look)
    if step.mode == "hold":
        try:
            return _hold(database, step, role, context["contextVersion"])
        except HoldRefusedError as error:
            validation = error.details["validation"]
    else:
        validation = check_by_hand(database, choice)

    def note(connection: Connection) -> Json:
        row = _expected(connection, step.session, choice, step.seen)
        state = "proposed" if validation["ok"] else "conflicted"
        return _note(connection, step, row, state, validation["summary"])

    return {**_within(database, choice.restaurant_id, note), "validation": validation}


def _hold(database: Database, step: Step, role: Role, version: str) -> Json:
    """Hold a choice and note it in the session: one transaction, so that neither is without the
    other, whatever dies in between."""
    wanted = ManualHold(step.selection, version, step.seconds, step.author, step.override)
    answers: list[Json] = []

    def note(connection: Connection, hold: Hold) -> None:
        # As it is stored: the hold that it had has just given way to this one.
        row = _again(connection, step.selection.restaurant_id, step.session)
        written = row["updated_at"].isoformat()
        if all(answer["session"]["updatedAt"] != written for answer in answers):
            _is_as_seen(row, step.selection, step.seen)
        # Else an earlier try of this very step got through, and only its answer did not.
        summary = hold.metadata["selection"]["summary"]
        answers.append(_note(connection, step, row, "held", summary, hold))

    _, validation = hold_choice(database, wanted, role, note)
    return {**answers[-1], "validation": validation}


def _note(
    connection: Connection,
    step: Step,
    row: DictRow,
    state: str,
    summary: Json,
    hold: Hold | None = None,
) -> Json:
    """Write a step down; return the session, its hold and the context as they are then."""
    choice = step.selection
    context = read_context(connection, choice.restaurant_id, choice.booking)
    noted = SessionState(
        state=state,
        selection={
            "tableIds": sorted(map(str, choice.tables)),
            "requireAdjacency": choice.require_adjacency,
            "summary": summary,
        },
        selection_version=row["selection_version"] + 1,
        versions=context["versions"],
        hold=None if hold is None else hold.id,
        expires_at=None if hold is None else hold.until,
    )
    save_session(connection, step.session, noted)
    return {
        "session": told(_again(connection, choice.restaurant_id, step.session)),
        "hold": None if hold is None else held_told(hold),
        "context": context,
    }


def confirm_session(database: Database, session: UUID, wanted: Confirmation, seen: Seen) -> Answer:
    """Give a booking the tables that its session holds, confirm it, and close the session.

    Raises:
        SessionNotFoundError, SessionError: the session is none, or holds something else.
        StaleContextError: the operator looked at something that has changed since.
        HoldNotFoundError, HoldExpiredError, ...: see ``confirm_hold``.
    """
    needs_sessions(database)
    restaurant, booking = wanted.restaurant_id, wanted.booking

    def before(connection: Connection) -> None:
        row = _expected(connection, session, Selection(restaurant, booking, frozenset()), seen)
        if row["hold_id"] != wanted.hold:
            held = None if row["hold_id"] is None else str(row["hold_id"])
            raise SessionError("HOLD_MISMATCH", {"sessionHoldId": held})
        if seen.context is not None:
            is_fresh(read_context(connection, restaurant, booking), seen.context)

    def compose(done: Done) -> str:
        connection = done.connection
        row = _again(connection, restaurant, session)
        closed = replace(_as_it_is(row), state="confirmed", hold=None, expires_at=None)
        save_session(connection, session, closed)
        return canonical_json(
            {
                "session": told(_again(connection, restaurant, session)),
                "assignments": assignment_list(connection, booking),
                "context": read_context(connection, restaurant, booking),
            }
        )

    return confirm_hold(database, by_hand(wanted, ROUTE), before=before, compose=compose)


def _within(database: Database, restaurant_id: UUID, work: Callable[[Connection], T]) -> T:
    needs_sessions(database)

    def entered(connection: Connection) -> T:
        enter_tenant(connection, restaurant_id)
        return work(connection)

    return until_settled(database, entered)


def _again(connection: Connection, restaurant_id: UUID, session: UUID) -> DictRow:
    row = find_session(connection, restaurant_id, session=session)
    if row is None:
        raise SessionNotFoundError(
            "There is no such session", hint="POST /api/staff/manual/session opens one."
        )
    return row


def _expected(connection: Connection, session: UUID, choice: Selection, seen: Seen) -> DictRow:
    """Return the session as it stands now, when it is the one that the request means."""
    row = _refreshed(connection, _again(connection, choice.restaurant_id, session))
    _is_as_seen(row, choice, seen)
    return row


def _is_as_seen(row: DictRow, choice: Selection, seen: Seen) -> None:
    if row["booking_id"] != choice.booking:
        raise SessionError("SESSION_BOOKING_MISMATCH")
    if seen.selection not in (None, row["selection_version"]):
        details = {"expected": row["selection_version"], "provided": seen.selection}
        raise SessionError("SELECTION_VERSION_MISMATCH", details, _now_chosen(row))


def _now_chosen(row: DictRow) -> str:
    """Say what the session has chosen; the product's own rows may say nothing."""
    summary = (row["selection"] or {}).get("summary") or {}
    numbers = summary.get("tableNumbers")
    return f"; it is at {table_words(numbers).replace('T', 't', 1)} now" if numbers else ""


def _refreshed(connection: Connection, row: DictRow) -> DictRow:
    """A session whose hold is gone or ran out holds nothing any more."""
    if row["state"] != "held":
        return row
    found: list[Hold] = []
    if row["hold_id"] is not None:
        found = lock_holds(connection, row["restaurant_id"], hold=row["hold_id"])
    if found and found[0].live:
        return row
    over = replace(
        _as_it_is(row),
        state="expired" if found else "cancelled",
        selection_version=row["selection_version"] + 1,
        hold=None,
        expires_at=None,
    )
    save_session(connection, row["id"], over)
    return _again(connection, row["restaurant_id"], row["id"])


COLUMNS = {
    "context": "context_version",
    "policy": "policy_version",
    "window": "window_version",
    "flags": "flags_version",
    "tables": "table_version",
    "adjacency": "adjacency_version",
    "holds": "holds_version",
    "assignments": "assignments_version",
}
"""Where the versions of a context are stored."""


def _as_it_is(row: DictRow) -> SessionState:
    return SessionState(
        state=row["state"],
        selection=row["selection"],
        selection_version=row["selection_version"],
        versions={name: row[COLUMNS[name]] for name in VERSIONS},
        hold=row["hold_id"],
        expires_at=row["expires_at"],
    )


def told(row: DictRow) -> Json:
    """Return a session as clients read it."""

    def text(value: object) -> str | None:
        return None if value is None else str(value)

    return {
        "id": str(row["id"]),
        "bookingId": str(row["booking_id"]),
        "restaurantId": str(row["restaurant_id"]),
        "state": row["state"],
        "selection": row["selection"],
        "selectionVersion": row["selection_version"],
        "contextVersion": row["context_version"],
        "policyVersion": row["policy_version"],
        "snapshotHash": row["snapshot_hash"],
        "holdId": text(row["hold_id"]),
        "expiresAt": None if row["expires_at"] is None else row["expires_at"].isoformat(),
        "createdBy": text(row["created_by"]),
        "updatedAt": row["updated_at"].isoformat(),
        "tableVersion": row["table_version"],
        "adjacencyVersion": row["adjacency_version"],
        "flagsVersion": row["flags_version"],
        "windowVersion": row["window_version"],
        "holdsVersion": row["holds_version"],
        "assignmentsVersion": row["assignments_version"],
    }
