"""The product's own event log, ``observability_events``: best effort, and without guests' data."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from psycopg.types.json import Jsonb
from pydantic_core import to_json

from models.errors import MaitredError
from persistence.capabilities import Capabilities, capabilities_of
from persistence.pool import Connection, Database, enter_tenant
from persistence.queries import query
from telemetry.correlation import current_id
from telemetry.event_logs import log_events, told_later
from telemetry.metrics import LOST
from telemetry.sanitising import sanitised

Json = dict[str, Any]

TABLE = "public.observability_events"


class EventsRefusedError(MaitredError):
    """The product's event log does not take what is to be told."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(f"{TABLE} refused the event (SQLSTATE {sqlstate})")
        self.code = sqlstate


log = structlog.get_logger("maitred.persistence")


def observe(
    connection: Connection,
    capabilities: Capabilities,
    restaurant_id: UUID | None,
    events: Sequence[Json],
) -> None:
    """Tell events within the caller's transaction, which a refusal here never ends.

    In a service its teller does that once they are committed. Each event has
    ``source``, ``event_type`` and ``context``, and may have ``severity`` (``info``) and
    ``booking_id``.
    """
    if not events:
        return
    clean = _logged(restaurant_id, events)
    if capabilities.has(TABLE) and not told_later(restaurant_id, clean):
        _insert_or_count(connection, restaurant_id, clean)


def observe_strictly(
    connection: Connection,
    capabilities: Capabilities,
    restaurant_id: UUID,
    events: Sequence[Json],
) -> None:
    """Tell events within the caller's transaction.

    Raises:
        EventsRefusedError: the database refused them; the transaction goes on.
    """
    clean = [_clean(event) for event in events]
    if clean and capabilities.has(TABLE):
        refused = _insert(connection, restaurant_id, clean)
        if refused is not None:
            raise EventsRefusedError(refused)
    log_events(restaurant_id, clean)


def write_events(database: Database, told: Sequence[tuple[UUID | None, Sequence[Json]]]) -> None:
    """Write events that were committed, were cleaned and are in the logs; what fails is counted."""
    try:
        with database.connection(wait_seconds=1.0) as connection:
            connection.execute("set local synchronous_commit = off")
            for restaurant_id, clean in told:
                if restaurant_id is not None:
                    enter_tenant(connection, restaurant_id)
                _insert_or_count(connection, restaurant_id, clean)
    except MaitredError as error:
        _lost(error.code, sum(len(clean) for _, clean in told))


def _insert_or_count(
    connection: Connection, restaurant_id: UUID | None, clean: Sequence[Json]
) -> None:
    refused = _insert(connection, restaurant_id, clean)
    if refused is not None:
        _lost(refused, len(clean))


def _lost(code: str, count: int) -> None:
    LOST.labels("observability_events").inc(count)
    log.warning("events not told", code=code, events=count)


def _insert(
    connection: Connection, restaurant_id: UUID | None, clean: Sequence[Json]
) -> str | None:
    """Write sanitised events; return the SQLSTATE of what the database has against them."""
    # One odd value must not cost the events of others that are written with it.
    events = Jsonb(list(clean), dumps=partial(to_json, fallback=str))
    values = {"restaurant_id": restaurant_id, "events": events}
    row = connection.execute(query("observe"), values).fetchone()
    return None if row is None else row["refused"]


def _logged(restaurant_id: UUID | None, events: Sequence[Json]) -> list[Json]:
    """Log events; return them as they may be stored."""
    clean = [_clean(event) for event in events]
    log_events(restaurant_id, clean)
    return clean


def _clean(event: Json) -> Json:
    """Return an event without guests' data, with its time, and the id of the request behind it."""
    context, request_id = sanitised(event["context"]), current_id()
    if request_id is not None:
        context = {"requestId": request_id, **context}
    return {"created_at": dt.datetime.now(dt.UTC), **event, "context": context}


def tell(database: Database, restaurant_id: UUID, events: Sequence[Json]) -> None:
    """Tell events of no transaction, or of one rolled back; what fails here fails nothing.

    In a service its teller does that, as for those that were committed.
    """
    if not events:
        return
    try:
        capabilities = capabilities_of(database)
        if (tell_beside := database.tell_committed) is not None:
            clean = _logged(restaurant_id, events)
            if capabilities.has(TABLE):
                tell_beside(restaurant_id, clean)
            return
        with database.connection(wait_seconds=0.25) as connection:
            enter_tenant(connection, restaurant_id)
            observe(connection, capabilities, restaurant_id, events)
    except MaitredError as error:
        _lost(error.code, len(events))
