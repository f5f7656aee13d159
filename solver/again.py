"""Plan a day when a similar one has been planned: its plan is where the search begins."""

import time
from collections.abc import Callable
from dataclasses import replace

from models.plan import DayPlan, SolverOutcome
from models.problem import DayProblem
from solver.answer import Ending, day_plan
from solver.checker import Decisions
from solver.day import EXACT_CANDIDATES, MARGIN_SECONDS, ask_solver
from solver.inherit import inherited_bound
from solver.instance import instance_of
from solver.milp import relaxed_bound
from solver.pool import DEFAULT_POOL
from solver.pooled import pooled_model
from solver.process import Cancel
from solver.search import Progress, Search


def plan_again(
    problem: DayProblem,
    start: Decisions,
    *,
    base: Search | None = None,
    gap: float = 0.0,
    budget_seconds: float = 10.0,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Cancel | None = None,
) -> DayPlan:
    """Plan a day from the tables that a similar day's plan gave, by booking.

    What of them is still possible is kept and completed; the linear relaxation bounds that at
    once. Only when it is not within ``gap`` a solver process is asked. From ``base``, what is known
    of the similar day, the bound is taken over where it holds. Otherwise as ``plan_day``.

    Raises:
        InvalidInputError: the rules or weights of the problem cannot be planned with.
    """
    began = time.monotonic()
    ending = Ending(SolverOutcome.NOT_NEEDED, budget_seconds, seed, gap=gap)
    search = Search(problem, start=start)
    tell = on_progress or (lambda progress: None)
    bound = None if base is None else inherited_bound(base, search)
    if bound is not None and not search.tighten(0, bound):
        raise AssertionError(f"{problem.id}: a plan is better than the bound taken over")
    if not search.within(gap) and len(search.candidates) <= EXACT_CANDIDATES:
        relax(search, budget_seconds - (time.monotonic() - began))
    tell(search.progress())
    if not search.within(gap):
        DEFAULT_POOL.warm_up()
        deadline = began + budget_seconds - MARGIN_SECONDS
        outcome = ask_solver(search, ending, deadline, tell, cancel or Cancel(), again=True)
        ending = replace(ending, outcome=outcome)
    return day_plan(search, ending)


def relax(search: Search, seconds: float) -> None:
    """Bound the leading tier of a search by its linear relaxation, within seconds."""
    model = pooled_model(instance_of(search.candidates, search.objective), counted=True)
    bound = relaxed_bound(model, model.gains[0], [], seconds)
    if bound is not None and not search.tighten(0, bound):
        raise AssertionError("a plan is better than its relaxation")
