"""Re-plans of random nights, beside a brute force that knows only the checker."""

import random

import pytest

from models.booking import BookingStatus
from models.errors import InvalidInputError
from models.live import (
    BaseEvent,
    BrokenTable,
    Cancellation,
    Late,
    NoShow,
    Overrun,
    WalkIn,
    apply_events,
)
from models.problem import DayProblem, Mode
from solver.checker import check_plan
from solver.replanning.replan import Proposed, replan
from tests.solver_brute import all_plans
from tests.solver_days import Plan, at, taken
from tests.solver_random import random_day

LIMITS = (0, 1, 2, None)
CHUNK = 14


def may_lose(problem: DayProblem) -> dict[str, int]:
    """Return the guests of those who have tables and may lose them, by what the checker says."""
    blamed = {
        item.booking
        for item in check_plan(problem, {}).violations
        if item.code in ("lost_tables", "locked")
    }
    return {
        item.id: item.party
        for item in problem.bookings
        if item.current_tables and problem.wants_tables(item) and item.id not in blamed
    }


def value(problem: DayProblem, plan: Plan) -> tuple[int, ...]:
    """Return what re-plans are compared by: guests who had tables, then all that counts."""
    kept = sum(party for key, party in may_lose(problem).items() if key in plan)
    return kept, *check_plan(problem, plan).rank(problem.weights.order)


def best(problem: DayProblem) -> tuple[int, ...] | None:
    """Try every plan."""
    legal = (plan for plan in all_plans(problem) if check_plan(problem, plan).ok)
    return max((value(problem, plan) for plan in legal), default=None)


def assert_sound(curve: tuple[Proposed, ...]) -> None:
    """Legal, within the limit, never worse with more moves, and nobody moves who must not."""
    reached: tuple[int, ...] = ()
    for item in curve:
        verdict = check_plan(item.problem, item.day.decisions)
        assert verdict.ok, verdict.violations
        limit = item.point.max_moves
        assert limit is None or item.point.moves <= limit
        for booking in item.problem.bookings:
            if item.problem.is_fixed(booking) and item.problem.wants_tables(booking):
                assert item.day.decisions.get(booking.id, ()) == booking.current_tables
        now = value(item.problem, item.day.decisions)
        assert now >= reached, "more moves gained less"
        reached = now


@pytest.mark.parametrize("chunk", range(2))
def test_the_curve_is_the_best_of_all_plans(chunk: int) -> None:
    """For every limit, whatever the features of the day."""
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        problem = random_day(seed)
        curve = replan(problem, LIMITS, budget_seconds=40, help_seconds=0)
        assert_sound(curve)
        for item in curve:
            limited = problem.replace(mode=Mode.IMPROVE, max_moves=item.point.max_moves)
            assert value(limited, item.day.decisions) == best(limited), (seed, item.point)
            assert item.point.gap == 0, seed


def random_events(problem: DayProblem, seed: int) -> list[BaseEvent]:
    """Return a few events, some of which cannot be true."""
    dice = random.Random(f"events-{seed}")
    key = dice.choice(problem.bookings).id
    other = dice.choice(problem.bookings).id
    every: list[BaseEvent] = [
        Late(booking=key, minutes=dice.choice([10, 30, 60])),
        Overrun(booking=other, minutes=dice.choice([15, 45])),
        NoShow(booking=other),
        Cancellation(booking=key),
        BrokenTable(table=dice.choice(problem.venue.tables).id, start=dice.choice(["18:30", None])),
        WalkIn(party=dice.choice([1, 2, 4]), start="19:30", minutes=60),
    ]
    return dice.sample(every, dice.choice([1, 1, 2, 3]))


@pytest.mark.parametrize("chunk", range(2))
def test_after_any_events_the_plan_is_the_best_and_sitting_guests_stay(chunk: int) -> None:
    """Events that cannot be true are refused; after all others the plan is as good as can be."""
    true = 0
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        problem = random_day(seed)
        now = random.Random(seed).choice([None, at("18:45"), at("19:20")])
        try:
            night = apply_events(problem, random_events(problem, seed), now)
        except InvalidInputError:
            continue
        true += 1
        curve = replan(night, (0, 2), budget_seconds=40, help_seconds=0)
        assert_sound(curve)
        for item in curve:
            assert value(item.problem, item.day.decisions) == best(item.problem), seed
        sitting = [item for item in problem.bookings if item.status is BookingStatus.CHECKED_IN]
        for item in sitting:
            assert curve[-1].day.decisions.get(item.id, ()) == item.current_tables
        fates = {item.booking for item in curve[-1].point.affected}
        lost = may_lose(night).keys() - curve[-1].day.decisions.keys()
        assert lost <= fates, "somebody loses a table and is not told"
    assert true > CHUNK / 5


def test_who_loses_a_table_is_helped() -> None:
    """Help is looked for without harm on days with every feature."""
    for seed in range(25):
        problem = random_day(seed)
        tables = [item.id for item in problem.venue.tables[:1]]
        night = problem.replace(
            occupancy=tuple(taken(key, "12:00", "23:59", source="maintenance") for key in tables)
        )
        for item in replan(night, (1,), budget_seconds=20, help_seconds=0.3):
            assert_sound((item,))
