"""Chores beside the jobs."""

import threading

from services.jobs.chores import Chore, Chores
from telemetry.correlation import current_id


def test_every_chore_is_done_under_an_id_of_its_own() -> None:
    """What a worker sweeps is told under an id, as what a service sweeps is."""
    seen: list[str | None] = []
    enough = threading.Event()

    def note() -> None:
        seen.append(current_id())
        if len(seen) >= 2:
            enough.set()

    with Chores([Chore("note", 0.01, note)]):
        assert enough.wait(10)
    assert None not in seen
    assert len(set(seen)) == len(seen)
