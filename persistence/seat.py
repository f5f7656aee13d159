"""Give one booking its tables, or take them away: one transaction, checked under its locks.

The commit of a whole plan compares the whole date. This one locks the booking and the tables, reads
only what concerns them, and lets the caller judge that. Bookings on other tables do not wait.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from psycopg.rows import DictRow

from models.errors import MaitredError
from persistence.capabilities import Capabilities, capabilities_of
from persistence.history import NOBODY, Author, Recorder, record_seat
from persistence.idempotency import Key, StoredAnswer, claim_key, store_answer
from persistence.pool import Connection, Database, enter_tenant
from persistence.queries import query
from persistence.retry import until_settled
from persistence.snapshot import DaySnapshot, Scope, read_day
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


class BookingNotFoundError(MaitredError):
    """The restaurant has no such booking."""

    code = "BOOKING_NOT_FOUND"
    status = 404


class TablesNotFoundError(MaitredError):
    """The restaurant has no such tables."""

    code = "TABLES_NOT_FOUND"
    status = 404


@dataclass(frozen=True)
class SeatRequest:
    """Which tables a booking is to have; none takes away what it has."""

    restaurant_id: UUID
    booking: UUID
    tables: frozenset[UUID]
    key: Key
    """What tells whether an earlier try got through; a request without one gets a random one."""
    author: Author = NOBODY
    reason: str = "manual assignment"


Judge = Callable[[DaySnapshot], Placement]
"""Decides, from the booking and its tables as they are under the locks; refuses by raising."""

Compose = Callable[[Placement | None], str]
"""Makes the answer to a request that was carried out."""


def commit_seat(
    database: Database, request: SeatRequest, judge: Judge, compose: Compose
) -> tuple[StoredAnswer, bool]:
    """Carry a request out once; return its answer, and whether that is an earlier one.

    The key is claimed and answered in the transaction of the effect. A repetition that arrives
    meanwhile waits for its end.

    Raises:
        BookingNotFoundError: the restaurant has no such booking.
        TablesNotFoundError: it has not all of the tables; the details name the missing ones.
        IdempotencyKeyConflictError: the key was used with another request.
        DatabaseError: the database refused or cannot be reached; nothing was written.
        MaitredError: the judge refused; nothing was written.
    """
    capabilities = capabilities_of(database)
    return until_settled(
        database, lambda connection: _seat(connection, capabilities, request, judge, compose)
    )


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
    booking, places = _lock(connection, request)
    if counts_capacity(connection, request.restaurant_id, capabilities):
        lock_hours(connection, places)
        lock_restaurant(connection, request.restaurant_id)
    placement = judge(_read(connection, request, booking)) if request.tables else None
    had = tuple(str(table) for table in booking["table_ids"])
    recorder = Recorder(connection, capabilities, request.restaurant_id, request.author)
    if placement is not None or had:
        cleared = [str(request.booking)] if placement is None else []
        placements = [] if placement is None else [placement]
        writes = Writes(
            placements,
            cleared,
            reason=request.reason,
            bare=booking["bare"],
            unheld=booking["unheld"],
        )
        write(connection, recorder, writes)
        key, date = str(request.booking), booking["booking_date"]
        tables, window = (placement.tables, placement.window) if placement else ((), None)
        record_seat(recorder, key, date, had, tables, window, request.reason)
    answer = StoredAnswer(200, compose(placement))
    store_answer(connection, claim, answer, None)
    return answer, False


def _lock(
    connection: Connection, request: SeatRequest
) -> tuple[DictRow, set[tuple[str, dt.datetime]]]:
    """Lock the booking, its tables old and new; return it, and the zones' hours that are next."""
    lock_bookings(connection, [request.booking])
    values = {
        "booking": request.booking,
        "restaurant_id": request.restaurant_id,
        "tables": list(request.tables),
    }
    booking = connection.execute(query("booking_to_seat"), values).fetchone()
    if booking is None:
        raise BookingNotFoundError(
            f"this restaurant has no booking {request.booking}", hint="Look at the date again."
        )
    wanted = {*request.tables, *booking["table_ids"]}
    zones = lock_tables(connection, request.restaurant_id, wanted)
    missing = sorted(str(table) for table in request.tables - zones.keys())
    if missing:
        raise TablesNotFoundError(
            f"this restaurant has no table {', '.join(missing)}",
            hint="Look at the date again.",
            details={"missingTableIds": missing},
        )
    start: dt.datetime | None = booking["start_at"]
    places = {(str(zones[table]), start) for table in request.tables if start and zones[table]}
    return booking, places


def _read(connection: Connection, request: SeatRequest, booking: DictRow) -> DaySnapshot:
    scope = Scope(request.booking, request.tables | set(booking["table_ids"]))
    return read_day(
        connection,
        request.restaurant_id,
        booking["booking_date"],
        as_of=dt.datetime.now(dt.UTC),
        scope=scope,
    )
