"""A house as a season plays it: what a party of each size could be given, best first, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from models.booking import Booking
from models.problem import DayProblem, Mode
from models.weights import TERMS
from models.window import Window, clock_edge
from solver.arrays import Bools, Ints
from solver.candidates import candidates_of
from solver.instance import Instance
from solver.objective import gains_by_term
from solver.table_sets import TableSets

NOON, HOUR = 12 * 60, 60


@dataclass(frozen=True)
class Choices:
    """Table sets that an empty house could give to a party, best first (P of them)."""

    sets: Ints
    members: Ints
    """P x K table indices, padded with T."""
    gains: Ints
    """P: centipoints of each, by the house's weights."""


@dataclass(frozen=True)
class Wish:
    """A party that needs tables from a minute to another."""

    party: int
    start: int
    end: int


class House:
    """Tables, rules and weights of a venue, prepared for parties up to a size."""

    def __init__(self, problem: DayProblem, largest_party: int) -> None:
        parties = range(1, largest_party + 1)
        found = candidates_of(_one_of_each(problem, parties))
        gains: Ints = np.zeros(len(found), dtype=np.int64)
        for term, gain in gains_by_term(found).items():
            # What seating a party is worth is the same for all of its sets.
            gains = gains + gain * (TERMS[term].tier != "seated")
        self.sets: TableSets = found.sets
        self.seats = problem.venue.seats
        self.largest_party = largest_party
        self._choices: dict[int, Choices] = {}
        for row, booking in enumerate(found.bookings):
            mine = np.arange(found.offset[row], found.offset[row + 1])
            chosen = found.table_set[mine]
            # Equal scores: fewer tables, then fewer seats, then the order of their ids.
            order = np.lexsort(
                (chosen, self.sets.seats[chosen], self.sets.size[chosen], -gains[mine])
            )
            ranked = chosen[order]
            self._choices[booking.party] = Choices(
                sets=ranked, members=self.sets.members[ranked], gains=gains[mine][order]
            )

    @property
    def tables(self) -> int:
        """Number of tables (T)."""
        return len(self.sets.tables)

    def choices(self, party: int) -> Choices:
        """Return what a party could be given."""
        return self._choices[party]

    def members(self, table_set: int) -> Ints:
        """Return the tables of a set."""
        return self.sets.members[table_set, : self.sets.size[table_set]]

    def instance(self, wishes: Sequence[Wish], taken: Bools) -> Instance:
        """Return the day of these wishes on what is not taken (T + 1 x minutes)."""
        kept, gains = [], []
        for wish in wishes:
            choices = self._choices[wish.party]
            free = open_sets(choices, taken[:, wish.start : wish.end])
            kept.append(choices.sets[free])
            gains.append(choices.gains[free])
        counts = [len(mine) for mine in kept]
        nothing = np.zeros(sum(counts), dtype=np.int64)
        return Instance(
            spans=np.array([[wish.start, wish.end] for wish in wishes], dtype=np.int64).reshape(
                -1, 2
            ),
            slots=np.full(len(wishes), -1, dtype=np.int64),
            protected=np.ones(len(wishes), dtype=np.bool_),
            offset=np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]),
            booking=np.repeat(np.arange(len(wishes)), counts),
            table_set=np.concatenate([nothing[:0], *kept]),
            gains=(np.concatenate([nothing[:0], *gains]),),
            limits=(),
            moves=nothing,
            max_moves=None,
            members=self.sets.members,
            size=self.sets.size,
            zone=self.sets.tables.zone,
        )


def open_sets(choices: Choices, taken: Bools) -> Bools:
    """Return P: which sets have no table that is taken at any of these minutes (T + 1 x m)."""
    busy = np.asarray(taken.any(axis=1))
    return np.asarray(~busy[choices.members].any(axis=1))


def without_merges(problem: DayProblem) -> DayProblem:
    """Return the problem with every merge switched off."""
    return problem.replace(
        rules=problem.rules.replace(merges=False),
        service_rules=tuple(
            item.replace(rules=item.rules.replace(merges=False)) for item in problem.service_rules
        ),
    )


def _one_of_each(problem: DayProblem, parties: Sequence[int]) -> DayProblem:
    """Return the empty house with one booking of every size."""
    zone = ZoneInfo(problem.venue.time_zone)
    window = Window(
        start=clock_edge(problem.date, NOON, zone), end=clock_edge(problem.date, NOON + HOUR, zone)
    )
    return problem.replace(
        bookings=tuple(Booking(id=f"{party:04d}", party=party, window=window) for party in parties),
        occupancy=(),
        pacing=(),
        hold_backs=(),
        mode=Mode.REBUILD,
        max_moves=None,
        as_of=None,
    )
