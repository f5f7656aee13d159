"""A day with its plan: what explanations, breakdowns and differences start from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from models.booking import Booking
from models.errors import Flaw, InvalidInputError
from models.plan import Unseated
from models.problem import DayProblem
from models.venue import Venue
from solver.arrays import Ints
from solver.candidates import Candidates, candidates_of
from solver.checker import Decisions, Verdict, check_plan
from solver.instance import Instance, instance_of
from solver.objective import Objective, objective_of
from solver.parts import Part, independent_parts
from solver.reasons import unseated_bookings
from solver.room import Room

Tables = tuple[str, ...]

MOST_MERGES = 20_000
"""Of the asking booking when rules are taken away: more are not looked at. At 40 tables parties
of up to a dozen have fewer, whatever rules are taken away."""


@dataclass(frozen=True)
class PlannedDay:
    """A problem and a legal plan for it."""

    problem: DayProblem
    decisions: dict[str, Tables]
    verdict: Verdict

    def booking(self, key: str) -> Booking:
        """Return a booking of the day.

        Raises:
            InvalidInputError: there is none with that id.
        """
        if key in self.bookings:
            return self.bookings[key]
        flaw = self.problem.unknown_booking(key)
        raise InvalidInputError([flaw], subject=f"day {self.problem.id}")

    @cached_property
    def bookings(self) -> dict[str, Booking]:
        """Every booking by its id."""
        return {item.id: item for item in self.problem.bookings}

    @property
    def unseated(self) -> tuple[Booking, ...]:
        """The bookings that want tables and have none."""
        wants = self.problem.wants_tables
        return tuple(
            item for item in self.problem.bookings if wants(item) and item.id not in self.decisions
        )

    @cached_property
    def seated(self) -> tuple[Booking, ...]:
        """The bookings that have tables."""
        return tuple(item for item in self.problem.bookings if item.id in self.decisions)

    @cached_property
    def as_planned(self) -> DayProblem:
        """The day after the plan: everyone has the tables that it gives, or none."""
        bookings = tuple(
            item
            if item.current_tables == self.decisions.get(item.id, ())
            else item.model_copy(
                update={"current_tables": tuple(sorted(self.decisions.get(item.id, ())))}
            )
            for item in self.problem.bookings
        )
        return self.problem.model_copy(update={"bookings": bookings})

    @cached_property
    def candidates(self) -> Candidates:
        """Every legal seating that the plan chose from."""
        return candidates_of(self.problem)

    @cached_property
    def objective(self) -> Objective:
        """What each of them is worth."""
        return objective_of(self.candidates)

    @cached_property
    def best(self) -> Ints:
        """The candidates that the plan chose, ascending."""
        found, chosen = self.candidates, []
        index = {table: number for number, table in enumerate(found.sets.tables.ids)}
        members = found.sets.members[found.table_set]
        for row, booking in enumerate(found.bookings):
            if booking.id not in self.decisions:
                continue
            low, high = found.offset[row], found.offset[row + 1]
            given = sorted(index[table] for table in self.decisions[booking.id])
            wanted = np.full(members.shape[1], len(index), dtype=np.int64)
            wanted[: len(given)] = given
            chosen.append(int(low + np.argmax((members[low:high] == wanted).all(axis=1))))
        return np.array(chosen, dtype=np.int64)

    @cached_property
    def reasons(self) -> dict[str, Unseated]:
        """Why each booking has no table, as plans say it."""
        return {item.booking: item for item in unseated_bookings(self)}

    @cached_property
    def instance(self) -> Instance:
        """The same as arrays."""
        return instance_of(self.candidates, self.objective)

    @cached_property
    def parts(self) -> list[Part]:
        """What is independent of each other."""
        return independent_parts(self.instance)

    @cached_property
    def venues(self) -> dict[object, Venue]:
        """Venues without some of their rules and closures, by those."""
        return {}

    @cached_property
    def conflicts(self) -> dict[frozenset[Any], int]:
        """What was found in somebody's way (``removal.Keys``), and how large that party is."""
        return {}

    @cached_property
    def rooms(self) -> dict[object, Room]:
        """Rooms without some of their rules, by those rules."""
        return {}


def _flaws(problem: DayProblem, verdict: Verdict) -> list[Flaw]:
    """Say what a plan breaks, and of the first booking that the day has not, what is like it."""
    flaws, said = [], False
    for item in verdict.violations:
        place, tables, message = f"seatings[{item.booking}]", "+".join(item.tables), str(item)
        if item.code == "unknown_booking" and not said:
            said, message = True, problem.unknown_booking(item.booking).message
        flaws.append(Flaw(place, tables, message))
    return flaws


def planned_day(problem: DayProblem, decisions: Decisions, *, subject: str = "plan") -> PlannedDay:
    """Return a day with its plan.

    Raises:
        InvalidInputError: the checker finds that the plan breaks a rule.
    """
    verdict = check_plan(problem, decisions)
    if not verdict.ok:
        raise InvalidInputError(_flaws(problem, verdict), subject=subject)
    return PlannedDay(problem, {key: tuple(tables) for key, tables in decisions.items()}, verdict)
