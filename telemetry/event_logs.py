"""The product's events as log lines too; those of a transaction only once it is committed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

import structlog

Json = dict[str, Any]

log = structlog.get_logger("maitred.events")

_HELD: ContextVar[list[tuple[UUID | None, Json]] | None] = ContextVar("held_events", default=None)


def log_events(restaurant_id: UUID | None, events: Sequence[Json]) -> None:
    """Write events to the log, or keep them until the transaction under way is committed."""
    held = _HELD.get()
    if held is not None:
        held.extend((restaurant_id, event) for event in events)
        return
    for event in events:
        _write(restaurant_id, event)


@contextmanager
def once_committed() -> Iterator[None]:
    """Keep events until the block ends; when it raises, they have not happened."""
    token = _HELD.set([])
    try:
        yield
        held = _HELD.get()
    finally:
        _HELD.reset(token)
    for restaurant_id, event in held or ():
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
