"""Properties of advice on random tiny days, beside a solver that tries every plan."""

import random
from itertools import combinations

import pytest

from models.problem import DayProblem
from scenarios.advise.join_days import only, with_joins
from scenarios.advise.joins import JoinsAsked, advise_joins
from scenarios.advise.regret import Evening, advise_regret
from scenarios.advise.tables import TablesAsked, advise_tables
from scenarios.scenario import Scenario
from solver.checker import check_plan
from solver.explaining.planned import planned_day
from tests.advised import gains, solving_here
from tests.solver_brute import best_rank, subsets
from tests.solver_days import Plan, booking, day, table

SEEDS = range(2)
TIMES = (("18:00", "19:30"), ("19:00", "20:30"), ("20:00", "21:30"))


def leading(problem: DayProblem) -> float:
    """Return what the best of all plans is worth in the leading tier, in points."""
    return best_rank(problem)[0] / 100


def days() -> list[DayProblem]:
    """Return tiny busy days: four tables, some side by side, and more guests than seats."""
    found = []
    for seed in SEEDS:
        dice = random.Random(seed)
        tables = [table(key, dice.choice((2, 2, 3, 4))) for key in "ABCD"]
        edges = " ".join(f"{a}-{b}" for a, b in combinations("ABCD", 2) if dice.random() < 0.5)
        bookings = [
            booking(f"b{n}", dice.choice((1, 2, 2, 3, 4, 5, 6)), *dice.choice(TIMES))
            for n in range(4)
        ]
        problem = day(tables, bookings, edges or "A-B", mode="rebuild")
        found.append(problem.replace(id=f"day {seed}"))
    return found


def test_advice_on_the_room_is_what_trying_everything_finds() -> None:
    """Tables: each gain in points. Joins: the dead are missed by nobody, the others are worth
    what the ranking says. Rankings are sorted.
    """
    dead = alive = bought = 0
    with solving_here() as solving:
        for problem in days():
            found = advise_tables([problem], solving, TablesAsked(fully=3))
            assert gains(found) == sorted(gains(found), reverse=True)
            assert [item.rank for item in found.ranking] == [*range(1, len(found.ranking) + 1)]
            for item in found.ranking[:2]:
                after = Scenario(name="x", edits=item.edits).apply(problem)
                gain = leading(after) - leading(problem)
                assert item.gain_points.mean == pytest.approx(gain, abs=0.01)
                bought += 1
            joins = advise_joins([problem], solving, JoinsAsked(fully=1))
            joined = with_joins(problem)
            best, pairs = leading(joined), joined.venue.adjacency
            for pair in (item.tables for item in joins.dead):
                rest = only(joined, [other for other in pairs if other != pair])
                assert leading(rest) == best
                dead += 1
            for item in joins.ranking:
                changed = leading(Scenario(name="x", edits=item.edits).apply(joined))
                gain = best - changed if item.group == "carries" else changed - best
                assert item.gain_points.mean == pytest.approx(gain, abs=0.01)
                alive += 1
    assert dead > 0
    assert alive > 0
    assert bought > 0


def careless(problem: DayProblem) -> Plan:
    """Return a plan that gives each booking in turn the most tables that it can have."""
    stood: Plan = {}
    for item in problem.bookings:
        for chosen in reversed(subsets(problem)):
            if check_plan(problem, {**stood, item.id: chosen}).ok:
                stood[item.id] = chosen
                break
    return stood


def test_the_ledger_promises_only_legal_plans() -> None:
    """Every line that would be seated is seated by its moves alone, and nobody loses a table."""
    lines = moves = 0
    with solving_here(gap=0.0) as solving:
        for problem in days():
            planned = planned_day(problem, careless(problem))
            found = advise_regret([Evening(planned)], solving)
            for line in found.lines:
                moved = {item.booking: item.after for item in line.moves}
                plan = {**planned.decisions, **moved, line.booking: line.tables}
                if line.would_seat:
                    assert check_plan(planned.as_planned, plan).ok
                    assert line.displaced == 0
                    lines, moves = lines + 1, moves + len(moved)
    assert lines > 0
    assert moves > 0
