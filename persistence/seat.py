"""Give one booking its tables, or take them away: one transaction, checked under its locks.

The commit of a whole plan compares the whole date. This one locks the booking and the tables, reads
only what concerns them, and lets the caller judge that. Bookings on other tables do not wait.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from models.engine import Work
from persistence.capabilities import Capabilities, capabilities_of
from persistence.commit_counts import counted
from persistence.confirmed import Confirmed, tell_confirmed
from persistence.engine import permit
from persistence.history import NOBODY, Author, Recorder, record_seat
from persistence.holds import Hold, HoldNotFoundError, Tells, lock_holds, remove_holds
from persistence.idempotency import Key, StoredAnswer, claim_key, store_answer
from persistence.locking import LockedBooking, lock_booking
from persistence.pool import Connection, Database, enter_tenant
from persistence.queries import query
from persistence.retry import until_settled
from persistence.snapshot import DaySnapshot
from persistence.take_away import take_away
from persistence.writing import (
    Placement,
    Writes,
    counts_capacity,
    lock_hours,
    lock_restaurant,
    write,
)


@dataclass(frozen=True)
class SeatRequest:
    """Which tables a booking is to have, or is to have more or fewer of."""

    restaurant_id: UUID
    booking: UUID
    tables: frozenset[UUID]
    key: Key
    """What tells whether an earlier try got through; a request without one gets a random one."""
    author: Author = NOBODY
    reason: str = "manual assignment"
    hold: UUID | None = None
    """Its tables are meant, and it ends with this."""
    confirm: tuple[str, ...] = ()
    """Statuses from which the booking becomes confirmed with its tables."""
    change: Literal["set", "add", "remove"] = "set"
    """Whether the tables are all that it is to have, or more, or fewer than it has."""
    tells: Tells | None = None
    """What is told of the hold besides, when it is confirmed."""
    work: Work = Work.HAND
    """Whether the engine offered the tables, or a person chose them."""

    def result(self, has: Iterable[UUID], hold: Hold | None) -> frozenset[UUID]:
        """Return all the tables that the booking is to have."""
        if self.change == "add":
            return self.tables | set(has)
        if self.change == "remove":
            return frozenset(has) - self.tables
        return self.tables | (frozenset() if hold is None else hold.chosen)


@dataclass(frozen=True)
class Seen:
    """What is judged: all of it as it is under the locks."""

    connection: Connection
    """For who has to read more."""
    snapshot: DaySnapshot
    tables: frozenset[UUID]
    hold: Hold | None


Judge = Callable[[Seen], Placement]
"""Decides, and refuses by raising."""


@dataclass(frozen=True)
class Done:
    """What was written, in the transaction that wrote it."""

    connection: Connection
    placement: Placement | None
    """None when the booking has no tables now, or nothing had to be written."""
    had: tuple[UUID, ...]
    """The tables that the booking had before."""


Compose = Callable[[Done], str]
"""Makes the answer to a request that was carried out; it may read what was written."""


def commit_seat(
    database: Database, request: SeatRequest, judge: Judge, compose: Compose
) -> tuple[StoredAnswer, bool]:
    """Carry a request out once; return its answer, and whether that is an earlier one.

    The key is claimed and answered in the transaction of the effect. A repetition that arrives
    meanwhile waits for its end.

    Raises:
        BookingNotFoundError: the restaurant has no such booking.
        TablesNotFoundError: it has not all of the tables; the details name the missing ones.
        HoldNotFoundError: it has no such hold.
        IdempotencyKeyConflictError: the key was used with another request.
        DatabaseError: the database refused or cannot be reached; nothing was written, unless the
            details say that the outcome is unknown.
        MaitredError: the judge refused; nothing was written.
    """
    capabilities = capabilities_of(database)
    with counted("seat") as told:
        answer, replayed = until_settled(
            database, lambda connection: _seat(connection, capabilities, request, judge, compose)
        )
        told.tell(booking=request.booking, hold=request.hold, replayed=replayed)
        return answer, replayed


def _seat(
    connection: Connection,
    capabilities: Capabilities,
    request: SeatRequest,
    judge: Judge,
    compose: Compose,
) -> tuple[StoredAnswer, bool]:
    enter_tenant(connection, request.restaurant_id)
    claim = claim_key(connection, request.key)
    if isinstance(claim, StoredAnswer):
        return claim, True
    hold = _lock_hold(connection, request)
    named = request.tables | (frozenset() if hold is None else hold.chosen)
    locked = lock_booking(connection, request.restaurant_id, request.booking, named)
    permit(connection, request.restaurant_id, locked.date, request.work)
    tables = request.result(locked.tables, hold)
    if counts_capacity(connection, request.restaurant_id, capabilities):
        lock_hours(connection, locked.places)
        lock_restaurant(connection, request.restaurant_id)
    fewer = request.change == "remove" and bool(tables)
    wanted = not fewer and (bool(tables) or hold is not None)
    placement = judge(Seen(connection, locked.read(), tables, hold)) if wanted else None
    recorder = Recorder(connection, capabilities, request.restaurant_id, request.author)
    if hold is not None:
        # Also one that was nobody's: it is this booking's story from now on.
        remove_holds(recorder, [replace(hold, booking=request.booking)], "confirmed", request.tells)
    elif placement is not None and not locked.unheld:
        _release_own(recorder, request, tables)
    if fewer:
        take_away(recorder, locked, tables, request.reason)
    elif placement is not None or locked.tables:
        _write(recorder, request, locked, placement)
    answer = StoredAnswer(200, compose(Done(connection, placement, locked.tables)))
    store_answer(connection, claim, answer, None)
    return answer, False


def _lock_hold(connection: Connection, request: SeatRequest) -> Hold | None:
    """Lock the hold before the booking, as the database's own confirmation does."""
    if request.hold is None:
        return None
    found = lock_holds(connection, request.restaurant_id, hold=request.hold)
    if not found:
        raise HoldNotFoundError(
            "There is no such hold",
            hint="Ask for a fresh quote.",
            details={"holdId": str(request.hold)},
        )
    return found[0]


