"""What clients saw while things were killed, and checkers that are pure functions over it."""

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """How a request ended for the client that sent it."""

    OK = "ok"
    """Acknowledged: it must be in the database, whole, for ever."""
    REFUSED = "refused"
    """Answered with an error: it wrote nothing."""
    UNKNOWN = "unknown"
    """No answer came: it may have written everything or nothing."""


@dataclass(frozen=True)
class Op:
    """One request and how it ended."""

    key: str
    kind: Kind
    body: bytes = b""


@dataclass(frozen=True)
class Taken:
    """A table that a booking has, as the database says."""

    booking: str
    table: str
    start: datetime
    end: datetime


class History:
    """Collects what happened, from any number of threads."""

    def __init__(self) -> None:
        self._ops: list[Op] = []
        self._lock = threading.Lock()

    def add(self, op: Op) -> None:
        """Append an operation."""
        with self._lock:
            self._ops.append(op)

    @property
    def ops(self) -> tuple[Op, ...]:
        """All operations so far."""
        with self._lock:
            return tuple(self._ops)

    def count(self, kind: Kind) -> int:
        """Return how many operations ended so."""
        return Counter(op.kind for op in self.ops)[kind]


def tables_of(rows: Iterable[Taken]) -> dict[str, frozenset[str]]:
    """Return which tables each booking has; none for any other."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for row in rows:
        found[row.booking] |= {row.table}
    return found


def changed_replays(ops: Iterable[Op]) -> list[str]:
    """Name the keys that got different answers."""
    bodies: dict[str, set[bytes]] = defaultdict(set)
    for op in ops:
        if op.kind is Kind.OK:
            bodies[op.key].add(op.body)
    return sorted(key for key, seen in bodies.items() if len(seen) > 1)


def lost_acknowledgements(ops: Iterable[Op], rows: Iterable[Taken]) -> list[str]:
    """Name the bookings that were acknowledged with other tables than the database has."""
    stored = tables_of(rows)
    promised = {
        (item["bookingId"], tuple(sorted(item["tableIds"])))
        for op in ops
        if op.kind is Kind.OK
        for item in json.loads(op.body)["assigned"]
    }
    return sorted(booking for booking, tables in promised if stored[booking] != {*tables})


def double_bookings(rows: Iterable[Taken]) -> list[str]:
    """Name the pairs of bookings that have one table at one time; windows are half-open."""
    by_table: dict[str, list[Taken]] = defaultdict(list)
    for row in rows:
        by_table[row.table].append(row)
    return sorted(
        f"{a.booking} and {b.booking} on {table}"
        for table, taken in by_table.items()
        for number, a in enumerate(taken)
        for b in taken[number + 1 :]
        if a.start < b.end and b.start < a.end
    )


def half_written(plans: Iterable[Mapping[str, frozenset[str]]], rows: Iterable[Taken]) -> list[str]:
    """Name the plans of which the database has a part: ``{booking: tables}`` each."""
    stored = tables_of(rows)
    found = []
    for number, plan in enumerate(plans):
        there = {booking for booking, tables in plan.items() if stored[booking] == tables}
        if there and there != set(plan):
            found.append(f"plan {number}: {len(there)} of {len(plan)} bookings")
    return found
