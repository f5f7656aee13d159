"""Plan a whole day: the floor first, then the best the solver finds in time."""

import time
from collections.abc import Callable
from dataclasses import replace

from models.plan import DayPlan, SolverOutcome
from models.problem import DayProblem
from solver import model
from solver.answer import Ending, day_plan
from solver.instance import instance_of
from solver.messages import Bound, Incumbent, Task
from solver.phases import OnPhase, Phases
from solver.pool import DEFAULT_POOL, NoProcessError
from solver.process import Cancel, SolverProcess
from solver.search import Progress, Search

EXACT_CANDIDATES = 12_000
"""Up to here the exact model joins in. It proves days of 5,000 candidates in seconds and found
nothing in 10 s at 32,000; where between them it stops paying was not measured."""

CLOCK_FACTOR, LEAST_CLOCK_SECONDS = 30, 60.0
"""How much wall-clock time a deterministic solve may take before it is cut off: so many budgets, or
so long. It guards against engines that hang; a slow or busy machine is not to get there."""

MARGIN_SECONDS, MARGIN_SHARE = 0.05, 0.5
"""Kept back from the budget for the last check and for writing the answer: so much, and so much of
the time that preparing the search took, which grows with the day and with what else is running."""

LEAST_SECONDS = 0.02
"""With less time left the solver is not asked: it would find nothing."""


def plan_day(
    problem: DayProblem,
    *,
    budget_seconds: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    gap: float = 0.0,
    on_progress: Callable[[Progress], None] | None = None,
    on_phase: OnPhase | None = None,
    cancel: Cancel | None = None,
) -> DayPlan:
    """Plan a day within a budget of wall-clock seconds.

    The answer is the best checked plan of: the present one, the greedy floor, the solver's. It is
    never worse than the floor, and always says what is proven about it and how the solver ended.

    With ``deterministic`` the budget counts the solver's work instead of the clock, one thread
    solves the exact model (or neighbourhoods of it, on large days), and a fixed tie-break leaves
    one optimum: the same problem and seed give the same plan on every run. That takes longer.
    If the clock cuts it off all the same (``CLOCK_FACTOR``), outcome and notes say so.

    With ``gap`` the solve may end as soon as the leading tier is proven to be so close to its bound
    (relative, 0.005 is half a per cent).

    ``on_phase`` is told of each phase that is over, with its seconds: ``prepare`` (candidates and
    the floor), ``wait`` (for a solver process), ``search``, ``finish`` (the last check).

    ``cancel`` ends the solve within a moment, from any thread and whatever the solver does: the
    answer is the best checked plan so far.

    Raises:
        InvalidInputError: the rules or weights of the problem cannot be planned with.
    """
    clock = budget_seconds
    if deterministic:
        clock = max(CLOCK_FACTOR * budget_seconds, LEAST_CLOCK_SECONDS)
    began = time.monotonic()
    ending = Ending(SolverOutcome.NOT_NEEDED, budget_seconds, seed, deterministic, gap)
    cancel = cancel or Cancel()
    DEFAULT_POOL.warm_up()
    phases = Phases(on_phase)
    search = Search(problem, unique=deterministic)
    phases.end("prepare")
    tell = on_progress or (lambda progress: None)
    tell(search.progress())
    if not search.within(gap):
        prepared = time.monotonic() - began
        deadline = began + clock - MARGIN_SECONDS - MARGIN_SHARE * prepared
        outcome = ask_solver(search, ending, deadline, tell, cancel, phases=phases)
        ending = replace(ending, outcome=outcome)
    plan = day_plan(search, ending)
    phases.end("finish")
    return plan


def ask_solver(
    search: Search,
    ending: Ending,
    deadline: float,
    tell: Callable[[Progress], None],
    cancel: Cancel,
    *,
    again: bool = False,
    phases: Phases | None = None,
) -> SolverOutcome:
    """Let a solver process improve the plan if one is to be had in time; say how it ended.

    ``again`` says that the plan so far is that of a similar day.
    """
    if cancel.asked:
        return SolverOutcome.CANCELLED
    latest = deadline - LEAST_SECONDS
    if time.monotonic() > latest:
        return SolverOutcome.DEADLINE
    phases = phases or Phases()
    task = _task(search, ending, deadline, again=again)
    asked = time.monotonic()
    try:
        with DEFAULT_POOL.lend(latest, cancel) as process:
            if ending.deterministic:  # what others keep the processes busy with does not count
                task = replace(task, until=task.until + time.monotonic() - asked)
            phases.end("wait")
            outcome = _improve(search, process, task, ending.gap, tell, cancel)
            phases.end("search")
            return outcome
    except NoProcessError as error:
        phases.end("wait")
        return error.outcome


def _task(search: Search, ending: Ending, deadline: float, *, again: bool) -> Task:
    exact = len(search.candidates) <= EXACT_CANDIDATES
    return Task(
        instance=instance_of(search.candidates, search.objective),
        model=model.build(search.candidates, search.objective) if exact else None,
        start=search.best,
        until=deadline,
        seed=ending.seed,
        work=ending.budget_seconds if ending.deterministic else None,
        again=ending.gap if again else None,
    )


def _improve(
    search: Search,
    process: SolverProcess,
    task: Task,
    gap: float,
    tell: Callable[[Progress], None],
    cancel: Cancel,
) -> SolverOutcome:
    """Let the solver work until it is done, close enough, refused, cancelled or out of time."""
    for message in process.solve(task, task.until, cancel):
        if isinstance(message, Incumbent) and not search.offer(message.chosen):
            return SolverOutcome.GARBAGE
        if isinstance(message, Bound) and not search.tighten(message.tier, message.centipoints):
            return SolverOutcome.GARBAGE
        tell(search.progress())
        if search.within(gap):
            return SolverOutcome.COMPLETED
    return process.outcome
