"""When a date is planned in the shadow, minute by minute through a day."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from persistence.shadow import Looked
from services.shadow.schedule import PLAN_AT, plan_is_due

LONDON = ZoneInfo("Europe/London")
WINTER, SPRING, AUTUMN = dt.date(2026, 1, 15), dt.date(2026, 3, 29), dt.date(2026, 10, 25)


def planned(date: dt.date, first: str | None, begins: int = 0, answers: bool = True) -> list[str]:
    """Return when a date is planned that somebody watches from an hour on.

    Each job is done at once if there are workers that ``answers`` it.
    """
    morning = dt.datetime.combine(date, PLAN_AT, LONDON)
    guests = first and dt.datetime.combine(date, dt.time.fromisoformat(first), LONDON)
    now = dt.datetime.combine(date, dt.time(begins), LONDON).astimezone(dt.UTC)
    looks, found = [], Looked()
    while now.astimezone(LONDON).date() == date:
        if plan_is_due(now, morning, guests or None, found):
            looks.append(f"{now.astimezone(LONDON):%H:%M}")
            found = Looked(planned_at=now if answers else None, asked_at=now)
        now += dt.timedelta(minutes=1)
    return looks


@pytest.mark.parametrize("date", [WINTER, SPRING, AUTUMN])
@pytest.mark.parametrize(
    ("first", "begins", "expected"),
    [
        pytest.param("19:00", 0, ["09:00", "18:30"], id="morning-and-before-the-guests"),
        pytest.param("09:10", 0, ["08:40", "09:00"], id="both-close-together"),
        pytest.param("07:00", 0, ["06:30"], id="breakfast-is-no-second-plan-at-nine"),
        pytest.param("19:00", 18, ["18:00", "18:30"], id="a-worker-that-was-away"),
        pytest.param("19:00", 19, ["19:00"], id="better-in-the-evening-than-never"),
    ],
)
def test_a_date_is_planned_ahead_of_its_guests(
    date: dt.date, first: str, begins: int, expected: list[str]
) -> None:
    """Also on days on which clocks change."""
    assert planned(date, first, begins) == expected


def test_what_nobody_answers_is_asked_for_again_now_and_then() -> None:
    """A quiet date, or one whose jobs fail: every six hours, and when guests are near."""
    assert planned(WINTER, None, answers=False) == ["09:00", "15:01", "21:02"]
    assert planned(WINTER, "19:00", answers=False) == ["09:00", "15:01", "18:30"]


def test_a_date_whose_end_is_kept_is_left_alone() -> None:
    """Whatever clocks do."""
    morning = dt.datetime.combine(WINTER, PLAN_AT, LONDON)
    assert not plan_is_due(morning, morning, None, Looked(ended=True))
