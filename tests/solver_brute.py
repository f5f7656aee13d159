"""A solver that tries every plan and knows nothing but the checker."""

from collections.abc import Iterator
from itertools import combinations

from models.problem import DayProblem
from solver.checker import check_plan
from tests.solver_days import Plan, fixed_plan

ABSENT = frozenset({"lost_tables", "max_moves"})
"""What a plan is blamed for because of bookings that are not placed yet."""


def subsets(problem: DayProblem) -> list[tuple[str, ...]]:
    """Return every non-empty set of tables."""
    ids = [table.id for table in problem.venue.tables]
    return [chosen for size in range(1, len(ids) + 1) for chosen in combinations(ids, size)]


def options_of(problem: DayProblem, key: str) -> list[tuple[str, ...]]:
    """Return the table sets that the checker allows for one booking beside the fixed ones."""
    fixed = fixed_plan(problem)
    return [
        chosen
        for chosen in subsets(problem)
        if not _faults(problem, {**fixed, key: chosen}, ABSENT)
    ]


def movable_bookings(problem: DayProblem) -> list[str]:
    """Return the bookings a plan may decide, by what the checker says of leaving them alone."""
    return [
        item.id
        for item in problem.bookings
        if problem.wants_tables(item) and not problem.is_fixed(item)
    ]


def all_plans(problem: DayProblem) -> Iterator[Plan]:
    """Yield every plan in which no two seatings contradict each other, and perhaps more."""
    keys = movable_bookings(problem)
    options = {key: options_of(problem, key) for key in keys}
    together: dict[tuple[str, tuple[str, ...], str, tuple[str, ...]], bool] = {}

    def fits(plan: Plan, key: str, chosen: tuple[str, ...]) -> bool:
        for other, theirs in plan.items():
            if not set(chosen) & set(theirs):
                continue
            pair = (other, theirs, key, chosen)
            if pair not in together:
                together[pair] = not _faults(problem, {other: theirs, key: chosen}, None)
            if not together[pair]:
                return False
        return True

    def grow(index: int, plan: Plan) -> Iterator[Plan]:
        if index == len(keys):
            yield plan
            return
        yield from grow(index + 1, plan)
        for chosen in options[keys[index]]:
            if fits(plan, keys[index], chosen):
                yield from grow(index + 1, {**plan, keys[index]: chosen})

    yield from grow(0, fixed_plan(problem))


def best_rank(problem: DayProblem) -> tuple[int, ...] | None:
    """Return the rank of the best plan the checker accepts; None when it accepts none."""
    best: tuple[int, ...] | None = None
    for plan in all_plans(problem):
        verdict = check_plan(problem, plan)
        rank = verdict.rank(problem.weights.order)
        if verdict.ok and (best is None or rank > best):
            best = rank
    return best


def _faults(problem: DayProblem, plan: Plan, ignored: frozenset[str] | None) -> bool:
    """Tell whether the checker finds a fault; with ``ignored`` None, only of sharing a table."""
    found = {violation.code for violation in check_plan(problem, plan).violations}
    return "overlap" in found if ignored is None else bool(found - ignored - {"locked"})
