"""Quotes on random days: scores by the checker, moves by trying every plan, what must not grow."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

import pytest

from models.booking import Booking
from models.problem import DayProblem
from models.quote import Price, Quote, QuoteOptions
from solver.checker import check_plan
from solver.quoting.candidates import offers_at
from solver.quoting.day import QuoteDay, part_of_day, quote_day
from solver.quoting.quote import quote_booking
from tests.solver_brute import subsets
from tests.solver_days import Plan
from tests.solver_random import random_day

CANDIDATES = QuoteOptions(window_minutes=0, prices=0, moves=0, budget_seconds=60, keep=1000)
OPTIONS = (
    CANDIDATES,
    CANDIDATES.replace(max_tables=1),
    CANDIDATES.replace(max_tables=3, require_adjacency=False),
    CANDIDATES.replace(zone="Z"),
    CANDIDATES.replace(avoid=("A",)),
)


def asked(seed: int) -> tuple[DayProblem, Booking]:
    """Return a random day and the booking that asks."""
    problem = random_day(seed)
    return problem, problem.bookings[seed % len(problem.bookings)]


def crowded(seed: int) -> tuple[DayProblem, Booking]:
    """Return a day on which everyone but one was given tables at random, one after the other."""
    rng = random.Random(f"crowded {seed}")
    empty = random_day(seed, most_bookings=6, mode="rebuild", max_moves=None, as_of=None)
    bookings = [item.replace(current_tables=(), locked=False) for item in empty.bookings]
    problem = empty.replace(bookings=tuple(bookings))
    for item in rng.sample(bookings, len(bookings) - 1):
        offers = quote_booking(problem, item.id, CANDIDATES).candidates
        if offers:
            sits = item.replace(current_tables=rng.choice(offers).tables)
            bookings = [sits if other.id == item.id else other for other in bookings]
            problem = problem.replace(bookings=tuple(bookings))
    without = [item for item in bookings if not item.current_tables]
    return problem, rng.choice(without)


def seated(problem: DayProblem, but: str) -> Plan:
    """Return the plan as it stands, without one booking."""
    return {
        item.id: item.current_tables
        for item in problem.bookings
        if item.current_tables and problem.wants_tables(item) and item.id != but
    }


def within(day: QuoteDay, tables: tuple[str, ...]) -> bool:
    """Tell whether the options that are no rules allow a table set."""
    options = day.options
    zones = {item.id: item.zone for item in day.problem.venue.tables}
    return (
        len(tables) <= (options.max_tables or len(tables))
        and all(options.zone in (None, zones[table]) for table in tables)
        and not set(tables) & set(options.avoid)
    )


@pytest.mark.parametrize("chunk", range(4))
def test_the_candidates_are_all_that_the_checker_allows_and_scored_by_it(chunk: int) -> None:
    """Of all table sets, those that break nothing while everyone else stays; each is worth what
    the checker's totals, and its terms, differ by with and without it."""
    scored = 0
    for seed in range(70_000 + chunk * 60, 70_000 + (chunk + 1) * 60):
        problem, booking = asked(seed)
        options = OPTIONS[seed % len(OPTIONS)]
        if options.zone and all(zone.id != "Z" for zone in problem.venue.zones):
            options = CANDIDATES
        day = quote_day(problem, booking.id, options)
        alone, others = day.asked(booking), seated(problem, booking.id)
        base = check_plan(alone, others).terms
        legal: dict[tuple[str, ...], dict[str, int]] = {}
        for tables in subsets(problem) if not alone.is_fixed(booking) else []:
            verdict = check_plan(alone, {**others, booking.id: tables})
            own = booking.id in verdict.stale and set(tables) == set(booking.current_tables)
            if verdict.ok and within(day, tables) and not own and alone.wants_tables(booking):
                legal[tables] = {
                    term: points - base[term] for term, points in verdict.terms.items()
                }
        quote = quote_booking(problem, booking.id, options)
        assert {offer.tables for offer in quote.candidates} == legal.keys(), seed
        for offer in quote.candidates:
            wanted = {term: gain / 100 for term, gain in legal[offer.tables].items() if gain}
            assert offer.terms == wanted, (seed, offer.tables)
            assert round(offer.score * 100) == sum(legal[offer.tables].values()), seed
            scored += 1
    assert scored > 30


