"""The product's events as log lines too; those of a transaction only once it is committed.

Within a request they are written when it is over: a line takes as long as a small query, and
somebody waits for the answer.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog

Json = dict[str, Any]

Tell = Callable[[UUID | None, Sequence[Json]], None]
"""Has events of a restaurant told elsewhere, too, and does not wait for that."""

log = structlog.get_logger("maitred.events")


@dataclass
class Kept:
    """Events that are not written yet."""

    events: list[tuple[UUID | None, Json]] = field(default_factory=list)
    tell: Tell | None = None
    """What is called, too, with the events of a transaction that was committed."""
    untold: list[tuple[UUID | None, Sequence[Json]]] = field(default_factory=list)
    over: bool = False
    """Nothing is kept any more: work that a request began may go on for longer than itself."""


_KEPT: ContextVar[Kept | None] = ContextVar("kept_events", default=None)


def log_events(restaurant_id: UUID | None, events: Sequence[Json]) -> None:
    """Write events to the log, or keep them until what is under way is over."""
    kept = _KEPT.get()
    if kept is not None and not kept.over:
        kept.events.extend((restaurant_id, event) for event in events)
        return
    for event in events:
        _write(restaurant_id, event)


def told_later(restaurant_id: UUID | None, events: Sequence[Json]) -> bool:
    """Have events told elsewhere once they are committed; False: nobody does that here."""
    kept = _KEPT.get()
    if kept is None or kept.over or kept.tell is None:
        return False
    kept.untold.append((restaurant_id, events))
    return True


@contextmanager
def once_committed(tell: Tell | None = None) -> Iterator[None]:
    """Keep events until the block ends; when it raises, they have not happened."""
    kept = Kept(tell=tell)
    with _keeping(kept):
        yield
    _log(kept)
    for restaurant_id, events in kept.untold:
        assert tell is not None
        tell(restaurant_id, events)


@contextmanager
def once_over() -> Iterator[None]:
    """Keep events until the block ends, however it does: they have happened."""
    kept = Kept()
    try:
        with _keeping(kept):
            yield
    finally:
        _log(kept)


@contextmanager
def _keeping(kept: Kept) -> Iterator[None]:
    token = _KEPT.set(kept)
    try:
        yield
    finally:
        _KEPT.reset(token)
        kept.over = True


def _log(kept: Kept) -> None:
    for restaurant_id, event in kept.events:
        log_events(restaurant_id, [event])


def _write(restaurant_id: UUID | None, event: Json) -> None:
    request_id = event["context"].get("requestId")
    log.info(
        "event",
        **({} if request_id is None else {"request_id": request_id}),
        source=event["source"],
        event_type=event["event_type"],
        severity=event.get("severity") or "info",
        restaurant_id=None if restaurant_id is None else str(restaurant_id),
        booking_id=event.get("booking_id"),
        context=event["context"],
    )
