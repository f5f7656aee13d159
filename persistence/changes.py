"""What changed between two snapshots of a day, in words."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from models.booking import Occupied
from models.problem import DayProblem

T = TypeVar("T")

MOST = 12
"""More changes than this are counted, not listed."""


def changes_between(planned: DayProblem, now: DayProblem) -> tuple[str, ...]:
    """Say what is different now from when the plan was made."""
    names = {table.id: table.label for table in (*planned.venue.tables, *now.venue.tables)}

    def taken(item: Occupied) -> str:
        return (
            f"{names.get(item.table, item.table)} {item.window.start:%H:%M}Z to "
            f"{item.window.end:%H:%M}Z ({item.source})"
        )

    found = [
        *_differences("booking", planned.bookings, now.bookings, lambda item: item.id),
        *_differences("table", planned.venue.tables, now.venue.tables, lambda item: item.label),
        *_differences("taken window", planned.occupancy, now.occupancy, taken),
    ]
    if planned.venue.adjacency != now.venue.adjacency:
        found.append("adjacency changed")
    settings = {
        "merge rules": (planned.rules, planned.service_rules) != (now.rules, now.service_rules),
        "services and their hours": planned.policy != now.policy,
        "weights": planned.weights != now.weights,
        "pacing": planned.pacing != now.pacing,
        "tables kept for walk-ins": planned.hold_backs != now.hold_backs,
    }
    found += [f"{name} changed" for name, differs in settings.items() if differs]
    if not found:
        found.append("the restaurant's settings changed")
    if len(found) > MOST:
        return (*found[:MOST], f"and {len(found) - MOST} more")
    return tuple(found)


def _differences(
    what: str, before: Iterable[T], after: Iterable[T], name: Callable[[T], str]
) -> list[str]:
    old, new = {name(item): item for item in before}, {name(item): item for item in after}
    return [
        *(f"{what} {key} is new" for key in sorted(new.keys() - old.keys())),
        *(f"{what} {key} is gone" for key in sorted(old.keys() - new.keys())),
        *(
            f"{what} {key} changed"
            for key in sorted(old.keys() & new.keys())
            if old[key] != new[key]
        ),
    ]
