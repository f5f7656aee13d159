"""What every commit does to the booking tables, in one order: lock, clear, assign, read back."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from models.window import Window
from persistence.capabilities import Capabilities
from persistence.errors import AssignmentRefusedError, translate
from persistence.history import Author, Recorder
from persistence.holds import sweep_holds
from persistence.pool import Connection
from persistence.queries import query
from telemetry.stages import stage

MOST_TOLD = 3
"""So many placements are told one by one; the run of a larger commit has them all."""


@dataclass(frozen=True)
class Placement:
    """A booking and the tables that are to be its tables, and no others, for a window."""

    booking: str
    tables: tuple[str, ...]
    window: Window


@dataclass(frozen=True)
class Writes:
    """Everything that one commit changes in the booking tables of a restaurant."""

    placements: Sequence[Placement]
    """In the one order that every commit takes bookings in."""
    cleared: Sequence[str] = ()
    """Bookings that have no tables afterwards."""
    reason: str = "table plan"
    """What the history of a booking's states says when it changes."""
    bare: bool = False
    """The locked bookings were seen to have no tables, and nothing left of earlier ones."""
    unheld: bool = False
    """No hold was seen on the tables of the placements that might have run out."""

    @property
    def bookings(self) -> list[UUID]:
        """All bookings that are written to."""
        return sorted(UUID(key) for key in (*(p.booking for p in self.placements), *self.cleared))


def lock_bookings(connection: Connection, bookings: Iterable[UUID]) -> None:
    """Lock bookings, the first of all.

    Bookings, tables, hours of zones, the restaurant: that is the order in which the functions lock
    for one booking, and what keeps commits from deadlocking with callers that know nothing of
    maitred.
    """
    connection.execute(query("lock_bookings"), {"bookings": list(bookings)})


def lock_tables(
    connection: Connection, restaurant_id: UUID, tables: Iterable[UUID]
) -> dict[UUID, UUID | None]:
    """Lock tables of a restaurant; return the zone of each that there is."""
    values = {"tables": list(tables), "restaurant_id": restaurant_id}
    rows = connection.execute(query("lock_tables"), values).fetchall()
    return {row["id"]: row["zone_id"] for row in rows}


def lock_hours(connection: Connection, places: Iterable[tuple[str, dt.datetime]]) -> None:
    """Take the functions' own locks of zones and hours."""
    listed = list(places)
    if listed:
        values = {"zones": [zone for zone, _ in listed], "starts": [start for _, start in listed]}
        connection.execute(query("lock_hours"), values)


def lock_restaurant(connection: Connection, restaurant_id: UUID) -> None:
    """Lock the restaurant, last of all: nobody adds a booking, a hold or an allocation now."""
    connection.execute(query("lock_day"), {"restaurant_id": restaurant_id})


def counts_capacity(
    connection: Connection, restaurant_id: UUID, capabilities: Capabilities
) -> bool:
    """Tell whether the functions have capacity rules to check.

    Without any, their check would only cost locks on the restaurant row: it is switched off for
    the transaction.
    """
    rules = capabilities.has("public.restaurant_capacity_rules")
    text = query("needs_capacity_check") if rules else query("skip_capacity_check")
    row = connection.execute(text, {"restaurant_id": restaurant_id}).fetchone()
    return row is not None and row["setting"] != "off"


def write(connection: Connection, recorder: Recorder, writes: Writes) -> list[DictRow]:
    """Give the placed bookings exactly their tables, and the cleared ones none.

    The caller holds the locks and has compared what it planned with what is there. Returns the
    rows of ``assign_tables_atomic_v2``.

    Raises:
        DatabaseError: the functions refused; the details name the booking.
        AssignmentRefusedError: they did not write what they were asked to.
    """
    values = {"bookings": writes.bookings}
    if not writes.bare:
        with stage("function.unassign_tables_atomic", bookings=len(writes.bookings)) as told:
            told.tell(rows=connection.execute(query("unassign"), values).rowcount)
        connection.execute(query("clear_leftovers"), values)
    if recorder.capabilities.has("public.booking_assignment_idempotency"):
        connection.execute(query("clear_ledger"), values)
    rows: list[DictRow] = []
    if writes.placements:
        if not writes.unheld:
            _sweep_holds(recorder, writes)
        rows = _assign(connection, writes, recorder.author)
    if writes.cleared:
        _reopen(connection, recorder, writes)
    if not writes.bare:
        _read_back(connection, writes)
    return rows


