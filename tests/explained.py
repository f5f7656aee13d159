"""Small days with their best plan, explained."""

from typing import Any

from models.explanation import ConflictSet, Explanation, Repair, RepairKind
from models.problem import DayProblem
from solver.explaining.explain import explain
from solver.explaining.planned import PlannedDay, planned_day
from tests.solver_days import Plan, plan_of


def best_day(problem: DayProblem) -> PlannedDay:
    """Return a day with its best plan."""
    return planned_day(problem, {key: tuple(t.split("+")) for key, t in plan_of(problem).items()})


def with_plan(problem: DayProblem, **decisions: str) -> PlannedDay:
    """Return a day with a plan ``b1="A+B"``."""
    plan: Plan = {key: tuple(text.split("+")) for key, text in decisions.items()}
    return planned_day(problem, plan)


def why(problem: DayProblem, key: str = "b1", **decisions: str) -> Explanation:
    """Return why a booking has no table in the best plan, or in the one given."""
    day = with_plan(problem, **decisions) if decisions else best_day(problem)
    return explain(day, key, budget_seconds=60)


def in_the_way(found: Explanation) -> set[str]:
    """Return the elements of a conflict: bookings and tables by id, rules by name."""
    conflict = found.conflict
    assert isinstance(conflict, ConflictSet)
    assert conflict.certified
    return {_name(item) for item in conflict.elements}


def _name(item: Any) -> str:
    if item.kind == "occupied":
        return f"{item.occupied.source} {item.occupied.table}"
    if item.kind == "closed":
        return f"closed {item.table}"
    return str(item.booking if item.kind == "booking" else item.rule.value)


def repairs(found: Explanation) -> dict[RepairKind, Repair]:
    """Return the cheapest repair of every kind."""
    return {item.kind: item for item in reversed(found.repairs)}
