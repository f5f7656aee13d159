"""Seatings that must not take longer: who follows would have no table, and few moves cannot help.

Most overruns collide with nobody, which is looked at first. For the rest every way is tried to
give those who follow other tables, at the moment when the guests were to leave: whoever has begun
by then sits, and stays.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from models.booking import Booking, BookingStatus
from models.problem import DayProblem, Mode
from models.replan import Fragile, FragileReport
from solver.arrays import Bools, Ints, microseconds
from solver.candidates import Candidates, candidates_of
from solver.clock import Clock, OutOfTimeError
from solver.explaining.wording import count, guests
from solver.instance import Instance, instance_of
from solver.objective import objective_of
from solver.replanning.rehouse import Rehouse


@dataclass(frozen=True)
class _Overrun:
    """Guests who stay longer, and those who have one of their tables before it is free."""

    booking: Booking
    follow: tuple[Booking, ...]


def fragile_seatings(
    problem: DayProblem, *, minutes: int = 30, max_moves: int = 2, budget_seconds: float = 10.0
) -> FragileReport:
    """Return the seatings of a night that must not take so many minutes longer.

    Looked at are those that are not over, at the tables that the bookings have now. Bookings that
    wait for a table are not: they lose nothing.

    Raises:
        InvalidInputError: the rules of the problem cannot be planned with.
    """
    clock = Clock(budget_seconds)
    later = timedelta(minutes=minutes)
    staying = [item for item in problem.bookings if _is_to_leave(problem, item)]
    overruns = _colliding(problem, staying, later)
    night = _Night(problem)
    found = [
        fragile
        for overrun in overruns
        if (fragile := night.look(overrun, later, max_moves, clock)) is not None
    ]
    found.sort(key=lambda item: (-item.guests_at_risk, item.until, item.booking))
    people = sum(item.guests_at_risk for item in found)
    return FragileReport(
        minutes=minutes,
        max_moves=max_moves,
        looked_at=len(staying),
        colliding=len(overruns),
        fragile=tuple(found),
        message=f"Of {count(len(staying), 'seating')}, {len(overruns)} would collide with who "
        f"follows if they took {minutes} minutes longer; {len(found)} of those cannot be repaired "
        f"by {count(max_moves, 'move')}"
        + (f" ({guests(people)} at risk, counted for each)." if found else "."),
        seconds=round(clock.spent, 4),
    )


def _is_to_leave(problem: DayProblem, booking: Booking) -> bool:
    if not booking.current_tables or not problem.wants_tables(booking):
        return False
    if booking.status is BookingStatus.COMPLETED:
        return False
    return problem.as_of is None or booking.window.end > problem.as_of


def _colliding(problem: DayProblem, staying: list[Booking], later: timedelta) -> list[_Overrun]:
    """Return the overruns that anybody follows, by the end of the stay."""
    on_table: dict[str, list[Booking]] = defaultdict(list)
    for booking in staying:
        for table in booking.current_tables:
            on_table[table].append(booking)
    found = []
    for booking in staying:
        end = booking.window.end
        follow = {
            other.id: other
            for table in booking.current_tables
            for other in on_table[table]
            if end <= other.window.start < end + later
        }
        if follow:
            found.append(_Overrun(booking, tuple(follow[key] for key in sorted(follow))))
    return sorted(found, key=lambda item: (item.booking.window.end, item.booking.id))


class _Night:
    """Everybody who has tables, as arrays that all overruns share."""

    def __init__(self, problem: DayProblem) -> None:
        self._problem = problem
        seated = tuple(
            item for item in problem.bookings if item.current_tables and problem.wants_tables(item)
        )
        free = problem.replace(bookings=seated, mode=Mode.REBUILD, max_moves=None, as_of=None)
        self._found: Candidates = candidates_of(free)
        self._instance: Instance = instance_of(self._found, objective_of(self._found))
        self._rows = {item.id: row for row, item in enumerate(self._found.bookings)}
        self._party = np.array([item.party for item in self._found.bookings], dtype=np.int64)
        tables = {table: number for number, table in enumerate(self._found.sets.tables.ids)}
        self._tables = tables
        self._members = self._found.sets.members[self._found.table_set]

    def look(
        self, overrun: _Overrun, later: timedelta, max_moves: int, clock: Clock
    ) -> Fragile | None:
        """Return an overrun that few moves cannot repair; None for one that they can."""
        looking = [self._rows[item.id] for item in overrun.follow if item.id in self._rows]
        certain = True
        kept: tuple[int, ...] = ()
        try:
            way = self._way(overrun.booking, later, looking, clock)
            kept = way.most_guests(looking, self._party, max_moves)
        except OutOfTimeError:
            certain = False
        safe = {self._found.bookings[row].id for row in kept}
        at_risk = [item for item in overrun.follow if item.id not in safe]
        if not at_risk:
            return None
        return Fragile(
            booking=overrun.booking.id,
            party=overrun.booking.party,
            tables=overrun.booking.current_tables,
            until=overrun.booking.window.end,
            collides=tuple(item.id for item in overrun.follow),
            at_risk=tuple(item.id for item in at_risk),
            guests_at_risk=sum(item.party for item in at_risk),
            certain=certain,
        )

    def _way(self, stays: Booking, later: timedelta, looking: list[int], clock: Clock) -> Rehouse:
        found, begin, end = self._found, stays.window.end, stays.window.end + later
        movable = found.spans[:, 0] >= microseconds(begin)
        if self._problem.as_of is not None:
            movable &= found.spans[:, 0] > microseconds(self._problem.as_of)
        longer = (found.spans[:, 0] < microseconds(end)) & (found.spans[:, 1] > microseconds(begin))
        if stays.id in self._rows:
            longer[self._rows[stays.id]] = False
        closed = longer[found.booking] & self._uses(stays.current_tables)
        current: Ints = found.current.copy()
        current[looking] = -1
        return Rehouse(self._instance, current, movable, closed, clock)

    def _uses(self, tables: tuple[str, ...]) -> Bools:
        """Return P: which candidates use one of some tables."""
        numbers = [self._tables[table] for table in tables]
        return np.asarray(np.isin(self._members, numbers).any(axis=1))
