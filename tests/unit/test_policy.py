"""How long a party keeps its tables: the product's policy and its edges."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from models.errors import (
    InvalidStartError,
    LastSeatingError,
    ServiceNotFoundError,
    ServiceOverrunError,
)
from models.policy import (
    PRODUCT_POLICY,
    Service,
    ServicePolicy,
    Stay,
    TurnBand,
    clock_minutes,
    derive_stay,
)
from models.window import at_wall_clock

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
SPRING = date(2025, 5, 10)


def stay_at(
    clock: str,
    party: int,
    *,
    day: date = SPRING,
    zone: ZoneInfo = LONDON,
    policy: ServicePolicy = PRODUCT_POLICY,
    hint: str | None = None,
) -> Stay:
    """Derive the stay of a party that comes at a wall-clock time."""
    start = at_wall_clock(day, clock_minutes(clock), zone)
    return derive_stay(policy, party, start, zone, hint)


def local(moment: datetime, zone: ZoneInfo = LONDON) -> str:
    """Show a moment as the wall clock of a zone."""
    return moment.astimezone(zone).strftime("%H:%M")


def service(**changes: Any) -> Service:
    """Build a service; 18:00-23:00, 90 minutes, no buffers unless said otherwise."""
    fields: dict[str, Any] = {
        "key": "dinner",
        "opens": "18:00",
        "closes": "23:00",
        "bands": (TurnBand(up_to=500, minutes=90),),
        "buffer_after": 0,
    }
    return Service(**{**fields, **changes})


def test_w01_lunch_for_two_dines_an_hour() -> None:
    """London, 2025-05-10 12:30, party 2: dining 12:30-13:30 by the wall clock."""
    stay = stay_at("12:30", 2)
    assert (local(stay.dining.start), local(stay.dining.end)) == ("12:30", "13:30")
    assert stay.service == "lunch"
    assert not stay.clamped
    assert not stay.used_fallback


def test_w02_reset_time_keeps_the_next_lunch_off_the_table() -> None:
    """12:00 and 13:04 do not dine together, but the five minutes of reset make them conflict."""
    first, second = stay_at("12:00", 2), stay_at("13:04", 2)
    assert not first.dining.overlaps(second.dining)
    assert first.block.overlaps(second.block)
    assert not first.block.overlaps(stay_at("13:05", 2).block)


def test_w04_late_dinner_is_clamped() -> None:
    """Party 8 at 21:00 is cut short at the close (22:00) instead of being refused."""
    stay = stay_at("21:00", 8)
    assert (local(stay.dining.end), local(stay.block.end)) == ("21:55", "22:00")
    assert stay.clamped


def test_w05_dinner_with_nothing_left_is_an_overrun() -> None:
    """At 21:55 the reset alone reaches the close: a named error with the code of the API."""
    with pytest.raises(ServiceOverrunError, match=r"21:55 and dinner closes at 22:00") as caught:
        stay_at("21:55", 2)
    assert caught.value.code == "SERVICE_OVERRUN"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("clock", "dining_end", "clamped"), [("21:50", "21:55", True), ("20:55", "21:55", False)]
)
def test_w05_dinner_just_before_the_close(clock: str, dining_end: str, clamped: bool) -> None:
    """21:50 leaves five minutes and is clamped; 20:55 fits to the minute and is not."""
    stay = stay_at(clock, 2)
    assert (local(stay.dining.end), stay.clamped) == (dining_end, clamped)
    assert local(stay.block.end) == "22:00"


def test_w07_window_of_another_zone() -> None:
    """New York, 2025-07-05 18:00, party 2 blocks 22:00Z-23:05Z."""
    block = stay_at("18:00", 2, day=date(2025, 7, 5), zone=NEW_YORK).block
    assert block.start == datetime(2025, 7, 5, 22, tzinfo=UTC)
    assert block.end == datetime(2025, 7, 5, 23, 5, tzinfo=UTC)


def test_w08_service_is_found_by_local_time() -> None:
    """20:30Z in May is 21:30 in London: dinner."""
    start = datetime(2025, 5, 10, 20, 30, tzinfo=UTC)
    assert derive_stay(PRODUCT_POLICY, 2, start, LONDON).service == "dinner"


def test_w10_evening_of_the_day_clocks_go_back() -> None:
    """20:30 on 2025-10-26 is an ordinary dinner."""
    stay = stay_at("20:30", 2, day=date(2025, 10, 26))
    assert stay.service == "dinner"
    assert local(stay.dining.end) == "21:30"


@pytest.mark.parametrize(("clock", "party", "minutes"), [("22:15", 8, 85), ("15:30", 4, 75)])
def test_w11_start_outside_every_service_falls_back_to_lunch(
    clock: str, party: int, minutes: int
) -> None:
    """Between and after services the first service's turn times apply, and the stay says so."""
    stay = stay_at(clock, party)
    assert (stay.service, stay.used_fallback) == ("lunch", True)
    assert stay.dining.minutes == minutes
    assert not stay.clamped


