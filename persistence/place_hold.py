"""Hold tables for a booking: one transaction, judged under its locks like a seating."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from models.engine import Work
from models.errors import MaitredError
from models.window import Window
from persistence.capabilities import Capabilities, capabilities_of
from persistence.commit_counts import counted
from persistence.engine import permit
from persistence.history import NOBODY, Author, Recorder
from persistence.holds import (
    HELD_UNTIL,
    Hold,
    Tells,
    lock_holds,
    record_holds,
    remove_holds,
    sweep_holds,
)
from persistence.locking import lock_booking
from persistence.pool import Connection, Database, enter_tenant, flags_of
from persistence.queries import query
from persistence.retry import until_settled
from persistence.snapshot import DaySnapshot

Json = dict[str, Any]


class HoldRateError(MaitredError):
    """Somebody places holds for one booking over and over again."""

    code = "HOLD_RATE_LIMIT"
    status = 429


class AlreadyAssignedError(MaitredError):
    """The booking has these tables: there is nothing to hold."""

    code = "ALREADY_ASSIGNED"
    status = 409


@dataclass(frozen=True)
class HoldWish:
    """Which tables to hold for a booking, and for how long."""

    restaurant_id: UUID
    booking: UUID
    tables: frozenset[UUID]
    seconds: float = 180
    author: Author = NOBODY
    beside: bool = False
    """Keep the booking's earlier holds; otherwise they are released."""
    work: Work = Work.QUOTE
    """Whether the engine offered the tables, or a person chose them."""


@dataclass(frozen=True)
class Claimed:
    """What a judge allows: the window, and what the hold is to remember."""

    window: Window
    metadata: Json


HoldJudge = Callable[[DaySnapshot], Claimed]
"""Decides from the booking and its tables as they are under the locks; refuses by raising."""

Then = Callable[[Connection, Hold], None]
"""Goes on in the transaction that placed a hold."""


def place_hold(
    database: Database,
    wish: HoldWish,
    judge: HoldJudge,
    *,
    then: Then | None = None,
    tells: Tells | None = None,
) -> Hold:
    """Hold tables, unless they are taken; ``then`` writes what belongs to it, or refuses it.

    Raises:
        BookingNotFoundError, TablesNotFoundError: the restaurant has no such booking or table.
        AlreadyAssignedError: the booking has all of the tables.
        HoldRateError: the same user has placed too many holds for the booking.
        DatabaseError: the database refused or cannot be reached; nothing was written.
        MaitredError: the judge refused; nothing was written.
    """
    capabilities = capabilities_of(database)

    def place(connection: Connection) -> Hold:
        hold = _place(connection, capabilities, wish, judge, tells)
        if then is not None:
            then(connection, hold)
        return hold

    with counted("hold") as told:
        told.tell(booking=wish.booking, tables=sorted(map(str, wish.tables)))
        hold = until_settled(database, place)
        told.tell(hold=hold.id)
        return hold


def _place(
    connection: Connection,
    capabilities: Capabilities,
    wish: HoldWish,
    judge: HoldJudge,
    tells: Tells | None,
) -> Hold:
    enter_tenant(connection, wish.restaurant_id)
    recorder = Recorder(connection, capabilities, wish.restaurant_id, wish.author)
    # Holds before bookings, as the database's own confirmation locks them.
    earlier = lock_holds(connection, wish.restaurant_id, booking=wish.booking)
    locked = lock_booking(connection, wish.restaurant_id, wish.booking, wish.tables)
    permit(connection, wish.restaurant_id, locked.date, wish.work)
    _limit_rate(connection, wish)
    # Holding a table that the booking has would turn its allocation into a shadow.
    missing = sorted(wish.tables - set(locked.tables))
    if not missing:
        raise AlreadyAssignedError(
            "The booking has these tables already: there is nothing to hold",
            hint="Choose other tables to move it.",
            details={"tableIds": sorted(map(str, wish.tables))},
        )
    if not wish.beside:
        remove_holds(recorder, earlier, "released")
    claimed = judge(locked.read())
    sweep_holds(recorder, claimed.window.start, claimed.window.end)
    hold = insert_hold(recorder, Claim(wish.booking, missing, wish.seconds, claimed), locked.zones)
    record_holds(recorder, [hold], "created", tells, metadata=hold.remembered)
    return hold


def _limit_rate(connection: Connection, wish: HoldWish) -> None:
    if wish.author.actor is None:
        return
    flags = flags_of(connection)
    seconds = flags.feature_holds_rate_window_seconds
    most = flags.feature_holds_rate_max_per_booking
    values = {"booking": wish.booking, "actor": wish.author.actor, "seconds": seconds}
    row = connection.execute(query("count_recent_holds"), values).fetchone()
    assert row is not None
    if row["placed"] >= most:
        error = HoldRateError(
            f"{most} holds were placed for this booking within {seconds} seconds",
            hint=f"Wait {row['seconds_left']} seconds, or confirm the hold that stands.",
            details={"windowSeconds": seconds, "maxPerBooking": most},
        )
        error.retry_after = max(1, row["seconds_left"])
        raise error


@dataclass(frozen=True)
class Claim:
    """A hold that is to be written: for which booking, if any, on which tables, for how long."""

    booking: UUID | None
    tables: Sequence[UUID]
    seconds: float
    claimed: Claimed


def insert_hold(recorder: Recorder, claim: Claim, zones: Mapping[UUID, UUID | None]) -> Hold:
    """Write a hold whose tables are locked and free."""
    window, actor = claim.claimed.window, recorder.author.actor
    until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=claim.seconds)
    metadata = {**claim.claimed.metadata, HELD_UNTIL: until.isoformat()}
    zone = zones[claim.tables[0]]
    assert zone is not None  # the judge refuses tables without a zone
    values = {
        "restaurant_id": recorder.restaurant_id,
        "booking": claim.booking,
        "zone": zone,
        "start_at": window.start,
        "end_at": window.end,
        "until": until,
        "actor": actor,
        "metadata": Jsonb(metadata),
    }
    connection = recorder.connection
    row = connection.execute(query("insert_hold"), values).fetchone()
    assert row is not None
    members = {"hold": row["id"], "tables": list(claim.tables)}
    connection.execute(query("insert_hold_members"), members)
    return Hold(
        id=row["id"],
        booking=claim.booking,
        zone=zone,
        tables=tuple(claim.tables),
        start=window.start,
        end=window.end,
        until=until,
        status="active",
        live=True,
        counts=True,
        created_by=actor,
        metadata=metadata,
    )
