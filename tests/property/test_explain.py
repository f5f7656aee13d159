"""Explanations, breakdowns and differences of random days, judged by the checker alone."""

from collections import Counter
from collections.abc import Iterator

import pytest

from models.edits import apply_edits
from models.explanation import Explanation, Repair
from models.problem import Mode
from models.weights import TERMS
from solver.checker import check_plan
from solver.explaining.breakdown import plan_breakdown, seating_breakdown
from solver.explaining.explain import explain_all
from solver.explaining.plan_diff import plan_diff
from solver.explaining.planned import PlannedDay, planned_day
from tests.solver_brute import all_plans
from tests.solver_days import solve_exactly
from tests.solver_random import random_day

DAYS = 40


def planned(first: int, last: int) -> Iterator[tuple[int, PlannedDay, PlannedDay]]:
    """Yield the best plan and the greedy one of random days."""
    for seed in range(first, last):
        exact = solve_exactly(random_day(seed))
        best, greedy = exact.plan, exact.plan_of(exact.floor)
        yield seed, planned_day(exact.problem, best), planned_day(exact.problem, greedy)


def explained(first: int, last: int) -> Iterator[tuple[int, PlannedDay, Explanation]]:
    """Yield everyone without tables, of the best plan or of the greedy one."""
    for seed, best, greedy in planned(first, last):
        day = best if seed % 3 else greedy
        for found in explain_all(day, budget_seconds=600):
            yield seed, day, found


def assert_seats(day: PlannedDay, found: Explanation, repair: Repair) -> None:
    """Assert that a repair applies, and seats the booking while nobody is lost and no rule is
    broken, not even one that is waived for seatings that are kept."""
    after = apply_edits(day.problem, repair.edits)
    given = {move.booking: move.to_tables for move in repair.moves}
    given[found.booking] = repair.tables
    plan = {**day.decisions, **given}
    verdict = check_plan(after, plan)
    assert verdict.ok, [str(item) for item in verdict.violations]
    assert plan.keys() == day.decisions.keys() | {found.booking}
    assert found.booking not in verdict.stale
    for move in repair.moves:
        assert day.decisions[move.booking] == move.from_tables
    as_new = tuple(
        item.replace(current_tables=(), locked=False) if item.id in given else item
        for item in after.bookings
    )
    assert check_plan(after.replace(bookings=as_new), plan).ok


@pytest.mark.parametrize("chunk", range(2))
def test_every_repair_does_what_it_says(chunk: int) -> None:
    """Applied to the problem it seats the booking; all kinds come up."""
    first, kinds = 92_000 + chunk * 30, Counter[str]()
    for seed, day, found in explained(first, first + 30):
        assert all(found.finished.repairs.values()), seed
        for repair in found.repairs:
            assert_seats(day, found, repair)
            kinds[repair.kind] += 1
    assert len(kinds) >= 6, kinds


def test_a_trade_is_what_the_checker_says_and_none_is_better() -> None:
    """Its guests and points are those of a legal plan; of all plans that seat the booking none is
    worth more in the leading tier."""
    trades = 0
    for seed, day, found in explained(93_000, 93_030):
        trade, order = found.trade, day.problem.weights.order
        plans = [plan for plan in all_plans(day.problem) if found.booking in plan]
        ranks = [v.rank(order) for plan in plans if (v := check_plan(day.problem, plan)).ok]
        if trade is None:
            assert not ranks, seed
            continue
        trades += 1
        assert trade.proven, seed
        assert sum(trade.terms.values()) == pytest.approx(trade.points), seed
        leading = [term for term in trade.terms if TERMS[term].tier == "seated"]
        gain = sum(trade.terms[term] for term in leading if order == "lexicographic")
        gain = gain if order == "lexicographic" else trade.points
        assert round(gain * 100) == max(ranks)[0] - day.verdict.rank(order)[0], seed
    assert trades > 12


def test_breakdowns_add_up_to_the_objective() -> None:
    """Seatings and shared terms are the checker's total, to the hundredth of a point."""
    for seed, best, greedy in planned(94_000, 94_000 + DAYS):
        for day in (best, greedy):
            found = plan_breakdown(day)
            points = sum(item.points for item in found.seatings) + sum(found.shared.values())
            assert round(points * 100) == day.verdict.total, seed
            assert found.total * 100 == pytest.approx(day.verdict.total)
            for item in found.seatings:
                assert sum(item.terms.values()) == pytest.approx(item.points)


def test_the_best_alternative_costs_what_the_checker_says() -> None:
    """Put there, the plan is legal and worth just so much less."""
    alternatives = 0
    for seed, day, _ in planned(94_100, 94_100 + DAYS):
        for booking in day.seated:
            other = seating_breakdown(day, booking.id, alternative=True).alternative
            if other is None:
                continue
            alternatives += 1
            plan = {**day.decisions, booking.id: other.tables}
            as_wished = day.problem.model_copy(update={"mode": Mode.REBUILD, "max_moves": None})
            verdict = check_plan(as_wished, plan)
            assert round(day.verdict.total - other.cost * 100) == verdict.total, (seed, booking.id)
            assert verdict.ok, seed
    assert alternatives > 12


def test_differences_of_plans() -> None:
    """A plan does not differ from itself; two differ by what the checker says, and back again."""
    changed = 0
    for _, best, greedy in planned(95_000, 95_000 + DAYS):
        assert plan_diff(best, best).changes == ()
        assert plan_diff(best, best).message == "The plans are the same."
        there, back = plan_diff(greedy, best), plan_diff(best, greedy)
        assert there.points == pytest.approx((best.verdict.total - greedy.verdict.total) / 100)
        assert there.points == -back.points
        assert {item.booking for item in there.changes} == {item.booking for item in back.changes}
        moved = {item.booking: item.to_tables for item in there.changes if item.to_tables}
        gone = {item.booking for item in there.changes if not item.to_tables}
        after = {k: t for k, t in greedy.decisions.items() if k not in gone} | moved
        assert {k: set(t) for k, t in after.items()} == {
            k: set(t) for k, t in best.decisions.items()
        }
        changed += bool(there.changes)
    assert changed > 2
