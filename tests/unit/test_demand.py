"""Synthetic demand: always the same, always possible, about nobody."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from models.policy import PRODUCT_POLICY, Service, ServicePolicy, TurnBand
from scenarios.demand import DemandBooking, DemandMix, PartyShare, peak_load, sample_demand

LONDON = ZoneInfo("Europe/London")
SATURDAY = dt.date(2026, 11, 28)


def draw(
    *,
    bookings: int = 200,
    seed: int = 1,
    seats: int = 116,
    largest: int = 14,
) -> tuple[DemandBooking, ...]:
    """Draw a pub's Saturday."""
    return sample_demand(
        seats, PRODUCT_POLICY, SATURDAY, LONDON, bookings=bookings, seed=seed, largest_party=largest
    )


def test_same_arguments_give_the_same_bookings() -> None:
    """A demo, a scenario and a bug report can be repeated exactly; another seed is another day."""
    assert draw() == draw()
    assert draw(seed=2) != draw()


def test_fewer_bookings_are_the_first_of_more() -> None:
    """Asking for more demand adds bookings and leaves the others as they were."""
    assert draw(bookings=200)[:50] == draw(bookings=50)


def test_starts_lie_on_the_grid_within_the_services() -> None:
    """Guests book quarter hours at times the policy accepts, at both services."""
    starts = [booking.start.astimezone(LONDON) for booking in draw()]
    assert all(start.minute % 15 == 0 and start.second == 0 for start in starts)
    assert {booking.service for booking in draw()} == {"lunch", "dinner"}
    assert not any(booking.stay.used_fallback for booking in draw())
    assert min(start.strftime("%H:%M") for start in starts) >= "12:00"
    assert max(start.strftime("%H:%M") for start in starts) <= "21:00"


def test_dinner_is_busier_than_lunch_and_has_a_peak() -> None:
    """Most bookings come for dinner, and more of them around 19:15 than at the edges."""
    hours = [booking.start.astimezone(LONDON).hour for booking in draw(bookings=400)]
    assert sum(hour >= 17 for hour in hours) > 200
    assert hours.count(19) > hours.count(17)


def test_party_mix() -> None:
    """Couples are the most common, large parties rare but there, none above the largest."""
    parties = [booking.party for booking in draw(bookings=400)]
    assert max(set(parties), key=parties.count) == 2
    assert 8 < max(parties) <= 14
    assert sum(party > 8 for party in parties) < 40


@pytest.mark.parametrize(("seats", "largest"), [(6, 14), (1, 14), (116, 2)])
def test_no_party_is_larger_than_the_house_or_the_limit(seats: int, largest: int) -> None:
    """A six-seat bar is never asked for a party of eight."""
    limit = min(seats, largest)
    assert max(booking.party for booking in draw(seats=seats, largest=largest)) <= limit


def test_customers_are_nobody() -> None:
    """Names and addresses are numbered and undeliverable: no invented real people."""
    first = draw(bookings=1)[0]
    assert (first.guest, first.email) == ("Guest 001", "guest001@example.test")


def test_some_bookings_have_priority() -> None:
    """A few bookings matter more, so that the demo shows what priority does."""
    levels = [booking.priority for booking in draw(bookings=400)]
    assert 0 < sum(level > 0 for level in levels) < 60
    assert max(levels) <= 3


def test_bookings_for_the_planner_keep_the_block_window() -> None:
    """What-if runs use the same windows that the policy gives real bookings."""
    booking = draw(bookings=1)[0]
    planned = booking.to_booking()
    assert (planned.id, planned.party, planned.window) == ("G001", booking.party, booking.block)


@pytest.mark.parametrize("day", [dt.date(2026, 3, 29), dt.date(2025, 10, 26)])
def test_days_with_a_clock_change(day: dt.date) -> None:
    """Demand for the nights clocks change is as possible as any other."""
    night = ServicePolicy(
        services=(
            Service(
                key="late",
                opens="22:00",
                closes="04:00",
                bands=(TurnBand(up_to=500, minutes=60),),
                last_seating="03:00",
            ),
        )
    )
    eve = day - dt.timedelta(days=1)
    demand = sample_demand(40, night, eve, LONDON, bookings=100, seed=1)
    opens, closes = night.services[0].hours_on(eve, LONDON)
    assert all(opens <= booking.start < closes for booking in demand)


def test_a_mix_without_large_parties() -> None:
    """The mix is data: only couples, only ordinary priority."""
    mix = DemandMix(parties=(PartyShare(party=2, share=1),), large=0, priority=0)
    demand = sample_demand(50, PRODUCT_POLICY, SATURDAY, LONDON, bookings=50, seed=1, mix=mix)
    assert {(booking.party, booking.priority) for booking in demand} == {(2, 0)}


def test_peak_load_counts_seat_minutes() -> None:
    """Nobody is no load; forty guests for an hour of two hours in twenty seats are a full load."""
    assert peak_load((), 20) == 0.0
    one = draw(bookings=1)[0]
    twenty = tuple(one.replace(party=20, number=n) for n in (1, 2))
    assert peak_load(twenty, 20) == pytest.approx(2 * one.block.minutes / 120)
    assert peak_load(twenty, 40) == pytest.approx(one.block.minutes / 120)


def test_no_bookings_is_no_demand() -> None:
    """A quiet day is an empty tuple."""
    assert draw(bookings=0) == ()
