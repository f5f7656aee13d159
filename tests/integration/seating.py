"""Give bookings their tables in tests, or take them away, as the direct routes do."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from uuid import UUID

from models.errors import MaitredError
from persistence.history import NOBODY, Author
from persistence.pool import Database
from services.idempotent import Answer
from services.manual.booking_tables import DIRECT_CHECKS, assign_set, take_away
from services.manual.checks import ChecksFailedError
from services.manual.selection import Selection
from tests.integration.postgres_servers import House

T = TypeVar("T")
R = TypeVar("R")

CONFLICT = "conflict"
"""How a request ends that fails for nothing but that somebody else has a table."""


def give(
    database: Database,
    restaurant: UUID,
    booking: UUID,
    tables: Iterable[UUID],
    key: str | None = None,
    author: Author = NOBODY,
) -> Answer:
    """Give a booking exactly these tables."""
    wanted = Selection(restaurant, booking, frozenset(tables), counted=DIRECT_CHECKS)
    return assign_set(database, wanted, key, author)


def take(
    database: Database,
    restaurant: UUID,
    booking: UUID,
    tables: Iterable[UUID],
    key: str | None = None,
    author: Author = NOBODY,
) -> Answer:
    """Take these tables away from a booking, as far as it has them."""
    return take_away(database, Selection(restaurant, booking, frozenset(tables)), key, author)


def seat(
    database: Database, house: House, booking: UUID, *names: str, key: str | None = None
) -> dict[str, Any]:
    """Give a booking exactly these tables, by their numbers."""
    answer = give(database, house.id, booking, (house.tables[name] for name in names), key)
    found: dict[str, Any] = json.loads(answer.text)
    return found


def unseat(database: Database, house: House, booking: UUID, *names: str) -> dict[str, Any]:
    """Take tables away from a booking, by their numbers."""
    answer = take(database, house.id, booking, (house.tables[name] for name in names))
    found: dict[str, Any] = json.loads(answer.text)
    return found


def told(error: MaitredError) -> str:
    """Return what a refusal is for: the checks that failed, or else its code."""
    if isinstance(error, ChecksFailedError):
        return "+".join(sorted(check.id for check in error.failed))
    return error.code


def conflicts(error: MaitredError) -> list[dict[str, Any]]:
    """Return what is in the way of tables that were refused."""
    [check] = [item for item in error.details["checks"] if item["id"] == CONFLICT]
    found: list[dict[str, Any]] = [
        *check["details"]["conflicts"],
        *check["details"]["holdConflicts"],
    ]
    return found


def at_once(items: Sequence[T], work: Callable[[T], R]) -> list[R]:
    """Do something with each of some things, all at the same moment; return what came of it."""
    gate = threading.Barrier(len(items))

    def one(item: T) -> R:
        gate.wait()
        return work(item)

    with ThreadPoolExecutor(len(items)) as threads:
        return list(threads.map(one, items))


def race(items: Sequence[T], work: Callable[[T], object]) -> Counter[str]:
    """Do something with each of some things at once; return how often it ended how."""

    def ending(item: T) -> str:
        try:
            work(item)
        except MaitredError as error:
            return told(error)
        return "done"

    return Counter(at_once(items, ending))
