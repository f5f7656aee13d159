"""A day that is planned from the plan of a similar one, and the bound that it may take over."""

import pytest

from models.problem import DayProblem
from solver.again import plan_again, relax
from solver.candidates import chosen_of
from solver.checker import check_plan
from solver.day import plan_day
from solver.inherit import inherited_bound
from solver.search import Search
from tests.solver_brute import best_rank
from tests.solver_days import booking, day, table, taken, window
from tests.solver_random import random_day

TABLES = [table("A", 2), table("B", 4), table("C", 4)]
PARTIES = [booking(f"b{number}", size) for number, size in enumerate((2, 4, 4, 7))]
DAY = day(TABLES, PARTIES, "B-C", mode="rebuild")


def proven(problem: DayProblem) -> Search:
    """Return a search whose bound is that of a proven plan."""
    plan = plan_day(problem, budget_seconds=10)
    assert plan.status == "optimal"
    search = Search(problem, start={item.booking: item.tables for item in plan.seatings})
    assert plan.bound is not None
    search.take_bound(plan.bound)
    return search


def test_what_is_still_possible_is_kept() -> None:
    """The plan that is carried on beats the greedy floor; tables and bookings may be gone."""
    start = {"b0": ("A",), "b1": ("C",), "b2": ("B",), "gone": ("A",), "b3": ("A", "X")}
    search = Search(DAY, start=start)
    assert {key: search.decisions[key] for key in ("b0", "b1", "b2")} == {
        "b0": ("A",),
        "b1": ("C",),
        "b2": ("B",),
    }
    wanted = chosen_of(search.candidates, start)
    assert len(wanted) == 3


@pytest.mark.parametrize("seed", range(60))
def test_any_start_gives_a_legal_plan(seed: int) -> None:
    """Whatever another day's plan says, the carried-on plan is checked and not below the floor."""
    problem, other = random_day(seed), random_day(seed + 1)
    start = {item.id: item.current_tables for item in other.bookings if item.current_tables}
    start |= {f"b{number}": ("A", "B")[: 1 + number % 2] for number in range(3)}
    search, floor = Search(problem, start=start), Search(problem)
    assert check_plan(problem, search.decisions).ok
    order = problem.weights.order
    assert search.verdict.rank(order) >= floor.verdict.rank(order)
    relax(search, 10)
    assert search.bounds[0] is not None
    best = best_rank(problem)[0]
    assert search.proof()[0].bound is not None
    assert round(search.proof()[0].bound * 100) >= best


@pytest.mark.parametrize("seed", range(12))
def test_planned_again_is_optimal_when_asked(seed: int) -> None:
    """With no gap allowed it proves what a search from scratch proves."""
    problem = random_day(seed, most_tables=5)
    again = plan_again(problem, {"b0": ("A",), "b1": ("B",)}, budget_seconds=10)
    scratch = plan_day(problem, budget_seconds=10)
    assert again.status == scratch.status == "optimal"
    assert again.objective.total == scratch.objective.total


def test_a_gap_ends_the_solve() -> None:
    """Within the gap no process is asked; the plan says how close was close enough."""
    best = plan_day(DAY, budget_seconds=10)
    start = {item.booking: item.tables for item in best.seatings}
    plan = plan_again(DAY, start, gap=0.05, budget_seconds=10)
    assert (plan.solve.outcome, plan.solve.gap) == ("not_needed", 0.05)
    assert plan.plan_hash() == best.plan_hash()
    loose = plan_day(DAY, budget_seconds=10, gap=0.9)
    assert loose.gap is not None
    assert loose.gap <= 0.9


RESTRICTED = {
    "a table less": {"tables": TABLES[:2], "edges": ""},
    "a table taken": {"occupancy": (taken("B"),)},
    "a booking less": {"bookings": PARTIES[1:]},
    "merges off": {"rules": {"merges": False}},
    "nothing": {},
}


@pytest.mark.parametrize("name", RESTRICTED)
def test_a_bound_holds_where_less_is_possible(name: str) -> None:
    """And it is at least what the best plan is worth."""
    fields = {"tables": TABLES, "bookings": PARTIES, "edges": "B-C", **RESTRICTED[name]}
    tables, bookings, edges = (fields.pop(key) for key in ("tables", "bookings", "edges"))
    problem = day(tables, bookings, edges, mode="rebuild", **fields)
    base = proven(DAY)
    assert inherited_bound(base, Search(problem)) == base.bounds[0]
    best = proven(problem)
    assert best.bounds[0] <= base.bounds[0]


WIDENED = {
    "a table more": day([*TABLES, table("D", 8)], PARTIES, "B-C", mode="rebuild"),
    "a booking more": day(TABLES, [*PARTIES, booking("b9", 2)], "B-C", mode="rebuild"),
    "a shorter stay": DAY.replace(
        bookings=(PARTIES[0].replace(window=window("19:00", "19:30")), *PARTIES[1:])
    ),
    "a larger party": DAY.replace(bookings=(PARTIES[0].replace(party=3), *PARTIES[1:])),
    "weights that pay more": day(TABLES, PARTIES, "B-C", mode="rebuild", weights={"cover": 2000}),
}


@pytest.mark.parametrize("name", WIDENED)
def test_no_bound_where_more_is_possible(name: str) -> None:
    """It could be too low."""
    assert inherited_bound(proven(DAY), Search(WIDENED[name])) is None


def test_who_must_be_seated_must_be_seated_on_the_day() -> None:
    """In the base a guest has a table for certain; without that, others could gain from it."""
    base = day(TABLES, [booking("b0", 2, has="B"), *PARTIES[1:]], "B-C", mode="rebuild")
    assert inherited_bound(proven(base), Search(DAY)) is None


def test_limits_of_the_base_pass_no_bound_on() -> None:
    """What is taken off for the pace of the base may not be taken off on the day."""
    limited = day(
        TABLES,
        PARTIES,
        "B-C",
        mode="rebuild",
        pacing=({"covers": 4, "window": window("18:00", "22:00")},),
    )
    assert inherited_bound(proven(limited), Search(DAY)) is None
    assert inherited_bound(proven(DAY), Search(limited)) is not None


@pytest.mark.parametrize("seed", range(40))
def test_a_bound_taken_over_is_never_below_the_best_plan(seed: int) -> None:
    """On random days, with a random table or booking less."""
    problem = random_day(seed, most_tables=5)
    base = proven(problem)
    for smaller in (
        problem.replace(bookings=problem.bookings[1:]),
        problem.replace(rules=problem.rules.replace(merges=False)),
    ):
        search = Search(smaller)
        bound = inherited_bound(base, search)
        if bound is not None:
            assert search.tighten(0, bound)
            best = best_rank(smaller)[0]
            assert round((search.proof()[0].bound or 0) * 100) >= best
