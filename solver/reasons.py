"""Why a booking has no table, in a sentence for the restaurant."""

from models.booking import Booking
from models.plan import Unseated, UnseatedReason
from models.problem import DayProblem
from solver.candidates import Candidates, candidates_of


def unseated_bookings(candidates: Candidates, seated: set[str]) -> tuple[Unseated, ...]:
    """Explain every booking of the day that has no table in the plan."""
    problem = candidates.problem
    rows = {booking.id: row for row, booking in enumerate(candidates.bookings)}
    without_merges = [b for b in problem.bookings if b.id in rows and b.id not in seated]
    fits_with_merges = _fits_with_merges(problem, tuple(without_merges))
    result = []
    for booking in problem.bookings:
        if booking.id in seated or not problem.wants_tables(booking):
            continue
        reason, message = _reason(candidates, booking, rows.get(booking.id), fits_with_merges)
        result.append(
            Unseated(
                booking=booking.id,
                party=booking.party,
                window=booking.window,
                reason=reason,
                message=message,
            )
        )
    return tuple(result)


def _fits_with_merges(problem: DayProblem, bookings: tuple[Booking, ...]) -> set[str]:
    """Return the bookings that merges would fit in an empty restaurant; none when merges are on."""
    if problem.rules.merges or not bookings:
        return set()
    allowed = candidates_of(
        problem.replace(bookings=bookings, occupancy=(), rules=problem.rules.replace(merges=True))
    )
    return {b.id for b, legal in zip(allowed.bookings, allowed.legal_sets, strict=True) if legal}


def _reason(
    candidates: Candidates, booking: Booking, row: int | None, fits_with_merges: set[str]
) -> tuple[UnseatedReason, str]:
    party = booking.party
    if row is None:
        return (
            UnseatedReason.LOCKED_WITHOUT,
            f"It is {'locked' if booking.locked else booking.status} and has no tables.",
        )
    if not candidates.legal_sets[row]:
        if booking.id in fits_with_merges:
            return (
                UnseatedReason.MERGES_OFF,
                f"Only tables pushed together seat {party}, and merges are switched off.",
            )
        seats = candidates.problem.venue.seats
        if party > seats:
            return (
                UnseatedReason.NO_TABLE_FITS,
                f"Insufficient global capacity: {party} guests, {seats} seats in all.",
            )
        return (
            UnseatedReason.NO_TABLE_FITS,
            f"No tables meet the capacity requirements for this party size ({party}): no table "
            "or allowed merge is right, even in an empty restaurant.",
        )
    if candidates.offset[row] == candidates.offset[row + 1]:
        return (
            UnseatedReason.ALL_TAKEN,
            f"Everything that fits {party} is taken at that time by seatings, holds or closures "
            "that may not move.",
        )
    return (
        UnseatedReason.OUTWEIGHED,
        f"Tables for {party} are short then; they go to parties that are worth more together.",
    )
