"""What a plan, and each seating of it, is worth: term by term, as the checker counts."""

from models.booking import Booking
from models.explanation import OtherTables, PlanBreakdown, SeatingBreakdown
from models.weights import CENTIPOINTS
from solver.explaining.planned import PlannedDay
from solver.explaining.repair_day import OPTIONS
from solver.quoting.candidates import offers_at
from solver.quoting.day import quote_day
from solver.scoring import score

SHARED = ("pacing", "hold_back", "section_balance")
"""Terms that look at several bookings at once: they are the day's, not one seating's."""


def plan_breakdown(day: PlannedDay) -> PlanBreakdown:
    """Return what every seating is worth by itself, and the terms that belong to the whole day.

    All of it adds up to the plan's objective.
    """
    seatings = tuple(seating_breakdown(day, booking.id) for booking in day.seated)
    shared = {
        term: day.verdict.terms[term] / CENTIPOINTS for term in SHARED if day.verdict.terms[term]
    }
    return PlanBreakdown(seatings=seatings, shared=shared, total=day.verdict.total / CENTIPOINTS)


def seating_breakdown(
    day: PlannedDay, booking: str, *, alternative: bool = False
) -> SeatingBreakdown:
    """Return what one seating is worth, and what the best other tables would have cost.

    Raises:
        InvalidInputError: the day has no such booking.
        KeyError: the booking has no tables in the plan.
    """
    asked, tables = day.booking(booking), day.decisions[booking]
    terms = _own_terms(day, asked, tables)
    return SeatingBreakdown(
        booking=booking,
        party=asked.party,
        tables=tables,
        points=sum(terms.values()) / CENTIPOINTS,
        terms=_points(terms),
        alternative=_alternative(day, asked) if alternative else None,
    )


def _own_terms(day: PlannedDay, booking: Booking, tables: tuple[str, ...]) -> dict[str, int]:
    """Return the centipoints of one seating by term."""
    alone = day.problem.model_copy(update={"pacing": (), "hold_backs": ()})
    found = score(alone, {booking.id: tables}, {booking.id: day.verdict.seats[booking.id]})
    return {term: value for term, value in found.items() if value and term not in SHARED}


def _alternative(day: PlannedDay, booking: Booking) -> OtherTables | None:
    """Return the best other tables that are free while everyone else stays where they are.

    The booking may have moved in the plan: what a move costs counts from where it was before.
    """
    bookings = tuple(booking if item.id == booking.id else item for item in day.as_planned.bookings)
    as_before = day.as_planned.model_copy(update={"bookings": bookings})
    quote = quote_day(as_before, booking.id, OPTIONS)
    offers = offers_at(quote, booking)
    mine = set(day.decisions[booking.id])
    found = (offers.offer(number) for number in offers.ranked.tolist())
    best = next((offer for offer in found if set(offer.tables) != mine), None)
    if best is None:
        return None
    cost = round(_worth(day, booking) - best.score, 2)
    return OtherTables(tables=best.tables, points=best.score, cost=cost, terms=best.terms)


def _worth(day: PlannedDay, booking: Booking) -> float:
    """Return what the plan would be worth less without a seating (points)."""
    without = {key: tables for key, tables in day.decisions.items() if key != booking.id}
    seats = {key: day.verdict.seats[key] for key in without}
    return (day.verdict.total - sum(score(day.problem, without, seats).values())) / CENTIPOINTS


def _points(terms: dict[str, int]) -> dict[str, float]:
    return {term: value / CENTIPOINTS for term, value in terms.items()}
