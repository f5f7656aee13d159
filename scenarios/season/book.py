"""Who has which tables when, minute by minute, while a date is played."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.season.house import Choices, House, open_sets
from solver.arrays import Bools

MINUTES = 3 * 24 * 60
"""Minutes of a date that are kept: services end on the day after, at the latest."""


@dataclass(frozen=True)
class Place:
    """The tables that a guest has, from a minute to another."""

    table_set: int
    start: int
    end: int


class Book:
    """The claims of all guests; more than one on a table at a time after somebody overstays."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.places: dict[int, Place] = {}
        self.parties: dict[int, int] = {}
        """Guests of each party that has a place."""
        self.released = 0
        """How often somebody gave up tables: what did not fit may fit from then on."""
        self._claims: NDArray[np.int16] = np.zeros((house.tables + 1, MINUTES), dtype=np.int16)

    def first_free(self, choices: Choices, start: int, end: int) -> int | None:
        """Return the best set that nobody claims; None without one."""
        free = np.flatnonzero(open_sets(choices, self._claims[:, start:end] > 0))
        return int(choices.sets[free[0]]) if len(free) else None

    def put(self, guest: int, party: int, place: Place) -> None:
        """Give a party tables."""
        self.places[guest], self.parties[guest] = place, party
        self._claims[self.house.members(place.table_set), place.start : place.end] += 1

    def take_away(self, guest: int) -> Place:
        """Free a guest's tables and return what they were."""
        place = self.places.pop(guest)
        del self.parties[guest]
        self._claims[self.house.members(place.table_set), place.start : place.end] -= 1
        self.released += 1
        return place

    def move(self, guest: int, table_set: int) -> None:
        """Give a guest other tables for the same time."""
        place = self.places[guest]
        self.places[guest] = Place(table_set, place.start, place.end)
        for change, tables in ((-1, place.table_set), (1, table_set)):
            self._claims[self.house.members(tables), place.start : place.end] += change

    def stretch(self, guest: int, end: int) -> None:
        """Let a guest stay longer, whoever comes next."""
        place = self.places[guest]
        self._claims[self.house.members(place.table_set), place.end : end] += 1
        self.places[guest] = Place(place.table_set, place.start, end)

    def is_alone(self, place: Place) -> bool:
        """Tell whether nobody else claims the tables of a guest's place."""
        members = self.house.members(place.table_set)
        return bool((self._claims[members, place.start : place.end] <= 1).all())

    def taken_without(self, guests: Iterable[int]) -> Bools:
        """Return T + 1 x minutes: what is taken when these guests are not counted."""
        left = self._claims.copy()
        for guest in guests:
            place = self.places[guest]
            left[self.house.members(place.table_set), place.start : place.end] -= 1
        return np.asarray(left > 0)
