"""What must not change, or only in one direction, when a day is changed in a known way."""

from datetime import timedelta
from typing import Any

import pytest

from models.problem import DayProblem, Mode
from models.venue import Table
from models.weights import Weights
from models.window import Window
from solver.checker import check_plan
from tests.solver_days import Plan, solve_exactly, undecided
from tests.solver_random import random_day

SEEDS = range(60_000, 60_120)
Rank = tuple[int, ...]


def rank(problem: DayProblem) -> Rank:
    """Return the optimum's rank, after the checker accepted the plan."""
    exact = solve_exactly(problem)
    assert exact.verdict.ok
    return exact.rank


def renamed(problem: DayProblem, tables: dict[str, str], bookings: dict[str, str]) -> DayProblem:
    """Return the same day under other ids."""
    venue = problem.venue
    return problem.replace(
        venue=venue.replace(
            tables=tuple(item.replace(id=tables[item.id]) for item in venue.tables),
            adjacency=tuple((tables[a], tables[b]) for a, b in venue.adjacency),
        ),
        bookings=tuple(
            item.replace(
                id=bookings[item.id],
                current_tables=tuple(tables[key] for key in item.current_tables),
            )
            for item in problem.bookings
        ),
        occupancy=tuple(
            item.replace(
                table=tables[item.table],
                booking=bookings.get(item.booking or "", item.booking),
            )
            for item in problem.occupancy
        ),
        rules=problem.rules.replace(
            named_sets=tuple(
                item.replace(tables=tuple(tables[key] for key in item.tables))
                for item in problem.rules.named_sets
            )
        ),
    )


def without(problem: DayProblem, *terms: str) -> DayProblem:
    """Return the problem with the weight of some terms 0."""
    return problem.replace(weights=problem.weights.replace(**dict.fromkeys(terms, 0)))


def mirrored(ids: list[str]) -> dict[str, str]:
    """Return new names that reverse the order of the old ones."""
    return {key: f"n{len(ids) - i}" for i, key in enumerate(ids)}


def test_names_do_not_matter() -> None:
    """Renaming tables and bookings, even so that their order turns round, keeps the optimum."""
    for seed in SEEDS:
        problem = random_day(seed)
        # the first table of a row is the one whose id comes first: depth does follow the names
        problem = problem.replace(weights=problem.weights.replace(adjacency_depth=0))
        other = renamed(
            problem,
            mirrored([item.id for item in problem.venue.tables]),
            mirrored([item.id for item in problem.bookings]),
        )
        assert rank(other) == rank(problem), seed


def test_p02_the_order_of_the_input_does_not_matter() -> None:
    """P02: any permutation of tables, bookings and pairs gives the same problem and optimum."""
    for seed in SEEDS:
        problem = random_day(seed)
        venue = problem.venue
        other = problem.replace(
            venue=venue.replace(
                tables=venue.tables[::-1], adjacency=tuple((b, a) for a, b in venue.adjacency[::-1])
            ),
            bookings=problem.bookings[::-1],
            occupancy=problem.occupancy[::-1],
        )
        assert other.content_hash() == problem.content_hash(), seed
        assert solve_exactly(other).plan == solve_exactly(problem).plan, seed


def test_the_hour_does_not_matter() -> None:
    """Shifting every window by the same time keeps the optimum."""
    shift = timedelta(minutes=-437)

    def moved(window: Window) -> Window:
        return Window(start=window.start + shift, end=window.end + shift)

    for seed in SEEDS:
        problem = random_day(seed)
        other = problem.replace(
            bookings=tuple(b.replace(window=moved(b.window)) for b in problem.bookings),
            occupancy=tuple(o.replace(window=moved(o.window)) for o in problem.occupancy),
            pacing=tuple(item.replace(window=moved(item.window)) for item in problem.pacing),
            hold_backs=tuple(
                item.replace(window=moved(item.window)) for item in problem.hold_backs
            ),
            as_of=None if problem.as_of is None else problem.as_of + shift,
        )
        assert rank(other) == rank(problem), seed


@pytest.mark.parametrize(
    ("fields", "same"),
    [
        ({"capacity": 6}, False),
        ({"capacity": 30, "min_party": 30, "movable": False}, True),
        ({"capacity": 6, "active": False}, True),
    ],
)
def test_one_more_table_never_hurts(fields: dict[str, Any], same: bool) -> None:
    """A new table can only help; one that nobody can use changes nothing.

    It is one more to keep free for walk-ins, and makes its kind less scarce: both are off.
    """
    for seed in SEEDS:
        problem = without(random_day(seed), "hold_back", "scarcity")
        venue = problem.venue
        extra = Table(id="X", zone=venue.zones[0].id, **fields)
        other = problem.replace(venue=venue.replace(tables=(*venue.tables, extra)))
        before, after = rank(problem), rank(other)
        assert after == before if same else after >= before, seed


