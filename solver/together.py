"""Can these bookings all sit, together with the one that asks? Decided exactly, again and again.

The model is built once with nothing in the way. What is in the way closes columns, so that taking
something away is a matter of opening some, and the engine goes on from where it was.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.booking import Booking, Occupied
from models.venue import Venue
from solver.arrays import Bools, Ints
from solver.branching import Program
from solver.candidates import Candidates, candidates_of
from solver.checker import check_plan
from solver.clock import Clock
from solver.instance import instance_of
from solver.objective import objective_of
from solver.packing import Floats
from solver.planned import MOST_MERGES, PlannedDay, Tables
from solver.pooled import PooledModel, pooled_model
from solver.quote_day import PartOfDay
from solver.removal import OF_THE_ROOM, Key, Keys, house, relaxed_venue, rule
from solver.room import Room
from solver.rules import occupancy
from solver.table_sets import stacked

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
        self._keys = keys
        problem, by_id = day.problem, {item.id: item for item in day.seated}
        self._mine = [by_id[key.name] for key in sorted(keys) if key.kind == "booking"]
        decided = {item.id for item in self._mine if not problem.is_fixed(item)}
        self._decided = decided
        left = keys if firm else frozenset(k for k in keys if k.kind == "rule" or self._moves(k))
        self._found = _joined(day, house(problem, booking, left), booking.id, keys)
        instance = instance_of(self._found, objective_of(self._found))
        apart = np.ones(instance.tables, dtype=np.bool_)
        self._model = pooled_model(instance, apart)
        self._over = bool((self._model.least[self._model.choices :] > 0).any())
        self._model = _within_limits(self._model)
        self._owner = np.array([item.id for item in self._found.bookings])[self._model.booking]
        worth = np.zeros(self._model.columns)
        worth[: self._model.choices] = 1
        self._program = Program(self._model, worth)
        self._closes: dict[Key, Bools] = {}
        self._cut: dict[Key, Bools] = {}

    def seat(self, keys: Keys, clock: Clock) -> Seats | None:
        """Return seats for the booking that asks and all those among the keys; None: impossible.

        Raises:
            OutOfTimeError: the clock ran out before that was certain.
        """
        if self._over:
            return None
        closed = self._closed(keys)
        stays = {key.name: self._day.decisions[key.name] for key in keys if key.kind == "booking"}
        if not self._firm and (free := self._free_as_planned(closed, keys)) is not None:
            return {**stays, self._me: free}
        want = {name for name in stays if name in self._decided}
        chosen = self._program.reach(closed, len(want) + 1, clock)
        if chosen is None:
            return None
        return {**stays, **dict(map(self._seating, self._model.candidate[chosen].tolist()))}

    def core(self, keys: Keys) -> Keys:
        """Guess, from the last answer of impossible, which of the keys matter; to be tried out.

        Whoever is worth a whole seat to the relaxation is in nobody's way, and what closes no
        column that would have been worth opening is in nobody's way either.
        """
        closed, gains = self._closed(keys), self._program.reduced_gains()
        own = self._worth_of_owners(np.where(closed, 0, np.maximum(gains, 0)))
        needed = {name for name, worth in own.items() if worth < 1 - NOTHING}
        kept = {k for k in keys if k.kind == "rule" or (self._moves(k) and k.name in needed)}
        inside = np.isin(self._owner, [*needed, self._me]) & (gains > NOTHING)
        for key in sorted(keys - kept):
            if not self._moves(key):
                column = inside & self._closing(key)
                if column.any():
                    kept.add(key)
                    inside &= ~column
        return frozenset(kept)

    def _worth_of_owners(self, gains: Floats) -> dict[str, float]:
        """Return what each booking adds to the relaxation's bound: its own row and columns."""
        model, prices = self._model, self._program.shadow_prices()
        names = (*self._decided, self._me)
        worth = {name: float(gains[self._owner == name].sum()) for name in names}
        for row in np.flatnonzero(np.abs(prices) > NOTHING).tolist():
            columns = model.row_column[model.row_start[row] : model.row_start[row + 1]]
            owners = set(self._owner[columns[columns < model.choices]].tolist())
            if len(owners) == 1:
                worth[owners.pop()] += float(prices[row])
        return worth

    def _moves(self, key: Key) -> bool:
        """Tell whether it is a booking that may sit elsewhere than in the plan."""
        return key.kind == "booking" and key.name in self._decided

    def _closed(self, keys: Keys) -> Bools:
        if self._firm:
            return np.zeros(self._model.choices, dtype=np.bool_)
        present = [key.name for key in keys if self._moves(key)]
        closed = ~np.isin(self._owner, [*present, self._me])
        for key in keys:
            if key.kind != "rule" and not self._moves(key):
                closed |= self._closing(key)
        return closed

    def _closing(self, key: Key) -> Bools:
        """Return the columns that something which stays where it is closes."""
        if key not in self._closes:
            self._closes[key] = self._columns_of(*_claim(self._day, key))
        return self._closes[key]

    def _free_as_planned(self, closed: Bools, keys: Keys) -> Tables | None:
        """Return tables that are free for the booking that asks while all others stay put."""
        free = ~closed & (self._owner == self._me)
        for key in keys:
            if self._moves(key):
                if key not in self._cut:
                    self._cut[key] = self._columns_of(*_claim(self._day, key))
                free &= ~self._cut[key]
        if not free.any():
            return None
        return self._seating(int(self._model.candidate[np.argmax(free)]))[1]

    def _columns_of(self, tables: Sequence[str], claim: Booking | Occupied | None) -> Bools:
        """Return the columns on some tables that a claim excludes, or any time without one."""
        found, model = self._found, self._model
        index = {table: number for number, table in enumerate(found.sets.tables.ids)}
        taken = np.zeros(len(index) + 1, dtype=np.bool_)
        taken[[index[table] for table in tables]] = True
        uses = np.asarray(taken[found.sets.members[found.table_set[model.candidate]]].any(axis=1))
        if claim is None:
            kept = np.isin(model.candidate, found.current[found.current >= 0])
            return np.asarray(uses & ~kept)
        owner = claim.id if isinstance(claim, Booking) else claim.booking
        clash = np.array(
            [
                item.id != owner
                and (
                    item.window.overlaps(claim.window)
                    or bool(item.slot and item.slot == claim.slot)
                )
                for item in found.bookings
            ],
            dtype=np.bool_,
        )
        return np.asarray(uses & clash[model.booking])

    def _seating(self, candidate: int) -> tuple[str, Tables]:
        found = self._found
        name = found.bookings[int(found.booking[candidate])].id
        return name, found.sets.ids(int(found.table_set[candidate]))


