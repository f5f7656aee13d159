"""Sets that the restaurant names: allowed whatever the other rules say, or never merged."""

from collections.abc import Mapping

from models.rules import Rules

Merge = tuple[int, ...]


def split(
    rules: Rules, index: Mapping[str, int]
) -> tuple[list[Merge], list[frozenset[int]], dict[Merge, int]]:
    """Return allowed merges, forbidden groups, and the seats of merges that have their own.

    ``index`` gives the position of each table id. Nothing is allowed while merges are off.
    """
    allowed, forbidden, override = [], [], {}
    for item in rules.named_sets:
        merge = tuple(sorted(index[table] for table in item.tables))
        if item.kind == "forbid":
            forbidden.append(frozenset(merge))
            continue
        if rules.merges:
            allowed.append(merge)
        if item.capacity is not None:
            override[merge] = item.capacity
    return allowed, forbidden, override
