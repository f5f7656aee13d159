"""Conflict sets judged by trying every plan: written again, from the definition alone."""

from typing import Any

from models.booking import Booking
from models.explanation import BookingElement, ClosedElement, Element, OccupiedElement, Rule
from models.problem import DayProblem
from models.rules import Rules, ServiceRules
from solver.checker import check_plan
from tests.solver_brute import options_of, subsets
from tests.solver_days import Plan, fixed_plan

MINE = "brute"
LIMITS = {"pacing", "hold_back"}


def can_sit(problem: DayProblem, booking: Booking, elements: tuple[Element, ...]) -> bool:
    """Tell whether a booking can be seated when just these elements are there, and all sit."""
    rules = {(item.rule, item.number) for item in elements if item.kind == "rule"}
    if (Rule.LOCK, None) in rules:
        return False
    there = {item.booking for item in elements if isinstance(item, BookingElement)}
    me = booking.replace(current_tables=(), locked=False, service=MINE)
    rest = _rest(problem, elements, there, rules)
    seen = _mine(rest, problem.rules_for(booking), me, rules)
    mine = [
        chosen for chosen in subsets(problem) if not check_plan(seen, {me.id: chosen}).violations
    ]
    plan = fixed_plan(rest)
    movable = sorted(there - plan.keys())
    options = {key: options_of(rest, key) for key in movable}
    whole = rest.replace(bookings=(*rest.bookings, me), rules=rest.rules)
    return any(
        _grow(rest, whole, {me.id: chosen}, plan, movable, options)
        for chosen in mine
        if not _clash(whole, {**plan, me.id: chosen}, me.id)
    )


def _rest(
    problem: DayProblem, elements: tuple[Element, ...], there: set[str], rules: set[Any]
) -> DayProblem:
    """Return the day of everyone but the asking booking."""
    taken = [item.occupied for item in elements if isinstance(item, OccupiedElement)]
    closed = {item.table for item in elements if isinstance(item, ClosedElement)}
    tables = [t.replace(active=t.id not in closed) for t in problem.venue.tables]
    return problem.replace(
        bookings=tuple(item for item in problem.bookings if item.id in there),
        occupancy=tuple(taken),
        venue=problem.venue.replace(tables=tuple(tables)),
        max_moves=problem.max_moves if (Rule.MAX_MOVES, None) in rules else None,
        pacing=tuple(x for n, x in enumerate(problem.pacing) if (Rule.PACE, n) in rules),
        hold_backs=tuple(
            x for n, x in enumerate(problem.hold_backs) if (Rule.HOLD_BACK, n) in rules
        ),
        weights=problem.weights.replace(pacing=1, hold_back=1),
    )


def _mine(rest: DayProblem, own: Rules, me: Booking, rules: set[Any]) -> DayProblem:
    """Return the day of the asking booking alone, with only the rules that are there."""
    names = {name for name, _ in rules}
    forbidden = {n for name, n in rules if name is Rule.NAMED_SET}
    relaxed = own.replace(
        merges=own.merges or Rule.MERGES_OFF not in names,
        max_tables=own.max_tables if Rule.MAX_TABLES in names else 5,
        require_adjacency=own.require_adjacency and Rule.ADJACENCY in names,
        max_merge_overage=own.max_merge_overage if Rule.MERGE_OVERAGE in names else None,
        named_sets=tuple(
            x for n, x in enumerate(own.named_sets) if x.kind == "allow" or n in forbidden
        ),
    )
    tables = [
        table.replace(
            movable=table.movable or Rule.MOVABLE not in names,
            zone=table.zone if Rule.ZONE in names else rest.venue.zones[0].id,
            min_party=table.min_party if Rule.PARTY_LIMITS in names else 0,
            max_party=table.max_party if Rule.PARTY_LIMITS in names else None,
        )
        for table in rest.venue.tables
    ]
    return rest.replace(
        bookings=(me,),
        venue=rest.venue.replace(tables=tuple(tables)),
        service_rules=(*rest.service_rules, ServiceRules(service=MINE, rules=relaxed)),
    )


def _grow(
    rest: DayProblem,
    whole: DayProblem,
    seated: Plan,
    fixed: Plan,
    movable: list[str],
    options: dict[str, list[tuple[str, ...]]],
) -> bool:
    """Seat the movable bookings one after the other; tell whether it works out."""
    if len(seated) == 1 + len(movable):
        others = {key: tables for key, tables in seated.items() if key in options}
        verdict = check_plan(rest, {**fixed, **others})
        limits = check_plan(whole, {**fixed, **seated}).terms
        return verdict.ok and not any(limits[term] for term in LIMITS)
    key = movable[len(seated) - 1]
    return any(
        _grow(rest, whole, {**seated, key: chosen}, fixed, movable, options)
        for chosen in options[key]
        if not _clash(whole, {**seated, key: chosen}, key)
    )


def _clash(problem: DayProblem, plan: Plan, key: str) -> bool:
    """Tell whether a booking shares a table with another one at its time, or with what is taken."""
    found = check_plan(problem, plan).violations
    return any(
        item.code == "overlap" or (item.code == "occupancy" and item.booking == key)
        for item in found
    )
