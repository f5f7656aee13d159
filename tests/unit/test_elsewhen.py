"""A booking at another time: open or closed, how long it stays, and what of it never changes."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.booking import Booking
from models.edits import Reschedule
from models.elsewhen import Elsewhen, Visit
from models.errors import (
    LastSeatingError,
    MaitredError,
    ServiceNotFoundError,
    ServiceOverrunError,
)
from models.explanation import RepairKind
from models.policy import Service, ServicePolicy, TurnBand, derive_stay
from models.problem import DayProblem
from models.quote import QuoteOptions
from models.window import Window, at_wall_clock
from solver.quoting.quote import quote_booking
from tests.explained import repairs, why
from tests.solver_days import booking, day, table, window


def service(key: str, opens: str, closes: str, minutes: int, **fields: Any) -> Service:
    """Return a service with one turn time and no buffers."""
    bands = (TurnBand(up_to=500, minutes=minutes),)
    known = {"buffer_after": 0, "bands": bands, **fields}
    return Service(key=key, opens=opens, closes=closes, **known)


LUNCH = service("lunch", "12:00", "15:00", 60, last_seating="14:00")
DINNER = service("dinner", "17:00", "22:00", 90, overrun=False, buffer_before=15, buffer_after=5)
POLICY = ServicePolicy(services=(LUNCH, DINNER))


def asking(guest: Booking, policy: ServicePolicy | None = POLICY, **fields: Any) -> DayProblem:
    """Return a day with one table and one booking."""
    return day([table("A", 4)], [guest], policy=policy, **fields)


def moved(guest: Booking, minutes: int, policy: ServicePolicy | None = POLICY) -> Visit:
    """Return a booking so many minutes later."""
    found = Elsewhen(asking(guest, policy), guest)
    return found.visit(dt.timedelta(minutes=minutes))


def times(problem: DayProblem, minutes: int = 120) -> list[str]:
    """Return the local times that a quote of the booking names, in their order on the clock."""
    options = QuoteOptions(budget_seconds=60, window_minutes=minutes, prices=0, moves=0)
    found = quote_booking(problem, problem.bookings[0].id, options)
    zone = ZoneInfo(problem.venue.time_zone)
    return [f"{item.start.astimezone(zone):%H:%M}" for item in sorted(found.next_times, key=_start)]


def _start(item: Any) -> dt.datetime:
    start: dt.datetime = item.start
    return start


def test_without_a_policy_only_the_window_moves() -> None:
    """Every hour is open; a slot belongs to one start."""
    guest = booking("b1", 2, "19:00", "20:30", slot="s", service="dinner", demand=2)
    found = moved(guest, -600, None)
    assert found.booking == guest.replace(window=window("9:00", "10:30"), slot=None)
    assert found.dining == found.booking.window
    assert moved(guest, 0, None).booking == guest


@pytest.mark.parametrize(
    ("start", "end", "minutes", "expected"),
    [
        # A lunch of an hour is a dinner of an hour and a half, with dinner's buffers.
        ("13:00", "14:00", 300, ("17:45", "19:35")),
        # And back: the buffers of dinner are not lunch's.
        ("17:45", "19:35", -300, ("13:00", "14:00")),
        # Somebody agreed on an hour and a quarter, or on half an hour: they keep it.
        ("13:00", "14:15", 300, ("17:45", "19:20")),
        ("13:00", "13:30", 300, ("17:45", "18:35")),
        # Cut at the close, which an agreed stay is too.
        ("13:00", "14:00", 480, ("20:45", "22:00")),
        ("13:00", "15:00", 480, ("20:45", "22:00")),
        # What the close had cut is whole at an earlier time: it was never agreed.
        ("20:45", "22:00", -60, ("19:45", "21:35")),
        # Between the services it was planned by lunch's turn time, and is not agreed either.
        ("16:00", "17:00", 60, ("16:45", "18:35")),
    ],
)
def test_the_stay_is_the_policys_for_that_hour(
    start: str, end: str, minutes: int, expected: tuple[str, str]
) -> None:
    """Turn time, buffers and close of the service that is open then."""
    assert moved(booking("b1", 2, start, end), minutes).booking.window == window(*expected)


def test_the_bookings_own_service_decides_where_two_are_open() -> None:
    """And it stays the booking's when another one is open: so does its demand."""
    drinks = service("drinks", "12:00", "23:00", 30)
    policy = ServicePolicy(services=(*POLICY.services, drinks))
    guest = booking("b1", 2, "16:00", "16:30", service="drinks", demand=1.5)
    assert moved(guest, 120, policy).booking.window == window("18:00", "18:30")
    lunch = booking("b1", 2, "13:00", "14:00", service="lunch", demand=1.5)
    assert moved(lunch, 300).booking == lunch.replace(window=window("17:45", "19:35"))


