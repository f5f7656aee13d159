"""Write a whole plan through the booking database's own functions: all of it, or nothing.

planned -> committing -> committed | conflicted | failed; the states are in ``models.run``.
"""

import datetime as dt
import hashlib
import random
import time
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from models.errors import MaitredError
from models.plan import Change, DayPlan, Seating
from models.problem import DayProblem
from models.run import RunState
from persistence.capabilities import Capabilities, probe
from persistence.changes import changes_between
from persistence.errors import AssignmentRefusedError, DatabaseError, translate
from persistence.history import record_plan
from persistence.idempotency import Claim, StoredAnswer, store_answer
from persistence.occupancy import hold_deadline
from persistence.pool import Connection, Database, enter_tenant
from persistence.queries import query
from persistence.runs import lock_run, mark
from persistence.snapshot import read_day

ATTEMPTS = 6
"""Tries of one commit when others are in the way (deadlock, serialisation, lock timeout)."""


@dataclass(frozen=True)
class CommitRequest:
    """A plan to write, with the problem it was made from."""

    restaurant_id: UUID
    run_id: UUID
    problem: DayProblem
    plan: DayPlan
    actor: UUID | None = None
    answer: tuple[Claim, StoredAnswer] | None = None
    """Stored in the same transaction, for requests that carry an idempotency key."""

    @property
    def seatings(self) -> list[Seating]:
        """What has to be written, in the one order that every commit takes bookings in."""
        changed = (s for s in self.plan.seatings if s.change is not Change.KEPT)
        return sorted(changed, key=lambda seating: seating.booking)


@dataclass(frozen=True)
class CommitOutcome:
    """``committed``, or ``conflicted`` with what has changed since the plan was made."""

    committed: bool
    changes: tuple[str, ...] = ()


class _Conflict(Exception):
    def __init__(self, changes: tuple[str, ...]) -> None:
        super().__init__(*changes)
        self.changes = changes


def commit_plan(database: Database, request: CommitRequest) -> CommitOutcome:
    """Commit a plan in one transaction, on the rows it was made from.

    If anything the plan depends on has changed, nothing is written and the outcome says what.
    Deadlocks and lock timeouts are tried again. So is a lost connection, but never blindly: under
    the locks the run's own row tells whether the plan was committed before the answer was lost.

    Raises:
        DatabaseError: the database refused or cannot be reached; nothing was written.
        AssignmentRefusedError: the functions did not write what they were asked to; rolled back.
    """
    _mark(database, request.run_id, RunState.COMMITTING)
    try:
        return _try_until_settled(database, request)
    except _Conflict as conflict:
        _mark(database, request.run_id, RunState.CONFLICTED, {"changes": list(conflict.changes)})
        return CommitOutcome(committed=False, changes=conflict.changes)
    except MaitredError as error:
        if getattr(error, "code", "") != "DATABASE_UNREACHABLE":
            detail: dict[str, object] = {"code": error.code, "message": error.message}
            _mark(database, request.run_id, RunState.FAILED, detail)
        raise


def _try_until_settled(database: Database, request: CommitRequest) -> CommitOutcome:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with database.connection() as connection, connection.transaction():
                _write(connection, request)
            return CommitOutcome(committed=True)
        except DatabaseError as error:
            lost = error.code == "DATABASE_UNREACHABLE"
            if attempt == ATTEMPTS or not (lost or error.retryable):
                raise
        time.sleep(random.uniform(0.5, 1.0) * 0.02 * 2**attempt)
    raise AssertionError("unreachable")


def _mark(
    database: Database, run_id: UUID, state: RunState, detail: dict[str, object] | None = None
) -> None:
    with database.connection() as connection:
        mark(connection, run_id, state, detail)


def _write(connection: Connection, request: CommitRequest) -> None:
    capabilities = probe(connection)
    enter_tenant(connection, request.restaurant_id)
    seatings = request.seatings
    bookings = [UUID(seating.booking) for seating in seatings]
    values: dict[str, object] = {"restaurant_id": request.restaurant_id, "bookings": bookings}
    _lock(connection, request, seatings, values)
    if lock_run(connection, request.run_id, request.plan) is RunState.COMMITTED:
        # An earlier try got through, but its answer was lost; the lock has waited for its end.
        return
    _compare(connection, request)
    if seatings:
        _skip_needless_check(connection, request, capabilities)
        connection.execute(query("unassign"), values)
        connection.execute(query("clear_leftovers"), values)
        if capabilities.has("public.booking_assignment_idempotency"):
            connection.execute(query("clear_ledger"), values)
        _sweep_holds(connection, request, seatings)
        _assign(connection, request, seatings)
        _read_back(connection, seatings, bookings)
    if request.answer is not None:
        store_answer(connection, *request.answer, request.run_id)
    record_plan(
        connection,
        capabilities,
        request.problem,
        request.plan,
        restaurant_id=request.restaurant_id,
        run_id=request.run_id,
        actor=request.actor,
    )
    if not mark(connection, request.run_id, RunState.COMMITTED, {"written": len(seatings)}):
        raise AssignmentRefusedError(f"run {request.run_id} is over", hint="Plan again.")


