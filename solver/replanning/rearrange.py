"""Give several bookings other tables at once, as somebody decided; everybody else stays."""

from collections.abc import Mapping

from models.errors import Flaw, InvalidInputError, MaitredError
from models.plan import DayPlan
from models.problem import DayProblem
from solver.decided import Tables, broken_by, decided_plan


class ChangesRefusedError(MaitredError):
    """Some of the tables are taken or forbidden, or a booking stays as it is."""

    code = "CHANGES_REFUSED"
    status = 409


def rearranged_plan(now: DayProblem, changes: Tables) -> DayPlan:
    """Return the plan in which these bookings have these tables (none: they have none any more).

    ``now`` is the present day in mode ``rebuild``. Tables that one of the bookings gives up may be
    another one's.

    Raises:
        InvalidInputError: a booking or a table is not part of the day.
        ChangesRefusedError: a booking is locked, or its guests have come; or the checker refuses
            the tables. The details name all of it.
    """
    _known(now, changes)
    kept = {b.id: b.current_tables for b in now.bookings if b.id not in changes}
    decisions = {key: tables for key, tables in {**kept, **changes}.items() if tables}
    broken = broken_by(now, changes, decisions)
    obstacles = [*_stay(now, changes), *(item.message for item in broken)]
    if obstacles:
        names = {table.id: table.label for table in now.venue.tables}
        told = [_named(obstacle, names) for obstacle in obstacles]
        raise ChangesRefusedError(
            f"These tables cannot be given: {told[0]}",
            hint="Nothing was written. Look at the date again, and choose other tables.",
            details={"obstacles": told[:50]},
        )
    return decided_plan(now, decisions, lambda booking: "Nobody looked for a table for it.")


def _known(now: DayProblem, changes: Tables) -> None:
    bookings = {booking.id for booking in now.bookings}
    tables = {table.id for table in now.venue.tables}
    flaws = [
        Flaw("changes.bookingId", repr(key), "is not of this date, or wants no table any more")
        for key in changes
        if key not in bookings
    ]
    flaws += [
        Flaw("changes.tableIds", repr(table), "is no table of this restaurant")
        for wanted in changes.values()
        for table in wanted
        if table not in tables
    ]
    if flaws:
        raise InvalidInputError(flaws, subject="changes")


def _stay(now: DayProblem, changes: Tables) -> list[str]:
    return [
        f"booking {booking.id} is {'locked' if booking.locked else booking.status}"
        f"{'' if booking.locked else ' or has begun'}: it stays"
        for booking in now.bookings
        if booking.id in changes and now.is_fixed(booking)
    ]


def _named(obstacle: str, names: Mapping[str, str]) -> str:
    for table, name in names.items():
        obstacle = obstacle.replace(table, name)
    return obstacle
