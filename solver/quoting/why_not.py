"""Why nothing is free for the booking that asks."""

from dataclasses import replace

from models.quote import Obstacle, QuoteOptions, WhyNot
from solver.quoting.candidates import offers_at
from solver.quoting.day import QuoteDay
from solver.reasons import all_taken, fits_with_merges, locked_without, nothing_fits


def why_not(day: QuoteDay) -> WhyNot:
    """Return the reason, when nothing that was asked for is free.

    Raises:
        InvalidInputError: the rules allow more merges than can be planned with.
    """
    anything = offers_at(replace(day, options=QuoteOptions()), day.booking)
    found, booking = anything.candidates, day.booking
    if not found.bookings:
        return _stays(day)
    if len(anything.ranked):
        return WhyNot(
            reason=Obstacle.NOT_AS_ASKED,
            message=f"Tables for {booking.party} are free then, but none {_limits(day)}.",
        )
    if found.legal_sets[0]:
        reason, message = all_taken(booking)
    else:
        new = booking.model_copy(update={"current_tables": ()})
        with_merges = not day.problem.rules_for(booking).merges and fits_with_merges(
            day.problem, (new,)
        )
        reason, message = nothing_fits(day.problem, booking, merges_would=bool(with_merges))
    return WhyNot(reason=reason, message=message)


def _stays(day: QuoteDay) -> WhyNot:
    booking = day.booking
    if not booking.current_tables or not day.problem.wants_tables(booking):
        reason, message = locked_without(booking)
        return WhyNot(reason=reason, message=message)
    state = "locked" if booking.locked else booking.status.value
    return WhyNot(
        reason=Obstacle.STAYS,
        message=f"It is {state} or has begun, and keeps the tables it has.",
    )


def _limits(day: QuoteDay) -> str:
    """Say what the request was limited to."""
    options, venue = day.options, day.problem.venue
    zones = {zone.id: zone.label for zone in venue.zones}
    said = []
    if options.zone is not None:
        said.append(f"in {zones[options.zone]}")
    if options.max_tables is not None:
        said.append(
            "on one table" if options.max_tables == 1 else f"on {options.max_tables} tables"
        )
    if options.require_adjacency:
        said.append("side by side")
    if options.avoid:
        said.append("without the tables to avoid")
    return ", ".join(said)
