"""Who decides a date: the first who says anything, and a canary's evenings are always the same."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine import (
    BUCKETS,
    Choice,
    EngineState,
    Source,
    Work,
    bucket_of,
    decide,
    environment_says,
    is_canary,
)
from models.flags import Flags

PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)
houses = st.uuids()
dates = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
shares = st.integers(0, 100)
choices = st.builds(
    lambda state, percent: Choice(state, percent if state is EngineState.CANARY else None),
    st.sampled_from(EngineState),
    shares,
)
sayings = st.dictionaries(st.sampled_from(Source), choices)


@PROPERTY
@given(house=houses, date=dates, said=sayings)
def test_somebody_always_decides(house: UUID, date: dt.date, said: Mapping[Source, Choice]) -> None:
    """Whatever is said by whomever, one source counts: the first, and nobody before it spoke."""
    found = decide(house, date, said)
    earlier = list(Source)[: list(Source).index(found.source)]
    assert not set(earlier) & set(said)
    assert found.source in said or found.source is Source.DEFAULT
    assert found.state in (EngineState.OFF, EngineState.SHADOW, EngineState.ON)
    assert found.choice == found.said[found.source]
    assert found.permits(Work.HAND)
    permitted = {found.permits(work) for work in Work if work is not Work.HAND}
    assert permitted == {found.state is EngineState.ON}


@PROPERTY
@given(house=houses, date=dates, said=sayings)
def test_a_kill_switch_beats_everybody(
    house: UUID, date: dt.date, said: Mapping[Source, Choice]
) -> None:
    """Whichever of the two."""
    killed = Choice(EngineState.OFF)
    for source in (Source.KILL_ENVIRONMENT, Source.KILL_SWITCH):
        rest = {key: value for key, value in said.items() if "kill" not in key.value}
        found = decide(house, date, {**rest, source: killed})
        assert (found.state, found.source) == (EngineState.OFF, source)


@PROPERTY
@given(house=houses, date=dates, share=shares, larger=shares)
def test_a_larger_share_keeps_the_evenings_of_a_smaller_one(
    house: UUID, date: dt.date, share: int, larger: int
) -> None:
    """Evenings do not go to and fro while a canary grows; none and all are just that."""
    low, high = sorted((share, larger))
    assert is_canary(house, date, high) >= is_canary(house, date, low)
    assert is_canary(house, date, share) is is_canary(house, date, share)
    assert not is_canary(house, date, 0)
    assert is_canary(house, date, 100)
    assert 0 <= bucket_of(house, date) < BUCKETS


@settings(max_examples=20, deadline=None, derandomize=True)
@given(house=houses, share=shares)
def test_the_share_is_what_was_asked_for(house: UUID, share: int) -> None:
    """Over ten years of one restaurant: within five standard deviations."""
    evenings = [dt.date(2026, 1, 1) + dt.timedelta(days=day) for day in range(3650)]
    chosen = sum(is_canary(house, date, share) for date in evenings)
    expected, spread = 36.5 * share, (36.5 * share * (100 - share) / 100) ** 0.5
    assert abs(chosen - expected) <= 5 * spread


def test_an_evening_is_chosen_by_restaurant_and_date_alone() -> None:
    """It is the same in every process and every version: these are numbers to keep."""
    house = UUID("2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d")
    days = [dt.date(2026, 11, 28) + dt.timedelta(days=day) for day in range(3)]
    assert [bucket_of(house, day) for day in days] == [556, 55, 3019]
    assert bucket_of(UUID(int=1), days[0]) != bucket_of(house, days[0])


@PROPERTY
@given(
    enabled=st.booleans(),
    shadow=st.booleans(),
    legacy=st.booleans(),
    kill=st.booleans(),
    engine=st.sampled_from([None, "off", "shadow", "canary", "on"]),
)
def test_flags_come_to_one_state(
    *, enabled: bool, shadow: bool, legacy: bool, kill: bool, engine: str | None
) -> None:
    """Legacy beats enabled, shadow counts only when it is off, MAITRED_ENGINE beats all three."""
    flags = Flags.model_validate(
        {
            "maitred_engine": engine,
            "maitred_engine_kill": kill,
            "feature_allocator_v2_enabled": enabled,
            "feature_allocator_v2_shadow": shadow,
            "feature_allocator_v2_force_legacy": legacy,
        }
    )
    said = environment_says(flags)
    assert (Source.KILL_ENVIRONMENT in said) is kill
    off = "shadow" if shadow else "off"
    wanted = engine or ("on" if enabled and not legacy else off)
    assert said[Source.ENVIRONMENT].state.value == wanted
    assert environment_says(Flags()) == {}
