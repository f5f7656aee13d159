"""Can these bookings all sit, together with the one that asks? Decided exactly, again and again.

The model is built once with nothing in the way. What is in the way closes columns, so that taking
something away is a matter of opening some, and the engine goes on from where it was.
"""

from dataclasses import replace

import numpy as np

from models.booking import Booking, Occupied
from solver.arrays import Bools, Ints, microseconds
from solver.branching import Program
from solver.candidates import Candidates
from solver.checker import broken_rules, check_plan
from solver.clock import Clock
from solver.instance import instance_of
from solver.joined import joined
from solver.objective import objective_of
from solver.packing import Floats
from solver.planned import PlannedDay, Tables
from solver.pooled import PooledModel, pooled_model
from solver.removal import Key, Keys, house, relaxed_venue

Seats = dict[str, Tables]

NOTHING = 1e-7
"""Shadow prices below it are none."""


class Together:
    """The bookings among ``keys``, and the one that asks, under the rules among them.

    ``seat`` answers for any part of the keys that has the same rules. With ``firm`` the house's
    limits count as well, and it answers for exactly these keys.

    Raises:
        InvalidInputError: more merges than can be looked at are possible without the rules.
    """

    def __init__(
        self, day: PlannedDay, booking: Booking, keys: Keys, *, firm: bool = False
    ) -> None:
        self._day, self._me, self._firm = day, booking.id, firm
        self._things = sorted(key for key in keys if key.kind != "rule")
        self._moves = np.array([_moves(day, key) for key in self._things], dtype=np.bool_)
        stays = {key for key, moves in zip(self._things, self._moves, strict=True) if not moves}
        found = joined(day, booking, keys if firm else keys - stays)
        instance = instance_of(found, objective_of(found))
        model = pooled_model(instance, np.ones(instance.tables, dtype=np.bool_))
        self._found = found
        self._over = bool((model.least[model.choices :] > 0).any())
        self._model = _within_limits(model)
        self._row = {item.id: row for row, item in enumerate(found.bookings)}
        self._cuts = _cuts(day, self._things, found, model)
        self._mine = np.flatnonzero(model.booking == self._row[self._me])
        worth = np.zeros(model.columns)
        worth[: model.choices] = 1
        self._program = Program(self._model, worth)

    def seat(self, keys: Keys, clock: Clock) -> Seats | None:
        """Return seats for the booking that asks and all those among the keys; None: impossible.

        Raises:
            OutOfTimeError: the clock ran out before that was certain.
        """
        if self._over:
            return None
        there = self._there(keys)
        seats = {key.name: self._day.decisions[key.name] for key in keys if key.kind == "booking"}
        if not self._firm:
            free = ~self._cuts[np.ix_(there, self._mine)].any(axis=0)
            if free.any():  # while everybody stays as planned
                return {**seats, **self._seats(self._mine[free][:1])}
        count = int((there & self._moves).sum()) + 1
        chosen = self._program.reach(self._closed(there), count, clock)
        return None if chosen is None else {**seats, **self._seats(chosen)}

    def core(self, keys: Keys) -> Keys:
        """Guess, from the last answer of impossible, which of the keys matter; to be tried out.

        Whoever is worth a whole seat to the relaxation is in nobody's way, and what closes no
        column that would have been worth opening is in nobody's way either.
        """
        there, gains = self._there(keys), self._program.reduced_gains()
        closed = self._closed(there)
        needed = self._worth_of_owners(np.where(closed, 0, np.maximum(gains, 0))) < 1 - NOTHING
        needed[self._row[self._me]] = True
        inside = needed[self._model.booking] & (gains > NOTHING)
        kept = {key for key in keys if key.kind == "rule"}
        for number in np.flatnonzero(there).tolist():
            key = self._things[number]
            if self._moves[number]:
                if needed[self._row[key.name]]:
                    kept.add(key)
            elif (column := inside & self._cuts[number]).any():
                kept.add(key)
                inside &= ~column
        return frozenset(kept)

    def _worth_of_owners(self, gains: Floats) -> Floats:
        """Return what each booking adds to the relaxation's bound: its own row and columns."""
        model, prices = self._model, self._program.shadow_prices()
        worth = np.zeros(len(self._row))
        np.add.at(worth, model.booking, gains)
        for row in np.flatnonzero(np.abs(prices) > NOTHING).tolist():
            columns = model.row_column[model.row_start[row] : model.row_start[row + 1]]
            owners = np.unique(model.booking[columns[columns < model.choices]])
            if len(owners) == 1:
                worth[owners[0]] += prices[row]
        return worth

    def _there(self, keys: Keys) -> Bools:
        return np.array([key in keys for key in self._things], dtype=np.bool_)

    def _closed(self, there: Bools) -> Bools:
        """Return the columns that what is there, or who is not, closes."""
        if self._firm:
            return np.zeros(self._model.choices, dtype=np.bool_)
        absent = np.zeros(len(self._row), dtype=np.bool_)
        for number in np.flatnonzero(self._moves & ~there).tolist():
            absent[self._row[self._things[number].name]] = True
        cut = self._cuts[there & ~self._moves].any(axis=0)
        return np.asarray(absent[self._model.booking] | cut)

    def _seats(self, columns: Ints) -> Seats:
        found = self._found
        return {
            found.bookings[int(found.booking[candidate])].id: found.sets.ids(
                int(found.table_set[candidate])
            )
            for candidate in self._model.candidate[columns].tolist()
        }