def test_the_order_is_that_of_plans() -> None:
    """A candidate that comes first makes the better plan, by the checker's ranks."""
    for seed in range(71_000, 71_060):
        problem, booking = asked(seed)
        day = quote_day(problem, booking.id, CANDIDATES)
        alone, others = day.asked(booking), seated(problem, booking.id)
        ranks = [
            check_plan(alone, {**others, booking.id: offer.tables}).rank(
                problem.weights.order, unique=True
            )
            for offer in quote_booking(problem, booking.id, CANDIDATES).candidates
        ]
        assert ranks == sorted(ranks, reverse=True), seed


def contested(problem: DayProblem, asking: str) -> set[str]:
    """Return seated bookings whose tables something firm claims: no proposal touches them."""
    firm: set[str] = set()
    rebuilt = part_of_day(problem, problem.bookings, [item.id for item in problem.bookings])

    def stays(item: Booking) -> bool:
        return rebuilt.is_fixed(item) or item.id in firm

    while True:
        others = [item for item in problem.bookings if problem.wants_tables(item)]
        more = {
            item.id
            for item in others
            if item.current_tables and not stays(item) and item.id != asking
            for other in (
                *((o.table, o) for o in problem.occupancy if o.booking != item.id),
                *(
                    (table, o)
                    for o in others
                    if o.id not in (item.id, asking) and stays(o)
                    for table in o.current_tables
                ),
            )
            if other[0] in item.current_tables
            and (
                item.window.overlaps(other[1].window) or (item.slot and item.slot == other[1].slot)
            )
        }
        if not more:
            return {item.id for item in others if stays(item)} | firm
        firm |= more


def ways_to_make_room(day: QuoteDay, moves: int) -> Iterator[Plan]:
    """Yield every plan that moves exactly so many bookings and seats the one that asks."""
    problem, asking = day.problem, day.booking
    firm = contested(problem, asking.id)
    movable = [
        item
        for item in day.others
        if item.current_tables and problem.wants_tables(item) and item.id not in firm
    ]
    for moved in combinations(movable, moves):
        ids = {item.id for item in moved}
        part = part_of_day(problem, problem.bookings, {*ids, asking.id})
        others = {key: s for key, s in seated(problem, asking.id).items() if key not in ids}
        options = [
            [
                tables
                for tables in subsets(problem)
                if set(tables) != set(item.current_tables) and _alone(part, others, item, tables)
            ]
            for item in moved
        ]
        for chosen in product(*options):
            plan = {**others, **{item.id: s for item, s in zip(moved, chosen, strict=True)}}
            if not check_plan(part_of_day(problem, day.others, ids), plan).ok:
                continue
            yield from (
                {**plan, asking.id: tables}
                for tables in subsets(problem)
                if not (tables == asking.current_tables and moves == 0)
                if check_plan(part, {**plan, asking.id: tables}).ok
                and asking.id not in check_plan(part, {**plan, asking.id: tables}).stale
            )


def _alone(part: DayProblem, others: Plan, item: Booking, tables: tuple[str, ...]) -> bool:
    found = check_plan(part, {**others, item.id: tables}).violations
    return not any(violation.booking == item.id for violation in found)