def test_one_booking_less_never_helps_the_day_and_frees_at_most_its_worth() -> None:
    """Without a booking the optimum is not higher, and at least the old plan without it.

    Fewer guests make every section's fair share smaller, so that is off.
    """
    seen = 0
    for seed in SEEDS:
        problem = without(random_day(seed), "section_balance")
        free = [b for b in problem.bookings if b.id in undecided(problem) and not b.current_tables]
        if not free:
            continue
        seen += 1
        other = problem.replace(bookings=tuple(b for b in problem.bookings if b is not free[0]))
        exact = solve_exactly(problem)
        rest: Plan = {key: tables for key, tables in exact.plan.items() if key != free[0].id}
        left = check_plan(other, rest)
        assert left.ok, seed
        assert left.rank(problem.weights.order) <= rank(other) <= exact.rank, seed
    assert seen > len(SEEDS) // 2


def test_fewer_seats_never_seat_more() -> None:
    """Taking one seat from a table never raises the seated tier, where rules only ask for seats.

    Rules about waste (overage, minimal merges) do allow more with fewer seats, so they are off;
    so are tables kept free, whose class may ask for a size.
    """
    for seed in SEEDS:
        problem = without(random_day(seed), "hold_back")
        problem = problem.replace(
            rules=problem.rules.replace(max_merge_overage=None, minimal_merges=False),
            service_rules=(),
            weights=problem.weights.replace(order="lexicographic"),
        )
        venue = problem.venue
        largest = max(venue.tables, key=lambda item: item.capacity)
        if largest.capacity == 1:
            continue
        fewer = largest.replace(
            capacity=largest.capacity - 1, min_party=min(largest.min_party, largest.capacity - 1)
        )
        if fewer.min_party < largest.min_party:
            continue
        tables = tuple(fewer if item is largest else item for item in venue.tables)
        other = problem.replace(venue=venue.replace(tables=tables))
        assert rank(other)[0] <= rank(problem)[0], seed


def test_weights_scale() -> None:
    """Three times every weight is the same choice, worth three times as much.

    What is counted in fractions is rounded to centipoints, so there are none here.
    """
    terms = [name for name in Weights.model_fields if name not in ("name", "order")]
    terms.remove("overflow_seats")
    for seed in SEEDS:
        problem = without(random_day(seed), "scarcity")
        problem = problem.replace(bookings=tuple(b.replace(demand=1) for b in problem.bookings))
        weights = problem.weights
        scaled = weights.replace(**{term: 3 * getattr(weights, term) for term in terms})
        assert rank(problem.replace(weights=scaled)) == tuple(3 * v for v in rank(problem)), seed


def test_a_pinned_optimum_stays_optimal() -> None:
    """Given its own optimum as present seatings, a rebuild moves nobody and finds nothing more."""
    for seed in SEEDS:
        problem = random_day(seed, mode=Mode.REBUILD, max_moves=None, as_of=None)
        problem = problem.replace(
            bookings=tuple(b.replace(current_tables=()) for b in problem.bookings),
            weights=problem.weights.replace(move=50),
        )
        first = solve_exactly(problem)
        pinned = problem.replace(
            bookings=tuple(
                b.replace(current_tables=first.plan.get(b.id, ())) for b in problem.bookings
            )
        )
        second = solve_exactly(pinned)
        assert second.verdict.ok, seed
        assert second.rank == first.rank, seed
        assert second.verdict.terms["move"] == 0, seed
        assert second.plan == first.plan, seed


def test_stricter_modes_are_never_better() -> None:
    """fill <= improve with k moves <= improve with more <= rebuild, tier seated first."""
    for seed in SEEDS:
        problem = random_day(seed, mode=Mode.REBUILD, max_moves=None)
        problem = problem.replace(weights=problem.weights.replace(move=0, order="lexicographic"))
        ranks = [
            rank(problem.replace(mode=Mode.IMPROVE, max_moves=most)) for most in (0, 1, 2, None)
        ]
        assert ranks == sorted(ranks), seed
        assert ranks[-1] == rank(problem), seed
