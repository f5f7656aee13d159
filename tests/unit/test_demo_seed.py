"""What of the demo's data needs no database: its date and its ids."""

import datetime as dt

import pytest

from scenarios.venues import load_venue
from services.demo import coming_saturday, demo_demand, demo_id


@pytest.mark.parametrize("days", range(14))
def test_the_demo_is_always_about_a_coming_saturday(days: int) -> None:
    """Whatever the weekday, the date is the next Saturday and never today: nobody has come yet."""
    today = dt.date(2026, 11, 23) + dt.timedelta(days=days)
    saturday = coming_saturday(today)
    assert saturday.weekday() == 5
    assert 1 <= (saturday - today).days <= 7


def test_ids_are_the_same_everywhere() -> None:
    """Links into the demo's console work on every machine; two things never share an id."""
    assert str(demo_id("village-pub")) == "0ae3831b-5dc5-5f43-8c59-4c9ca118ffb3"
    assert demo_id("village-pub", "table", "B1") != demo_id("corner-bistro", "table", "B1")


def test_every_saturday_is_equally_busy() -> None:
    """Next week has the same parties at the same wall clock times, over clock changes too."""
    pub = load_venue("pub")
    weeks = [demo_demand(pub, dt.date(2026, 10, 24) + dt.timedelta(days=7 * n)) for n in range(2)]
    shown = [
        [(b.party, b.start.astimezone(pub.zone_info).strftime("%H:%M")) for b in week]
        for week in weeks
    ]
    assert shown[0] == shown[1]