@pytest.mark.parametrize("chunk", range(4))
def test_moves_are_proposed_exactly_when_they_make_room(chunk: int) -> None:
    """By trying every plan: a proposal exists when one does, with the fewest moves, and no plan
    with so few moves is worth more."""
    moves: Counter[int] = Counter()
    options = CANDIDATES.replace(moves=2)
    for seed in range(72_000 + chunk * 120, 72_000 + (chunk + 1) * 120):
        problem, booking = asked(seed) if seed % 3 == 0 else crowded(seed)
        if not problem.wants_tables(booking):
            continue
        day = quote_day(problem, booking.id, options)
        if day.asked(booking).is_fixed(booking) or len(offers_at(day, booking).ranked):
            continue
        quote = quote_booking(problem, booking.id, options)
        assert quote.finished.moves is True
        plans = list(ways_to_make_room(day, 1)) or list(ways_to_make_room(day, 2))
        assert (quote.proposal is not None) == bool(plans), seed
        moves[len(quote.proposal.moves) if quote.proposal else 0] += 1
        if quote.proposal is not None:
            _assert_best(problem, booking.id, quote, plans)
    assert moves[0] > 5
    assert moves[1] + moves[2] > 2


def _assert_best(problem: DayProblem, key: str, quote: Quote, plans: list[Plan]) -> None:
    """Assert that a proposal leads to one of the plans, and that none of them is worth more."""
    assert quote.proposal is not None
    after = applied(problem, key, quote)
    assert after in plans
    others = {item.id for item in problem.bookings if item.current_tables}
    everyone = part_of_day(problem, problem.bookings, {key} | (others - contested(problem, key)))
    order = problem.weights.order
    verdict = check_plan(everyone, after)
    assert verdict.rank(order) == max(check_plan(everyone, plan).rank(order) for plan in plans)
    now = check_plan(everyone, seated(problem, key)).total
    assert round(quote.proposal.score * 100) == verdict.total - now


def applied(problem: DayProblem, key: str, quote: Quote) -> Plan:
    """Return the plan after a proposal."""
    assert quote.proposal is not None
    moved = {move.booking: move.to_tables for move in quote.proposal.moves}
    assert all(
        move.from_tables == plan
        for move in quote.proposal.moves
        if (plan := seated(problem, key)[move.booking])
    )
    return {**seated(problem, key), **moved, key: quote.proposal.tables}


def test_without_another_booking_no_candidate_is_lost() -> None:
    """Who is not there takes no table, whatever else it changes."""
    for seed in range(73_000, 73_080):
        problem, booking = asked(seed)
        before = offered(problem, booking.id, CANDIDATES)
        for other in problem.bookings:
            if other.id != booking.id:
                rest = tuple(item for item in problem.bookings if item.id != other.id)
                after = offered(problem.replace(bookings=rest), booking.id, CANDIDATES)
                assert before <= after, (seed, other.id)


def test_a_tighter_option_never_adds_a_candidate() -> None:
    """Fewer tables, one zone, neighbours only, or tables to avoid: nothing new appears."""
    for seed in range(74_000, 74_080):
        problem, booking = asked(seed)
        zone = problem.venue.zones[0].id
        wide = CANDIDATES.replace(max_tables=4, require_adjacency=False)
        found = offered(problem, booking.id, wide)
        for tighter in (
            wide.replace(max_tables=2),
            wide.replace(max_tables=1),
            wide.replace(zone=zone),
            wide.replace(avoid=("A", "B")[: len(problem.venue.tables)]),
            wide.replace(require_adjacency=True),
        ):
            assert offered(problem, booking.id, tighter) <= found, (seed, tighter)


def offered(problem: DayProblem, key: str, options: QuoteOptions) -> set[tuple[str, ...]]:
    """Return the table sets of all candidates."""
    return {offer.tables for offer in quote_booking(problem, key, options).candidates}


def test_nobody_waits_and_nobody_comes_so_nothing_costs() -> None:
    """Without others who could use them, every table is free of charge; and no price is below 0."""
    options = CANDIDATES.replace(prices=100, keep=100)
    priced = 0
    for seed in range(75_000, 75_080):
        problem, booking = asked(seed)
        seated_only = problem.replace(
            bookings=tuple(b for b in problem.bookings if b.current_tables or b.id == booking.id)
        )
        for offer in quote_booking(seated_only, booking.id, options, forecast=()).candidates:
            assert offer.price == Price(covers=0), seed
        for offer in quote_booking(problem, booking.id, options).candidates:
            assert offer.price is not None
            assert offer.price.covers >= 0, seed
            priced += offer.price.covers > 0
    assert priced > 10
