"""Do a transaction until it is settled: others in the way, and answers that were lost."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from persistence.errors import DatabaseError
from persistence.pool import Connection, Database

ATTEMPTS = 6
"""Tries of one transaction when others are in the way (deadlock, serialisation, lock timeout)."""

T = TypeVar("T")


def until_settled(database: Database, work: Callable[[Connection], T]) -> T:
    """Return what the work returns, in a transaction that was committed.

    Deadlocks and lock timeouts are tried again, and so is a lost connection: the work itself has
    to find out, under its locks, whether an earlier try got through before its answer was lost.

    Raises:
        DatabaseError: the database refused, keeps refusing, or cannot be reached.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with database.connection() as connection, connection.transaction():
                result = work(connection)
        except DatabaseError as error:
            lost = error.code == "DATABASE_UNREACHABLE"
            if attempt == ATTEMPTS or not (lost or error.retryable):
                raise
        else:
            return result
        time.sleep(random.uniform(0.5, 1.0) * 0.02 * 2**attempt)
    raise AssertionError("unreachable")
