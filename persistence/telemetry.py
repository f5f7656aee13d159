"""The product's own event log, ``observability_events``: best effort, and without guests' data."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
import structlog
from psycopg.types.json import Jsonb

from models.errors import MaitredError
from persistence.capabilities import Capabilities, capabilities_of
from persistence.pool import Connection, Database, enter_tenant
from persistence.queries import query

Json = dict[str, Any]

TABLE = "public.observability_events"

EMAIL = re.compile(r"[^\s@<>\"',;:()]+@[^\s@<>\"',;:()]+\.[^\s@<>\"',;:()]+")
PERSON = re.compile(r"(guest|customer|creator|created_?by)s?_?(full|first|last)?_?name$", re.I)

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
    if not events or not capabilities.has(TABLE):
        return
    clean = [{**event, "context": sanitised(event["context"])} for event in events]
    values = {"restaurant_id": restaurant_id, "events": Jsonb(clean)}
    try:
        with connection.transaction():
            connection.execute(query("observe"), values)
    except psycopg.Error:
        # A connection that broke shows at the next statement.
        if connection.closed:
            raise


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
        log.warning("events not told", code=error.code, events=len(events))


def sanitised(value: Any) -> Any:
    """Return JSON data without e-mail addresses and without people's names."""
    if isinstance(value, dict):
        return {
            key: "[redacted]" if item is not None and PERSON.search(str(key)) else sanitised(item)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [sanitised(item) for item in value]
    return EMAIL.sub("[redacted-email]", value) if isinstance(value, str) else value
