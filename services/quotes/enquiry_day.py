"""A date as somebody finds it who has no booking: the enquiry stands among the bookings."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from models.booking import Booking
from models.enquiry import ENQUIRY, Enquiry
from models.errors import (
    Flaw,
    InvalidInputError,
    InvalidStartError,
    LastSeatingError,
    ServiceNotFoundError,
    ServiceOverrunError,
)
from models.policy import Stay, derive_stay
from models.window import at_wall_clock
from persistence.planning_settings import service_of
from persistence.snapshot import DaySnapshot, slot_of
from services.errors import SeatRefusedError


def start_of(snapshot: DaySnapshot, enquiry: Enquiry) -> dt.datetime:
    """Return when an enquiry's guests would come.

    Raises:
        SeatRefusedError: the clock never shows that time on that date.
    """
    with _in_the_time():
        return at_wall_clock(snapshot.problem.date, enquiry.at, snapshot.restaurant.zone)


def stay_of(snapshot: DaySnapshot, enquiry: Enquiry) -> Stay:
    """Return how long an enquiry's guests would stay, as a booking of theirs would.

    Raises:
        SeatRefusedError: the house has no time for them; its code says why.
        InvalidInputError: it would be over already.
    """
    start = start_of(snapshot, enquiry)
    with _in_the_time():
        stay = derive_stay(
            snapshot.policy,
            enquiry.party,
            start,
            snapshot.restaurant.zone,
            enquiry.service,
            dining=None if enquiry.minutes is None else dt.timedelta(minutes=enquiry.minutes),
        )
    now = snapshot.problem.as_of
    if now is not None and stay.dining.end <= now:
        local = start.astimezone(snapshot.restaurant.zone)
        flaw = Flaw("time", f"{local:%H:%M on %Y-%m-%d}", "is over: nobody comes in the past")
        error = InvalidInputError([flaw], subject="quote")
        error.hint = "Say a time that is still to come, or the present one for guests at the door."
        raise error
    return stay


@contextmanager
def _in_the_time() -> Iterator[None]:
    """Refuse a time at which nobody can come, under the code that bookings are refused with."""
    try:
        yield
    except (
        InvalidStartError,
        LastSeatingError,
        ServiceNotFoundError,
        ServiceOverrunError,
    ) as error:
        refusal = SeatRefusedError(error.message, hint=error.hint)
        refusal.code = error.code
        raise refusal from error


def with_enquiry(snapshot: DaySnapshot, enquiry: Enquiry) -> DaySnapshot:
    """Return the snapshot with the enquiry among its bookings, under the id ``ENQUIRY``.

    Raises:
        MaitredError: as ``stay_of``.
    """
    stay = stay_of(snapshot, enquiry)
    local = start_of(snapshot, enquiry).astimezone(snapshot.restaurant.zone)
    asking = Booking(
        id=ENQUIRY,
        party=enquiry.party,
        window=stay.block,
        service=service_of(stay.service),
        demand=snapshot.demand(stay.service, local),
        seating_preference=enquiry.seating_preference,
        preferred_seating=enquiry.preferred_seating,
        slot=slot_of(local.date(), local.time()),
    )
    bookings = sorted((*snapshot.problem.bookings, asking), key=lambda item: item.id)
    # Not validated again: that would take longer than the quote.
    problem = snapshot.problem.model_copy(update={"bookings": tuple(bookings)})
    fallbacks = {**snapshot.fallbacks, **({ENQUIRY: stay.service} if stay.used_fallback else {})}
    return replace(snapshot, problem=problem, fallbacks=fallbacks)


def without_hold(snapshot: DaySnapshot, hold: UUID) -> DaySnapshot:
    """Return the snapshot as if a hold for a party without a booking were not there.

    A booking's own hold is not in its way anyway, and stays in everybody else's.
    """
    problem = snapshot.problem
    left = tuple(
        item
        for item in problem.occupancy
        if item.source != "hold"
        or item.booking is not None
        or snapshot.holds.get((item.table, item.window.start)) != hold
    )
    if len(left) == len(problem.occupancy):
        return snapshot
    return replace(snapshot, problem=problem.model_copy(update={"occupancy": left}))
