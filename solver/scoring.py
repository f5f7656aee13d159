"""The checker's second half: what a plan is worth, term by term, from plain values.

Like the checker it shares no code with preferences, limits or the model.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from models.booking import Booking
from models.house import HoldBack, Pacing
from models.problem import DayProblem
from models.venue import SCORE_PARTS, Table, Venue
from models.weights import CENTIPOINTS, TERMS, Weights

Seatings = Mapping[str, Sequence[str]]
"""Table ids by booking id."""

DEAREST = 3
"""Scarcity makes a merge's structure at most so many times as dear."""


def score(problem: DayProblem, seatings: Seatings, seats: Mapping[str, int]) -> dict[str, int]:
    """Return whole centipoints by term (costs negative); ``seats`` are those each booking got."""
    return _Score(problem, seatings, seats).terms()


def _price(weights: Weights, term: str) -> int:
    """Return signed centipoints per unit."""
    points: float = getattr(weights, term)
    return TERMS[term].sign * round(points * CENTIPOINTS)


def neighbours_of(venue: Venue) -> dict[str, set[str]]:
    """Return the neighbours of every table, both ways."""
    found: dict[str, set[str]] = {table.id: set() for table in venue.tables}
    for a, b in venue.adjacency:
        found[a].add(b)
        found[b].add(a)
    return found


def steps_within(neighbours: Mapping[str, set[str]], ids: Sequence[str]) -> dict[str, int]:
    """Return the steps from the first table to every one that is reached among ``ids``."""
    steps, todo = {ids[0]: 0}, [ids[0]]
    for here in todo:
        for other in sorted(neighbours[here] & set(ids)):
            if other not in steps:
                steps[other] = steps[here] + 1
                todo.append(other)
    return steps


class _Score:
    def __init__(self, problem: DayProblem, seatings: Seatings, seats: Mapping[str, int]) -> None:
        self.problem = problem
        self.seats = seats
        self.prices = {term: _price(problem.weights, term) for term in TERMS}
        self.bookings = {booking.id: booking for booking in problem.bookings}
        self.tables = {table.id: table for table in problem.venue.tables}
        self.seated = [
            (self.bookings[key], [self.tables[table] for table in sorted(tables)])
            for key, tables in seatings.items()
        ]
        self.scarcity = problem.venue.scarcity
        self.neighbours = neighbours_of(problem.venue)

    def terms(self) -> dict[str, int]:
        points = dict.fromkeys(TERMS, 0)
        for booking, tables in self.seated:
            for term, units in self._seating(booking, tables).items():
                if self.prices[term]:
                    points[term] += self._points(term, units)
        points["pacing"] = self._points("pacing", sum(map(self._rush, self.problem.pacing)))
        short = sum(map(self._short, self.problem.hold_backs))
        points["hold_back"] = self._points("hold_back", short)
        points["section_balance"] = self._points("section_balance", self._above_share())
        return points

    def _points(self, term: str, units: Fraction | int) -> int:
        """Return signed centipoints, fractions rounded half up."""
        if isinstance(units, int):
            return self.prices[term] * units
        amount = units * abs(self.prices[term]) + Fraction(1, 2)
        return TERMS[term].sign * (amount.numerator // amount.denominator)

    def _seating(self, booking: Booking, tables: list[Table]) -> dict[str, Fraction | int]:
        ids = [table.id for table in tables]
        empty = max(0, self.seats[booking.id] - booking.party)
        demand = Fraction(round(booking.demand * 100), 100) if booking.demand != 1 else 1
        units: dict[str, Fraction | int] = {
            "cover": booking.party,
            "booking": 1,
            "priority": booking.priority,
            "vip": int(booking.vip),
            "deposit": int(booking.deposit),
            "move": int(bool(booking.current_tables) and set(ids) != set(booking.current_tables)),
            "overage": empty * demand,
            "zone_balance": len({table.zone for table in tables}) - 1,
            "scarcity": Fraction(sum(self.scarcity[key] for key in ids), SCORE_PARTS),
            "seating_preference": self._unmet(booking, tables),
            "ranking": sum(table.rank for table in tables),
        }
        if len(tables) == 1:
            units["overflow"] = int(empty > self.problem.weights.overflow_seats)
            return units
        dear = self._dear(ids)
        capacities = [table.capacity for table in tables]
        units["extra_table"] = (len(tables) - 1) * dear
        units["fragmentation"] = sum(capacities) - max(capacities)
        units["adjacency_depth"] = self._depth(ids) * dear
        return units

    def _dear(self, ids: list[str]) -> Fraction:
        if not self.problem.weights.scarcity:
            return Fraction(1)
        mean = sum(self.scarcity[key] for key in ids) // len(ids)
        return min(Fraction(DEAREST), 1 + Fraction(mean, SCORE_PARTS))

    def _depth(self, ids: list[str]) -> int:
        """Steps from the first table (by id) to the farthest; the table count if apart."""
        steps = steps_within(self.neighbours, ids)
        return max(steps.values()) if len(steps) == len(ids) else len(ids)

    def _unmet(self, booking: Booking, tables: list[Table]) -> int:
        place = booking.seating_preference
        patio = {table.category == "patio" for table in tables}
        met = {
            "any": True,
            "indoor": patio == {False},
            "outdoor": patio == {True},
            "bar": all(table.category == "bar" for table in tables),
            "booth": all(table.seating_type == "booth" for table in tables),
        }
        zone, seating = booking.preferred_zone, booking.preferred_seating
        return sum(
            (
                not met.get(place, all(place in table.features for table in tables)),
                zone is not None and any(table.zone != zone for table in tables),
                seating is not None and any(table.seating_type != seating for table in tables),
            )
        )

    def _rush(self, pace: Pacing) -> int:
        """Guests above the pace, over all slots of a window."""
        guests = Counter[int]()
        for booking, _ in self.seated:
            begins = booking.window.start
            if pace.window.start <= begins < pace.window.end:
                slot = (begins - pace.window.start) // timedelta(minutes=pace.slot_minutes)
                guests[slot] += booking.party
        return sum(max(0, count - pace.covers) for count in guests.values())

    def _short(self, held: HoldBack) -> int:
        """Tables missing from those kept free, at the worst moment of the window."""
        mine = {table.id for table in self.problem.venue.tables if held.tables.has(table)}
        claims = [
            (booking.window, table.id)
            for booking, tables in self.seated
            for table in tables
            if table.id in mine
        ]
        claims += [
            (item.window, item.table)
            for item in self.problem.occupancy
            if item.table in mine and not self._decided_by_plan(item.booking)
        ]

        def free(moment: datetime) -> int:
            return len(mine - {table for span, table in claims if span.start <= moment < span.end})

        starts = {held.window.start} | {span.start for span, _ in claims}
        inside = [at for at in starts if held.window.start <= at < held.window.end]
        return max(0, held.keep - min(map(free, inside)))

    def _decided_by_plan(self, key: str | None) -> bool:
        booking = self.bookings.get(key or "")
        if booking is None or not self.problem.wants_tables(booking):
            return False
        return not self.problem.is_fixed(booking)

    def _above_share(self) -> int:
        """Guests above their section's share, over all services and sections."""
        guests = Counter[tuple[str, str]]()
        for booking, tables in self.seated:
            for section in {table.section or "" for table in tables}:
                guests[booking.service or "", section] += booking.party
        shares = self.problem.section_shares()
        return sum(max(0, guests[key] - share) for key, share in shares.items())
