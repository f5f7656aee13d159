"""Properties of stays: whatever the time and the party, windows are sane."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import ServiceOverrunError
from models.policy import PRODUCT_POLICY, derive_stay

PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)
zones = st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe"])
moments = st.datetimes(
    min_value=datetime(2025, 1, 1),  # noqa: DTZ001  (hypothesis wants naive bounds)
    max_value=datetime(2026, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(second=0, microsecond=0))


@PROPERTY
@given(start=moments, party=st.integers(1, 500), zone=zones)
def test_a_stay_surrounds_its_start(start: datetime, party: int, zone: str) -> None:
    """Dining begins at the start, the block contains the dining, and lengths are as defined."""
    try:
        stay = derive_stay(PRODUCT_POLICY, party, start, ZoneInfo(zone))
    except ServiceOverrunError:
        return
    assert stay.dining.start == start
    assert stay.block.start <= stay.dining.start
    assert stay.dining.end <= stay.block.end
    assert 0 < stay.dining.minutes <= 90
    assert stay.clamped or stay.dining.minutes in {60, 75, 85, 90}
    assert stay.block.end - stay.dining.end == timedelta(minutes=5)


@PROPERTY
@given(start=moments, party=st.integers(1, 499), zone=zones)
def test_a_larger_party_never_stays_shorter(start: datetime, party: int, zone: str) -> None:
    """Turn bands rise with the party, so adding a guest never frees the table earlier."""
    try:
        smaller = derive_stay(PRODUCT_POLICY, party, start, ZoneInfo(zone))
    except ServiceOverrunError:
        return
    larger = derive_stay(PRODUCT_POLICY, party + 1, start, ZoneInfo(zone))
    assert larger.block.end >= smaller.block.end
