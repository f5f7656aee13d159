"""A minimal conflict set: things that cannot be had together with a booking, all of them needed.

Everything near the booking is taken together, in ever wider circles, until it is impossible to
seat it beside all of that. Then one thing after the other is really taken away and the booking
really seated: what it can do without is left out, and what is left is certified, because each
element's absence has seats that the checker agreed to. Shadow prices only guess where to begin.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models.booking import Booking, Occupied
from models.errors import InvalidInputError
from models.explanation import Rule
from models.problem import IMMOVABLE
from models.window import Window
from solver.checker import check_plan
from solver.clock import Clock, OutOfTimeError
from solver.explaining.planned import PlannedDay
from solver.explaining.removal import ONLY_LIMITS, Key, Keys, limits_of, rule, rules_of
from solver.explaining.together import Seats, Together, agreed

WORTH_A_GUESS = 3
"""A guess that leaves out fewer elements is not tried: one by one is as quick."""


MOMENTS = 3
"""Moments of a stay that are looked at before all of it is: each is a small question."""

KNOWN = 2
"""What was in the way of others at that time is tried first: of so many others."""

LIMIT_TERMS = {Rule.PACE: "pacing", Rule.HOLD_BACK: "hold_back"}
"""The terms of the house's limits; without a weight a limit does not count."""


@dataclass(frozen=True)
class Found:
    """The keys of a conflict, and whether each was certified."""

    keys: Keys
    certified: bool


def find_conflict(day: PlannedDay, booking: Booking, clock: Clock) -> Found | None:
    """Return what is in the way of a booking that the plan leaves out; None: nothing is.

    Nothing is in the way when the booking could be seated beside everyone who is: then the plan
    is not the best one, or weighs something above guests. Without certification time ran out, and
    the keys may be more than needed.

    Raises:
        OutOfTimeError: time ran out before it was known whether anything is in the way.
    """
    search = _Search(day, booking, clock)
    if booking.status in IMMOVABLE:
        return None  # nobody looks for tables any more
    if booking.locked:
        return search.lock()
    hard = search.impossible()
    if hard is not None:
        day.conflicts[hard.keys] = booking.party
    return hard if hard is not None else search.over_limits()