def agreed(day: PlannedDay, booking: Booking, keys: Keys, seats: Seats) -> bool:
    """Tell whether the checker agrees that these seats are legal when just the keys are there."""
    problem = house(day.problem, booking, keys)
    if seats.keys() != {item.id for item in problem.bookings}:
        return False
    seen = relaxed_venue(problem.venue, keys)
    if broken_rules(problem.model_copy(update={"venue": seen}), seats):
        return False
    others = {key: tables for key, tables in seats.items() if key != booking.id}
    if seen is not problem.venue and others.items() - day.decisions.items():
        # The rules of tables are taken away for the asking booking alone: judge the rest without.
        rest = tuple(item for item in problem.bookings if item.id != booking.id)
        if broken_rules(problem.model_copy(update={"bookings": rest}), others):
            return False
    limited = bool(problem.pacing or problem.hold_backs)
    return not limited or check_plan(problem, seats).total == 0


def _moves(day: PlannedDay, key: Key) -> bool:
    """Tell whether it is a booking that may sit elsewhere than in the plan."""
    return key.kind == "booking" and not day.problem.is_fixed(day.booking(key.name))


def _cuts(day: PlannedDay, things: list[Key], found: Candidates, model: PooledModel) -> Bools:
    """Return, for each of the things as it stands in the plan, the columns that it closes."""
    index = {table: number for number, table in enumerate(found.sets.tables.ids)}
    taken = np.zeros((len(things), len(index) + 1), dtype=np.bool_)
    clash = np.zeros((len(things), len(found.bookings)), dtype=np.bool_)
    kept = np.zeros((len(things), model.choices), dtype=np.bool_)
    sitting = np.isin(model.candidate, found.current[found.current >= 0])
    for number, key in enumerate(things):
        tables, claim = _claim(day, key)
        taken[number, [index[table] for table in tables]] = True
        if claim is None:
            clash[number], kept[number] = True, sitting
        else:
            clash[number] = _clash(claim, found)
    members = found.sets.members[found.table_set[model.candidate]]
    uses = taken[:, members].any(axis=2)
    return np.asarray(uses & clash[:, model.booking] & ~kept)


def _clash(claim: Booking | Occupied, found: Candidates) -> Bools:
    """Return B: whom a claim excludes from its tables."""
    start, end = microseconds(claim.window.start), microseconds(claim.window.end)
    meets = (found.spans[:, 0] < end) & (start < found.spans[:, 1])
    if claim.slot:
        meets |= np.array([item.slot == claim.slot for item in found.bookings], dtype=np.bool_)
    owner = claim.id if isinstance(claim, Booking) else claim.booking
    return meets & np.array([item.id != owner for item in found.bookings], dtype=np.bool_)


def _claim(day: PlannedDay, key: Key) -> tuple[Tables, Booking | Occupied | None]:
    """Return the tables that something takes, and the claim; without one it is for all times."""
    if key.kind == "closed":
        return (key.name,), None
    if key.kind == "occupied":
        item = day.problem.occupancy[key.number]
        return (item.table,), item
    return day.decisions[key.name], day.booking(key.name)


def _within_limits(model: PooledModel) -> PooledModel:
    """Return the model with nothing allowed over the house's limits."""
    most: Ints = model.most.copy()
    most[model.choices :] = np.maximum(model.least[model.choices :], 0)
    return replace(model, most=most)
