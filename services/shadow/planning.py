"""Shadow planning: what maitred would do with a date, beside the old allocator that does it.

Only rows of the schema ``maitred`` are written: a run in state ``shadow`` with its stored input,
and how the evening ended. The product's rows are read in a read-only transaction.
"""

import datetime as dt
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from models.booking import Booking, BookingStatus
from models.errors import Flaw, InvalidInputError
from models.moment import instant_on
from models.plan import DayPlan
from models.problem import IMMOVABLE, DayProblem, Mode
from models.shadow import EveningEnd, SeenBooking, ShadowMoment, ShadowRecord
from models.window import clock_edge
from persistence.history import NOBODY, Author
from persistence.pool import Connection, Database, enter_tenant
from persistence.retry import until_settled
from persistence.runs import create_run
from persistence.shadow import evening_end, keep_end, seen_bookings, shadow_runs
from persistence.snapshot import DaySnapshot, read_day
from services.errors import NoBookingsError
from services.planning.plan_date import Solving, check_again
from services.reading import reading
from solver.day import plan_day
from solver.pool import DEFAULT_POOL, NoProcessError
from solver.process import Cancel

SOLVER_SECONDS = 30.0
"""How long a solver process may take to come up; without one the greedy plan is kept."""

Seal = Callable[[Connection, UUID | None], None]
"""Writes what belongs to a look, in its transaction; gets the run's id, if there is one."""


@dataclass(frozen=True)
class ShadowRequest:
    """Which date to look at."""

    restaurant_id: UUID
    date: dt.date
    at: str | int | dt.datetime | None = None
    """Plan as of this moment (as ``models.moment`` has them), with the bookings that there were by
    then. Default: now; of an evening that is over, the midnight it begins with."""
    budget_seconds: float = 10.0
    deterministic: bool = False
    """Limited by work, so that ``maitred replay`` gives the very same tables."""
    author: Author = NOBODY


@dataclass(frozen=True)
class ShadowLook:
    """What one look at a date has left."""

    run_id: UUID | None
    """None when the date has a plan already, and only its end was looked at."""
    moment: ShadowMoment
    plan: DayPlan | None
    end_kept: bool
    """Now for the first time."""


@dataclass(frozen=True)
class _Seen:
    """One consistent read of a date."""

    snapshot: DaySnapshot
    seen: tuple[SeenBooking, ...]
    end: EveningEnd | None
    """None while the evening is not over."""
    is_planned: bool
    at: dt.datetime
    moment: ShadowMoment


def look(
    database: Database,
    request: ShadowRequest,
    *,
    solving: Solving | None = None,
    seal: Seal | None = None,
    now: dt.datetime | None = None,
) -> ShadowLook:
    """Plan a date in the shadow; of an evening that is over also keep how it ended.

    Look before the evening and again after it: the second time the date has a plan, and only the
    end is kept. ``seal`` writes in the transaction of what is kept.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        NoBookingsError: the date has none that can be planned.
        InvalidInputError: the moment is in the future, or what is stored contradicts itself.
        DatabaseError: the database refused or cannot be reached.
    """
    now = now or dt.datetime.now(dt.UTC)
    found = _read(database, request, now)
    planned = None
    if not found.is_planned or request.at is not None:
        planned = _plan(found, request, solving or Solving())

    def write(connection: Connection) -> tuple[UUID | None, bool]:
        enter_tenant(connection, request.restaurant_id)
        run = None if planned is None else _keep_plan(connection, found, request, planned)
        kept = found.end is not None and keep_end(
            connection, request.restaurant_id, request.date, found.end
        )
        if seal is not None:
            seal(connection, run)
        return run, kept

    run_id, kept = until_settled(database, write)
    return ShadowLook(run_id, found.moment, None if planned is None else planned[1], kept)


Planned = tuple[DayProblem, DayPlan]


def _plan(found: _Seen, request: ShadowRequest, solving: Solving) -> Planned:
    """Plan the date as if the old allocator had left it to maitred.

    Raises:
        NoBookingsError: there are none that can be planned.
    """
    problem = shadow_problem(found.snapshot.problem, found.at, found.moment, found.seen)
    if not problem.bookings:
        raise NoBookingsError(
            f"{found.snapshot.restaurant.name} has no bookings to compare on {request.date}",
            hint="Check the date; with --at, bookings made later do not count.",
            details={"date": request.date.isoformat()},
        )
    _await_solver(solving.cancel)
    plan = plan_day(
        problem,
        budget_seconds=request.budget_seconds,
        deterministic=request.deterministic,
        on_progress=solving.on_progress,
        cancel=solving.cancel,
    )
    solving.check()
    check_again(problem, plan)
    return problem, plan


