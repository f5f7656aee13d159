"""The legal seatings of a day: every (booking, table set) the plan may choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.booking import Booking
from models.problem import DayProblem
from models.rules import Rules
from solver.arrays import Bools, Ints, microseconds
from solver.room import Room
from solver.rules import capacity, locks, merge_overage, minimal_merge, occupancy, party_limits
from solver.table_sets import TableSets, stacked

RulesFor = Callable[[Booking], Rules]


@dataclass(frozen=True)
class Candidates:
    """Candidates (P of them) of the bookings that are up for planning (B of them).

    Candidates are grouped by booking, in booking order: those of booking b are
    ``offset[b]:offset[b + 1]``.
    """

    problem: DayProblem
    bookings: tuple[Booking, ...]
    spans: Ints
    """B x 2: windows in microseconds since 1970."""
    sets: TableSets
    legal_sets: Ints
    """B: sets that would do in an empty restaurant; tells why a booking has no candidate."""
    booking: Ints
    table_set: Ints
    offset: Ints
    current: Ints
    """B: the candidate that is the booking's present seating, or -1."""
    stale: Bools
    """B: whose present seating breaks today's rules; nobody new would be given it."""
    protected: Bools
    """B: guests who have tables that nobody contests; the plan may move but never unseat them."""

    def __len__(self) -> int:
        return len(self.booking)

    def by_booking(self, read: Callable[[Booking], int]) -> Ints:
        """Return P: a number read off each candidate's booking."""
        values = np.array([read(booking) for booking in self.bookings], dtype=np.int64)
        return values[self.booking]

    @property
    def party(self) -> Ints:
        """P: guests of each candidate's booking."""
        return self.by_booking(lambda booking: booking.party)

    @property
    def moves(self) -> Ints:
        """P: 1 where the candidate would move a booking that has tables."""
        has_tables = np.array([bool(b.current_tables) for b in self.bookings], dtype=np.bool_)
        stays = np.zeros(len(self), dtype=np.bool_)
        stays[self.current[self.current >= 0]] = True
        return (has_tables[self.booking] & ~stays).astype(np.int64)


def candidates_of(
    problem: DayProblem,
    room: Room | None = None,
    rules_for: RulesFor | None = None,
    claims: occupancy.Claims | None = None,
) -> Candidates:
    """Generate every legal candidate of the bookings that the plan may decide.

    ``room`` is that of the problem's venue and ``claims`` what is taken, when they are known
    already; ``rules_for`` takes the place of the problem's own rules.

    Raises:
        InvalidInputError: the rules allow more merges than can be planned with.
    """
    bookings = locks.undecided(problem)
    room = room or Room(problem.venue)
    spans = np.array(
        [[microseconds(b.window.start), microseconds(b.window.end)] for b in bookings],
        dtype=np.int64,
    ).reshape(-1, 2)
    claims = claims or occupancy.claims_of(room.tables, problem)
    free = occupancy.free(room.tables, bookings, spans, claims)
    sets, legal, present = _sets_by_rules(problem, bookings, room, rules_for or rules_once(problem))
    chosen: list[Ints] = []
    current = np.full(len(bookings), -1, dtype=np.int64)
    stale = np.zeros(len(bookings), dtype=np.bool_)
    offset = np.zeros(len(bookings) + 1, dtype=np.int64)
    for row, booking in enumerate(bookings):
        mine = legal[row]
        if booking.current_tables:
            stale[row] = present[row] not in mine
            mine = np.union1d(mine, [present[row]])
        mine = mine[free[row, sets.members[mine]].all(axis=1)]
        chosen.append(mine)
        offset[row + 1] = offset[row] + len(mine)
        if booking.current_tables:
            at = np.flatnonzero(mine == present[row])
            current[row] = offset[row] + at[0] if len(at) else -1
    return Candidates(
        problem=problem,
        bookings=bookings,
        spans=spans,
        sets=sets,
        legal_sets=np.array([len(mine) for mine in legal], dtype=np.int64),
        booking=np.repeat(np.arange(len(bookings)), np.diff(offset)),
        table_set=np.concatenate(chosen) if chosen else np.zeros(0, dtype=np.int64),
        offset=offset,
        current=current,
        stale=stale,
        protected=locks.protected(bookings, current),
    )


def chosen_of(candidates: Candidates, decisions: Mapping[str, Sequence[str]]) -> Ints:
    """Return the candidates that decisions stand for; those that are none are left out."""
    tables = {table: number for number, table in enumerate(candidates.sets.tables.ids)}
    members, padding = candidates.sets.members, len(tables)
    chosen: list[int] = []
    for row, booking in enumerate(candidates.bookings):
        wanted = sorted(tables.get(table, padding) for table in decisions.get(booking.id, ()))
        if not wanted or padding in wanted or len(wanted) > members.shape[1]:
            continue
        low, high = candidates.offset[row], candidates.offset[row + 1]
        line = wanted + [padding] * (members.shape[1] - len(wanted))
        same = (members[candidates.table_set[low:high]] == line).all(axis=1)
        chosen += (low + np.flatnonzero(same)[:1]).tolist()
    return np.array(chosen, dtype=np.int64)


def _sets_by_rules(
    problem: DayProblem, bookings: tuple[Booking, ...], room: Room, rules_for: RulesFor
) -> tuple[TableSets, list[Ints], Ints]:
    """Return all table sets; by booking those that would do in an empty restaurant; and B: the
    set each booking has now (-1 without).

    Bookings that fall under the same rules share their sets; each set of rules has its own part.
    """
    rows_by_rules: dict[Rules, list[int]] = {} if bookings else {problem.rules: []}
    for row, booking in enumerate(bookings):
        rows_by_rules.setdefault(rules_for(booking), []).append(row)
    parts, first = [], 0
    legal = [np.zeros(0, dtype=np.int64)] * len(bookings)
    present = np.full(len(bookings), -1, dtype=np.int64)
    for rules, rows in rows_by_rules.items():
        parties = {bookings[row].party for row in rows}
        in_use = [bookings[row].current_tables for row in rows if bookings[row].current_tables]
        part, position = room.sets(rules, max(parties, default=1), in_use)
        fits = {party: first + np.flatnonzero(_admits(part, party, rules)) for party in parties}
        for row in rows:
            legal[row] = fits[bookings[row].party]
            if bookings[row].current_tables:
                present[row] = first + position[bookings[row].current_tables]
        parts.append(part)
        first += len(part)
    return stacked(parts), legal, present


def rules_once(problem: DayProblem) -> RulesFor:
    """Return the problem's own rules for bookings, looked up once per service and size."""
    known: dict[tuple[str | None, int], Rules] = {}

    def rules_for(booking: Booking) -> Rules:
        key = (booking.service, booking.party)
        if key not in known:
            known[key] = problem.rules_for(booking)
        return known[key]

    return rules_for


def _admits(sets: TableSets, party: int, rules: Rules) -> Bools:
    """Return which sets every rule allows for a party of this size."""
    return (
        capacity.admits(sets, party)
        & party_limits.admits(sets, party)
        & merge_overage.admits(sets, party, rules)
        & minimal_merge.admits(sets, party, rules)
        & ~sets.tolerated
    )
