"""Can these bookings all sit, together with the one that asks? Decided exactly, again and again.

The model is built once with nothing in the way. What is in the way closes columns, so that taking
something away is a matter of opening some, and the engine goes on from where it was.
"""

from dataclasses import replace

import numpy as np

from models.booking import Booking
from models.explanation import Rule
from solver.arrays import Bools, Ints
from solver.branching import Program
from solver.checker import broken_rules, check_plan
from solver.clock import Clock
from solver.explaining.exchanges import Arrangement, Exchanges
from solver.explaining.planned import PlannedDay, Tables
from solver.explaining.removal import Key, Keys, house, relaxed_venue, rule
from solver.instance import instance_of
from solver.objective import objective_of
from solver.packing import Floats
from solver.pooled import PooledModel, pooled_model
from solver.quoting.joined import joined
from solver.standing import Standing, may_move

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
        self._moves = np.array([may_move(day, key) for key in self._things], dtype=np.bool_)
        stays = {key for key, moves in zip(self._things, self._moves, strict=True) if not moves}
        found = joined(day, booking, keys if firm else keys - stays)
        instance = instance_of(found, objective_of(found))
        model = pooled_model(instance, np.ones(instance.tables, dtype=np.bool_))
        self._found = found
        self._over = bool((model.least[model.choices :] > 0).any())
        self._model = _within_limits(model)
        self._row = {item.id: row for row, item in enumerate(found.bookings)}
        self._standing = Standing.of(day, self._things, found, model)
        self._cuts = self._standing.closes(found, model)
        self._rows = np.array(
            [
                self._row[key.name] if moves else -1
                for key, moves in zip(self._things, self._moves, strict=True)
            ],
            dtype=np.int64,
        )
        self._asking = found.bookings[-1]
        self._chosen: Ints | None = None
        self._mine = np.flatnonzero(model.booking == self._row[self._me])
        worth = np.zeros(model.columns)
        worth[: model.choices] = 1
        self._program = Program(self._model, worth)

    def seat(self, keys: Keys, clock: Clock) -> Seats | None:
        """Return seats for the booking that asks and all those among the keys; None: impossible.

        Raises:
            OutOfTimeError: the clock ran out before that was certain.
        """
        self._chosen = None
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
        self._chosen = chosen
        return None if chosen is None else {**seats, **self._seats(chosen)}

    def exchanges(self, keys: Keys, without: Key | None = None) -> dict[Key, Seats]:
        """Return what can be left out of the keys, each with seats that are possible then.

        From the plan without the booking that asks, or from the seats that were found last,
        ``without`` one of the keys.
        """
        if self._firm or (without is not None and self._chosen is None):
            return {}
        chains = Exchanges(self._standing, self._found, self._model, self._rows, self._asking)
        there = self._there(keys)
        start = chains.asking_out()
        if without is not None and self._chosen is not None:
            start = Arrangement(self._things.index(without), self._arranged(self._chosen))
        limited = rule(Rule.MAX_MOVES) in keys
        found = chains.reachable(there, start, self._moves & (not limited))
        return {
            self._things[number]: self._told(keys, number, arranged)
            for number, arranged in found.items()
        }

    def _arranged(self, columns: Ints) -> dict[int, int]:
        """Return columns by the numbers of the things that they seat."""
        number = {row: thing for thing, row in enumerate(self._rows.tolist()) if row >= 0}
        number[self._row[self._me]] = len(self._things)
        return {number[self._model.booking[column]]: column for column in columns.tolist()}

    def _told(self, keys: Keys, without: int, arranged: Arrangement) -> Seats:
        gone = self._things[without]
        seats = {
            key.name: self._day.decisions[key.name]
            for key in keys
            if key.kind == "booking" and key != gone
        }
        columns = [column for thing, column in arranged.moved.items() if thing != without]
        return {**seats, **self._seats(np.array(columns, dtype=np.int64))}

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
    problem = house(day, booking, keys)
    if seats.keys() != {item.id for item in problem.bookings}:
        return False
    seen = relaxed_venue(day, keys)
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


def _within_limits(model: PooledModel) -> PooledModel:
    """Return the model with nothing allowed over the house's limits."""
    most: Ints = model.most.copy()
    most[model.choices :] = np.maximum(model.least[model.choices :], 0)
    return replace(model, most=most)