def agreed(day: PlannedDay, booking: Booking, keys: Keys, seats: Seats) -> bool:
    """Tell whether the checker agrees that these seats are legal when just the keys are there."""
    problem = house(day.problem, booking, keys)
    wanted = {key.name for key in keys if key.kind == "booking"} | {booking.id}
    seen = relaxed_venue(problem.venue, keys)
    checked = [(problem, seats)]
    if seen is not problem.venue:
        # The rules of tables are taken away for the asking booking alone: judge the rest without.
        bookings = tuple(item for item in problem.bookings if item.id != booking.id)
        others = {key: tables for key, tables in seats.items() if key != booking.id}
        checked = [
            (problem.model_copy(update={"venue": seen}), seats),
            (problem.model_copy(update={"bookings": bookings}), others),
        ]
    if any(not check_plan(*each).ok for each in checked) or seats.keys() != wanted:
        return False
    limited = bool(problem.pacing or problem.hold_backs)
    return not limited or check_plan(problem, seats).total == 0


def _claim(day: PlannedDay, key: Key) -> tuple[Tables, Booking | Occupied | None]:
    """Return the tables that something takes, and the claim; without one it is for all times."""
    if key.kind == "closed":
        return (key.name,), None
    if key.kind == "occupied":
        item = day.problem.occupancy[key.number]
        return (item.table,), item
    return day.decisions[key.name], day.booking(key.name)


def _joined(day: PlannedDay, problem: PartOfDay, asking: str, keys: Keys) -> Candidates:
    """Return the candidates of all, those of the booking that asks by its own rules, last."""
    own = frozenset(key for key in keys if key.kind == "rule")
    seen = relaxed_venue(problem.venue, own)
    rules = (rule(name) in own for name in OF_THE_ROOM)
    closed = tuple(table.active for table in problem.venue.tables)
    mine = _room(day, (closed, *rules), seen)
    house_room = _room(day, (closed, True, True, True), problem.venue)
    *others, me = sorted(problem.bookings, key=lambda item: item.id == asking)
    claims = occupancy.claims_of(house_room.tables, problem)
    rest = candidates_of(
        problem.model_copy(update={"bookings": tuple(others)}), house_room, claims=claims
    )
    alone = problem.model_copy(update={"bookings": (me,), "venue": seen})
    asks = candidates_of(alone, mine, claims=claims)
    return replace(
        rest,
        problem=problem,
        bookings=(*rest.bookings, *asks.bookings),
        spans=np.concatenate([rest.spans, asks.spans]),
        sets=stacked([rest.sets, asks.sets]),
        booking=np.concatenate([rest.booking, asks.booking + len(rest.bookings)]),
        table_set=np.concatenate([rest.table_set, asks.table_set + len(rest.sets)]),
        offset=np.concatenate([rest.offset, rest.offset[-1] + asks.offset[1:]]),
        **{
            name: np.concatenate([getattr(rest, name), getattr(asks, name)])
            for name in ("legal_sets", "current", "stale")
        },
        protected=np.zeros(len(rest.bookings) + 1, dtype=np.bool_),
    )


def _room(day: PlannedDay, key: object, venue: Venue) -> Room:
    if key not in day.rooms:
        day.rooms[key] = Room(venue, MOST_MERGES)
    return day.rooms[key]


def _within_limits(model: PooledModel) -> PooledModel:
    """Return the model with nothing allowed over the house's limits."""
    most: Ints = model.most.copy()
    most[model.choices :] = np.maximum(model.least[model.choices :], 0)
    return replace(model, most=most)