def _sweep_holds(recorder: Recorder, writes: Writes) -> None:
    """Holds that ran out, or are over, still stand in the way until someone removes them."""
    sweep_holds(
        recorder,
        min(item.window.start for item in writes.placements),
        max(item.window.end for item in writes.placements),
    )


def _assign(connection: Connection, writes: Writes, author: Author) -> list[DictRow]:
    wanted: list[dict[str, object]] = [
        {
            "booking_id": item.booking,
            "table_ids": list(item.tables),
            "key": assignment_key(item),
            "start_at": item.window.start.isoformat(),
            "end_at": item.window.end.isoformat(),
        }
        for item in writes.placements
    ]
    with stage("function.assign_tables_atomic_v2", bookings=len(wanted)) as told:
        if len(wanted) <= MOST_TOLD:
            told.tell(placements=[(item["booking_id"], item["table_ids"]) for item in wanted])
        rows = _call_assign(connection, wanted, author.actor)
        told.tell(rows=len(rows))
    got: dict[str, set[tuple[str, dt.datetime, dt.datetime]]] = {}
    for row in rows:
        entry = (str(row["table_id"]), row["start_at"], row["end_at"])
        got.setdefault(str(row["booking_id"]), set()).add(entry)
    for item in writes.placements:
        expected = {(table, item.window.start, item.window.end) for table in item.tables}
        if got.get(item.booking, set()) != expected:
            raise AssignmentRefusedError(
                f"the database did not assign booking {item.booking} as asked",
                hint="Nothing was written. Plan again.",
                details={"booking": item.booking, "tables": list(item.tables)},
            )
    return rows


def _call_assign(
    connection: Connection, wanted: list[dict[str, object]], actor: UUID | None
) -> list[DictRow]:
    """Assign all in one statement; when that is refused, find out which booking it was.

    Raises:
        DatabaseError: its details name the booking.
    """
    if len(wanted) > 1:
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


def _reopen(connection: Connection, recorder: Recorder, writes: Writes) -> None:
    values = {
        "bookings": [UUID(key) for key in writes.cleared],
        "actor": recorder.author.actor,
        "reason": writes.reason,
    }
    kept = recorder.capabilities.has("public.booking_state_history")
    connection.execute(query("reopen_recorded" if kept else "reopen_bookings"), values)


def _read_back(connection: Connection, writes: Writes) -> None:
    """An assign adds tables to what a booking has: the result must be the set and no more."""
    values = {"bookings": writes.bookings}
    rows = connection.execute(query("assigned_tables"), values).fetchall()
    stored = {str(row["booking_id"]): [str(table) for table in row["table_ids"]] for row in rows}
    wanted = {item.booking: sorted(item.tables) for item in writes.placements}
    for booking in (*wanted, *writes.cleared):
        if stored.get(booking) != wanted.get(booking):
            raise AssignmentRefusedError(
                f"booking {booking} ended up with other tables than planned",
                hint="Nothing was written. Plan again.",
                details={"booking": booking, "stored": stored.get(booking)},
            )


def assignment_key(placement: Placement) -> str:
    """Return the key of one assignment: it binds booking, tables and window."""
    parts = [
        placement.booking,
        ",".join(sorted(placement.tables)),
        placement.window.start.isoformat(),
        placement.window.end.isoformat(),
    ]
    return "maitred-" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]
