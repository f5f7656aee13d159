"""The product's durable queue, ``capacity_outbox``: what is to be told once, whatever happens.

A row is written in the transaction of what it tells. Whoever delivers it locks it, does what it
asks for and settles it in one transaction: a deliverer that dies has done nothing, and the next one
begins from the same row. The product's own worker may deliver beside: each row has one lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import structlog
from psycopg.types.json import Jsonb

from models.errors import MaitredError
from persistence.capabilities import Capabilities, capabilities_of
from persistence.pool import Connection, Database, enter_tenant
from persistence.queries import query
from telemetry.correlation import current_id
from telemetry.metrics import LOST
from telemetry.sanitising import sanitised

TABLE = "public.capacity_outbox"

HOLD_CONFIRMED = "capacity.hold.confirmed"
ASSIGNMENT_SYNC = "capacity.assignment.sync"
WINDOW_SYNCED = "capacity.assignment.window_synced"
POLICY_DRIFT = "capacity.policy.drift"
KNOWN = (HOLD_CONFIRMED, ASSIGNMENT_SYNC, WINDOW_SYNCED, POLICY_DRIFT)
"""Types of the product; rows of any other type are somebody else's."""

FORBIDDEN = "42501"

Json = dict[str, Any]

log = structlog.get_logger("maitred.persistence")


@dataclass(frozen=True)
class OutboxRow:
    """One thing to tell."""

    id: UUID
    event_type: str
    dedupe_key: str | None
    restaurant_id: UUID
    booking_id: UUID | None
    idempotency_key: str | None
    payload: Any
    attempt_count: int


def outbox_row(
    event_type: str, dedupe: str, booking: str | None, payload: Json, key: str | None = None
) -> Json:
    """Return a row to be queued; it names the request that it belongs to."""
    request_id = current_id()
    known = {} if request_id is None else {"requestId": request_id}
    return {
        "event_type": event_type,
        "dedupe_key": dedupe,
        "booking_id": booking,
        "idempotency_key": key,
        "payload": sanitised({**known, **payload}),
    }


def enqueue(
    connection: Connection, capabilities: Capabilities, restaurant_id: UUID, rows: Sequence[Json]
) -> bool:
    """Queue rows in the caller's transaction, each once; tell whether there is a queue."""
    if not capabilities.has(TABLE):
        return False
    values = {"restaurant_id": restaurant_id, "rows": Jsonb(list(rows))}
    connection.execute(query("outbox/enqueue"), values)
    return True


def enqueue_after(database: Database, restaurant_id: UUID, rows: Sequence[Json]) -> None:
    """Queue rows after a transaction that was rolled back; what fails here fails nothing."""
    try:
        capabilities = capabilities_of(database)
        with database.connection(wait_seconds=0.25) as connection:
            enter_tenant(connection, restaurant_id)
            enqueue(connection, capabilities, restaurant_id, rows)
    except MaitredError as error:
        LOST.labels("outbox").inc(len(rows))
        log.warning("outbox not written", code=error.code, rows=len(rows))


@dataclass(frozen=True)
class Waiting:
    """How a restaurant's rows stand; those that are done do not count."""

    restaurant_id: UUID
    due: int = 0
    pending: int = 0
    dead: int = 0


def waiting_rows(connection: Connection) -> list[Waiting] | None:
    """Return whose rows stand how, of all restaurants, or of the one that was entered.

    None: the role may see one restaurant at a time only.
    """
    try:
        with connection.transaction():
            rows = connection.execute(query("outbox/waiting"), {"known": list(KNOWN)}).fetchall()
    except psycopg.Error as error:
        if error.sqlstate != FORBIDDEN:
            raise
        return None
    return [Waiting(**row) for row in rows]


def claim_rows(connection: Connection, restaurant_id: UUID, batch: int) -> list[OutboxRow]:
    """Lock rows that are due and that nobody else is at work on."""
    values = {"restaurant_id": restaurant_id, "batch": batch, "known": list(KNOWN)}
    rows = connection.execute(query("outbox/claim"), values).fetchall()
    return [OutboxRow(**row) for row in rows]


def settle(
    connection: Connection,
    row: OutboxRow,
    status: str,
    *,
    seconds: float = 0.0,
    reason: Json | None = None,
) -> None:
    """Write what became of a try; ``seconds`` is how long the next one has to wait."""
    values = {
        "id": row.id,
        "status": status,
        "seconds": seconds,
        "reason": None if reason is None else Jsonb(reason),
    }
    connection.execute(query("outbox/settle"), values)