def _lock(
    connection: Connection,
    request: CommitRequest,
    seatings: list[Seating],
    values: dict[str, object],
) -> None:
    """Lock all there is to lock, in the order in which the functions lock for one booking.

    That order is what keeps commits from deadlocking with callers that know nothing of maitred.
    The restaurant comes last: from then on nobody adds a booking, a hold or an allocation.
    """
    zone_of = {table.id: table.zone for table in request.problem.venue.tables}
    had = {b.id: b.current_tables for b in request.problem.bookings}
    tables = {UUID(table) for s in seatings for table in (*s.tables, *had.get(s.booking, ()))}
    hours = {
        "zones": [zone_of[seating.tables[0]] for seating in seatings],
        "starts": [seating.window.start for seating in seatings],
    }
    connection.execute(query("lock_bookings"), values)
    connection.execute(query("lock_tables"), {"tables": list(tables)})
    connection.execute(query("lock_hours"), hours)
    connection.execute(query("lock_day"), values)


def _compare(connection: Connection, request: CommitRequest) -> None:
    """Nothing that the plan was made from may have changed; the locks keep it so from here on."""
    problem = request.problem
    assert problem.as_of is not None
    fresh = read_day(
        connection,
        request.restaurant_id,
        problem.date,
        mode=problem.mode,
        max_moves=problem.max_moves,
        as_of=problem.as_of,
    ).problem
    if fresh.content_hash() != request.plan.problem_hash:
        raise _Conflict(changes_between(problem, fresh))


def _skip_needless_check(
    connection: Connection, request: CommitRequest, capabilities: Capabilities
) -> None:
    """Without capacity rules the functions' own check only costs locks on the restaurant row."""
    if capabilities.has("public.restaurant_capacity_rules"):
        row = connection.execute(
            query("has_capacity_rules"), {"restaurant_id": request.restaurant_id}
        ).fetchone()
        if row is not None and row["found"]:
            return
    connection.execute("select set_config('app.capacity.post_assignment.enabled', 'off', true)")


def _sweep_holds(connection: Connection, request: CommitRequest, seatings: list[Seating]) -> None:
    """Holds that ran out, or are over, still stand in the way until someone removes them."""
    window = {
        "restaurant_id": request.restaurant_id,
        "window_start": min(seating.window.start for seating in seatings),
        "window_end": max(seating.window.end for seating in seatings),
    }
    over = [
        row["id"]
        for row in connection.execute(query("sweep_holds"), window).fetchall()
        if not row["active"] or hold_deadline(row["expires_at"], row["held_until"]) <= row["now"]
    ]
    if over:
        connection.execute(query("keep_held_tables"), {"holds": over})
        connection.execute(query("delete_hold_members"), {"holds": over})
        connection.execute(query("delete_holds"), {"holds": over})


def _assign(connection: Connection, request: CommitRequest, seatings: list[Seating]) -> None:
    wanted: list[dict[str, object]] = [
        {
            "booking_id": seating.booking,
            "table_ids": list(seating.tables),
            "key": assignment_key(request.restaurant_id, seating),
            "start_at": seating.window.start.isoformat(),
            "end_at": seating.window.end.isoformat(),
        }
        for seating in seatings
    ]
    rows = _call_assign(connection, wanted, request.actor)
    got: dict[str, set[tuple[str, dt.datetime, dt.datetime]]] = {}
    for row in rows:
        entry = (str(row["table_id"]), row["start_at"], row["end_at"])
        got.setdefault(str(row["booking_id"]), set()).add(entry)
    for seating in seatings:
        window = seating.window
        expected = {(table, window.start, window.end) for table in seating.tables}
        if got.get(seating.booking, set()) != expected:
            raise AssignmentRefusedError(
                f"the database did not assign booking {seating.booking} as asked",
                hint="Nothing was written. Plan again.",
                details={"booking": seating.booking, "tables": list(seating.tables)},
            )


def _call_assign(
    connection: Connection, wanted: list[dict[str, object]], actor: UUID | None
) -> list[DictRow]:
    """Assign all in one statement; when that is refused, find out which booking it was.

    Raises:
        DatabaseError: its details name the booking.
    """
    try:
        with connection.transaction():
            values = {"requests": Jsonb(wanted), "actor": actor}
            return connection.execute(query("assign"), values).fetchall()
    except psycopg.Error as error:
        if connection.closed or translate(error).retryable:
            raise
    rows: list[DictRow] = []
    for item in wanted:
        try:
            values = {"requests": Jsonb([item]), "actor": actor}
            rows += connection.execute(query("assign"), values).fetchall()
        except psycopg.Error as error:
            refusal = translate(error)
            refusal.details["booking"] = item["booking_id"]
            raise refusal from error
    return rows


def _read_back(connection: Connection, seatings: list[Seating], bookings: list[UUID]) -> None:
    """An assign adds tables to what a booking has: the result must be the set and no more."""
    rows = connection.execute(query("assigned_tables"), {"bookings": bookings}).fetchall()
    stored = {str(row["booking_id"]): [str(table) for table in row["table_ids"]] for row in rows}
    for seating in seatings:
        if stored.get(seating.booking) != sorted(seating.tables):
            raise AssignmentRefusedError(
                f"booking {seating.booking} ended up with other tables than planned",
                hint="Nothing was written. Plan again.",
                details={"booking": seating.booking, "stored": stored.get(seating.booking)},
            )


def assignment_key(restaurant_id: UUID, seating: Seating) -> str:
    """Return the key of one assignment: it binds booking, tables and window."""
    parts = [
        str(restaurant_id),
        seating.booking,
        ",".join(sorted(seating.tables)),
        seating.window.start.isoformat(),
        seating.window.end.isoformat(),
    ]
    return "maitred-" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]
