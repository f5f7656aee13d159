"""Fingerprints of what a hold or an operator's screen was made from, to notice when it changes."""

import hashlib
import json
from typing import Any
from uuid import UUID

from models.base import content_hash
from models.venue import Venue
from persistence.holds import TURN_TIMES
from persistence.snapshot import DaySnapshot

Json = dict[str, Any]


def policy_version(snapshot: DaySnapshot) -> str:
    """Return 16 hex digits that change with the turn times or the clock they are read by."""
    zone = snapshot.restaurant.time_zone
    return content_hash([snapshot.policy.model_dump(mode="json"), zone])[:16]


def turn_times(snapshot: DaySnapshot) -> Json:
    """Return what ``policy_version`` is made from, to say later what has changed."""
    return {
        "timeZone": snapshot.restaurant.time_zone,
        **snapshot.policy.model_dump(mode="json"),
    }


def rules_of(snapshot: DaySnapshot) -> Json:
    """Return what a hold remembers of the rules that it was placed by."""
    return {"policyVersion": policy_version(snapshot), TURN_TIMES: turn_times(snapshot)}


def selection_of(venue: Venue, tables: frozenset[UUID]) -> Json:
    """Return what a hold remembers of its tables: which, in which zones, and their edges."""
    chosen = sorted(map(str, tables))
    zones = {table.zone for table in venue.tables if table.id in chosen}
    return {
        "tableIds": chosen,
        "snapshot": {"zoneIds": sorted(zones), "adjacency": edges_within(venue, chosen)},
    }


def edges_within(venue: Venue, tables: list[str]) -> Json:
    """Return the undirected edges between tables, and their hash as the product makes it."""
    pairs = {tuple(sorted(pair)) for pair in venue.adjacency if set(pair) <= set(tables)}
    edges = sorted(f"{a}->{b}" for a, b in pairs)
    compact = json.dumps({"edges": edges, "undirected": True}, separators=(",", ":"))
    return {
        "undirected": True,
        "edges": edges,
        "hash": hashlib.sha256(compact.encode()).hexdigest(),
    }
