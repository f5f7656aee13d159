"""Plan again what is planned already, with as few moves as somebody cares to make.

For each limit of moves the best plan: the points of a curve on which more moves never gain less.
Each point starts from the one before, whose plan is allowed there too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.plan import DayPlan, SolverOutcome
from models.problem import DayProblem, Mode
from models.replan import CURVE, CurvePoint, MoveLimit
from solver.answer import Ending, day_plan
from solver.clock import Clock
from solver.explaining.planned import PlannedDay
from solver.replanning.few_moves import FewMoves, improve
from solver.replanning.help import with_help
from solver.replanning.words import point_of


@dataclass(frozen=True)
class Proposed:
    """One point of the curve: the plan, and the problem that it answers."""

    point: CurvePoint
    problem: DayProblem
    plan: DayPlan
    day: PlannedDay


def replan(
    problem: DayProblem,
    limits: Sequence[MoveLimit] = CURVE,
    *,
    budget_seconds: float = 5.0,
    help_seconds: float = 1.0,
    on_point: Callable[[CurvePoint], None] | None = None,
) -> tuple[Proposed, ...]:
    """Return the best plan for each limit of moves, the strictest first.

    The problem's bookings have the tables that they have now; its own mode and limit do not count.
    Guests who sit, and locked bookings, stay. Whoever had tables comes before those without: that
    is what "better" begins with, then the problem's own objective. ``help_seconds`` is for finding
    what would help those who lose their tables, at each point.

    Raises:
        InvalidInputError: the rules or weights of the problem cannot be planned with.
    """
    clock = Clock(budget_seconds)
    wanted = _ascending(limits)
    found: list[Proposed] = []
    for number, limit in enumerate(wanted):
        share = clock.left / (len(wanted) - number)
        before = found[-1] if found else None
        proposed = best_with(problem, limit, before, share)
        found.append(with_help_for(proposed, help_seconds))
        if on_point is not None:
            on_point(found[-1].point)
    return tuple(found)


def best_with(
    problem: DayProblem, limit: MoveLimit, start: Proposed | None, seconds: float
) -> Proposed:
    """Return the best plan with so many moves at most, never worse than the one to start from."""
    limited = problem.replace(mode=Mode.IMPROVE, max_moves=limit)
    clock = Clock(seconds)
    search = FewMoves(limited, start=None if start is None else start.day.decisions)
    finished = improve(search, clock)
    outcome = SolverOutcome.COMPLETED if finished else SolverOutcome.DEADLINE
    plan = day_plan(search, Ending(outcome, seconds, seed=0))
    day = PlannedDay(limited, dict(search.decisions), search.verdict)
    return Proposed(point_of(day, plan), limited, plan, day)


def with_help_for(proposed: Proposed, seconds: float) -> Proposed:
    """Say what would help those who have no table any more."""
    if not proposed.point.lost or seconds <= 0:
        return proposed
    return replace(proposed, point=with_help(proposed.point, proposed.day, seconds))


def _ascending(limits: Sequence[MoveLimit]) -> list[MoveLimit]:
    """Return each limit once, the strictest first; any number comes last."""
    numbers = sorted({limit for limit in limits if limit is not None})
    return [*numbers, *([None] if None in limits else [])]
