"""Plan a whole day: the floor first, then the best the solver finds in time."""

import time
from collections.abc import Callable

from models.plan import DayPlan, SolverOutcome
from models.problem import DayProblem
from solver import model
from solver.answer import Ending, day_plan
from solver.instance import instance_of
from solver.messages import Bound, Incumbent, Task
from solver.pool import DEFAULT_POOL
from solver.process import SolverProcess
from solver.search import Progress, Search

EXACT_CANDIDATES = 12_000
"""Up to here the exact model joins in; beyond it, it finds nothing in time (measured)."""

MARGIN_SECONDS = 0.05
"""Kept back from the budget for the last check and for writing the answer."""


def plan_day(
    problem: DayProblem,
    *,
    budget_seconds: float = 10.0,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
) -> DayPlan:
    """Plan a day within a budget of wall-clock seconds.

    The answer is the best checked plan of: the present one, the greedy floor, the solver's. It is
    never worse than the floor, and always says what is proven about it and how the solver ended.

    Raises:
        InvalidInputError: the rules or weights of the problem cannot be planned with.
    """
    deadline = time.monotonic() + budget_seconds - MARGIN_SECONDS
    with DEFAULT_POOL.lend() as process:
        search = Search(problem)
        tell = on_progress or (lambda progress: None)
        tell(search.progress())
        outcome = SolverOutcome.NOT_NEEDED
        if not search.proven:
            outcome = _improve(search, process, deadline, seed, tell)
    return day_plan(search, Ending(outcome, budget_seconds, seed))


def _improve(
    search: Search,
    process: SolverProcess,
    deadline: float,
    seed: int,
    tell: Callable[[Progress], None],
) -> SolverOutcome:
    """Let the solver work until it is done, proven, refused or out of time."""
    exact = len(search.candidates) <= EXACT_CANDIDATES
    task = Task(
        instance=instance_of(search.candidates, search.objective),
        model=model.build(search.candidates, search.objective) if exact else None,
        start=search.floor,
        until=deadline,
        seed=seed,
    )
    for message in process.solve(task, deadline):
        if isinstance(message, Incumbent) and not search.offer(message.chosen):
            return SolverOutcome.GARBAGE
        if isinstance(message, Bound) and not search.tighten(message.tier, message.centipoints):
            return SolverOutcome.GARBAGE
        tell(search.progress())
        if search.proven:
            return SolverOutcome.COMPLETED
    return process.outcome