class _Search:
    def __init__(self, day: PlannedDay, booking: Booking, clock: Clock) -> None:
        self._day, self._booking, self._clock = day, booking, clock
        self._witness: dict[Key, Seats] = {}
        self._rules = frozenset(rules_of(day.problem, booking))

    def lock(self) -> Found:
        """An operator wants it without tables: that is all, if the room has any for it."""
        seats = self._seat_anew(frozenset(), firm=False)
        if seats is None:
            return Found(frozenset(), certified=True)
        key = rule(Rule.LOCK)
        return self._certified(frozenset([key]), {key: seats})

    def impossible(self) -> Found | None:
        """Look at the busiest moment, then in ever wider circles, for what leaves no seats."""
        for things, rules in self._views():
            keys = things | rules
            together = self._together(keys)
            if together is not None and together.seat(keys, self._clock) is None:
                return self._minimal(together, keys)
        return None

    def _views(self) -> Iterator[tuple[Keys, Keys]]:
        """Yield what is taken together; where it is busy no rules have to be in the way, mostly."""
        for keys in self._known():
            yield keys, frozenset()
        for things in _busiest_moments(self._day, self._booking)[:MOMENTS]:
            yield things, frozenset()
        for number, things in enumerate(_circles(self._day, self._booking)):
            if not number:
                yield things, frozenset()
            yield things, self._rules

    def _known(self) -> list[Keys]:
        """Return what was in the way of parties no larger than this one, the largest in front."""
        known = self._day.conflicts.items()
        near = [(keys, party) for keys, party in known if party <= self._booking.party]
        here = [found for found in near if all(map(self._is_here, found[0]))]
        return [keys for keys, _ in sorted(here, key=lambda found: -found[1])[:KNOWN]]

    def _is_here(self, key: Key) -> bool:
        """Tell whether something can be in the booking's way at its time."""
        day, slots = self._day, {self._booking.slot} - {None, ""}
        if key.kind == "booking":
            return _touches(day.bookings[key.name], self._booking.window, slots)
        if key.kind == "occupied":
            return _touches(day.problem.occupancy[key.number], self._booking.window, slots)
        return True

    def over_limits(self) -> Found | None:
        """Look whether the limits that the plan keeps leave no seats."""
        limits = frozenset(_kept_limits(self._day, self._booking))
        for things in _circles(self._day, self._booking) if limits else ():
            keys = things | self._rules | limits
            if self._seat_anew(keys, firm=True) is None:
                break
        else:
            return None
        try:
            keys = self._without(keys, self._order(keys), firm=True)
        except OutOfTimeError:
            return Found(keys, certified=False)
        return self._certified(keys, self._witness)

    def _minimal(self, together: Together, keys: Keys) -> Found:
        try:
            keys = self._guess(together, keys)
            rules = [key for key in self._order(keys) if key.kind == "rule"]
            fewer = self._without(keys, rules)
            if fewer != keys and (other := self._together(fewer)) is not None:
                together, keys = other, fewer
            keys = self._one_by_one(together, keys)
        except OutOfTimeError:
            return Found(keys, certified=False)
        return self._certified(keys, self._witness)

    def _guess(self, together: Together, keys: Keys) -> Keys:
        """Leave out at once what seems to be in nobody's way, if that is so."""
        core = together.core(keys)
        if len(keys) - len(core) < WORTH_A_GUESS:
            return keys
        return keys if together.seat(core, self._clock) is not None else core

    def _without(self, keys: Keys, some: list[Key], *, firm: bool = False) -> Keys:
        """Take away what makes no difference, by halves: it takes a model each time."""
        if not some:
            return keys
        seats = self._seat_anew(keys - frozenset(some), firm=firm)
        if seats is None:
            return keys - frozenset(some)
        if len(some) == 1:
            self._witness[some[0]] = seats
            return keys
        middle = len(some) // 2
        fewer = self._without(keys, some[:middle], firm=firm)
        return self._without(fewer, some[middle:], firm=firm)

    def _seat_anew(self, keys: Keys, *, firm: bool) -> Seats | None:
        """Return seats as ``Together`` does; none at all when it is not known: nobody is left out
        for that."""
        together = self._together(keys, firm=firm)
        return {} if together is None else together.seat(keys, self._clock)

    def _together(self, keys: Keys, *, firm: bool = False) -> Together | None:
        try:
            return Together(self._day, self._booking, keys, firm=firm)
        except InvalidInputError:
            return None  # more merges than can be looked at

    def _one_by_one(self, together: Together, keys: Keys) -> Keys:
        """Take away one thing after the other; exchanging places answers for most of them."""
        self._witness |= together.exchanges(keys)
        for key in (item for item in self._order(keys) if item.kind != "rule"):
            if key not in keys or key in self._witness:
                continue
            seats = together.seat(keys - {key}, self._clock)
            if seats is None:
                keys = self._guess(together, keys - {key})
            else:
                self._witness |= {key: seats} | together.exchanges(keys, key)
        return keys

    def _order(self, keys: Keys) -> list[Key]:
        """Return the keys, what is best left out first: rules, closures, what is farthest off."""
        rules = [*limits_of(self._day.problem), *rules_of(self._day.problem, self._booking)]
        kinds = {"rule": 0, "closed": 1, "occupied": 2, "booking": 3}

        def order(key: Key) -> tuple[int, float, Key]:
            if key.kind == "rule":
                return 0, rules.index(key), key
            if key.kind == "booking":
                start = self._day.booking(key.name).window.start
                return 3, -abs((start - self._booking.window.start).total_seconds()), key
            return kinds[key.kind], 0, key

        return sorted(keys, key=order)

    def _certified(self, keys: Keys, witness: dict[Key, Seats]) -> Found:
        """Show the checker the seats of every absence."""
        known = {key for key in keys if witness.get(key)}
        for key in known:
            rest = keys - {key}
            inside = {item.name for item in rest if item.kind == "booking"} | {self._booking.id}
            seats = {name: tables for name, tables in witness[key].items() if name in inside}
            if not agreed(self._day, self._booking, rest, seats):
                raise AssertionError(f"{self._booking.id} without {key}: the seats break a rule")
        return Found(keys, certified=known == keys)


