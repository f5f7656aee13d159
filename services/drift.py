"""What has changed since tables were held: turn times, zones, neighbours; old and new, in words."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from models.venue import Venue
from models.window import Window
from persistence.holds import HELD_UNTIL, TURN_TIMES, Hold
from persistence.snapshot import DaySnapshot
from services.conflicts import clock_words, table_words
from services.errors import PolicyDriftError
from services.judge import wanting
from services.versions import policy_version, selection_of, turn_times

Json = dict[str, Any]

LABELS = {
    "opens": "opening",
    "closes": "close",
    "bands": "turn times",
    "buffer_before": "minutes before a stay",
    "buffer_after": "minutes after a stay",
    "overrun": "stays past the close",
    "last_seating": "last seating",
}
"""What a field of a service is called in a sentence."""


def is_ours(hold: Hold) -> bool:
    """Holds of the running product carry its own hashes, which say nothing about ours."""
    return isinstance(hold.metadata.get(HELD_UNTIL), str)


def has_not_drifted(hold: Hold, snapshot: DaySnapshot, booking: UUID) -> None:
    """Compare today's rules with those that a hold was placed by.

    Raises:
        PolicyDriftError: they differ; the details say in what, before and now.
    """
    if not is_ours(hold):
        return
    said, now = hold.metadata.get("policyVersion"), policy_version(snapshot)
    if said != now:
        raise _policy_drift(hold, snapshot, booking)
    if not snapshot.flags.feature_manual_assignment_snapshot_validation:
        return
    before = hold.metadata["selection"]["snapshot"]
    after = selection_of(snapshot.problem.venue, hold.chosen)["snapshot"]
    if before != after:
        raise _selection_drift(snapshot.problem.venue, before, after)


def _policy_drift(hold: Hold, snapshot: DaySnapshot, booking: UUID) -> PolicyDriftError:
    changes: list[Json] = []
    with suppress(AttributeError, KeyError, TypeError):  # anybody may have written a hold
        changes += _turn_time_changes(hold.metadata[TURN_TIMES], turn_times(snapshot))
    held, stays = Window(start=hold.start, end=hold.end), wanting(snapshot, booking).window
    was, now = (
        f"{clock_words(snapshot, window.start)}–{clock_words(snapshot, window.end)}"
        for window in (held, stays)
    )
    if was != now:
        changes.append(_change("window", "this booking's time", was, now))
    details = {
        "expectedHash": hold.metadata.get("policyVersion"),
        "actualHash": policy_version(snapshot),
        "window": {"before": held.model_dump(mode="json"), "now": stays.model_dump(mode="json")},
    }
    return _drift("policy", "turn times", changes, details)


def _turn_time_changes(before: Json, now: Json) -> list[Json]:
    """Return what differs between two sets of turn times, service by service."""
    changes = [
        _change(name, label, str(before[name]), str(now[name]))
        for name, label in (("timeZone", "time zone"), ("fail_hard", "no fallback service"))
        if before[name] != now[name]
    ]
    old, new = ({item["key"]: item for item in said["services"]} for said in (before, now))
    for key in {**old, **new}:
        if key in old and key in new:
            changes += _service_changes(key, old[key], new[key])
        else:
            states = ("offered", "not offered") if key in old else ("not offered", "offered")
            changes.append(_change(key, key, *states))
    return changes


def _service_changes(key: str, old: Json, new: Json) -> list[Json]:
    changes = []
    for name, label in LABELS.items():
        if old[name] != new[name]:
            was, now = str(old[name]), str(new[name])
            if name == "bands":
                was, now = _bands(old[name], new[name]), _bands(new[name], old[name])
            changes.append(_change(f"{key}.{name}", f"{key} {label}", was, now))
    return changes


def _bands(bands: list[Json], others: list[Json]) -> str:
    """Say the turn times that others do not have."""
    said = [f"{b['minutes']} min up to {b['up_to']} guests" for b in bands if b not in others]
    return ", ".join(said) or "none"


def _selection_drift(venue: Venue, before: Json, after: Json) -> PolicyDriftError:
    zones = {zone.id: zone.label for zone in venue.zones}
    was, now = (
        " and ".join(zones.get(zone, zone) for zone in said["zoneIds"]) for said in (before, after)
    )
    changes = [_change("zones", "zone", was, now)] if was != now else []
    numbers = {table.id: table.label for table in venue.tables}
    old, new = (set(said["adjacency"]["edges"]) for said in (before, after))
    for edge in sorted(old ^ new):
        pair = table_words([numbers.get(table, table) for table in edge.split("->")])
        states = ("side by side", "apart") if edge in old else ("apart", "side by side")
        changes.append(_change("adjacency", pair, *states))
    details = {
        "expected": before,
        "actual": after,
        "zones": {"expected": before["zoneIds"], "actual": after["zoneIds"]},
        "adjacency": {
            "expectedHash": before["adjacency"]["hash"],
            "actualHash": after["adjacency"]["hash"],
            "expectedEdges": before["adjacency"]["edges"],
            "actualEdges": after["adjacency"]["edges"],
        },
    }
    return _drift("adjacency", "zones or neighbours of the tables", changes, details)


def _change(what: str, label: str, before: str, now: str) -> Json:
    message = f"{label}: {before} before, {now} now"
    return {"what": what, "before": before, "now": now, "message": message}


def _drift(kind: str, what: str, changes: list[Json], details: Json) -> PolicyDriftError:
    said = "; ".join(change["message"] for change in changes)
    return PolicyDriftError(
        f"The {what} have changed since the tables were held" + (f": {said}" if said else ""),
        hint="Ask for a fresh quote.",
        details={"kind": kind, "changes": changes, **details},
    )
