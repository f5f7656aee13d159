"""Days whose joins are all written down, so that one can be taken away or added."""

from collections.abc import Sequence
from itertools import combinations

from models.errors import Flaw, InvalidInputError
from models.problem import DayProblem
from models.rules import Rules

Pair = tuple[str, str]


def with_joins(day: DayProblem) -> DayProblem:
    """Return the day with every pair of tables that may be joined as neighbours.

    Where a venue has recorded none and the rules merge freely within a zone, that is every pair of
    movable tables of a zone. From then on no pair at all means that nothing may be joined: taking
    the last one away does not set everything free.

    Raises:
        InvalidInputError: merges are off, or no merge asks for neighbours: then joins decide
            nothing.
    """
    rules = (day.rules, *(item.rules for item in day.service_rules))
    if not any(item.merges for item in rules):
        message = "merges are switched off, so no join can be of use"
        raise InvalidInputError([Flaw("rules.merges", "False", message)], subject=day.id)
    if not any(item.require_adjacency for item in rules):
        message = "merged tables need not be neighbours, so joins decide nothing"
        raise InvalidInputError([Flaw("rules.require_adjacency", "False", message)], subject=day.id)
    free = not day.venue.adjacency and any(item.without_edges == "same_zone" for item in rules)
    pairs = possible(day) if free else day.venue.adjacency
    return day.replace(
        venue=day.venue.replace(adjacency=pairs),
        rules=_named_only(day.rules),
        service_rules=tuple(
            item.replace(rules=_named_only(item.rules)) for item in day.service_rules
        ),
    )


def possible(day: DayProblem) -> tuple[Pair, ...]:
    """Return the pairs of movable tables in service that share a zone and are no neighbours."""
    tables = [item for item in day.venue.tables if item.active and item.movable]
    known = set(day.venue.adjacency)
    return tuple(
        (a.id, b.id)
        for a, b in combinations(tables, 2)
        if a.zone == b.zone and (a.id, b.id) not in known
    )


def used(day: DayProblem, seatings: dict[str, tuple[str, ...]]) -> dict[Pair, int]:
    """Return the recorded pairs that lie within merges of a plan, with the guests sitting there."""
    party = {item.id: item.party for item in day.bookings}
    guests: dict[Pair, int] = {}
    for booking, tables in seatings.items():
        for pair in combinations(sorted(tables), 2):
            if pair in set(day.venue.adjacency):
                guests[pair] = guests.get(pair, 0) + party[booking]
    return guests


def only(day: DayProblem, pairs: Sequence[Pair]) -> DayProblem:
    """Return the day with these neighbours and no others."""
    return day.replace(venue=day.venue.replace(adjacency=tuple(pairs)))


def _named_only(rules: Rules) -> Rules:
    return rules.replace(without_edges="named_only")
