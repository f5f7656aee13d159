"""Half-open windows and wall-clock times of a service date."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from models.errors import InvalidStartError
from models.window import Window, at_wall_clock, clock_edge

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")


def between(start: str, end: str) -> Window:
    """Build a window on one UTC day."""
    day = "2025-05-10T"
    return Window(
        start=datetime.fromisoformat(f"{day}{start}+00:00"),
        end=datetime.fromisoformat(f"{day}{end}+00:00"),
    )


def test_o01_windows_that_touch_do_not_overlap() -> None:
    """A table freed at 11:00 can be given away at 11:00, whichever booking is asked first."""
    first, second = between("10:00", "11:00"), between("11:00", "12:00")
    assert not first.overlaps(second)
    assert not second.overlaps(first)


@pytest.mark.parametrize(
    ("start", "end"),
    [("10:30", "11:30"), ("09:00", "10:01"), ("10:15", "10:30"), ("09:00", "12:00")],
)
def test_windows_that_share_a_minute_overlap(start: str, end: str) -> None:
    """One shared minute is a conflict, from either side and when one contains the other."""
    table, other = between("10:00", "11:00"), between(start, end)
    assert table.overlaps(other)
    assert other.overlaps(table)


def test_o03_night_when_clocks_go_back_keeps_touching_windows_apart() -> None:
    """00:30-02:30 lasts three hours on that night and still ends where 02:30-03:00 begins."""
    night = date(2025, 10, 26)
    long = Window(start=clock_edge(night, 30, LONDON), end=clock_edge(night, 150, LONDON))
    after = Window(start=clock_edge(night, 150, LONDON), end=clock_edge(night, 180, LONDON))
    assert long.minutes == 180
    assert not long.overlaps(after)
    assert not after.overlaps(long)


@pytest.mark.parametrize(("start", "end"), [("10:00", "10:00"), ("11:00", "10:00")])
def test_o04_empty_or_backward_windows_cannot_exist(start: str, end: str) -> None:
    """An invalid interval is refused where it is made, so it can never block or free a table."""
    with pytest.raises(ValidationError, match="must end after it starts: 2025-05-10 1"):
        between(start, end)


def test_o06_a_window_without_length_is_refused() -> None:
    """Where the product lets it occupy one slot, no such window can be made here."""
    with pytest.raises(ValidationError, match="must end after it starts"):
        Window(
            start=datetime(2025, 5, 10, 10, tzinfo=UTC), end=datetime(2025, 5, 10, 10, tzinfo=UTC)
        )


def test_o07_slot_after_the_taken_one_is_free() -> None:
    """Of two adjacent slots 10-11 and 11-12 the second stays free when the first is taken."""
    taken = [between("10:00", "11:00")]
    assert not any(between("11:00", "12:00").overlaps(window) for window in taken)


def test_instants_need_a_zone() -> None:
    """A time without a zone is ambiguous and is refused, not guessed."""
    naive = datetime(2025, 5, 10, 10)  # noqa: DTZ001  (the point of the test)
    with pytest.raises(ValidationError, match="timezone"):
        Window(start=naive, end=datetime(2025, 5, 10, 11, tzinfo=UTC))


def test_equal_moments_in_different_zones_are_equal_windows() -> None:
    """Windows compare and hash by moment, not by how it was written."""
    local = Window(
        start=datetime(2025, 5, 10, 12, 30, tzinfo=LONDON),
        end=datetime(2025, 5, 10, 13, 30, tzinfo=LONDON),
    )
    assert local == between("11:30", "12:30")
    assert local.content_hash() == between("11:30", "12:30").content_hash()
    assert local.start.tzinfo is UTC


def test_times_past_midnight_belong_to_the_service_date() -> None:
    """Minute 1500 is 01:00 on the following date, in the restaurant's zone."""
    moment = at_wall_clock(date(2025, 5, 10), 1500, LONDON)
    assert moment == datetime(2025, 5, 11, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("minutes", [-1, 2880, 5000])
def test_minutes_outside_the_service_date_are_refused(minutes: int) -> None:
    """A slip of the keyboard does not become a booking three days later."""
    with pytest.raises(InvalidStartError, match=f"{minutes} minutes past midnight"):
        at_wall_clock(date(2025, 5, 10), minutes, LONDON)


@pytest.mark.parametrize(
    ("day", "zone", "minutes"),
    [(date(2026, 3, 8), NEW_YORK, 150), (date(2026, 3, 29), LONDON, 60)],
)
def test_w14_time_that_clocks_skip_is_an_invalid_start(
    day: date, zone: ZoneInfo, minutes: int
) -> None:
    """02:30 does not exist on the night clocks go forward: an error, never silently 03:30."""
    with pytest.raises(InvalidStartError, match="does not exist on") as caught:
        at_wall_clock(day, minutes, zone)
    assert caught.value.code == "INVALID_START"
    assert caught.value.hint


def test_w14_time_skipped_past_midnight_names_its_own_date() -> None:
    """26:30 of the evening before is the same missing time, and the message says which date."""
    with pytest.raises(InvalidStartError, match="02:30 does not exist on 2026-03-08"):
        at_wall_clock(date(2026, 3, 7), 24 * 60 + 150, NEW_YORK)


def test_time_that_occurs_twice_means_the_first() -> None:
    """01:30 on the night clocks go back is the earlier of the two."""
    moment = at_wall_clock(date(2025, 10, 26), 90, LONDON)
    assert moment == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


def test_hours_that_begin_in_the_gap_move_forward() -> None:
    """Opening hours in the skipped hour still open: at the first moment after the gap."""
    moment = clock_edge(date(2026, 3, 8), 150, NEW_YORK)
    assert moment.astimezone(NEW_YORK).strftime("%H:%M") == "03:30"


def test_minutes_are_elapsed_time() -> None:
    """A window over the spring change is an hour shorter than the clock suggests."""
    night = date(2026, 3, 29)
    window = Window(start=clock_edge(night, 0, LONDON), end=clock_edge(night, 180, LONDON))
    assert window.minutes == 120
    assert window.end - window.start == timedelta(hours=2)