def test_w11_fallback_prefers_the_booking_type() -> None:
    """A booking typed dinner at 22:15 falls back to dinner's turn times."""
    stay = stay_at("22:15", 8, hint="dinner")
    assert (stay.service, stay.used_fallback, stay.dining.minutes) == ("dinner", True, 90)


@pytest.mark.parametrize("clock", ["22:15", "15:30", "11:59", "22:00"])
def test_w13_fail_hard_refuses_a_start_outside_every_service(clock: str) -> None:
    """With falling back switched off the error names the time and the hours there are."""
    strict = PRODUCT_POLICY.replace(fail_hard=True)
    with pytest.raises(ServiceNotFoundError, match=f"no service is open at {clock}") as caught:
        stay_at(clock, 8, policy=strict)
    assert "lunch 12:00–15:00, dinner 17:00–22:00" in str(caught.value.hint)


def test_w14_start_in_the_skipped_hour_is_invalid() -> None:
    """New York, 2026-03-08 02:30 never happens: INVALID_START, not 03:30."""
    with pytest.raises(InvalidStartError):
        stay_at("02:30", 2, day=date(2026, 3, 8), zone=NEW_YORK)


@pytest.mark.parametrize(("clock", "day_shift"), [("23:30", 0), ("18:00", 0), ("00:30", 1)])
def test_w16_service_past_midnight(clock: str, day_shift: int) -> None:
    """Dinner 18:00-01:00 still serves at 23:30 and, after midnight, at 00:30: no fallback."""
    night = ServicePolicy(services=(service(closes="01:00"),), fail_hard=True)
    stay = stay_at(clock, 2, day=SPRING + timedelta(days=day_shift), policy=night)
    assert (stay.service, stay.used_fallback) == ("dinner", False)


def test_w16_close_past_midnight_is_exclusive() -> None:
    """At 01:00 sharp, and in the afternoon before it opens, that dinner is closed."""
    night = ServicePolicy(services=(service(closes="01:00"),), fail_hard=True)
    for clock in ("01:00", "17:59"):
        with pytest.raises(ServiceNotFoundError):
            stay_at(clock, 2, policy=night)


def test_w16_clamp_at_a_close_past_midnight() -> None:
    """A stay that may not overrun is cut at 01:00 of the next date, not at 01:00 of its own."""
    night = ServicePolicy(services=(service(closes="01:00", overrun=False),))
    stay = stay_at("23:45", 2, policy=night)
    assert stay.clamped
    assert stay.block.end == at_wall_clock(SPRING, 25 * 60, LONDON)


def test_s33_lunch_may_overrun() -> None:
    """Lunch at 14:30 for four dines to 15:45 and blocks to 15:50, past the 15:00 close."""
    stay = stay_at("14:30", 4)
    assert (local(stay.dining.end), local(stay.block.end)) == ("15:45", "15:50")
    assert not stay.clamped


def test_s34_half_past_three_uses_lunch_rules_or_fails_hard() -> None:
    """15:30 falls back to lunch and says so; with fail-hard on it is refused."""
    assert stay_at("15:30", 2).used_fallback
    with pytest.raises(ServiceNotFoundError) as caught:
        stay_at("15:30", 2, policy=PRODUCT_POLICY.replace(fail_hard=True))
    assert caught.value.code == "SERVICE_NOT_FOUND"


@pytest.mark.parametrize(("clock", "minutes"), [("12:00", 85), ("17:00", 90)])
def test_s36_parties_above_the_last_band_get_the_last_band(clock: str, minutes: int) -> None:
    """Party 12 dines 85 minutes at lunch and 90 at dinner."""
    assert stay_at(clock, 12).dining.minutes == minutes


@pytest.mark.parametrize(
    ("clock", "minutes"),
    [
        ("12:00", {1: 60, 2: 60, 3: 75, 4: 75, 5: 85, 6: 85, 7: 85, 8: 85, 500: 85}),
        ("17:00", {1: 60, 2: 60, 3: 75, 4: 75, 5: 85, 6: 85, 7: 90, 8: 90, 500: 90}),
    ],
)
def test_every_turn_band_of_the_product(clock: str, minutes: dict[int, int]) -> None:
    """The table of turn times is the running product's, band edges included."""
    found = {party: stay_at(clock, party).dining.minutes for party in minutes}
    assert found == minutes


