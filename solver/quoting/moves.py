"""Make room for one booking by moving others: the fewest moves that do, and the best of those.

A booking that is in the way is moved to tables where it may be in the way of further ones, and so
on, up to so many moves. Every way is tried that begins with tables for the asking booking, so
when nothing is found nothing exists; nobody is moved who is in nobody's way, for leaving them
alone would take fewer moves. Bookings without tables stay without, and locked ones stay.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.booking import Booking
from models.problem import DayProblem
from models.quote import Move, Proposal
from models.rules import Rules
from models.weights import CENTIPOINTS
from solver.arrays import Ints
from solver.candidates import Candidates, candidates_of, rules_once
from solver.checker import check_plan
from solver.clock import Clock, OutOfTimeError
from solver.instance import Instance, instance_of
from solver.objective import objective_of
from solver.quoting.candidates import as_asked
from solver.quoting.day import QuoteDay, part_of_day
from solver.replanning.rehouse import Placed, meetings, uses

Way = tuple[int, frozenset[int]]
"""A candidate, and the bookings that have one of its tables now."""


CHECK_TAKES = 3.0
"""What checking a proposal takes, kept back from the search: in units of what finding the
candidates took, which grows with the day as it does."""


def make_room(day: QuoteDay, clock: Clock) -> tuple[Proposal | None, bool]:
    """Return moves that make room, None when there are none, and whether that is certain.

    Without certainty a proposal still has the fewest moves, but a better one may exist.

    Raises:
        InvalidInputError: the rules allow more merges than can be planned with.
    """
    before = clock.spent
    found = _candidates(day)
    searching = clock.sooner(CHECK_TAKES * (clock.spent - before))
    if searching.up:
        return None, False
    search = _Search(day, found, searching)
    best, certain = search.best()
    return None if best is None else search.proposal(best), certain


def _candidates(day: QuoteDay) -> Candidates:
    """Return what the asking booking and everyone who may move could have, by firm claims alone.

    A booking whose tables are contested by something firm is left alone: it is no longer clear
    what it has.
    """
    asking = day.booking.id
    open_to = {asking, *(item.id for item in day.others if item.current_tables)}

    known = rules_once(day.problem)

    def rules_for(booking: Booking) -> Rules:
        return day.rules_for(booking) if booking.id == asking else known(booking)

    while True:
        problem = part_of_day(day.problem, (*day.others, day.booking), open_to)
        found = candidates_of(problem, day.room, rules_for)
        lost = {
            item.id
            for item, current in zip(found.bookings, found.current.tolist(), strict=True)
            if current < 0 and item.id != asking
        }
        if not lost:
            return found
        open_to -= lost


class _Search:
    def __init__(self, day: QuoteDay, found: Candidates, clock: Clock) -> None:
        self._day = day
        self._found = found
        self._clock = clock
        self._instance: Instance = instance_of(found, objective_of(found))
        ids = [booking.id for booking in found.bookings]
        self._asking = ids.index(day.booking.id)
        self._meets = meetings(self._instance)
        self._now = np.zeros((len(ids), self._instance.tables + 1), dtype=np.float32)
        seated = np.flatnonzero(np.arange(len(ids)) != self._asking)
        self._current = found.current[seated]
        self._now[seated] = uses(self._instance, self._current)
        self._gains = [gain.tolist() for gain in self._instance.gains]
        self._ways: dict[int, list[Way]] = {}
        self._masks: dict[int, int] = {}

    def best(self) -> tuple[Placed | None, bool]:
        """Return the best placement with the fewest moves, and whether it is known to be that."""
        best: Placed | None = None
        try:
            for moves in range(1, self._day.options.moves + 1):
                value: tuple[int, ...] = ()
                for placed in self._place({}, (self._asking,), moves + 1):
                    worth = self._value(placed)
                    if best is None or worth > value:
                        best, value = placed, worth
                if best is not None:
                    return best, True
        except OutOfTimeError:
            return best, False
        return None, True

    def _place(self, placed: Placed, waiting: tuple[int, ...], most: int) -> Iterator[Placed]:
        """Yield every way to place those who wait, with exactly or at most ``most`` placed."""
        if not waiting:
            yield placed
            return
        self._clock.check()
        row, *rest = waiting
        for candidate, displaced in self._ways_of(row):
            more = displaced.difference(placed, rest)
            if len(placed) + len(waiting) + len(more) > most:
                continue
            if not any(self._clash(row, candidate, *other) for other in placed.items()):
                queue = (*rest, *sorted(more))
                yield from self._place({**placed, row: candidate}, queue, most)

    def _ways_of(self, row: int) -> list[Way]:
        """Return every other table set that a booking may be given, and who is on it now."""
        if row not in self._ways:
            found, asking = self._found, row == self._asking
            if asking:
                mine = as_asked(self._day, found, row)
            else:
                mine = np.arange(found.offset[row], found.offset[row + 1])
                mine = mine[mine != found.current[row]]
            near = np.flatnonzero(self._meets[row])
            hits = uses(self._instance, mine) @ self._now[near].T > 0
            few = hits.sum(axis=1) <= self._day.options.moves - (not asking)
            self._ways[row] = [
                (candidate, frozenset(near[hit].tolist()))
                for candidate, hit in zip(mine[few].tolist(), hits[few], strict=True)
            ]
        return self._ways[row]

    def _clash(self, row: int, candidate: int, other: int, theirs: int) -> bool:
        return bool(self._meets[row, other] and self._mask(candidate) & self._mask(theirs))

    def _mask(self, candidate: int) -> int:
        if candidate not in self._masks:
            tables = self._instance.tables_of(candidate).tolist()
            self._masks[candidate] = sum(1 << table for table in tables)
        return self._masks[candidate]

    def _chosen(self, placed: Placed) -> Ints:
        moved = np.array(sorted(placed), dtype=np.int64)
        stays = self._current[~np.isin(self._found.booking[self._current], moved)]
        return np.concatenate([stays, np.array(list(placed.values()), dtype=np.int64)])

    def _value(self, placed: Placed) -> tuple[int, ...]:
        """Return what compares placements; without limits only what changes is added up."""
        if self._instance.limits:
            return self._instance.value(self._chosen(placed))
        left = [int(self._found.current[row]) for row in placed if row != self._asking]
        return tuple(
            sum(gain[candidate] for candidate in placed.values()) - sum(gain[old] for old in left)
            for gain in self._gains
        )

    def proposal(self, placed: Placed) -> Proposal:
        """Return a placement as a proposal, after the checker agreed."""
        found, asking = self._found, self._asking
        tables = {
            found.bookings[row].id: found.sets.ids(int(found.table_set[candidate]))
            for row, candidate in placed.items()
        }
        _check(self._day, tables)
        moves = [
            Move(
                booking=item.id,
                party=item.party,
                window=item.window,
                from_tables=item.current_tables,
                to_tables=tables[item.id],
            )
            for item in (found.bookings[row] for row in sorted(placed) if row != asking)
        ]
        before = self._instance.value(self._current)
        after = self._instance.value(self._chosen(placed))
        return Proposal(
            moves=tuple(moves),
            tables=tables[self._day.booking.id],
            seats=int(found.sets.seats[found.table_set[placed[asking]]]),
            score=(sum(after) - sum(before)) / CENTIPOINTS,
        )


def _check(day: QuoteDay, tables: dict[str, tuple[str, ...]]) -> None:
    """Assert that all moved bookings and the asking one are where they may be.

    They are judged one part after the other, because the asking booking's rules may be others'.
    """
    asking = day.booking.id
    moved = {key for key in tables if key != asking}
    for problem in (_with_moves_open(day, moved), _after(day, tables)):
        seats = {
            item.id: tables.get(item.id, item.current_tables)
            for item in problem.bookings
            if problem.wants_tables(item) and (item.id in tables or item.current_tables)
        }
        broken = check_plan(problem, seats).violations
        if broken:
            raise AssertionError(f"the proposed moves break a rule: {broken[0]}")


def _with_moves_open(day: QuoteDay, moved: set[str]) -> DayProblem:
    return part_of_day(day.problem, day.others, moved)


def _after(day: QuoteDay, tables: dict[str, tuple[str, ...]]) -> DayProblem:
    others = tuple(
        item.replace(current_tables=tables[item.id]) if item.id in tables else item
        for item in day.others
    )
    return replace(day, others=others).asked(day.booking)
