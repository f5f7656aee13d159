"""A plan that somebody else decided, not the solver: judged and told like any other."""

from collections.abc import Callable, Collection, Mapping

from models.plan import (
    DayPlan,
    PlanStatus,
    SolveRecord,
    SolverOutcome,
    Tier,
    TierProof,
    Unseated,
    UnseatedReason,
)
from models.problem import DayProblem, Mode
from models.weights import CENTIPOINTS
from solver.answer import objective_points, seatings_of, statistics_of, versions
from solver.checker import Violation, check_plan

Tables = Mapping[str, tuple[str, ...]]
"""Table ids by booking id; empty for a booking without tables."""

TIERS: dict[str, tuple[Tier, ...]] = {
    "weighted": ("total",),
    "lexicographic": ("seated", "stability", "preferences"),
}


def broken_by(
    problem: DayProblem, changed: Collection[str], decisions: Tables
) -> tuple[Violation, ...]:
    """Return what the checker says of decisions, as if the changed bookings had no tables yet."""
    bookings = tuple(
        booking.replace(current_tables=()) if booking.id in changed else booking
        for booking in problem.bookings
    )
    seated = {key: tables for key, tables in decisions.items() if tables}
    as_new = problem.replace(mode=Mode.FILL, max_moves=None, bookings=bookings)
    return check_plan(as_new, seated).violations


def decided_plan(now: DayProblem, decisions: Tables, why: Callable[[str], str]) -> DayPlan:
    """Return the plan with these tables; ``why`` says it of each booking without any."""
    verdict = check_plan(now, decisions)
    seatings = seatings_of(now, decisions, verdict)
    order = TIERS[now.weights.order]
    values = [verdict.total if name == "total" else verdict.tier(name) for name in order]
    return DayPlan(
        problem_id=now.id,
        problem_hash=now.content_hash(),
        date=now.date,
        mode=now.mode,
        max_moves=now.max_moves,
        status=PlanStatus.FEASIBLE,
        seatings=seatings,
        unseated=tuple(
            Unseated(
                booking=booking.id,
                party=booking.party,
                window=booking.window,
                reason=UnseatedReason.NOT_PLANNED,
                message=why(booking.id),
            )
            for booking in now.bookings
            if booking.id not in decisions and now.wants_tables(booking)
        ),
        objective=objective_points(verdict),
        proof=tuple(
            TierProof(tier=name, value=value / CENTIPOINTS, bound=None)
            for name, value in zip(order, values, strict=True)
        ),
        statistics=statistics_of(now, seatings),
        solve=SolveRecord(
            outcome=SolverOutcome.NOT_NEEDED,
            seconds=0,
            budget_seconds=0,
            seed=0,
            incumbents=0,
            versions=versions(),
        ),
    )
