"""Random tiny days with every feature of the planner switched on or off at random."""

import random
from itertools import combinations
from typing import Any

from models.booking import Booking, BookingStatus, Occupied
from models.problem import DayProblem
from models.rules import NamedSet, Rules
from models.venue import Table
from models.weights import Weights
from tests.solver_days import at, day, table, taken, window
from tests.solver_random_house import house_of, with_looks, with_standing, with_wishes

NEWER_TERMS = sorted(
    {"vip", "deposit", "pacing", "hold_back", "zone_balance", "scarcity"}
    | {"seating_preference", "ranking", "section_balance"}
)

STARTS = (1080, 1095, 1110, 1140, 1170, 1200, 1230)
LENGTHS = (30, 60, 75, 90, 120)
SEATS = (1, 2, 2, 2, 3, 4, 4, 5, 6, 8)


class Dice(random.Random):
    """Random choices of one day; how often the rarer features appear differs from day to day."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.wild = self.choice([0.15, 0.5, 1.0])

    def often(self, share: float) -> bool:
        """Return True in so many cases of a wild day, and less often on a tame one."""
        return self.random() < share * self.wild


def random_day(
    seed: int, *, most_tables: int = 4, most_bookings: int = 5, **forced: Any
) -> DayProblem:
    """Return a tiny day; equal seeds give equal days, ``forced`` fields take the place of random.

    All features appear: limits, inactive and fixed tables, zones with edges across, adjacency
    absent or off, named sets, seats lost, modes, locks, statuses, current tables (stale and
    double-booked ones too), slots, occupancy with holds of the booking itself, random weights,
    and what the house keeps in hand (see ``solver_random_house``).
    """
    rng = Dice(seed)
    count = rng.choice([1, *range(2, most_tables + 1), most_tables])
    tables = [with_looks(seed, _table(rng, key)) for key in "ABCDEF"[:count]]
    ids = [item.id for item in tables]
    density = rng.choice([0, 0.5, 0.8, 1, 1])
    edges = " ".join(f"{a}-{b}" for a, b in combinations(ids, 2) if rng.random() < density)
    count = rng.choice([1, *range(2, most_bookings + 1), most_bookings])
    bookings = [with_wishes(seed, _booking(rng, f"b{i}", ids), tables) for i in range(count)]
    mode = rng.choice(["fill", "improve", "rebuild", "rebuild"])
    fields: dict[str, Any] = {
        "occupancy": tuple(
            _taken(rng, ids, count) for _ in range(rng.choice([1, 1, 2]) * rng.often(0.6))
        ),
        "rules": with_standing(seed, _rules(rng, ids)),
        "weights": _weights(rng),
        "mode": mode,
        "max_moves": rng.choice([None, 0, 1, 2]) if mode == "improve" else None,
        "as_of": at(rng.choice(STARTS)) if rng.often(0.2) else None,
    }
    return day(tables, bookings, edges, **{**fields, **house_of(seed, tables, bookings), **forced})


def _table(rng: Dice, key: str) -> Table:
    seats = rng.choice(SEATS)
    smallest = rng.choice([0, min(2, seats), seats]) if rng.often(0.5) else 1
    largest = rng.randint(max(1, smallest), seats + 1) if rng.often(0.3) else None
    return table(
        key,
        seats,
        zone="Y" if rng.often(0.3) else "Z",
        min_party=smallest,
        max_party=largest,
        movable=not rng.often(0.2),
        active=not rng.often(0.15),
    )


def _booking(rng: Dice, key: str, tables: list[str]) -> Booking:
    start = rng.choice(STARTS)
    current: tuple[str, ...] = ()
    if rng.often(0.5):
        current = tuple(rng.sample(tables, min(len(tables), rng.choice([1, 1, 1, 2, 3]))))
    status = BookingStatus.CONFIRMED
    if rng.often(0.2):
        status = rng.choice(list(BookingStatus))
    return Booking(
        id=key,
        party=rng.choice([1, 2, 2, 2, 3, 4, 4, 5, 5, 6, 7]),
        window=window(start, start + rng.choice(LENGTHS)),
        status=status,
        priority=rng.choice([0, 0, 0, 1, 3]),
        current_tables=current,
        locked=rng.often(0.15),
        slot=rng.choice(["s1", "s1", "s2", ""]) if rng.often(0.5) else None,
    )


def _taken(rng: Dice, tables: list[str], count: int) -> Occupied:
    start = rng.choice(STARTS)
    owner = rng.choice([None, None, f"b{rng.randrange(count)}", "stranger"])
    return taken(
        rng.choice(tables),
        start,
        start + rng.choice(LENGTHS),
        source=rng.choice(["allocation", "hold", "maintenance"]),
        booking=owner,
        slot="s1" if rng.often(0.3) else None,
    )


def _rules(rng: Dice, tables: list[str]) -> Rules:
    return Rules(
        merges=not rng.often(0.1),
        max_tables=rng.choice([1, 2, 3, 3, 3, 4]),
        require_adjacency=not rng.often(0.4),
        without_edges=rng.choice(["same_zone", "named_only"]),
        seats_lost_per_join=rng.choice([1, 1, 2, 3]) if rng.often(0.4) else 0,
        max_merge_overage=rng.choice([None, 0, 2]) if rng.often(0.7) else 4,
        minimal_merges=not rng.often(0.4),
        named_sets=_named_sets(rng, tables),
    )


def _named_sets(rng: Dice, tables: list[str]) -> tuple[NamedSet, ...]:
    merges = [chosen for size in (2, 3) for chosen in combinations(tables, size)]
    wanted = min(len(merges), rng.choice([1, 2, 3]) * rng.often(0.5))
    sets = []
    for chosen in rng.sample(merges, wanted):
        allow = rng.random() < 0.6
        seats = rng.choice([None, 2, 5, 9]) if allow else None
        sets.append(NamedSet(tables=chosen, kind="allow" if allow else "forbid", capacity=seats))
    return tuple(sets)


def _weights(rng: Dice) -> Weights:
    order: Any = rng.choice(["lexicographic", "lexicographic", "weighted"])
    if rng.random() < 0.3:
        return Weights(order=order)
    terms = ["cover", "booking", "priority", "move", "overage", "extra_table"]
    terms += ["fragmentation", "adjacency_depth", "overflow", *NEWER_TERMS]
    points = {term: rng.choice([0, 1, 2.5, 7, 30, 400, 1000.25]) for term in terms}
    return Weights(order=order, overflow_seats=rng.choice([0, 1, 4]), **points)
