"""Everybody at once, and faults at random: no promise is broken, and nothing is left over."""

import random

import pytest

from tests.concurrency.chaos import SECONDS, say
from tests.concurrency.mixed_clients import KINDS
from tests.concurrency.mixed_traffic import run_mixed

FAULTS_EVERY, LEAST_FAULTS = 2.0, 3


@pytest.mark.timeout(0)
def test_no_promise_is_broken() -> None:
    """Whoever is killed, frozen or cut off."""
    found = run_mixed(
        SECONDS,
        seed=random.randrange(2**32),
        fault_every=FAULTS_EVERY,
        sample_every=SECONDS / 10,
        least_faults=LEAST_FAULTS,
    )
    say(found.line)
    assert found.violations == [], found.line
    assert found.orphans == 0, found.line
    assert sum(found.faults.values()) >= LEAST_FAULTS, f"did not test, too few faults: {found.line}"
    assert all(found.steps[kind.name] for kind in KINDS), f"did not test: {found.steps}"
    assert found.samples, "nobody looked at the memory"
