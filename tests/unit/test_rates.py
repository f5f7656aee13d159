"""Token buckets: a minute's worth at once, then evenly, per key, in bounded memory."""

import pytest

from api.rates import MOST_KEYS, Buckets, RateLimitedError


class Clock:
    """Goes as far as it is put."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_worth_and_then_evenly() -> None:
    """Sixty at once, then one a second; a pause fills no more than a minute's worth."""
    clock = Clock()
    buckets = Buckets(60, clock)
    assert [buckets.take("a") for _ in range(60)] == [0.0] * 60
    assert buckets.take("a") == pytest.approx(1.0)
    assert buckets.take("b") == 0.0
    clock.now += 0.5
    assert buckets.take("a") == pytest.approx(0.5)
    clock.now += 0.5
    assert buckets.take("a") == 0.0
    clock.now += 3600
    assert [buckets.take("a") for _ in range(61)].count(0.0) == 60


def test_no_limit_and_no_end_of_keys() -> None:
    """Zero is no limit; a flood of keys takes bounded memory and forgets the longest unseen."""
    assert {Buckets(0).take("a") for _ in range(1000)} == {0.0}
    buckets = Buckets(1, Clock())
    assert (buckets.take("first"), buckets.take("first")) == (0.0, 60.0)
    for number in range(MOST_KEYS + 5):
        buckets.take(str(number))
    assert len(buckets._buckets) == MOST_KEYS
    assert buckets.take("first") == 0.0


def test_the_error_says_when() -> None:
    """In whole seconds, at least one."""
    assert [RateLimitedError("no", seconds).retry_after for seconds in (0.01, 1.2, 60)] == [
        1,
        2,
        60,
    ]