def _await_solver(cancel: Cancel) -> None:
    """Let a solver process come up first: nobody waits for this plan, and how long it takes is
    compared with what a service needs that runs for hours."""
    until = time.monotonic() + SOLVER_SECONDS
    with suppress(NoProcessError), DEFAULT_POOL.lend(until, cancel):
        pass


def _keep_plan(
    connection: Connection, found: _Seen, request: ShadowRequest, planned: Planned
) -> UUID:
    record = ShadowRecord(at=found.at, moment=found.moment, seen=found.seen)
    restaurant, date, author = request.restaurant_id, request.date, request.author
    return create_run(connection, restaurant, date, *planned, author, shadow=record)


def _read(database: Database, request: ShadowRequest, now: dt.datetime) -> _Seen:
    """Read a date; nothing can be written meanwhile.

    Raises:
        InvalidInputError: the moment is in the future.
    """
    restaurant, date = request.restaurant_id, request.date
    with reading(database, restaurant) as connection:
        # Holds of today: those of back then are over, and nobody knows what became of them.
        snapshot = read_day(connection, restaurant, date, as_of=now)
        asked = _asked(request, snapshot, now)
        seen, made = seen_bookings(connection, restaurant, date)
        over = now >= ends_at(snapshot)
        end = evening_end(connection, restaurant, date, now) if over else None
        is_planned = over and any(shadow_runs(connection, restaurant, date, date))
    at = asked or (_begins_at(snapshot) if over else now)
    if asked is not None:
        seen = tuple(item for item in seen if made[item.booking] <= asked)
    return _Seen(snapshot, seen, end, is_planned, at, _moment(snapshot, at, over))


def _asked(request: ShadowRequest, snapshot: DaySnapshot, now: dt.datetime) -> dt.datetime | None:
    """Return the moment that is asked for.

    Raises:
        InvalidInputError: it is in the future.
        InvalidStartError: the clock never shows that time on that date.
    """
    if request.at is None:
        return None
    at = instant_on(request.at, request.date, snapshot.restaurant.zone)
    if at > now:
        flaw = Flaw("at", str(request.at), "is in the future; who will have booked is not known")
        raise InvalidInputError([flaw], subject=f"shadow of {request.date}")
    return at


def _begins_at(snapshot: DaySnapshot) -> dt.datetime:
    return clock_edge(snapshot.problem.date, 0, snapshot.restaurant.zone)


def ends_at(snapshot: DaySnapshot) -> dt.datetime:
    """Return when an evening is over: every service is closed, every table free again."""
    date, zone = snapshot.problem.date, snapshot.restaurant.zone
    closings = [service.hours_on(date, zone)[1] for service in snapshot.policy.services]
    leaving = [item.window.end for item in snapshot.problem.bookings]
    return max([*closings, *leaving, _begins_at(snapshot) + dt.timedelta(days=1)])


def _moment(snapshot: DaySnapshot, at: dt.datetime, over: bool) -> ShadowMoment:
    if over:
        return ShadowMoment.AFTERWARDS
    come = (
        item.status in IMMOVABLE or item.window.start <= at for item in snapshot.problem.bookings
    )
    return ShadowMoment.DURING if any(come) else ShadowMoment.AHEAD


def shadow_problem(
    problem: DayProblem, at: dt.datetime, moment: ShadowMoment, seen: tuple[SeenBooking, ...]
) -> DayProblem:
    """Return a date as if the old allocator had seated nobody who may still be seated elsewhere.

    Who is locked, or sat there by the moment of planning, keeps the tables. Bookings that are not
    among the ``seen`` are left out.
    """
    known = {item.booking for item in seen}
    bookings = [_freed(item, at, moment) for item in problem.bookings if item.id in known]
    freed = {item.id for item in bookings if not item.current_tables}
    occupancy = tuple(
        item
        for item in problem.occupancy
        if item.booking not in freed or item.source not in ("assignment", "allocation")
    )
    return problem.replace(
        bookings=tuple(bookings), occupancy=occupancy, mode=Mode.FILL, max_moves=None, as_of=at
    )


def _freed(booking: Booking, at: dt.datetime, moment: ShadowMoment) -> Booking:
    status, started = booking.status, booking.window.start <= at
    if moment is ShadowMoment.AFTERWARDS and status in IMMOVABLE and not started:
        status = BookingStatus.CONFIRMED  # nobody had come by then
    fixed = booking.locked or status in IMMOVABLE or (started and booking.current_tables)
    tables = booking.current_tables if fixed else ()
    return booking.replace(status=status, current_tables=tables)
