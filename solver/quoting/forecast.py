"""Which requests are still to come for a date, as far as its own bookings tell."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from models.booking import Booking
from models.problem import DayProblem
from models.quote import ExpectedRequest
from models.window import Window
from solver.arrays import EPOCH

STILL_TO_COME = 0.2
"""Requests still to come for each booking that is there. A choice, not a measurement: a caller
that knows its guests passes a forecast of its own."""

PARTY_MIX = ((1, 0.05), (2, 0.43), (3, 0.10), (4, 0.24), (5, 0.06), (6, 0.07), (7, 0.02), (8, 0.03))
"""Share of each party size where nothing is known. A choice, as is the weight below."""

PRIOR_BOOKINGS = 10
"""The date's own bookings outweigh what is assumed of any date from so many on."""

SLOT = timedelta(minutes=30)


def expected_requests(problem: DayProblem) -> tuple[ExpectedRequest, ...]:
    """Return the requests expected by party size and half hour; none without any booking.

    ``expected = 0.2 n . share(party) . share(start) . demand(start)``, with n bookings on the
    date. Both shares are those of the date's own bookings, mixed with a prior that counts as ten:
    ``PARTY_MIX`` for sizes, and for starts the same for every half hour from the first booking to
    the last. Starts are blurred over the half hours beside them. Demand is the mean multiplier of
    the bookings that start then, stays are as long as those of parties nearest in size.
    """
    bookings = [booking for booking in problem.bookings if problem.wants_tables(booking)]
    if not bookings:
        return ()
    sizes = sorted(_sizes(bookings).items())
    stays = {party: _stay(bookings, party) for party, _ in sizes}
    number = STILL_TO_COME * len(bookings)
    return tuple(
        ExpectedRequest(
            party=party,
            window=Window(start=start, end=start + stays[party]),
            service=service,
            expected=number * size * share * demand,
        )
        for start, share, demand, service in _starts(bookings)
        if problem.as_of is None or start > problem.as_of
        for party, size in sizes
    )


def _sizes(bookings: list[Booking]) -> dict[int, float]:
    counts = {party: PRIOR_BOOKINGS * share for party, share in PARTY_MIX}
    for booking in bookings:
        counts[booking.party] = counts.get(booking.party, 0) + 1
    total = sum(counts.values())
    return {party: count / total for party, count in counts.items()}


def _starts(bookings: list[Booking]) -> Iterator[tuple[datetime, float, float, str | None]]:
    """Yield each half hour in which guests may arrive: its share, demand and service."""
    by_slot: dict[int, list[Booking]] = {}
    for booking in bookings:
        by_slot.setdefault((booking.window.start - EPOCH) // SLOT, []).append(booking)
    slots = range(min(by_slot), max(by_slot) + 1)
    counts = [0, *(len(by_slot.get(slot, ())) for slot in slots), 0]
    weights = [
        (before + 2 * here + after) / 4 + PRIOR_BOOKINGS / len(slots)
        for before, here, after in zip(counts, counts[1:], counts[2:], strict=False)
    ]
    for slot, weight in zip(slots, weights, strict=True):
        start = EPOCH + slot * SLOT
        nearest = min(bookings, key=lambda item: (abs(item.window.start - start), item.id))
        share = weight / sum(weights)
        yield start, share, _demand(by_slot.get(slot, [])), nearest.service


def _demand(bookings: list[Booking]) -> float:
    return sum(booking.demand for booking in bookings) / len(bookings) if bookings else 1.0


def _stay(bookings: list[Booking], party: int) -> timedelta:
    """Return the middle stay of the parties nearest in size."""
    nearest = min(abs(booking.party - party) for booking in bookings)
    stays = sorted(
        booking.window.end - booking.window.start
        for booking in bookings
        if abs(booking.party - party) == nearest
    )
    return stays[len(stays) // 2]
