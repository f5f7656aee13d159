"""What events of a night have to know of it: who is to come, what time it is, how long guests stay.

Whatever cannot be true raises an ``InvalidInputError`` that names the field and the value.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from difflib import get_close_matches
from statistics import median_low
from zoneinfo import ZoneInfo

from models.booking import Booking, BookingStatus
from models.errors import Flaw, InvalidInputError, MaitredError
from models.house import HoldBack
from models.moment import Moment, instant_on
from models.problem import GONE, DayProblem
from models.venue import Table
from models.window import LATEST_MINUTE, Window, clock_edge

DEFAULT_STAY = 90
"""Minutes that a walk-in stays when the day says nothing about it."""

AROUND = timedelta(hours=1)
"""Bookings that start within this time of a walk-in tell its service."""


def wrong(place: str, value: object, message: str) -> InvalidInputError:
    """Return the error of an event that cannot be true."""
    return InvalidInputError([Flaw(place, repr(value) if value != "" else "", message)])


def later(moment: datetime, minutes: int) -> datetime:
    """Return the moment so many minutes later."""
    return moment + timedelta(minutes=minutes)


def start_of_day(night: DayProblem) -> datetime:
    """Return the first midnight of the service date."""
    return clock_edge(night.date, 0, ZoneInfo(night.venue.time_zone))


def end_of_day(night: DayProblem) -> datetime:
    """Return the end of the date after: services run past midnight, never past that."""
    return clock_edge(night.date, LATEST_MINUTE, ZoneInfo(night.venue.time_zone))


def event_time(night: DayProblem, moment: Moment, place: str) -> datetime:
    """Return the instant of a time that has to be one of the service date."""
    try:
        instant = instant_on(moment, night.date, ZoneInfo(night.venue.time_zone))
    except MaitredError as error:
        raise wrong(place, str(moment), error.message) from error
    if not start_of_day(night) <= instant <= end_of_day(night):
        raise wrong(place, str(moment), f"is not part of the service date {night.date}")
    return instant


def not_in_the_past(
    night: DayProblem, moment: datetime, place: str, value: object, what: str
) -> None:
    """Refuse what would be over by now."""
    if night.as_of is not None and moment < night.as_of:
        zone = ZoneInfo(night.venue.time_zone)
        then, now = (f"{item.astimezone(zone):%H:%M}" for item in (moment, night.as_of))
        raise wrong(place, value, f"{what} at {then}, but it is {now} now")


def booking_of_night(night: DayProblem, key: str) -> Booking:
    """Return a booking that has neither left nor been called off."""
    booking = next((item for item in night.bookings if item.id == key), None)
    if booking is None:
        near = get_close_matches(key, [item.id for item in night.bookings], n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise wrong("booking", key, f"is not part of the day{hint}")
    if booking.status is BookingStatus.COMPLETED:
        raise wrong("booking", key, "has left already")
    if booking.status in GONE:
        raise wrong("booking", key, f"is {booking.status} already")
    return booking


def booking_to_come(night: DayProblem, key: str) -> Booking:
    """Return a booking whose guests do not sit yet."""
    booking = booking_of_night(night, key)
    if booking.status is BookingStatus.CHECKED_IN:
        raise wrong("booking", key, "its guests sit already")
    return booking


def booking_with_guests(night: DayProblem, key: str) -> Booking:
    """Return a booking that has tables to stay at."""
    booking = booking_of_night(night, key)
    if not booking.current_tables:
        raise wrong("booking", key, "has no table that it could stay at")
    return booking


def table_named(night: DayProblem, name: str) -> Table:
    """Return a table by its id, or by its number when only one has it."""
    tables = night.venue.tables
    found = [table for table in tables if table.id == name]
    found = found or [table for table in tables if table.label == name]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(table.id for table in found[:5])
        raise wrong("table", name, f"{len(found)} tables have this number: say which of {ids}")
    names = [table.id for table in tables] + [table.label for table in tables]
    near = get_close_matches(name, names, n=1)
    raise wrong("table", name, "does not exist" + (f"; did you mean {near[0]}?" if near else ""))


def with_booking(night: DayProblem, booking: Booking) -> DayProblem:
    """Return the night with the booking in place of the one of its id."""
    bookings = (booking if item.id == booking.id else item for item in night.bookings)
    return night.replace(bookings=tuple(bookings))


def typical_stay(night: DayProblem, party: int) -> int | None:
    """Return the median minutes of parties of that size (or of all); None without any."""
    stays = [
        (item.party, round(item.window.minutes))
        for item in night.bookings
        if item.status not in GONE
    ]
    same = [minutes for size, minutes in stays if size == party]
    all_of_them = [minutes for _, minutes in stays]
    return median_low(same or all_of_them) if stays else None


def typical_service(night: DayProblem, moment: datetime) -> str | None:
    """Return the service of most bookings that start around a moment; None without any."""
    near = Counter(
        item.service
        for item in night.bookings
        if item.service is not None and abs(item.window.start - moment) <= AROUND
    )
    return near.most_common(1)[0][0] if near else None


def unkept(hold_backs: Iterable[HoldBack], window: Window) -> tuple[HoldBack, ...]:
    """Return what is kept for walk-ins when one of them has come: one table less, in a window."""
    left: list[HoldBack] = []
    for item in hold_backs:
        if not item.window.overlaps(window):
            left.append(item)
            continue
        start = max(item.window.start, window.start)
        end = min(item.window.end, window.end)
        spans = ((item.window.start, start, 0), (start, end, 1), (end, item.window.end, 0))
        left += [
            item.replace(keep=item.keep - fewer, window=Window(start=a, end=b))
            for a, b, fewer in spans
            if a < b and item.keep > fewer
        ]
    return tuple(left)