@pytest.mark.parametrize(("clock", "expected"), [("12:00", "lunch"), ("14:59", "lunch")])
def test_a_service_includes_its_opening_and_excludes_its_close(clock: str, expected: str) -> None:
    """Hours are half-open like every window: 12:00 and 14:59 are lunch, 15:00 is not."""
    assert stay_at(clock, 2).service == expected
    assert not stay_at(clock, 2).used_fallback
    assert stay_at("15:00", 2).used_fallback


def test_the_booking_type_decides_between_services_that_overlap() -> None:
    """Drinks 16:00-23:00 beside dinner: the hint chooses, without one the first defined wins."""
    drinks = service(key="drinks", opens="16:00", bands=(TurnBand(up_to=500, minutes=45),))
    policy = ServicePolicy(services=(service(), drinks))
    assert stay_at("19:00", 2, policy=policy, hint="drinks").dining.minutes == 45
    assert stay_at("19:00", 2, policy=policy).dining.minutes == 90
    assert stay_at("19:00", 2, policy=policy, hint="brunch").dining.minutes == 90


def test_buffer_before_blocks_the_table_earlier_than_the_guests_come() -> None:
    """Setting up takes the table before the guests arrive; dining itself does not move."""
    policy = ServicePolicy(services=(service(buffer_before=10, buffer_after=15),))
    stay = stay_at("19:00", 2, policy=policy)
    assert (local(stay.dining.start), local(stay.dining.end)) == ("19:00", "20:30")
    assert (local(stay.block.start), local(stay.block.end)) == ("18:50", "20:45")


@pytest.mark.parametrize(("clock", "accepted"), [("21:00", True), ("21:01", False)])
def test_last_seating_is_the_last_start(clock: str, accepted: bool) -> None:
    """21:00 itself is still seated, a minute later is refused by name."""
    policy = ServicePolicy(services=(service(last_seating="21:00"),))
    if accepted:
        assert stay_at(clock, 2, policy=policy).service == "dinner"
    else:
        with pytest.raises(LastSeatingError, match="last party at 21:00; 21:01 is later"):
            stay_at(clock, 2, policy=policy)


def test_last_seating_past_midnight() -> None:
    """A last seating at 00:15 of a night that closes at 02:00 counts from that night's opening."""
    policy = ServicePolicy(services=(service(closes="02:00", last_seating="00:15"),))
    tomorrow = SPRING + timedelta(days=1)
    assert stay_at("23:50", 2, policy=policy).service == "dinner"
    assert stay_at("00:15", 2, day=tomorrow, policy=policy).service == "dinner"
    with pytest.raises(LastSeatingError):
        stay_at("00:30", 2, day=tomorrow, policy=policy)


@pytest.mark.parametrize(
    ("day", "end"), [(date(2025, 10, 25), "01:00"), (date(2026, 3, 28), "03:00")]
)
def test_a_clock_change_during_the_stay_leaves_its_length(day: date, end: str) -> None:
    """Ninety minutes from 00:30 stay ninety minutes on both nights; only the clock differs."""
    policy = ServicePolicy(services=(service(closes="04:00"),))
    stay = stay_at("00:30", 2, day=day + timedelta(days=1), policy=policy)
    assert stay.dining.minutes == 90
    assert local(stay.dining.end) == end


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2025, 10, 25), 9), (date(2026, 3, 28), 7), (date(2025, 5, 10), 8)]
)
def test_opening_hours_follow_the_wall_clock_over_a_clock_change(day: date, hours: int) -> None:
    """20:00-04:00 is nine hours on the long night, seven on the short one."""
    opens, closes = service(opens="20:00", closes="04:00").hours_on(day, LONDON)
    assert closes - opens == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"opens": "25:00"}, "opens"),
        ({"closes": "7pm"}, "closes"),
        ({"bands": ()}, "bands"),
        ({"bands": ({"up_to": 4, "minutes": 60}, {"up_to": 2, "minutes": 90})}, "must rise"),
        ({"bands": ({"up_to": 4, "minutes": 60}, {"up_to": 4, "minutes": 90})}, "each once"),
        ({"bands": ({"up_to": 0, "minutes": 60},)}, "up_to"),
        ({"bands": ({"up_to": 2, "minutes": 0},)}, "minutes"),
        ({"buffer_after": -5}, "buffer_after"),
    ],
)
def test_nonsense_in_a_service_is_refused(changes: dict[str, Any], message: str) -> None:
    """A policy that cannot be meant fails when it is written, not on a busy night."""
    with pytest.raises(ValidationError, match=message):
        service(**changes)


def test_a_policy_needs_services_each_defined_once() -> None:
    """Two dinners would make the turn time depend on their order."""
    with pytest.raises(ValidationError, match="'dinner' is defined more than once"):
        ServicePolicy(services=(service(), service()))
    with pytest.raises(ValidationError, match="services"):
        ServicePolicy(services=())
