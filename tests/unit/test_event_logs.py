"""When the product's events become log lines: once they have happened, and nobody waits for it."""

from collections.abc import Sequence
from contextlib import suppress
from contextvars import copy_context

from structlog.testing import capture_logs

from telemetry.event_logs import log_events, once_committed, once_over, told_later


def happen(*names: str) -> None:
    """Tell of events."""
    log_events(None, [{"source": "s", "event_type": name, "context": {}} for name in names])


def told(lines: Sequence[dict[str, object]]) -> list[object]:
    """Return which events have a line."""
    return [line["event_type"] for line in lines]


def test_an_event_outside_of_everything_is_written_at_once() -> None:
    """Nothing is under way that it could wait for."""
    with capture_logs() as lines:
        happen("a", "b")
        assert told(lines) == ["a", "b"]


def test_a_transaction_that_fails_has_no_events() -> None:
    """Also within a request; one that is committed has them."""
    with capture_logs() as lines:
        with suppress(LookupError), once_over(), once_committed():
            happen("lost")
            raise LookupError
        with once_committed():
            happen("kept")
            assert told(lines) == []
    assert told(lines) == ["kept"]


def test_a_request_that_fails_has_the_events_of_what_was_committed() -> None:
    """In their order, when it is over."""
    with capture_logs() as lines:
        with suppress(LookupError), once_over():
            with once_committed():
                happen("first")
            happen("second")
            raise LookupError
        assert told(lines) == ["first", "second"]


def test_what_goes_on_after_its_request_is_written_at_once() -> None:
    """Work that a request began keeps its context, and nobody would look at that again."""
    with capture_logs() as lines:
        with once_over():
            begun = copy_context()
        begun.run(happen, "late")
        assert told(lines) == ["late"]
        with once_over():
            begun = copy_context()
        with once_committed():
            begun.run(happen, "later")
    assert told(lines) == ["late", "later"]


def test_what_is_committed_is_told_elsewhere_too() -> None:
    """Once for each step, in order; what was rolled back is not, and elsewhere there is nobody."""
    heard: list[Sequence[dict[str, object]]] = []
    one: list[dict[str, object]] = [{"event_type": "one"}]
    assert not told_later(None, one)
    with suppress(LookupError), once_committed(lambda _, events: heard.append(events)):
        assert told_later(None, one)
        raise LookupError
    with once_over(), once_committed(lambda _, events: heard.append(events)):
        assert told_later(None, one)
        assert told_later(None, [])
        assert heard == []
    assert heard == [one, []]
    with once_over():
        assert not told_later(None, one)
