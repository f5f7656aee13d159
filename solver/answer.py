"""Write down what a search found as a day plan."""

import platform
import time
from dataclasses import dataclass
from importlib.metadata import version

from models.booking import Booking
from models.plan import (
    Change,
    DayPlan,
    Objective,
    PlanStatus,
    Seating,
    SolveRecord,
    SolverOutcome,
    Statistics,
)
from models.problem import DayProblem
from models.weights import CENTIPOINTS
from solver.checker import Decisions, Verdict
from solver.reasons import unseated_bookings
from solver.search import Search

TROUBLE = {
    SolverOutcome.CRASHED: "The solver process crashed; this is the best plan before that.",
    SolverOutcome.GARBAGE: "The solver process answered garbage and was ended; this is the best "
    "plan before that.",
    SolverOutcome.KILLED: "The solver process did not stop in time and was left to be killed; this "
    "is the best plan up to then.",
    SolverOutcome.CANCELLED: "The solve was cancelled; this is the best plan up to then.",
    SolverOutcome.NOT_READY: "No solver process was up within the budget: this is the best plan "
    "without one. A longer budget waits for it.",
}
"""What to say about a solve that did not end by itself or with its time."""

ENDED = (SolverOutcome.COMPLETED, SolverOutcome.NOT_NEEDED)
"""Outcomes of a solve that nothing cut short."""


@dataclass(frozen=True)
class Ending:
    """How a search ended, and what it was given."""

    outcome: SolverOutcome
    budget_seconds: float
    seed: int
    deterministic: bool = False
    gap: float = 0.0
    """The relative gap that is close enough; 0 asks for a proof of every tier."""


def day_plan(search: Search, ending: Ending) -> DayPlan:
    """Return the best plan of a search with its proof."""
    problem = search.problem
    seatings = seatings_of(problem, search.decisions, search.verdict)
    return DayPlan(
        problem_id=problem.id,
        problem_hash=problem.content_hash(),
        date=problem.date,
        mode=problem.mode,
        max_moves=problem.max_moves,
        status=_status(search),
        seatings=seatings,
        unseated=unseated_bookings(search),
        objective=objective_points(search.verdict),
        proof=search.proof(),
        statistics=statistics_of(problem, seatings),
        solve=SolveRecord(
            outcome=ending.outcome,
            seconds=round(time.monotonic() - search.began, 4),
            budget_seconds=ending.budget_seconds,
            seed=ending.seed,
            deterministic=ending.deterministic,
            gap=ending.gap,
            incumbents=search.incumbents,
            versions=versions(),
        ),
        notes=_notes(search, ending),
    )


def versions() -> dict[str, str]:
    """Return the versions of everything that a plan depends on."""
    packages = ("maitred", "ortools", "highspy", "numpy")
    return {name: version(name) for name in packages} | {"python": platform.python_version()}


def _status(search: Search) -> PlanStatus:
    if search.optimal:
        return PlanStatus.OPTIMAL
    return PlanStatus.FLOOR if search.best is search.floor else PlanStatus.FEASIBLE


def seatings_of(problem: DayProblem, decisions: Decisions, verdict: Verdict) -> tuple[Seating, ...]:
    """Return the seatings of checked decisions, in the order of the bookings."""
    return tuple(
        _seating(booking, tuple(decisions[booking.id]), verdict)
        for booking in problem.bookings
        if booking.id in decisions
    )


def _seating(booking: Booking, tables: tuple[str, ...], verdict: Verdict) -> Seating:
    if not booking.current_tables:
        change = Change.NEW
    else:
        kept = set(tables) == set(booking.current_tables)
        change = Change.KEPT if kept else Change.MOVED
    return Seating(
        booking=booking.id,
        party=booking.party,
        tables=tables,
        window=booking.window,
        seats=verdict.seats[booking.id],
        change=change,
        stale=verdict.stale.get(booking.id),
    )


def objective_points(verdict: Verdict) -> Objective:
    """Return what checked decisions are worth, in points."""
    return Objective(
        total=verdict.total / CENTIPOINTS,
        seated=verdict.tier("seated") / CENTIPOINTS,
        stability=verdict.tier("stability") / CENTIPOINTS,
        preferences=verdict.tier("preferences") / CENTIPOINTS,
        terms={term: value / CENTIPOINTS for term, value in verdict.terms.items() if value},
    )


def statistics_of(problem: DayProblem, seatings: tuple[Seating, ...]) -> Statistics:
    """Return the counts of a plan."""
    wanted = [b for b in problem.bookings if problem.wants_tables(b)]
    return Statistics(
        bookings=len(wanted),
        seated=len(seatings),
        covers=sum(seating.party for seating in seatings),
        covers_requested=sum(booking.party for booking in wanted),
        merges=sum(len(seating.tables) > 1 for seating in seatings),
        empty_seats=sum(max(0, seating.seats - seating.party) for seating in seatings),
        moved=sum(seating.change is Change.MOVED for seating in seatings),
    )


def _notes(search: Search, ending: Ending) -> tuple[str, ...]:
    problem, notes = search.problem, []
    rules = problem.rules
    if not problem.venue.adjacency and rules.merges and rules.require_adjacency:
        notes.append(
            "No adjacency is recorded for this venue: "
            + (
                "tables of one zone are merged freely."
                if rules.without_edges == "same_zone"
                else "only named merge sets are used."
            )
        )
    stale = len(search.verdict.stale)
    if stale:
        notes.append(f"{stale} seatings that are kept break today's rules; see `stale`.")
    if (trouble := TROUBLE.get(ending.outcome)) is not None:
        notes.append(trouble)
    if ending.deterministic and ending.outcome is SolverOutcome.DEADLINE:
        notes.append(
            "The clock ran out before the work did, so this plan is not repeatable: another run "
            "may end elsewhere. Lower the budget, or run it on a machine with less to do."
        )
    elif ending.deterministic and ending.outcome not in ENDED:
        notes.append("The solve did not reach its end: another run may end elsewhere.")
    elif ending.deterministic and not search.proven:
        notes.append("The work ran out before one optimum was left; raise the budget.")
    return tuple(notes)