def _release_own(recorder: Recorder, request: SeatRequest, tables: frozenset[UUID]) -> None:
    """What the booking held of tables that it gets now is no claim any more."""
    mine = lock_holds(recorder.connection, request.restaurant_id, booking=request.booking)
    remove_holds(recorder, [hold for hold in mine if tables & set(hold.tables)], "released")


def _write(
    recorder: Recorder, request: SeatRequest, locked: LockedBooking, placement: Placement | None
) -> None:
    writes = Writes(
        [] if placement is None else [placement],
        [str(request.booking)] if placement is None else [],
        reason=request.reason,
        bare=locked.bare,
        unheld=locked.unheld,
    )
    rows = write(recorder.connection, recorder, writes)
    confirmed = placement is not None and bool(request.confirm) and _confirm(recorder, request)
    if placement is not None and request.hold is not None:
        status = "confirmed" if confirmed else locked.status
        told = Confirmed(request.hold, request.key.key, locked.status, status, len(locked.tables))
        tell_confirmed(recorder, placement, told, rows)
    had = tuple(str(table) for table in locked.tables)
    tables, window = (placement.tables, placement.window) if placement else ((), None)
    key = str(request.booking)
    record_seat(recorder, key, locked.date, had, tables, window, request.reason)


def _confirm(recorder: Recorder, request: SeatRequest) -> bool:
    """Confirm a booking that has tables now, which it must not be before; tell whether it was."""
    values = {
        "booking": request.booking,
        "from": list(request.confirm),
        "actor": recorder.author.actor,
        "reason": request.reason,
        "metadata": Jsonb({"source": "maitred", "holdId": _text(request.hold)}),
    }
    kept = recorder.capabilities.has("public.booking_state_history")
    text = query("confirm_recorded" if kept else "confirm_booking")
    return recorder.connection.execute(text, values).rowcount > 0


def assignments_of(connection: Connection, booking: UUID) -> list[DictRow]:
    """Return the assignments that a booking has, by table."""
    return connection.execute(query("assignment_rows"), {"booking": booking}).fetchall()


def assigned_set(connection: Connection, booking: UUID) -> list[DictRow]:
    """Return the assignments that a booking has, with seats, status and party, by table."""
    return connection.execute(query("assigned_set"), {"booking": booking}).fetchall()


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
