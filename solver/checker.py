"""The independent checker: is this plan allowed, and what is it worth?

It works on plain values and shares no code with candidates, rules, preferences or the model, so
that a mistake there cannot hide here. Every plan passes it before it is shown or committed.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from models.adjacency import AdjacencyMode, standing, stands
from models.booking import Booking, Occupied
from models.problem import DayProblem
from models.rules import NamedSet, Rules
from models.venue import Table
from models.weights import TERMS
from solver.scoring import neighbours_of, score

Decisions = Mapping[str, Sequence[str]]
"""Table ids by booking id; a booking that is not named is unseated."""

APART: Mapping[AdjacencyMode, str] = {
    "connected": "the tables do not stand side by side",
    "neighbors": "no table stands beside all the others",
    "pairwise": "not every table stands beside every other",
}
"""What is wrong with tables that do not stand as a mode asks."""


@dataclass(frozen=True)
class Violation:
    """One broken rule."""

    code: str
    booking: str
    tables: tuple[str, ...]
    message: str

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


@dataclass(frozen=True)
class Verdict:
    """What the checker found.

    ``terms`` are whole centipoints by term (costs negative), over all seated bookings.
    ``stale`` says, by booking, why seatings that the plan merely keeps break today's rules.
    """

    violations: tuple[Violation, ...]
    stale: dict[str, str]
    terms: dict[str, int]
    seats: dict[str, int]
    """Seats of the tables each booking got."""
    tie_break: int
    """Sum of the seatings' fixed numbers; of equally good plans the one with less is better."""

    @property
    def ok(self) -> bool:
        """True when no rule is broken."""
        return not self.violations

    def tier(self, name: str) -> int:
        """Return the centipoints of one tier."""
        return sum(value for term, value in self.terms.items() if TERMS[term].tier == name)

    @property
    def total(self) -> int:
        """All centipoints."""
        return sum(self.terms.values())

    def rank(self, order: str, *, unique: bool = False) -> tuple[int, ...]:
        """Return what plans are compared by: a bigger tuple is a better plan.

        With ``unique`` the fixed tie-break comes last, and no two plans rank the same.
        """
        last = (-self.tie_break,) if unique else ()
        if order == "weighted":
            return self.total, *last
        return self.tier("seated"), self.tier("stability"), self.tier("preferences"), *last


def check_plan(problem: DayProblem, decisions: Decisions) -> Verdict:
    """Check every hard rule of a plan and recompute its objective from scratch."""
    return _Check(problem, decisions).verdict()


def broken_rules(problem: DayProblem, decisions: Decisions) -> tuple[Violation, ...]:
    """Check every hard rule of a plan; what it is worth is not asked."""
    return _Check(problem, decisions).broken()


