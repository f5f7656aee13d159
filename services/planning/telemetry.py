"""What is counted, timed and told of plans of dates."""

from collections.abc import Callable

from models.plan import DayPlan
from solver.phases import OnPhase
from telemetry.metrics import GAP, PLANS, SOLVES, UNSEATED
from telemetry.stages import passed, stage


def solved(solve: Callable[[OnPhase], DayPlan]) -> DayPlan:
    """Solve; time each phase, and count what came of it."""
    with stage("solve") as told:
        plan = solve(_phase)
        told.tell(
            status=plan.status.value,
            outcome=plan.solve.outcome.value,
            objective=plan.objective.total,
            bound=plan.bound,
            gap=plan.gap,
            seated=plan.statistics.seated,
            unseated=len(plan.unseated),
            moved=plan.statistics.moved,
        )
    count_plan(plan)
    return plan


def count_plan(plan: DayPlan) -> None:
    """Count a finished plan."""
    PLANS.labels(plan.status.value, plan.solve.outcome.value).inc()
    if plan.gap is not None:
        GAP.observe(plan.gap)
    for item in plan.unseated:
        UNSEATED.labels(item.reason.value).inc()


def _phase(name: str, seconds: float) -> None:
    SOLVES.labels(name).observe(seconds)
    passed(f"solve.{name}", seconds)
