"""What can be taken away from a day so that a booking may have tables: the day without it.

A day is a booking that asks, and things that are in its way: other bookings, what takes a table,
closed tables, rules. Rules of merging are taken away for the asking booking alone; everyone else
keeps to those of the house.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from models.booking import Booking
from models.explanation import Rule
from models.house import HoldBack, Pacing
from models.problem import DayProblem, Mode
from models.rules import MAX_MERGE, Rules, ServiceRules
from models.venue import Table, Venue
from models.weights import TERMS, Weights
from solver.explaining.planned import PlannedDay
from solver.quoting.day import PartOfDay, part_of_day

L = TypeVar("L", HoldBack, Pacing)

Kind = str
"""``booking``, ``occupied``, ``closed`` or ``rule``."""


@dataclass(frozen=True, order=True)
class Key:
    """One thing that can be taken away."""

    kind: Kind
    name: str
    """Of a booking, a table or a rule."""
    number: int = 0
    """The position of what takes a table, of a named set, a pace or a hold-back."""


Keys = frozenset[Key]

OWN_RULES = "the booking that asks"
"""The service of the asking booking, so that it can have rules of its own."""

ONLY_LIMITS = Weights(
    name="limits", **{term: int(term in ("pacing", "hold_back")) for term in TERMS}
)
"""Weights under which a plan that keeps the house's limits is worth nothing, and others less."""

OF_THE_ROOM = (Rule.MOVABLE, Rule.ZONE, Rule.PARTY_LIMITS)
"""Rules that tables have, in place of the house."""


def rule(name: Rule, number: int = 0) -> Key:
    """Return the key of a rule."""
    return Key("rule", name.value, number)


def rules_of(problem: DayProblem, booking: Booking) -> list[Key]:
    """Return the rules that might be in a booking's way, the ones to give up first in front."""
    rules, tables = problem.rules_for(booking), problem.venue.tables
    there = (
        (Rule.MERGE_OVERAGE, rules.max_merge_overage is not None),
        (Rule.PARTY_LIMITS, any(t.min_party > 1 or t.max_party is not None for t in tables)),
        (Rule.MOVABLE, not all(table.movable for table in tables)),
        (Rule.ZONE, len({table.zone for table in tables}) > 1),
        (Rule.MAX_TABLES, rules.max_tables < MAX_MERGE),
        (Rule.ADJACENCY, rules.require_adjacency),
        (Rule.MERGES_OFF, not rules.merges),
        (Rule.MAX_MOVES, problem.max_moves is not None),
    )
    forbidden = [
        rule(Rule.NAMED_SET, number)
        for number, item in enumerate(rules.named_sets)
        if item.kind == "forbid"
    ]
    return [*forbidden, *(rule(name) for name, counts in there if counts)]


def limits_of(problem: DayProblem) -> list[Key]:
    """Return the house's limits: the paces and the hold-backs."""
    return [
        *(rule(Rule.PACE, number) for number in range(len(problem.pacing))),
        *(rule(Rule.HOLD_BACK, number) for number in range(len(problem.hold_backs))),
    ]


def relaxed_rules(rules: Rules, keys: Keys) -> Rules:
    """Return rules of merging without those that are taken away."""
    changes: dict[str, Any] = {
        "named_sets": tuple(
            item
            for number, item in enumerate(rules.named_sets)
            if item.kind == "allow" or rule(Rule.NAMED_SET, number) in keys
        )
    }
    for name, change in (
        (Rule.MERGES_OFF, {"merges": True}),
        (Rule.MAX_TABLES, {"max_tables": MAX_MERGE}),
        (Rule.ADJACENCY, {"require_adjacency": False}),
        (Rule.MERGE_OVERAGE, {"max_merge_overage": None}),
    ):
        if rule(name) not in keys:
            changes |= change
    return rules.replace(**changes)


def asking(booking: Booking) -> Booking:
    """Return the asking booking as somebody new, under rules of its own."""
    changes = {"current_tables": (), "locked": False, "service": OWN_RULES}
    return booking.model_copy(update=changes)


def house(day: PlannedDay, booking: Booking, keys: Keys) -> PartOfDay:
    """Return the day of just the keys and the asking booking, as everyone else sees it."""
    problem = day.problem
    names = {key.name for key in keys if key.kind == "booking"}
    others = [day.bookings[name] for name in names]
    numbers = sorted(key.number for key in keys if key.kind == "occupied")
    own = ServiceRules.model_construct(
        service=OWN_RULES, rules=relaxed_rules(problem.rules_for(booking), keys)
    )
    changes: dict[str, Any] = {
        "venue": venue_of(day, keys),
        "occupancy": tuple(problem.occupancy[number] for number in numbers),
        "service_rules": (*problem.service_rules, own),
        "pacing": _kept(problem.pacing, Rule.PACE, keys),
        "hold_backs": _kept(problem.hold_backs, Rule.HOLD_BACK, keys),
        "weights": ONLY_LIMITS,
    }
    if rule(Rule.MAX_MOVES) in keys:
        changes |= {"mode": Mode.IMPROVE, "max_moves": problem.max_moves}
    undecided = {item.id for item in others if not problem.is_fixed(item)}
    everyone = [*others, asking(booking)]
    return part_of_day(problem, everyone, undecided | {booking.id}, **changes)


def _kept(items: tuple[L, ...], name: Rule, keys: Keys) -> tuple[L, ...]:
    return tuple(item for number, item in enumerate(items) if rule(name, number) in keys)


def venue_of(day: PlannedDay, keys: Keys) -> Venue:
    """Return the venue with the tables closed that are among the keys, and no others."""
    shut = frozenset(key.name for key in keys if key.kind == "closed")
    if ("open but", shut) not in day.venues:
        day.venues["open but", shut] = _opened(day.problem.venue, shut)
    return day.venues["open but", shut]


def relaxed_venue(day: PlannedDay, keys: Keys) -> Venue:
    """Return that venue as the asking booking sees it: without the tables' rules taken away."""
    venue = venue_of(day, keys)
    absent = frozenset(name for name in OF_THE_ROOM if rule(name) not in keys)
    shut = frozenset(key.name for key in keys if key.kind == "closed")
    if (absent, shut) not in day.venues:
        day.venues[absent, shut] = without_rules(venue, absent)
    return day.venues[absent, shut]


def _opened(venue: Venue, shut: frozenset[str]) -> Venue:
    tables = tuple(
        table if table.active or table.id in shut else table.model_copy(update={"active": True})
        for table in venue.tables
    )
    return venue.model_copy(update={"tables": tables}) if tables != venue.tables else venue


def without_rules(venue: Venue, absent: Collection[Rule] = OF_THE_ROOM) -> Venue:
    """Return a venue whose tables have not these rules; the same one when it has none of them."""
    changes: dict[str, Any] = {}
    if Rule.MOVABLE in absent:
        changes["movable"] = True
    if Rule.ZONE in absent and venue.tables:
        changes["zone"] = venue.tables[0].zone
    if Rule.PARTY_LIMITS in absent:
        changes |= {"min_party": 0, "max_party": None}
    if not changes:
        return venue
    tables: tuple[Table, ...] = tuple(table.model_copy(update=changes) for table in venue.tables)
    return venue.model_copy(update={"tables": tables})
