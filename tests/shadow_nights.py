"""Nights by two hands for tests: whoever sits where is given, nothing is solved."""

import datetime as dt
from collections.abc import Mapping

from models.booking import Booking
from models.plan import (
    DayPlan,
    Objective,
    PlanStatus,
    Seating,
    SolveRecord,
    SolverOutcome,
    Statistics,
    TierProof,
    Unseated,
    UnseatedReason,
)
from models.problem import DayProblem
from models.shadow import EveningEnd, SeenBooking, ShadowMoment, ShadowRecord
from scenarios.shadow.night import Night, compare_night
from tests.solver_days import at, booking, day, table

Sitting = Mapping[str, tuple[str, ...]]

ROOM = (table("A", 2), table("B", 4), table("C", 4), table("D", 6))
PARTIES = {"b1": 2, "b2": 4, "b3": 5, "b4": 8, "b5": 1}


def evening(**fields: object) -> DayProblem:
    """Return a night on which everybody comes at once."""
    guests = [booking(key, party) for key, party in PARTIES.items()]
    return day(ROOM, guests, as_of=at("12:00"), **fields)


def plan_of(problem: DayProblem, sitting: Sitting) -> DayPlan:
    """Return a plan that seats as is said, legal or not."""
    seats = {item.id: item.capacity for item in problem.venue.tables}

    def seated(item: Booking, tables: tuple[str, ...]) -> Seating:
        total = sum(seats[name] for name in tables)
        return Seating(
            booking=item.id, party=item.party, tables=tables, window=item.window, seats=total
        )

    def refused(item: Booking) -> Unseated:
        return Unseated(
            booking=item.id,
            party=item.party,
            window=item.window,
            reason=UnseatedReason.OUTWEIGHED,
            message="Others are worth more.",
        )

    chosen = {item.id: item for item in problem.bookings}
    counts = dict.fromkeys(Statistics.model_fields, 0)
    return DayPlan(
        problem_id=problem.id,
        problem_hash=problem.content_hash(),
        date=problem.date,
        mode=problem.mode,
        max_moves=None,
        status=PlanStatus.OPTIMAL,
        seatings=tuple(seated(chosen[key], tables) for key, tables in sitting.items()),
        unseated=tuple(refused(item) for key, item in chosen.items() if key not in sitting),
        objective=Objective(total=1, seated=1, stability=0, preferences=0, terms={}),
        proof=(TierProof(tier="total", value=1, bound=1),),
        statistics=Statistics(**counts),
        solve=SolveRecord(
            outcome=SolverOutcome.COMPLETED,
            seconds=0.25,
            budget_seconds=1,
            seed=0,
            incumbents=1,
            versions={},
        ),
    )


def seen(problem: DayProblem, sitting: Sitting, **statuses: str) -> tuple[SeenBooking, ...]:
    """Return how a night's bookings look in the rows."""
    return tuple(
        SeenBooking(
            booking=item.id,
            party=item.party,
            clock=f"{item.window.start:%Y-%m-%d %H:%M}",
            status=statuses.get(item.id, "confirmed"),
            tables=sitting.get(item.id, ()),
        )
        for item in problem.bookings
    )


def night_of(
    old: Sitting,
    new: Sitting,
    *,
    date: dt.date | None = None,
    moment: ShadowMoment = ShadowMoment.AHEAD,
    **fields: object,
) -> Night:
    """Return the night that one hand seated so, and the other so; ``fields`` are the day's."""
    problem = evening(**fields)
    record = ShadowRecord(at=at("12:00"), moment=moment, seen=seen(problem, {}))
    end = EveningEnd(seen_at=at("23:00"), seen=seen(problem, old))
    found = compare_night("run", problem, plan_of(problem, new), record, end, kept=True)
    return found if date is None else found.replace(date=date)
