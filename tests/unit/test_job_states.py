"""The life of a job: every pair of states, and which of them are ends."""

from itertools import product

import pytest

from models.job import BEFORE, JobState

WAYS = {
    ("queued", "running"),
    ("queued", "cancelled"),
    ("running", "queued"),
    ("running", "done"),
    ("running", "failed"),
    ("running", "cancelled"),
}


@pytest.mark.parametrize(("before", "after"), list(product(JobState, JobState)))
def test_which_state_leads_where(before: JobState, after: JobState) -> None:
    """Each pair is either a way or none; nothing leads to itself, and nothing out of an end."""
    assert (before in BEFORE[after]) == ((before.value, after.value) in WAYS)


def test_ends() -> None:
    """Done, failed and cancelled are for ever."""
    assert {state for state in JobState if state.is_final} == {
        JobState.DONE,
        JobState.FAILED,
        JobState.CANCELLED,
    }
