"""The pooled search against the brute force: legal choices, true bounds, true proofs."""

import random
from itertools import pairwise

import pytest

from models.problem import DayProblem
from solver.checker import check_plan
from solver.instance import instance_of
from solver.milp import Interrupt, MilpAnswer, relaxed_bound, solve_milp
from solver.pooled import pooled_model
from tests.solver_brute import best_rank
from tests.solver_days import Exact, booking, day, solve_exactly, solve_pooled, table
from tests.solver_random import random_day

CHUNK = 100


def assert_honest(problem: DayProblem, label: object) -> Exact:
    """Assert that a pooled search offers only legal plans and tells only true bounds."""
    exact, offers = solve_pooled(problem)
    for chosen in offers:
        verdict = check_plan(problem, exact.plan_of(chosen))
        assert verdict.ok, (label, [str(item) for item in verdict.violations])
    optimum = solve_exactly(problem)
    best = optimum.objective.value(optimum.chosen)
    assert exact.objective.value(exact.chosen) <= best, label
    for tier, bounds in exact.bounds.items():
        assert min(bounds) >= best[tier], (label, tier, min(bounds), best)
    return exact


@pytest.mark.parametrize("chunk", range(6))
def test_bounds_and_choices_are_true_on_random_days(chunk: int) -> None:
    """Whatever the features of a day, no bound is below its optimum and no offer is illegal."""
    for seed in range(80_000 + chunk * CHUNK, 80_000 + (chunk + 1) * CHUNK):
        assert_honest(random_day(seed), seed)


def test_the_relaxation_bounds_every_tier_alone() -> None:
    """The linear relaxation of a tier is never below the most that tier can reach by itself."""
    for seed in range(81_000, 81_150):
        problem = random_day(seed)
        best = best_rank(problem)
        optimum = solve_exactly(problem)
        assert best == optimum.rank, seed
        found = optimum.candidates
        if not len(found):
            continue
        instance = instance_of(found, optimum.objective)
        relaxation = pooled_model(instance)
        bound = relaxed_bound(relaxation, relaxation.gains[0], [], 5.0)
        assert bound is not None, seed
        assert bound >= optimum.objective.value(optimum.chosen)[0], seed


def test_an_engine_that_was_stopped_before_it_ran_proves_nothing() -> None:
    """Its report says a bound of 0, below what every plan of a day is worth."""
    exact = solve_exactly(day([table("A")], [booking("b1", 2), booking("b2", 4)]))
    model = pooled_model(instance_of(exact.candidates, exact.objective))
    interrupt = Interrupt()
    interrupt.stop()
    assert solve_milp(model, model.gains[0], [], 5.0, seed=0, interrupt=interrupt) == MilpAnswer(
        None, None
    )
    assert relaxed_bound(model, model.gains[0], [], 5.0, interrupt) is None


def test_a_slot_on_interchangeable_tables_is_counted_right() -> None:
    """Two bookings of one slot fit on two equal tables and never on one, whenever they come."""
    for tables, seated in ((1, 1), (2, 2), (3, 3)):
        problem = day(
            [table(key) for key in "ABC"[:tables]],
            [booking(f"b{i}", 2, 600 + 100 * i, 660 + 100 * i, slot="s") for i in range(3)],
            rules={"merges": False},
        )
        assert len(assert_honest(problem, tables).plan) == seated


def slotted_day(seed: int) -> DayProblem:
    """Return a day of equal tables whose bookings share slots at different times."""
    rng = random.Random(seed)
    guests = []
    for number in range(rng.randint(5, 9)):
        start = 600 + rng.randrange(20) * 10
        end = start + rng.choice([30, 60, 90, 120])
        slot = rng.choice([None, "s", "t", "u"])
        guests.append(booking(f"b{number}", rng.choice([2, 3, 4]), start, end, slot=slot))
    tables = [table(key) for key in "ABC"[: rng.randint(2, 3)]]
    return day(tables, guests, rules={"merges": rng.random() < 0.3})


@pytest.mark.parametrize("seeds", [range(120), range(200, 240)], ids=str)
def test_slots_never_fool_the_proof(seeds: range) -> None:
    """Slots make conflicts that are no intervals: parties of a pool may not fit on its tables
    although never more of them come at a time than it has tables, and then nothing is proven."""
    for seed in seeds:
        assert_honest(slotted_day(seed), seed)


def pooled_day(seed: int) -> DayProblem:
    """Return a day with several equal tables per zone, merges, and guests who sit already."""
    rng = random.Random(seed)
    keys = "ABCDEF"[: rng.randint(3, 6)]
    tables = [table(key, rng.choice([2, 2, 4]), zone=rng.choice("ZZY")) for key in keys]
    edges = " ".join(f"{a}-{b}" for a, b in pairwise(keys) if rng.random() < 0.8)
    guests = []
    for number in range(rng.randint(5, 8)):
        start = 600 + rng.randrange(12) * 15
        fields = {"has": rng.choice(keys)} if rng.random() < 0.3 else {}
        party = rng.choice([1, 2, 2, 3, 4, 6, 7])
        end = start + rng.choice([45, 60, 90])
        guests.append(booking(f"b{number}", party, start, end, **fields))
    mode = rng.choice(["rebuild", "improve"])
    most = rng.choice([0, 1, 2]) if mode == "improve" else None
    return day(tables, guests, edges, mode=mode, max_moves=most)


@pytest.mark.parametrize("seeds", [range(80), range(200, 280)], ids=str)
def test_pools_with_merges_and_moves_are_told_truly(seeds: range) -> None:
    """Equal tables in several zones, merges around them, and a limit of moves over all of it."""
    for seed in seeds:
        assert_honest(pooled_day(seed), seed)


def test_empty_slots_are_no_slots() -> None:
    """Bookings with an empty slot name may follow each other on one table."""
    guests = [booking("b1", 2, 600, 660, slot=""), booking("b2", 2, 700, 760, slot="")]
    assert len(assert_honest(day([table("A")], guests), "empty").plan) == 2


def test_days_before_1970_are_days_too() -> None:
    """Instants before the epoch are negative numbers; the pooled search must not lose them."""
    problem = random_day(3, mode="rebuild", max_moves=None, as_of=None, occupancy=())
    early = problem.date.replace(year=1960)
    shift = early - problem.date
    old = problem.replace(
        date=early,
        bookings=tuple(
            item.replace(
                window=item.window.replace(
                    start=item.window.start + shift, end=item.window.end + shift
                )
            )
            for item in problem.bookings
        ),
    )
    assert_honest(old, "1960")
    guests = [booking(f"b{i}", 2) for i in range(2)]
    pair = day([table("A"), table("B")], guests, rules={"merges": False})
    back = pair.replace(
        date=pair.date.replace(year=1960),
        bookings=tuple(
            item.replace(
                window=item.window.replace(
                    start=item.window.start + shift, end=item.window.end + shift
                )
            )
            for item in pair.bookings
        ),
    )
    exact = assert_honest(back, "1960, two tables")
    assert len(exact.plan) == 2
