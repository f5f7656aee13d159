"""One planner at a time per date, and no memory of dates that nobody plans."""

import threading

import pytest

from services.errors import PlanningBusyError
from services.planning.date_locks import DateLocks


def test_one_key_is_held_once_and_forgotten() -> None:
    """A second holder of the same key is refused after its patience; other keys are free."""
    locks = DateLocks()
    with locks.hold("a", 1):
        with locks.hold("b", 0):
            assert len(locks) == 2
        with pytest.raises(PlanningBusyError), locks.hold("a", 0.01):
            pass
        assert len(locks) == 1
    assert len(locks) == 0
    with locks.hold("a", 0):
        assert len(locks) == 1


def test_the_next_one_waits_its_turn() -> None:
    """Patience long enough gets the lock when the holder is done."""
    locks, order = DateLocks(), []

    def second() -> None:
        with locks.hold("a", 10):
            order.append("second")

    with locks.hold("a", 1):
        thread = threading.Thread(target=second)
        thread.start()
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]
    assert len(locks) == 0
