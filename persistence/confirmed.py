"""What the product is told of a hold that became its booking's tables, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from persistence.history import Recorder
from persistence.outbox import ASSIGNMENT_SYNC, enqueue, outbox_row
from persistence.writing import Placement

Json = dict[str, Any]

SOURCE = "capacity.atomic_confirm"


@dataclass(frozen=True)
class Confirmed:
    """A confirmation, and the booking before and after it."""

    hold: UUID
    key: str
    status_before: str
    status: str
    tables_before: int


def tell_confirmed(
    recorder: Recorder, placement: Placement, told: Confirmed, rows: Sequence[DictRow]
) -> None:
    """Queue the assignment for the product's other services, and tell of the transaction."""
    group = rows[0]["merge_group_id"] if rows else None
    tables = list(placement.tables)
    start, end = placement.window.start.isoformat(), placement.window.end.isoformat()
    payload = {
        "bookingId": placement.booking,
        "restaurantId": str(recorder.restaurant_id),
        "tableIds": tables,
        "startAt": start,
        "endAt": end,
        "mergeGroupId": None if group is None else str(group),
        "idempotencyKey": told.key,
    }
    dedupe = f"{placement.booking}:{start}:{end}:{','.join(tables)}"
    row = outbox_row(ASSIGNMENT_SYNC, dedupe, placement.booking, payload, told.key)
    enqueue(recorder.connection, recorder.capabilities, recorder.restaurant_id, [row])
    recorder.observe(_transaction(placement.booking, told, len(tables)))


def _transaction(booking: str, told: Confirmed, tables: int) -> list[Json]:
    known = {"holdId": str(told.hold), "idempotencyKey": told.key}
    before = {"status": told.status_before, "assignmentCount": told.tables_before}
    after = {"status": told.status, "assignmentCount": tables}
    events = {"started": {"pre": before}, "succeeded": {"pre": before, "post": after}}
    return [
        {
            "source": SOURCE,
            "event_type": f"transaction.{name}",
            "booking_id": booking,
            "context": {**known, **more},
        }
        for name, more in events.items()
    ]


def failed_transaction(booking: UUID, hold: UUID, key: str, code: str, message: str) -> Json:
    """Return that a hold could not be confirmed; the transaction was rolled back."""
    return {
        "source": SOURCE,
        "event_type": "transaction.failed",
        "severity": "warning",
        "booking_id": str(booking),
        "context": {
            "holdId": str(hold),
            "idempotencyKey": key,
            "error": {"code": code, "message": message},
        },
    }