class _Check:
    def __init__(self, problem: DayProblem, decisions: Decisions) -> None:
        self.problem = problem
        self.rules = {booking.id: problem.rules_for(booking) for booking in problem.bookings}
        self.tables = {table.id: table for table in problem.venue.tables}
        self.bookings = {booking.id: booking for booking in problem.bookings}
        self.neighbours = neighbours_of(problem.venue)
        self.decisions = {key: tuple(tables) for key, tables in decisions.items()}
        self.violations: list[Violation] = []
        self.stale: dict[str, str] = {}

    def broken(self) -> tuple[Violation, ...]:
        self._drop_nonsense()
        self._check_changes()
        for key, tables in self.decisions.items():
            self._check_seating(self.bookings[key], tables)
        self._check_sharing()
        self._check_occupancy()
        return tuple(self.violations)

    def verdict(self) -> Verdict:
        violations = self.broken()
        seats = {
            key: self._seats(self.rules[key], [self.tables[table] for table in tables])
            for key, tables in self.decisions.items()
        }
        terms = score(self.problem, self.decisions, seats)
        tie_break = sum(
            zlib.crc32(f"{key}|{'+'.join(sorted(tables))}".encode()) % 2**20
            for key, tables in self.decisions.items()
            if not self.problem.is_fixed(self.bookings[key])
        )
        return Verdict(violations, self.stale, terms, seats, tie_break)

    def _fail(self, code: str, booking: str, tables: Sequence[str], message: str) -> None:
        self.violations.append(Violation(code, booking, tuple(tables), message))

    def _drop_nonsense(self) -> None:
        for key, tables in list(self.decisions.items()):
            unknown = [table for table in tables if table not in self.tables]
            if key not in self.bookings:
                self._fail("unknown_booking", key, tables, f"booking {key} is not part of the day")
            elif unknown:
                self._fail("unknown_table", key, tables, f"{key}: no table {unknown[0]}")
            elif not tables or len(set(tables)) != len(tables):
                self._fail("bad_table_list", key, tables, f"{key}: table list {list(tables)}")
            else:
                continue
            del self.decisions[key]

    def _kept(self, booking: Booking) -> bool:
        tables = self.decisions.get(booking.id, ())
        return bool(tables) and set(tables) == set(booking.current_tables)

    def _fact(self, booking: Booking) -> bool:
        """The plan keeps it because it must: even a double booking from before stands."""
        return self.problem.is_fixed(booking) and self._kept(booking)

    def _check_changes(self) -> None:
        """Locks, bookings that are over, moves, and guests who would lose their tables."""
        moved = 0
        for booking in self.bookings.values():
            tables = self.decisions.get(booking.id, ())
            kept = set(tables) == set(booking.current_tables)
            if not self.problem.wants_tables(booking):
                if tables:
                    self._fail("gone", booking.id, tables, f"{booking.id} is {booking.status}")
            elif self.problem.is_fixed(booking) and not kept:
                message = f"{booking.id} may not change: it has {list(booking.current_tables)}"
                self._fail("locked", booking.id, tables, message)
            elif booking.current_tables and not tables and not self._contested(booking):
                message = f"{booking.id} would lose its tables {list(booking.current_tables)}"
                self._fail("lost_tables", booking.id, tables, message)
            elif booking.current_tables and tables and not kept:
                moved += 1
        limit = self.problem.max_moves
        if limit is not None and moved > limit:
            self._fail("max_moves", "", (), f"{moved} bookings move, at most {limit} may")

    def _contested(self, booking: Booking) -> bool:
        """Someone else claims the tables the booking has now (double-booked before planning)."""
        mine = set(booking.current_tables)
        others = (
            other
            for other in self.bookings.values()
            if other.id != booking.id and self.problem.wants_tables(other)
        )
        return any(
            mine & set(other.current_tables) and _clash(booking, other) for other in others
        ) or any(
            item.table in mine and item.booking != booking.id and _clash(item, booking)
            for item in self.problem.occupancy
        )

    def _check_seating(self, booking: Booking, tables: tuple[str, ...]) -> None:
        broken = self._broken_rules(booking, [self.tables[table] for table in tables])
        if broken and self._kept(booking):
            self.stale[booking.id] = broken[0][1]
            return
        for code, message in broken:
            self._fail(code, booking.id, tables, f"{booking.id} on {'+'.join(tables)}: {message}")

    def _broken_rules(self, booking: Booking, tables: list[Table]) -> list[tuple[str, str]]:
        party, rules = booking.party, self.rules[booking.id]
        broken = [
            ("in_service", f"table {table.id} is out of service")
            for table in tables
            if not table.active
        ]
        if len(tables) == 1:
            table = tables[0]
            if table.capacity < party:
                broken.append(("capacity", f"{table.capacity} seats for {party}"))
            if party < table.min_party:
                broken.append(("party_limits", f"it takes parties from {table.min_party}"))
            if table.max_party is not None and party > table.max_party:
                broken.append(("party_limits", f"it takes parties up to {table.max_party}"))
            return broken
        ids = {table.id for table in tables}
        broken += [
            ("named_sets", f"{'+'.join(item.tables)} may not be merged")
            for item in rules.named_sets
            if item.kind == "forbid" and set(item.tables) <= ids
        ]
        if self._named(rules, tables) is None:
            broken += self._broken_merge_rules(rules, party, tables)
        elif not rules.merges:
            broken.append(("merges_off", "merges are switched off"))
        seats = self._seats(rules, tables)
        if seats < party:
            broken.append(("capacity", f"{seats} seats for {party}"))
        return broken

    def _broken_merge_rules(
        self, rules: Rules, party: int, tables: list[Table]
    ) -> list[tuple[str, str]]:
        broken = []
        if not rules.merges:
            broken.append(("merges_off", "merges are switched off"))
        if len(tables) > rules.max_tables:
            broken.append(("max_tables", f"{len(tables)} tables, at most {rules.max_tables}"))
        if len({table.zone for table in tables}) > 1:
            broken.append(("one_zone", "the tables stand in different zones"))
        fixed = [table.id for table in tables if not table.movable]
        if fixed:
            broken.append(("movable", f"table {fixed[0]} cannot be moved"))
        found = standing([table.id for table in tables], self.neighbours)
        if self._adjacency_counts(rules) and not stands(found, rules.adjacency_mode):
            broken.append(("adjacency", APART[rules.adjacency_mode]))
        overage = self._seats(rules, tables) - party
        if rules.max_merge_overage is not None and overage > rules.max_merge_overage:
            broken.append(("merge_overage", f"{overage} empty seats"))
        if rules.minimal_merges:
            for table in tables:
                rest = [other for other in tables if other is not table]
                if self._seats(rules, rest, plain=True) >= party:
                    broken.append(("minimal_merge", f"table {table.id} is not needed"))
                    break
        return broken

    def _adjacency_counts(self, rules: Rules) -> bool:
        if not rules.require_adjacency:
            return False
        has_edges = any(self.neighbours.values())
        return has_edges or rules.without_edges == "named_only"

    def _named(self, rules: Rules, tables: list[Table]) -> NamedSet | None:
        ids = tuple(sorted(table.id for table in tables))
        for item in rules.named_sets:
            if item.kind == "allow" and item.tables == ids:
                return item
        return None

    def _seats(self, rules: Rules, tables: list[Table], *, plain: bool = False) -> int:
        named = None if plain else self._named(rules, tables)
        if named is not None and named.capacity is not None:
            return named.capacity
        joins = len(tables) - 1
        return sum(table.capacity for table in tables) - joins * rules.seats_lost_per_join

    def _check_sharing(self) -> None:
        by_table: dict[str, list[Booking]] = {}
        for key, tables in self.decisions.items():
            for table in tables:
                by_table.setdefault(table, []).append(self.bookings[key])
        shared = ((table, guests) for table, guests in by_table.items() if len(guests) > 1)
        for table, guests in shared:
            for a, b in _clashing(guests):
                message = f"{table} is given to {a.id} and {b.id} at the same time"
                if self._fact(a) and self._fact(b):
                    self.stale[a.id] = self.stale[b.id] = message
                else:
                    self._fail("overlap", a.id, (table,), message)

    def _check_occupancy(self) -> None:
        taken: dict[str, list[Occupied]] = {}
        for item in self.problem.occupancy:
            taken.setdefault(item.table, []).append(item)
        for key, tables in self.decisions.items():
            booking = self.bookings[key]
            for item in (item for table in tables for item in taken.get(table, ())):
                if item.booking == key or not _clash(item, booking):
                    continue
                message = f"{key} on {item.table}, which is taken ({item.source})"
                if self._fact(booking):
                    self.stale[key] = message
                else:
                    self._fail("occupancy", key, tables, message)


def _clash(a: Booking | Occupied, b: Booking) -> bool:
    """Tell whether two claims on one table exclude each other, by window or by slot."""
    return a.window.overlaps(b.window) or bool(a.slot and a.slot == b.slot)


def _clashing(guests: list[Booking]) -> list[tuple[Booking, Booking]]:
    """Return the pairs that cannot share one table."""
    ordered = sorted(guests, key=lambda booking: booking.window.start)
    slots = [booking.slot for booking in guests if booking.slot]
    if len(slots) == len(set(slots)) and all(
        a.window.end <= b.window.start for a, b in pairwise(ordered)
    ):
        return []
    return [(a, b) for a, b in combinations(ordered, 2) if _clash(a, b)]
