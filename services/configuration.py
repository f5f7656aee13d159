"""The product's configuration as its pages read it."""

from typing import Any

from models.errors import MaitredError
from persistence import configuration
from persistence.capabilities import capabilities_of
from persistence.pool import Database

Json = dict[str, Any]


class NoServicePolicyError(MaitredError):
    """The product has set no hours of its services."""

    code = "SERVICE_POLICY_NOT_FOUND"
    status = 404


def merge_rules_view(database: Database) -> Json:
    """Return the rules of merges."""
    capabilities = capabilities_of(database)
    with database.connection() as connection:
        rows = configuration.merge_rules(connection, capabilities)
    return {
        "rules": [
            {
                "id": str(row["id"]),
                "from": [row["from_a"], row["from_b"]],
                "toCapacity": row["to_capacity"],
                "enabled": row["enabled"],
                "requireSameZone": row["require_same_zone"],
                "requireAdjacency": row["require_adjacency"],
                "crossCategoryMerge": row["cross_category_merge"],
            }
            for row in rows
        ]
    }


def service_policy_view(database: Database) -> Json:
    """Return the hours of lunch and dinner; planning has its own, in ``restaurant_settings``.

    Raises:
        NoServicePolicyError: none are set.
    """
    capabilities = capabilities_of(database)
    with database.connection() as connection:
        row = configuration.service_policy(connection, capabilities)
    if row is None:
        raise NoServicePolicyError(
            "Service policy not found", hint="Add a row to service_policy in the booking database."
        )
    clocks = ("lunch_start", "lunch_end", "dinner_start", "dinner_end")
    return {**row, **{name: row[name].isoformat() for name in clocks}}
