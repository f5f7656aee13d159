"""Compact builders for the season's tests: houses, guests, and nights that are looked at."""

from collections.abc import Sequence
from typing import Any

from models.booking import Booking
from models.problem import DayProblem
from models.window import Window
from scenarios.season.guests import Evening, Guest
from scenarios.season.house import House, without_merges
from scenarios.season.measures import Counts
from scenarios.season.night import Night
from scenarios.season.policies import Legacy, Maitred, Policy
from solver.checker import check_plan
from tests.solver_days import at, day, table

SEVEN = 19 * 60

LARGEST = 12
USUAL = Evening()


def house_of(*seats: int, edges: str = "", **fields: Any) -> DayProblem:
    """Return an empty house with tables A, B, ... of so many seats."""
    tables = [table(chr(ord("A") + number), count) for number, count in enumerate(seats)]
    return day(tables, edges=edges, **fields)


def guest(
    number: int, party: int = 2, start: int = SEVEN, minutes: int = 90, **fields: Any
) -> Guest:
    """Return a guest who asks on the days before, in the order of the numbers, and keeps to it."""
    fields.setdefault("asks_at", number - 10_000)
    fields.setdefault("stays", minutes)
    return Guest(number=number, party=party, start=start, minutes=minutes, **fields)


def policies(problem: DayProblem, largest: int = LARGEST) -> dict[str, Policy]:
    """Return all policies, fresh."""
    house = House(problem, largest)
    return {
        "legacy": Legacy(house),
        "legacy-singles": Legacy(House(without_merges(problem), largest)),
        "maitred": Maitred(house),
    }


def played(
    problem: DayProblem, guests: Sequence[Guest], evening: Evening = USUAL
) -> dict[str, Counts]:
    """Play guests under all policies."""
    return {
        name: Night(policy, guests, evening).run() for name, policy in policies(problem).items()
    }


class WatchedNight(Night):
    """A night that looks after every event whether all promises stand."""

    def __init__(
        self, problem: DayProblem, policy: Policy, guests: Sequence[Guest], evening: Evening
    ) -> None:
        super().__init__(policy, guests, evening)
        self._problem = problem
        self._begun = False
        self.promised: dict[int, int] = {}

    def _happens(self, now: int, event: Any, guest: Guest) -> None:
        super()._happens(now, event, guest)
        self._begun = self._begun or bool(self._sitting)
        self._everybody_confirmed_has_tables()
        self._nobody_shares_a_table()
        if not self._begun:
            self._checker_agrees()

    def _everybody_confirmed_has_tables(self) -> None:
        for number in self.confirmed:
            assert number in self.book.places or number in self._waiting, "a promise is broken"
            if number in self.book.places and number not in self._sitting.values():
                assert self.book.places[number].start == self.confirmed[number]

    def _nobody_shares_a_table(self) -> None:
        """Who sits has all tables of its place to itself, and the book says so."""
        for number in set(self._sitting.values()):
            tables = self.book.house.members(self.book.places[number].table_set).tolist()
            assert [self._sitting[table] for table in tables] == [number] * len(tables)

    def _checker_agrees(self) -> None:
        """Before the evening, the book is a legal plan by the independent checker."""
        sets = self.book.house.sets
        bookings = [
            Booking(
                id=f"g{number}",
                party=self.book.parties[number],
                window=Window(start=at(place.start), end=at(place.end)),
            )
            for number, place in self.book.places.items()
        ]
        plan = {
            f"g{number}": sets.ids(place.table_set) for number, place in self.book.places.items()
        }
        verdict = check_plan(self._problem.replace(bookings=bookings), plan)
        assert verdict.ok, verdict.violations[0]


def all_of(counts: dict[str, Counts], figure: str) -> dict[str, int]:
    """Return one figure by policy."""
    return {name: getattr(item, figure) for name, item in counts.items()}