@pytest.mark.parametrize(
    ("minutes", "error", "words"),
    [
        (-75, ServiceNotFoundError, "no service is open at 11:45"),
        (120, ServiceNotFoundError, "no service is open at 15:00"),
        (75, LastSeatingError, "lunch seats its last party at 14:00; 14:15 is later"),
        (60, None, ""),
        (-60, None, ""),
        (537, ServiceOverrunError, "would overrun dinner service"),
    ],
)
def test_closed_hours_are_refused(
    minutes: int, error: type[MaitredError] | None, words: str
) -> None:
    """Before the opening, after the close, after the last seating, when nothing of it is left;
    also where the policy falls back for bookings that are made for such a time."""
    guest = booking("b1", 2, "13:00", "14:00")
    assert POLICY.fail_hard is False
    if error is None:
        assert moved(guest, minutes).booking.window.minutes == 60
    else:
        with pytest.raises(error, match=words):
            moved(guest, minutes)


def test_a_window_shorter_than_its_buffers_is_no_error() -> None:
    """Whatever is stored, there is an answer."""
    assert moved(booking("b1", 2, "18:00", "18:03"), 15).dining.minutes == 1


def test_a_quote_names_open_times_only() -> None:
    """From the opening to the last seating, by when guests come and not when tables are blocked."""
    lunch = asking(booking("b1", 2, "13:00", "14:00"))
    assert times(lunch) == ["12:00", "12:15", "12:30", "12:45", "13:15", "13:30", "13:45", "14:00"]
    dinner = asking(booking("b1", 2, "16:45", "18:35"))
    assert times(dinner, 15) == ["17:15"]
    assert times(asking(booking("b1", 2, "13:00", "14:00"), None))[0] == "11:00"


def test_a_stay_of_which_the_close_leaves_next_to_nothing_is_not_offered() -> None:
    """Dinner is an hour and a half, so from 21:15 on less than half of it is left."""
    problem = asking(booking("b1", 2, "19:45", "21:35"))
    assert times(problem)[-1] == "21:00"


def test_a_service_past_midnight_is_open_then() -> None:
    """Saturday's service is open at half past midnight, and closed at two."""
    night = service("night", "18:00", "02:00", 60, last_seating="00:45")
    problem = asking(booking("b1", 2, "23:45", "24:45"), ServicePolicy(services=(night,)))
    assert times(problem, 90) == [
        *("22:15", "22:30", "22:45", "23:00", "23:15", "23:30"),
        *("00:00", "00:15", "00:30", "00:45"),
    ]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        # Clocks go forward at one: there is no time between one and two.
        (dt.date(2025, 3, 30), ["00:00", "00:15", "00:45", "02:00", "02:15", "02:30", "02:45"]),
        # They go back at two: whoever is told 01:15 comes at the first.
        (dt.date(2025, 10, 26), ["00:00", "00:15", "00:45", "01:00", "01:15", "01:30", "01:45"]),
    ],
)
def test_nights_on_which_clocks_change(date: dt.date, expected: list[str]) -> None:
    """No time is named that the clock does not show, or that means another moment."""
    london = ZoneInfo("Europe/London")
    start = at_wall_clock(date, 30, london)
    guest = booking("b1", 2).replace(
        window=Window(start=start, end=start + dt.timedelta(minutes=60))
    )
    plain = day([table("A", 4)])
    problem = plain.replace(
        date=date,
        venue=plain.venue.replace(time_zone="Europe/London"),
        bookings=(guest,),
        policy=ServicePolicy(services=(service("all day", "00:00", "24:00", 60),)),
    )
    found = [item for item in times(problem) if item < "03:00"]
    assert found == expected


def test_what_a_quote_names_is_what_the_policy_derives() -> None:
    """The window of each other time, as if a booking were made for it."""
    problem = asking(booking("b1", 2, "16:45", "18:35"))
    options = QuoteOptions(budget_seconds=60, window_minutes=240, prices=0, moves=0)
    found = quote_booking(problem, "b1", options).next_times
    assert found
    for item in found:
        stay = derive_stay(POLICY, 2, item.start, ZoneInfo("UTC"), open_only=True)
        assert item.window == stay.block


def test_an_explanation_says_that_the_stay_is_another() -> None:
    """Dinner is half an hour longer than lunch, and the guests come after the buffer."""
    late = LUNCH.replace(closes="15:30", last_seating=None)
    policy = ServicePolicy(services=(late, DINNER))
    guests = [
        booking("b1", 2, "15:15", "16:15"),
        booking("b2", 4, "12:00", "16:30", has="A"),
    ]
    problem = day([table("A", 4)], guests, policy=policy)
    found = repairs(why(problem, b2="A"))[RepairKind.OTHER_TIME]
    assert (
        found.message == "Come 105 minutes later, at 17:00, and stay 30 minutes longer: A is free."
    )
    assert found.edits == (Reschedule(booking="b1", window=window("16:45", "18:35")),)
