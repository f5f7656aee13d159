"""Deliver the product's outbox: each row once, again when that fails, or given up with why."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
import structlog

from models.errors import MaitredError
from persistence.capabilities import Capabilities, capabilities_of
from persistence.outbox import (
    ASSIGNMENT_SYNC,
    HOLD_CONFIRMED,
    TABLE,
    OutboxRow,
    Waiting,
    claim_rows,
    settle,
    waiting_rows,
)
from persistence.pool import Connection, Database, enter_tenant
from persistence.restaurants import list_restaurants
from persistence.telemetry import observe, observe_strictly
from telemetry.correlation import correlated
from telemetry.event_logs import once_committed
from telemetry.metrics import DELIVERIES, OUTBOX

BATCH = 100
MOST_TRIES = 10
FIRST_SECONDS, LONGEST_SECONDS = 0.25, 30.0
"""Before the second try, doubled before each further one, and never longer."""

ROUND_SECONDS = 5.0
"""How often the outbox is looked at."""

Json = dict[str, Any]

log = structlog.get_logger("maitred.services")


class UndeliverableError(MaitredError):
    """A row does not say what it is about."""

    code = "UNDELIVERABLE"


@dataclass(frozen=True)
class Delivered:
    """What came of a round."""

    processed: int = 0
    """Rows that were delivered."""
    failed: int = 0
    """Rows that are tried again."""
    dead: int = 0
    """Rows that were given up in this round."""
    pending: int = 0
    """Rows that are left, of the restaurants that had any."""

    def __add__(self, other: "Delivered") -> "Delivered":
        return Delivered(
            self.processed + other.processed,
            self.failed + other.failed,
            self.dead + other.dead,
            self.pending + other.pending,
        )


def deliver_outbox(database: Database, *, batch: int = BATCH) -> Delivered:
    """Deliver all that is due, at most ``batch`` rows in one transaction.

    Any number of services, workers and the product's own worker may do so at the same time.

    Raises:
        DatabaseError: the database cannot be reached; what was delivered before stays so.
    """
    capabilities = capabilities_of(database)
    if not capabilities.has(TABLE):
        return Delivered()
    waiting = _waiting(database)
    total, dead = Delivered(), sum(item.dead for item in waiting)
    for item in waiting:
        if item.due:
            total += _deliver_restaurant(database, capabilities, item, batch)
        else:
            total += Delivered(pending=item.pending)
    OUTBOX.labels("pending").set(total.pending)
    OUTBOX.labels("dead").set(dead + total.dead)
    return total


def _waiting(database: Database) -> list[Waiting]:
    with database.connection() as connection:
        found = waiting_rows(connection)
        if found is not None:
            return found
        restaurants = list_restaurants(connection)
        connection.commit()
        each: list[Waiting] = []
        for item in restaurants:
            with connection.transaction():
                enter_tenant(connection, item.id)
                each += waiting_rows(connection) or []
    return each


def _deliver_restaurant(
    database: Database, capabilities: Capabilities, waiting: Waiting, batch: int
) -> Delivered:
    restaurant, total, left = waiting.restaurant_id, Delivered(), waiting.pending
    while True:
        with once_committed(), database.connection() as connection:
            enter_tenant(connection, restaurant)
            rows = claim_rows(connection, restaurant, batch)
            done = Delivered()
            for row in rows:
                done += _deliver(connection, capabilities, row)
            left = max(0, left - done.processed - done.dead)
            if rows:
                observe(connection, capabilities, restaurant, [_batch(done, left)])
        total += done
        if len(rows) < batch:
            return total + Delivered(pending=left)


def _deliver(connection: Connection, capabilities: Capabilities, row: OutboxRow) -> Delivered:
    """Deliver a row and settle it, or note why that failed; the transaction stays whole."""
    try:
        with connection.transaction():
            payload = row.payload if isinstance(row.payload, dict) else {}
            with correlated(payload.get("requestId")):
                events = EVENTS.get(row.event_type, _nothing)(row)
                observe_strictly(connection, capabilities, row.restaurant_id, events)
            settle(connection, row, "done")
    except (psycopg.Error, MaitredError) as error:
        if connection.closed:
            raise
        return _failed(connection, row, error)
    DELIVERIES.labels("done").inc()
    return Delivered(processed=1)


def _failed(connection: Connection, row: OutboxRow, error: Exception) -> Delivered:
    tries = row.attempt_count + 1
    code = getattr(error, "code", None) or getattr(error, "sqlstate", None)
    diag = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    reason = {"code": code, "message": diag or str(error), "tries": tries}
    if tries >= MOST_TRIES:
        settle(connection, row, "dead", reason=reason)
        DELIVERIES.labels("dead").inc()
        log.error("outbox row given up", row=str(row.id), event_type=row.event_type, **reason)
        return Delivered(dead=1)
    seconds = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** (tries - 1))
    settle(connection, row, "pending", seconds=seconds, reason=reason)
    DELIVERIES.labels("failed").inc()
    log.warning("outbox row not delivered", row=str(row.id), event_type=row.event_type, **reason)
    return Delivered(failed=1)


def _confirmed(row: OutboxRow) -> list[Json]:
    wanted = ("holdId", "bookingId", "restaurantId", "tableIds", "startAt", "endAt")
    return [_event(row, "capacity.hold", "capacity.hold.confirmed", wanted)]


def _synchronized(row: OutboxRow) -> list[Json]:
    wanted = ("bookingId", "restaurantId", "tableIds", "startAt", "endAt")
    event = _event(row, "capacity.sync", "capacity.assignment.synchronized", wanted)
    key = {"idempotencyKey": row.idempotency_key, "mergeGroupId": None}
    return [{**event, "context": {**key, **event["context"]}}]


def _nothing(_: OutboxRow) -> list[Json]:
    """The product has no handler for these either, and marks them done."""
    return []


def _event(row: OutboxRow, source: str, name: str, wanted: tuple[str, ...]) -> Json:
    """Return the event that a row asks for.

    Raises:
        UndeliverableError: its payload lacks what the event has to say.
    """
    payload = row.payload if isinstance(row.payload, dict) else {}
    missing = [item for item in wanted if payload.get(item) is None]
    if missing:
        raise UndeliverableError(f"the payload has no {', '.join(missing)}")
    told = {key: item for key, item in payload.items() if key != "lastError"}
    booking = None if row.booking_id is None else str(row.booking_id)
    return {"source": source, "event_type": name, "booking_id": booking, "context": told}


EVENTS: dict[str, Callable[[OutboxRow], list[Json]]] = {
    HOLD_CONFIRMED: _confirmed,
    ASSIGNMENT_SYNC: _synchronized,
}


def _batch(done: Delivered, pending: int) -> Json:
    context = {
        "processed": done.processed,
        "failed": done.failed,
        "dead": done.dead,
        "pending": pending,
    }
    severity = "error" if done.dead else "warning" if done.failed else "info"
    return {
        "source": "outbox",
        "event_type": "outbox.batch",
        "severity": severity,
        "context": context,
    }


class Deliverer:
    """Delivers every few seconds, from a thread of its own, until it is stopped."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="outbox", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the present round."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                with correlated():
                    deliver_outbox(self._database)
            except MaitredError as error:
                log.warning("outbox not delivered", code=error.code)
            self._stopped.wait(ROUND_SECONDS)
