"""Hold tables for a party that has no booking: one transaction, judged under the tables' locks."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from models.engine import Work
from models.errors import MaitredError
from persistence.capabilities import Capabilities, capabilities_of
from persistence.commit_counts import counted
from persistence.engine import permit
from persistence.history import NOBODY, Author, Recorder
from persistence.holds import Hold, lock_holds, record_holds, remove_holds, sweep_holds
from persistence.locking import lock_known_tables
from persistence.occupancy import hold_deadline
from persistence.place_hold import Claim, HoldJudge, insert_hold
from persistence.pool import Connection, Database, enter_tenant
from persistence.queries import query
from persistence.retry import until_settled
from persistence.snapshot import Scope, read_day

NO_BOOKING = UUID(int=0)
"""No booking has it: of a date with this scope only what is taken is read."""

MOST_AT_ONCE = 12
"""So many parties without a booking one user may hold tables for: nobody holds a house full."""


class TooManyHoldsError(MaitredError):
    """One user holds tables for too many parties without a booking."""

    code = "TOO_MANY_HOLDS"
    status = 429


@dataclass(frozen=True)
class EnquiryHold:
    """Which tables to hold on a date for a party without a booking, and for how long."""

    restaurant_id: UUID
    date: dt.date
    tables: frozenset[UUID]
    seconds: float = 180
    replaces: UUID | None = None
    """A hold for such a party that this one takes the place of; a booking's is left alone."""
    author: Author = NOBODY


def hold_enquiry(database: Database, wish: EnquiryHold, judge: HoldJudge) -> Hold:
    """Hold tables, unless they are taken.

    Raises:
        TablesNotFoundError: the restaurant has not all of the tables.
        TooManyHoldsError: the same user has too many such holds.
        DatabaseError: the database refused or cannot be reached; nothing was written.
        MaitredError: the judge refused; nothing was written.
    """
    capabilities = capabilities_of(database)
    with counted("hold") as told:
        told.tell(tables=sorted(map(str, wish.tables)))
        hold = until_settled(
            database, lambda connection: _place(connection, capabilities, wish, judge)
        )
        told.tell(hold=hold.id)
        return hold


def _place(
    connection: Connection, capabilities: Capabilities, wish: EnquiryHold, judge: HoldJudge
) -> Hold:
    enter_tenant(connection, wish.restaurant_id)
    recorder = Recorder(connection, capabilities, wish.restaurant_id, wish.author)
    # Holds before tables, in the order of everybody else.
    replaced = lock_holds(connection, wish.restaurant_id, hold=wish.replaces or NO_BOOKING)
    zones = lock_known_tables(connection, wish.restaurant_id, wish.tables)
    permit(connection, wish.restaurant_id, wish.date, Work.QUOTE)
    remove_holds(recorder, [hold for hold in replaced if hold.booking is None], "released")
    _limit(recorder)
    snapshot = read_day(
        connection,
        wish.restaurant_id,
        wish.date,
        as_of=dt.datetime.now(dt.UTC),
        scope=Scope(NO_BOOKING, wish.tables),
    )
    claimed = judge(snapshot)
    sweep_holds(recorder, claimed.window.start, claimed.window.end)
    hold = insert_hold(recorder, Claim(None, sorted(wish.tables), wish.seconds, claimed), zones)
    record_holds(recorder, [hold], "created", metadata=hold.remembered)
    return hold


def _limit(recorder: Recorder) -> None:
    if recorder.author.actor is None:
        return
    values = {"restaurant_id": recorder.restaurant_id, "actor": recorder.author.actor}
    rows = recorder.connection.execute(query("holds_for_enquiries"), values).fetchall()
    now = dt.datetime.now(dt.UTC)
    ends = sorted(hold_deadline(row["expires_at"], row["held_until"]) for row in rows)
    left = [(end - now).total_seconds() for end in ends if end > now]
    if len(left) >= MOST_AT_ONCE:
        error = TooManyHoldsError(
            f"You hold tables for {len(left)} parties without a booking already",
            hint=f"Confirm or release one; the first runs out in {left[0]:.0f} seconds.",
            details={"mostAtOnce": MOST_AT_ONCE},
        )
        error.retry_after = max(1, round(left[0]))
        raise error
