"""Write a whole plan through the booking database's own functions: all of it, or nothing.

planned -> committing -> committed | conflicted | failed; the states are in ``models.run``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from models.engine import Work
from models.errors import MaitredError
from models.plan import Change, DayPlan
from models.problem import DayProblem
from models.run import RunState
from persistence.capabilities import probe
from persistence.changes import changes_between
from persistence.commit_counts import counted
from persistence.engine import permit
from persistence.errors import AssignmentRefusedError
from persistence.history import NOBODY, Author, Recorder, record_plan
from persistence.pool import Connection, Database, enter_tenant
from persistence.retry import until_settled
from persistence.runs import lock_run, mark
from persistence.snapshot import read_day
from persistence.writing import (
    Placement,
    Writes,
    counts_capacity,
    lock_bookings,
    lock_hours,
    lock_restaurant,
    lock_tables,
    write,
)
from telemetry.stages import about


@dataclass(frozen=True)
class CommitRequest:
    """A plan to write, with the problem it was made from."""

    restaurant_id: UUID
    run_id: UUID
    problem: DayProblem
    plan: DayPlan
    author: Author = NOBODY
    seal: Callable[[Connection], None] | None = None
    """Writes in the same transaction that the request is answered; whoever may not any more raises,
    and nothing is written."""
    reason: str = "table plan"
    """What the history of a booking's states says when it changes."""
    work: Work = Work.PLAN
    """Whether the engine made the plan, or it is what a person wants."""

    @property
    def writes(self) -> Writes:
        """What has to be written: new and moved bookings, and those that lose their tables."""
        changed = [s for s in self.plan.seatings if s.change is not Change.KEPT]
        had = {b.id for b in self.problem.bookings if b.current_tables}
        return Writes(
            [
                Placement(s.booking, s.tables, s.window)
                for s in sorted(changed, key=lambda seating: seating.booking)
            ],
            cleared=[item.booking for item in self.plan.unseated if item.booking in had],
            reason=self.reason,
        )


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
        DatabaseError: the database refused or cannot be reached; nothing was written, unless the
            details say that the outcome is unknown.
        AssignmentRefusedError: the functions did not write what they were asked to; rolled back.
        EngineOffError: somebody else decides the date; nothing was written.
    """
    about(run=request.run_id)
    with counted("plan") as told:
        outcome = _commit(database, request)
        told.tell(run=request.run_id, conflicted=not outcome.committed, changes=outcome.changes)
        return outcome


def _commit(database: Database, request: CommitRequest) -> CommitOutcome:
    _mark(database, request.run_id, RunState.COMMITTING)
    try:
        until_settled(database, lambda connection: _write(connection, request))
        return CommitOutcome(committed=True)
    except _Conflict as conflict:
        _mark(database, request.run_id, RunState.CONFLICTED, {"changes": list(conflict.changes)})
        return CommitOutcome(committed=False, changes=conflict.changes)
    except MaitredError as error:
        if getattr(error, "code", "") != "DATABASE_UNREACHABLE":
            detail: dict[str, object] = {"code": error.code, "message": error.message}
            _mark(database, request.run_id, RunState.FAILED, detail)
        raise


def _mark(
    database: Database, run_id: UUID, state: RunState, detail: dict[str, object] | None = None
) -> None:
    with database.connection() as connection:
        mark(connection, run_id, state, detail)


def _write(connection: Connection, request: CommitRequest) -> None:
    capabilities = probe(connection)
    enter_tenant(connection, request.restaurant_id)
    writes = request.writes
    _lock(connection, request, writes)
    if lock_run(connection, request.run_id, request.plan) is RunState.COMMITTED:
        # An earlier try got through, but its answer was lost; the lock has waited for its end.
        return
    _compare(connection, request)
    permit(connection, request.restaurant_id, request.problem.date, request.work)
    recorder = Recorder(connection, capabilities, request.restaurant_id, request.author)
    if writes.bookings:
        counts_capacity(connection, request.restaurant_id, capabilities)
        write(connection, recorder, writes)
    if request.seal is not None:
        request.seal(connection)
    record_plan(recorder, request.problem, request.plan, request.run_id)
    detail = {"written": len(writes.bookings)}
    if not mark(connection, request.run_id, RunState.COMMITTED, detail):
        raise AssignmentRefusedError(f"run {request.run_id} is over", hint="Plan again.")


def _lock(connection: Connection, request: CommitRequest, writes: Writes) -> None:
    """Lock all there is to lock, in the order in which the functions lock for one booking."""
    zone_of = {table.id: table.zone for table in request.problem.venue.tables}
    written = {str(booking) for booking in writes.bookings}
    had = (b.current_tables for b in request.problem.bookings if b.id in written)
    wanted = (item.tables for item in writes.placements)
    tables = {UUID(table) for table in chain(*had, *wanted)}
    hours = [(zone_of[item.tables[0]], item.window.start) for item in writes.placements]
    lock_bookings(connection, writes.bookings)
    lock_tables(connection, request.restaurant_id, tables)
    lock_hours(connection, hours)
    lock_restaurant(connection, request.restaurant_id)


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
