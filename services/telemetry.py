"""What the product's event log is told of quotes, holds and manual work, under its own names."""

from typing import Any
from uuid import UUID

from models.errors import MaitredError
from persistence.confirmed import failed_transaction
from persistence.holds import Hold
from persistence.outbox import POLICY_DRIFT, outbox_row
from persistence.place_hold import HoldWish

Json = dict[str, Any]


def manual_event(
    what: str,
    booking: UUID,
    *,
    code: str | None = None,
    policy: str | None = None,
    neighbours: bool | None = None,
) -> Json:
    """Return that somebody validated, held or confirmed by hand; with a code that it failed."""
    outcome = f"manual.{what}.{'ok' if code is None else 'fail'}"
    return {
        "source": "capacity.manual",
        "event_type": outcome,
        "severity": "info" if code is None else "warning",
        "booking_id": str(booking),
        "context": {
            "type": f"capacity.{outcome}",
            "ok": code is None,
            "code": code,
            "policyVersion": policy,
            "adjacencyRequired": neighbours,
        },
    }


def manual_hold_event(what: str, hold: Hold, booking: UUID, code: str | None = None) -> Json:
    """Return the same about a hold, which knows what it was placed by."""
    said = hold.metadata
    chosen = said["byHand"] if isinstance(said.get("byHand"), dict) else {}
    return manual_event(
        what,
        booking,
        code=code,
        policy=said.get("policyVersion"),
        neighbours=chosen.get("needsNeighbours", said.get("requireAdjacency")),
    )


def confirmed_events(hold: Hold) -> list[Json]:
    """Return that a hold was confirmed by hand."""
    assert hold.booking is not None
    return [manual_hold_event("confirm", hold, hold.booking)]


def conflict_events(wish: HoldWish, error: MaitredError) -> list[Json]:
    """Return that tables could not be held because somebody else has them; nothing otherwise."""
    conflicts = error.details.get("conflicts")
    if not conflicts:
        return []
    restaurant, booking = str(wish.restaurant_id), str(wish.booking)
    tables = sorted(map(str, wish.tables))
    holds = _held([item for item in conflicts if item["source"] == "hold"])
    rpc = _rpc_conflict("create_hold_conflict", restaurant, booking, tables, error)
    rpc["context"]["holdId"] = next((item["holdId"] for item in holds), None)
    if not holds:
        return [rpc]
    strict = {
        "source": "capacity.hold",
        "event_type": "capacity.hold.strict_conflict",
        "severity": "warning",
        "booking_id": booking,
        "context": {
            "restaurantId": restaurant,
            "bookingId": booking,
            "tableIds": tables,
            "startAt": error.details["window"]["start"],
            "endAt": error.details["window"]["end"],
            "conflicts": holds,
        },
    }
    return [strict, rpc]


def refusal_events(
    restaurant: UUID,
    booking: UUID,
    hold: UUID,
    met: Hold | None,
    error: MaitredError,
    *,
    key: str,
    by_hand: bool,
) -> list[Json]:
    """Return what there is to tell of a hold that could not be confirmed."""
    events = []
    if error.code == "HOLD_BOOKING_MISMATCH" and met is not None:
        tables = sorted(map(str, met.chosen))
        event = _rpc_conflict(
            "confirm_hold_booking_mismatch", str(restaurant), str(booking), tables, error
        )
        event["context"]["holdId"] = str(hold)
        events.append(event)
    if error.code == "POLICY_DRIFT":
        events.append(_drift_event(booking, hold, error))
    if met is not None:
        events.append(failed_transaction(booking, hold, key, error.code, error.message))
    if by_hand and met is not None:
        events.append(manual_hold_event("confirm", met, booking, error.code))
    elif by_hand and getattr(error, "status", 500) < 500:
        events.append(manual_event("confirm", booking, code=error.code))
    return events


def drift_rows(booking: UUID, hold: UUID, error: MaitredError) -> list[Json]:
    """Return what the product's queue is told of a policy that has changed since a hold."""
    if error.code != "POLICY_DRIFT":
        return []
    told = {**_drift_event(booking, hold, error)["context"], "recovered": False}
    dedupe = f"{hold}:{told['attempt']}:{told['kind']}"
    return [outbox_row(POLICY_DRIFT, dedupe, str(booking), told)]


def _drift_event(booking: UUID, hold: UUID, error: MaitredError) -> Json:
    facts = ("expectedHash", "actualHash", "changes", "zones", "adjacency")
    return {
        "source": "capacity.policy",
        "event_type": "policy_drift.detected",
        "severity": "warning",
        "booking_id": str(booking),
        "context": {
            "attempt": 1,
            "holdId": str(hold),
            "kind": error.details["kind"],
            "details": {name: error.details[name] for name in facts if name in error.details},
        },
    }


def _rpc_conflict(
    source: str, restaurant: str, booking: str, tables: list[str], error: MaitredError
) -> Json:
    return {
        "source": "capacity.rpc",
        "event_type": "capacity.rpc.conflict",
        "severity": "warning",
        "booking_id": booking,
        "context": {
            "source": source,
            "bookingId": booking,
            "restaurantId": restaurant,
            "tableIds": tables,
            "idempotencyKey": None,
            "holdId": None,
            "error": {
                "code": error.code,
                "message": error.message,
                "details": {"conflicts": error.details.get("conflicts", [])},
                "hint": error.hint,
            },
        },
    }


def _held(conflicts: list[Json]) -> list[Json]:
    """Return conflicts with holds as the product tells them: one for each hold."""
    found: dict[str, Json] = {}
    for item in conflicts:
        hold = {
            "holdId": item["holdId"],
            "bookingId": item["bookingId"],
            "tableIds": [],
            "startAt": item["startAt"],
            "endAt": item["endAt"],
            "expiresAt": item["until"],
        }
        found.setdefault(item["holdId"], hold)["tableIds"].append(item["tableId"])
    return list(found.values())
