"""A booking that was entered after tables were held for its guests takes over their hold."""

from dataclasses import replace
from uuid import UUID

from models.window import Window
from persistence.holds import Hold
from persistence.snapshot import DaySnapshot
from services.conflicts import clock_words
from services.errors import HoldMismatchError
from services.judge import wanting
from services.quotes.enquiry_day import without_hold


def as_held(snapshot: DaySnapshot, hold: Hold, booking_id: UUID) -> DaySnapshot:
    """Return the snapshot of one booking with the window that is held for it, and without the hold.

    The guests may have been promised another stay than the house's turn times say.

    Raises:
        HoldMismatchError: the booking is of another party, or for another time.
        BookingOverError, SeatRefusedError: it wants no table, or there is no window for it.
    """
    booking = wanting(snapshot, booking_id)
    asked, start = hold.enquiry, snapshot.booking_facts[booking.id].start_at
    if asked is None or (asked.party, asked.start) != (booking.party, start):
        held = "for nobody in particular"
        if asked is not None:
            held = f"for a party of {asked.party} at {clock_words(snapshot, asked.start)}"
        raise HoldMismatchError(
            f"The hold is {held}; the booking is a party of {booking.party} at "
            f"{clock_words(snapshot, start)}",
            hint="Correct the booking in the booking system, or ask for a quote for it.",
            details={
                "holdId": str(hold.id),
                "bookingId": str(booking_id),
                "holdBookingId": None,
            },
        )
    held_for = booking.replace(window=Window(start=hold.start, end=hold.end))
    problem = snapshot.problem.model_copy(update={"bookings": (held_for,)})
    return without_hold(replace(snapshot, problem=problem), hold.id)