def _busiest_moments(day: PlannedDay, booking: Booking) -> list[Keys]:
    """Return what is there at moments of the booking's stay, that of the most tables in front."""
    window, problem = booking.window, day.problem
    seated = [item for item in day.seated if item.window.overlaps(window)]
    taken = [
        (Key("occupied", item.table, number), item)
        for number, item in enumerate(problem.occupancy)
        if item.window.overlaps(window)
    ]

    def at(moment: datetime) -> tuple[int, int, Keys]:
        here = [item for item in seated if item.window.start <= moment < item.window.end]
        gone = [each for each in taken if each[1].window.start <= moment < each[1].window.end]
        keys = {Key("booking", item.id) for item in here} | {key for key, _ in gone}
        tables = {item.table for _, item in gone}.union(*(day.decisions[b.id] for b in here))
        return len(tables), sum(item.party for item in here), frozenset(keys)

    starts = {item.window.start for item in seated} | {item.window.start for _, item in taken}
    moments = sorted({window.start, *(start for start in starts if start > window.start)})
    found = sorted(map(at, moments), key=lambda each: each[:2], reverse=True)
    return [keys | _closures(day) for keys in dict.fromkeys(keys for _, _, keys in found)]


def _closures(day: PlannedDay) -> Keys:
    tables = day.problem.venue.tables
    return frozenset(Key("closed", table.id) for table in tables if not table.active)


def _circles(day: PlannedDay, booking: Booking) -> Iterator[Keys]:
    """Yield what is at the booking's time, then what is at the time of that, and so on."""
    problem = day.problem
    closed, (span, slots) = _closures(day), (booking.window, {booking.slot} - {None, ""})
    known: Keys | None = None
    while True:
        near = [b for b in day.seated if _touches(b, span, slots) and b.id != booking.id]
        taken = [
            (number, item)
            for number, item in enumerate(problem.occupancy)
            if _touches(item, span, slots)
        ]
        keys = frozenset(
            {Key("booking", item.id) for item in near}
            | {Key("occupied", item.table, number) for number, item in taken}
            | closed
        )
        if keys == known:
            return
        known = keys
        yield keys
        span = Window(
            start=min([span.start, *(item.window.start for item in near)]),
            end=max([span.end, *(item.window.end for item in near)]),
        )
        slots |= {item.slot for item in near if item.slot}


def _touches(item: Booking | Occupied, span: Window, slots: set[str | None]) -> bool:
    return item.window.overlaps(span) or item.slot in slots


def _kept_limits(day: PlannedDay, booking: Booking) -> Iterator[Key]:
    """Yield the limits that the booking counts towards and that the plan keeps by itself."""
    problem = day.problem
    for key in limits_of(problem):
        if not getattr(problem.weights, LIMIT_TERMS[Rule(key.name)]):
            continue
        if key.name == Rule.PACE:
            pace = problem.pacing[key.number]
            counts = pace.window.start <= booking.window.start < pace.window.end
        else:
            counts = problem.hold_backs[key.number].window.overlaps(booking.window)
        if counts and _keeps(day, key):
            yield key


def _keeps(day: PlannedDay, key: Key) -> bool:
    """Tell whether the plan keeps a limit."""
    problem, number = day.problem, key.number
    pacing = problem.pacing[number : number + 1] if key.name == Rule.PACE else ()
    held = () if key.name == Rule.PACE else problem.hold_backs[number : number + 1]
    only = {"weights": ONLY_LIMITS, "pacing": pacing, "hold_backs": held}
    return check_plan(problem.model_copy(update=only), day.decisions).total == 0
