"""What can be taken away from a day so that a booking may have tables: the day without it.

A day is a booking that asks, and things that are in its way: other bookings, what takes a table,
closed tables, rules. Rules of merging are taken away for the asking booking alone; everyone else
keeps to those of the house.
"""

from dataclasses import dataclass
from typing import Any

from models.booking import Booking
from models.explanation import Rule
from models.house import HoldBack, Pacing
from models.problem import DayProblem, Mode
from models.rules import MAX_MERGE, Rules, ServiceRules
from models.venue import Table, Venue
from models.weights import TERMS, Weights
from solver.quote_day import PartOfDay, part_of_day

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


def opened(venue: Venue, keys: Keys) -> Venue:
    """Return the venue with tables in service unless they are among those kept closed."""
    tables = tuple(
        table
        if table.active or Key("closed", table.id) in keys
        else table.model_copy(update={"active": True})
        for table in venue.tables
    )
    return venue.model_copy(update={"tables": tables}) if tables != venue.tables else venue


def relaxed_venue(venue: Venue, keys: Keys) -> Venue:
    """Return the venue as the asking booking sees it: without the tables' rules taken away."""
    changes: dict[str, Any] = {}
    if rule(Rule.MOVABLE) not in keys:
        changes["movable"] = True
    if rule(Rule.ZONE) not in keys and venue.tables:
        changes["zone"] = venue.tables[0].zone
    if rule(Rule.PARTY_LIMITS) not in keys:
        changes |= {"min_party": 0, "max_party": None}
    if not changes:
        return venue
    tables: tuple[Table, ...] = tuple(table.model_copy(update=changes) for table in venue.tables)
    return venue.model_copy(update={"tables": tables})


def asking(booking: Booking) -> Booking:
    """Return the asking booking as somebody new, under rules of its own."""
    changes = {"current_tables": (), "locked": False, "service": OWN_RULES}
    return booking.model_copy(update=changes)


def house(problem: DayProblem, booking: Booking, keys: Keys, *, alone: bool = False) -> PartOfDay:
    """Return the day of just the keys, as everyone but the asking booking sees it.

    The asking booking is part of it, unless ``alone``: then it has nobody and nothing else.
    """
    others = [] if alone else [b for b in problem.bookings if Key("booking", b.id) in keys]
    undecided = {item.id for item in others if not problem.is_fixed(item)}
    me = asking(booking)
    own = ServiceRules(service=OWN_RULES, rules=relaxed_rules(problem.rules_for(booking), keys))
    paces: tuple[Pacing, ...] = tuple(
        item for n, item in enumerate(problem.pacing) if rule(Rule.PACE, n) in keys
    )
    held: tuple[HoldBack, ...] = tuple(
        item for n, item in enumerate(problem.hold_backs) if rule(Rule.HOLD_BACK, n) in keys
    )
    changes: dict[str, Any] = {
        "venue": opened(problem.venue, keys),
        "occupancy": tuple(
            item
            for number, item in enumerate(problem.occupancy)
            if Key("occupied", item.table, number) in keys
        ),
        "service_rules": (*problem.service_rules, own),
        "pacing": paces,
        "hold_backs": held,
        "weights": ONLY_LIMITS,
    }
    if rule(Rule.MAX_MOVES) in keys:
        changes |= {"mode": Mode.IMPROVE, "max_moves": problem.max_moves}
    return part_of_day(problem, [*others, me], undecided | {booking.id}, **changes)
