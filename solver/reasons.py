"""Why a booking has no table, in a sentence for the restaurant."""

from typing import Protocol

import numpy as np

from models.booking import Booking
from models.plan import Unseated, UnseatedReason
from models.problem import DayProblem
from solver.arrays import Bools, Ints
from solver.candidates import Candidates, candidates_of
from solver.instance import instance_of
from solver.objective import Objective
from solver.parts import taken_tables


class Planned(Protocol):
    """A day with a plan for it."""

    @property
    def problem(self) -> DayProblem:
        """The day."""

    @property
    def candidates(self) -> Candidates:
        """What the plan could choose from."""

    @property
    def objective(self) -> Objective:
        """What each candidate is worth."""

    @property
    def best(self) -> Ints:
        """The candidates that the plan chose."""

    @property
    def decisions(self) -> dict[str, tuple[str, ...]]:
        """Table ids by booking id."""


def unseated_bookings(search: Planned) -> tuple[Unseated, ...]:
    """Explain every booking of the day that has no table in a plan."""
    problem, candidates, seated = search.problem, search.candidates, search.decisions
    rows = {booking.id: row for row, booking in enumerate(candidates.bookings)}
    without_merges = tuple(
        booking
        for booking in problem.bookings
        if booking.id in rows and booking.id not in seated and not problem.rules_for(booking).merges
    )
    with_merges = fits_with_merges(problem, without_merges)
    room = _room(search)
    result = []
    for booking in problem.bookings:
        if booking.id in seated or not problem.wants_tables(booking):
            continue
        row = rows.get(booking.id)
        limits = _limits(problem, booking) if row is not None and room[row] else None
        if limits:
            reason, message = UnseatedReason.HOUSE_LIMITS, limits
        else:
            reason, message = _reason(candidates, booking, row, with_merges)
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


def fits_with_merges(problem: DayProblem, bookings: tuple[Booking, ...]) -> set[str]:
    """Return the bookings that merges would fit in an empty restaurant, if they were on."""
    if not bookings:
        return set()
    allowed = candidates_of(problem.with_merges().replace(bookings=bookings, occupancy=()))
    return {b.id for b, legal in zip(allowed.bookings, allowed.legal_sets, strict=True) if legal}


def _room(search: Planned) -> Bools:
    """Return B: bookings without a table although one of their candidates is free in the plan."""
    instance, chosen = instance_of(search.candidates, search.objective), search.best
    taken = taken_tables(instance, np.arange(len(instance.spans)), chosen)
    open_now = ~taken[instance.booking[:, None], instance.members[instance.table_set]]
    room = np.zeros(len(instance.spans), dtype=np.bool_)
    room[instance.booking[open_now.all(axis=1)]] = True
    room[instance.booking[chosen]] = False
    return room


def _limits(problem: DayProblem, booking: Booking) -> str | None:
    """Say which of the house's limits keep a free table from a booking; None without any."""
    arrives = booking.window.start
    limits = [
        f"at most {pace.covers} guests may arrive in {pace.slot_minutes} minutes"
        for pace in problem.pacing
        if pace.window.start <= arrives < pace.window.end
    ]
    limits += [
        f"{held.keep} {'table is' if held.keep == 1 else 'tables are'} kept for walk-ins"
        + (f" ({held.name})" if held.name else "")
        for held in problem.hold_backs
        if held.window.overlaps(booking.window)
    ]
    if not limits:
        return None
    why = " and ".join(limits)
    return f"A table for {booking.party} is free, but the plan leaves it open: {why}."


def _reason(
    candidates: Candidates, booking: Booking, row: int | None, with_merges: set[str]
) -> tuple[UnseatedReason, str]:
    if row is None:
        return locked_without(booking)
    if not candidates.legal_sets[row]:
        return nothing_fits(candidates.problem, booking, merges_would=booking.id in with_merges)
    if candidates.offset[row] == candidates.offset[row + 1]:
        return all_taken(booking)
    return (
        UnseatedReason.OUTWEIGHED,
        f"Tables for {booking.party} are short then; they go to parties that are worth more "
        "together.",
    )


def locked_without(booking: Booking) -> tuple[UnseatedReason, str]:
    """Say that nothing is looked for."""
    state = "locked" if booking.locked else booking.status
    return UnseatedReason.LOCKED_WITHOUT, f"It is {state} and has no tables."


def nothing_fits(
    problem: DayProblem, booking: Booking, *, merges_would: bool
) -> tuple[UnseatedReason, str]:
    """Say why the room has nothing for the party, whoever else comes."""
    party, seats = booking.party, problem.venue.seats
    if merges_would:
        return (
            UnseatedReason.MERGES_OFF,
            f"Only tables pushed together seat {party}, and merges are switched off.",
        )
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


def all_taken(booking: Booking) -> tuple[UnseatedReason, str]:
    """Say that what would do is taken by something that stays."""
    return (
        UnseatedReason.ALL_TAKEN,
        f"Everything that fits {booking.party} is taken at that time by seatings, holds or "
        "closures that may not move.",
    )
