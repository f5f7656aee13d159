"""The product's own event log, ``observability_events``: best effort, and without guests' data."""

from collections.abc import Sequence
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
from telemetry.event_logs import log_events
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

    Each has ``source``, ``event_type`` and ``context``, and may have ``severity`` (``info``) and
    ``booking_id``.
    """
    if not events:
        return
    clean = [_clean(event) for event in events]
    log_events(restaurant_id, clean)
    if not capabilities.has(TABLE):
        return
    refused = _insert(connection, restaurant_id, clean)
    if refused is not None:
        LOST.labels("observability_events").inc(len(events))
        log.warning("events not told", sqlstate=refused, events=len(events))


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


def _insert(connection: Connection, restaurant_id: UUID | None, clean: list[Json]) -> str | None:
    """Write sanitised events; return the SQLSTATE of what the database has against them."""
    values = {"restaurant_id": restaurant_id, "events": Jsonb(clean, dumps=to_json)}
    row = connection.execute(query("observe"), values).fetchone()
    return None if row is None else row["refused"]


def _clean(event: Json) -> Json:
    """Return an event without guests' data, and with the id of the request that it belongs to."""
    context, request_id = sanitised(event["context"]), current_id()
    if request_id is not None:
        context = {"requestId": request_id, **context}
    return {**event, "context": context}


def tell(database: Database, restaurant_id: UUID, events: Sequence[Json]) -> None:
    """Tell events after a transaction that was rolled back; what fails here fails nothing."""
    if not events:
        return
    try:
        capabilities = capabilities_of(database)
        with database.connection(wait_seconds=0.25) as connection:
            enter_tenant(connection, restaurant_id)
            observe(connection, capabilities, restaurant_id, events)
    except MaitredError as error:
        LOST.labels("observability_events").inc(len(events))
        log.warning("events not told", code=error.code, events=len(events))
