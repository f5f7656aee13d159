"""What the product's event log was told, in tests."""

from typing import Any

from tests.integration.postgres_servers import House

ALLOWED = {"info", "warning", "error", "critical"}
"""What the check constraint of the running product allows."""


def events_of(house: House, *names: str) -> list[dict[str, Any]]:
    """Return the events of these names, oldest first."""
    rows = house.rows(
        "select source, event_type, severity, restaurant_id, booking_id, context"
        " from observability_events where event_type = any(%s) order by created_at, id",
        list(names),
    )
    assert {row["severity"] for row in rows} <= ALLOWED
    return rows
