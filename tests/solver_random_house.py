"""The rarer features of random days: looks of tables, wishes of guests, the house's limits.

Each draws from a stream of its own, so that days keep their other features when one is added.
"""

import random
from typing import Any

from models.booking import Booking
from models.house import HoldBack, Pacing, TableClass
from models.rules import PartyRules, Rules, ServiceRules
from models.venue import Table
from tests.solver_days import window

SERVICES = (None, "early", "late")


def with_looks(seed: int, table: Table) -> Table:
    """Return a table with a category, features, a section, a rank and a scarcity, or without."""
    rng = random.Random(f"looks {seed} {table.id}")
    if not _used(seed, "looks"):
        return table
    return table.replace(
        category=rng.choice(["dining", "dining", "bar", "patio"]),
        seating_type=rng.choice(["standard", "standard", "booth"]),
        features=tuple(rng.sample(["window", "quiet"], rng.choice([0, 0, 1, 2]))),
        section=rng.choice([None, "North", "South"]),
        rank=rng.choice([0, 0, 1, 5]),
        scarcity=rng.choice([None, None, 0, 0.25, 1.6, 5]),
    )


def with_standing(seed: int, rules: Rules) -> Rules:
    """Return rules that say how merged tables stand, or that leave it at being connected."""
    rng = random.Random(f"standing {seed}")
    if not _used(seed, "standing"):
        return rules
    return rules.replace(adjacency_mode=rng.choice(["connected", "neighbors", "pairwise"]))


def with_wishes(seed: int, booking: Booking, tables: list[Table]) -> Booking:
    """Return a booking with wishes, a service and a standing, or without."""
    rng = random.Random(f"wishes {seed} {booking.id}")
    if not _used(seed, "wishes"):
        return booking
    places = ["any", "any", "indoor", "outdoor", "bar", "window", "quiet", "booth"]
    return booking.replace(
        vip=rng.random() < 0.2,
        deposit=rng.random() < 0.2,
        service=rng.choice(SERVICES),
        demand=rng.choice([1, 1, 0.85, 1.35, 2]),
        seating_preference=rng.choice(places),
        preferred_zone=rng.choice([None, None, tables[0].zone, tables[-1].zone]),
        preferred_seating=rng.choice([None, None, "booth"]),
    )


def house_of(seed: int, tables: list[Table], bookings: list[Booking]) -> dict[str, Any]:
    """Return pacing, hold-backs and rules of single services, or none of them."""
    rng = random.Random(f"house {seed}")
    fields: dict[str, Any] = {}
    if _used(seed, "pacing"):
        fields["pacing"] = tuple(_pacing(rng) for _ in range(rng.choice([1, 1, 2])))
    if _used(seed, "hold-back"):
        fields["hold_backs"] = tuple(_held(rng, tables) for _ in range(rng.choice([1, 1, 2])))
    if _used(seed, "services") and any(booking.service for booking in bookings):
        fields["service_rules"] = (ServiceRules(service="late", rules=_rules(rng)),)
    return fields


def _used(seed: int, feature: str) -> bool:
    return random.Random(f"{feature}? {seed}").random() < 0.5


def _pacing(rng: random.Random) -> Pacing:
    start = rng.choice([1080, 1095, 1100, 1140])
    return Pacing(
        covers=rng.choice([0, 2, 3, 4, 6]),
        slot_minutes=rng.choice([15, 20, 60]),
        window=window(start, start + rng.choice([10, 45, 180])),
    )


def _held(rng: random.Random, tables: list[Table]) -> HoldBack:
    start = rng.choice([1080, 1120, 1200])
    kind = rng.choice(
        [
            TableClass(),
            TableClass(zone=tables[0].zone),
            TableClass(max_capacity=3),
            TableClass(min_capacity=4),
            TableClass(section="North"),
            TableClass(category="dining", seating_type="standard"),
        ]
    )
    return HoldBack(
        keep=rng.choice([1, 1, 2, 5]),
        tables=kind,
        window=window(start, start + rng.choice([15, 60, 240])),
    )


def _rules(rng: random.Random) -> Rules:
    return Rules(
        merges=rng.random() < 0.8,
        max_tables=rng.choice([1, 2, 3]),
        require_adjacency=rng.random() < 0.5,
        seats_lost_per_join=rng.choice([0, 0, 1]),
        by_party=(PartyRules(from_party=rng.choice([4, 6]), max_tables=4, require_adjacency=False),)
        if rng.random() < 0.5
        else (),
    )
