"""What sessions do, in four steps at most, and what has to be there when they say it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from psycopg.rows import DictRow

from models.problem import DayProblem
from persistence.history import Author
from services.manual.checks import ChecksFailedError
from services.planning.undo import UndoRequest, _look, _write
from tests.concurrency.interleaved_world import (
    BOOKINGS,
    TABLES,
    State,
    World,
    actor_of,
    ids,
)
from tests.concurrency.interleaving import Session
from tests.integration.postgres_servers import DATE, at
from tests.integration.seating import give, take, told

Work = Callable[[World, Session, int], str]
"""Does everything, as session of that number; returns how it ended."""


Effect = dict[str, frozenset[str]]
"""Tables by booking."""


@dataclass(frozen=True)
class Kind:
    """One thing that somebody does."""

    work: Work
    steps: int
    effect: Callable[[World, UUID], Effect]
    """What he has given to whom, if he says that it is done."""
    gates: tuple[str, ...] = ()
    ours: bool = True
    adds: bool = False
    """A booking keeps the tables that it has."""
    done: Callable[[State], bool] = lambda state: True
    """Whether what else he did is there."""


def seat(booking: str, tables: tuple[str, ...], world: World, _: Session, number: int) -> str:
    """Give one booking these tables, as the service does."""
    return _by_hand(give, booking, tables, world, number)


def clear(booking: str, world: World, _: Session, number: int) -> str:
    """Take from one booking whichever tables it has, as the service does."""
    return _by_hand(take, booking, TABLES, world, number)


def _by_hand(
    work: Callable[..., object], booking: str, tables: tuple[str, ...], world: World, number: int
) -> str:
    actor = actor_of(number)
    try:
        work(
            world.pool,
            world.house.id,
            BOOKINGS[booking],
            ids(world, tables),
            str(actor),
            Author(actor),
        )
    except ChecksFailedError as error:
        return told(error)
    return "ok"


def plan(world: World, _: Session, number: int) -> str:
    """Look at the date, plan it, commit the plan."""
    problem: DayProblem = world.problem()
    return world.commit(problem, world.plan(problem), Author(actor_of(number)))


def undo(world: World, _: Session, number: int) -> str:
    """Take the last run back, once: another process would not wait for this one's lock."""
    request = UndoRequest(world.house.id, DATE, author=Author(actor_of(number)))
    _answer, outcome = _write(world.pool, request, None, _look(world.pool, request, None))
    return "ok" if outcome.committed else "conflicted"


def assign(world: World, session: Session, number: int) -> str:
    """Call the function, and commit."""
    values = [BOOKINGS["y"], sorted(ids(world, ("T1", "T2"))), actor_of(number)]
    with world.transaction(session, number) as connection:
        connection.execute(
            "select * from assign_tables_atomic_v2(%s, %s, null::text, false, %s::uuid,"
            " null::timestamptz, null::timestamptz)",
            values,
        )
    return "ok"


def unassign(world: World, session: Session, number: int) -> str:
    """Call the function, and commit."""
    with world.transaction(session, number) as connection:
        connection.execute("select * from unassign_tables_atomic(%s, null)", [BOOKINGS["m"]])
    return "ok"


def hold(world: World, session: Session, number: int) -> str:
    """Look whether T1 is free, hold it, add the table, commit: a quote of the booking system."""
    table, values = world.house.tables["T1"], {"start": at(19), "end": at(21)}
    with world.transaction(session, number) as connection:
        free = connection.execute(
            "select not exists (select 1 from booking_table_assignments where table_id = %(table)s"
            "     and start_at < %(end)s and end_at > %(start)s)"
            " and not exists (select 1 from table_hold_windows where table_id = %(table)s"
            "     and start_at < %(end)s and end_at > %(start)s) as free",
            {**values, "table": table},
        ).fetchone()
        session.stop()
        if not (free and free["free"]):
            return "taken"
        row: DictRow | None = connection.execute(
            "insert into table_holds (restaurant_id, zone_id, start_at, end_at, expires_at,"
            " created_by) values (%(house)s, %(zone)s, %(start)s, %(end)s, %(end)s, %(actor)s)"
            " returning id",
            {
                **values,
                "house": world.house.id,
                "zone": world.house.zones["main"],
                "actor": actor_of(number),
            },
        ).fetchone()
        session.stop()
        assert row is not None
        connection.execute(
            "insert into table_hold_members (hold_id, table_id) values (%s, %s)", [row["id"], table]
        )
    return "ok"


def cancel(world: World, session: Session, number: int) -> str:
    """Cancel a booking, and commit; nothing frees its tables."""
    with world.transaction(session, number) as connection:
        connection.execute(
            "update bookings set status = 'cancelled' where id = %s", [BOOKINGS["x"]]
        )
    return "ok"


def gives(booking: str, *tables: str) -> Callable[[World, UUID], Effect]:
    """Return the effect of giving a booking these tables."""
    return lambda world, actor: {booking: frozenset(tables)}


def changes_nobody(world: World, actor: UUID) -> Effect:
    """Return the effect of somebody who writes no tables."""
    return {}


SEAT = ("lock_tables", "assign", "answer_key")
"""The booking is locked; all is locked, judged and cleared; all is written."""

CLEAR = ("lock_tables", "unassign", "answer_key")

PLAN = ("lock_bookings", "lock_day", "record_events")
"""The plan is made; all but the restaurant is locked; all is compared and written."""

KINDS = {
    "seat": Kind(partial(seat, "x", ("T1",)), 4, gives("x", "T1"), SEAT),
    "rival": Kind(partial(seat, "y", ("T1", "T2")), 4, gives("y", "T1", "T2"), SEAT),
    "swap": Kind(partial(seat, "x", ("T2",)), 4, gives("x", "T2"), SEAT),
    "move": Kind(partial(seat, "m", ("T1",)), 4, gives("m", "T1"), SEAT),
    "clear": Kind(partial(clear, "m"), 4, gives("m"), CLEAR),
    "free": Kind(partial(clear, "x"), 4, gives("x"), CLEAR),
    "plan": Kind(plan, 4, World.written, PLAN),
    "undo": Kind(undo, 4, World.written, PLAN),
    "assign": Kind(assign, 2, gives("y", "T1", "T2"), ours=False, adds=True),
    "unassign": Kind(unassign, 2, gives("m"), ours=False),
    "hold": Kind(hold, 4, changes_nobody, ours=False, done=lambda state: "T1" in state.held),
    "cancel": Kind(cancel, 2, changes_nobody, ours=False, done=lambda s: "x" in s.cancelled),
}
