"""Do a transaction until it is settled: others in the way, and answers that were lost.

Two clocks end it. While the database is away, nobody is helped by waiting long: a caller who is
told so after ``PATIENCE_SECONDS`` can send the request again, for nothing of it was written. It
is different once an answer to COMMIT was lost. Then it may have been written, and only the
database knows: giving up early would hand that question to a caller who may have no key to ask it
with. So the tries go on for ``UNKNOWN_PATIENCE_SECONDS``, long enough for a server that was killed
to be back from its crash recovery, and short enough for a client that waits half a minute. If that
is in vain, the refusal says that the outcome is not known.
"""

import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from persistence.errors import DatabaseError
from persistence.pool import Connection, Database
from telemetry.event_logs import once_committed
from telemetry.metrics import RETRIES
from telemetry.stages import passed

ATTEMPTS = 6
"""Tries of one transaction when others are in the way (deadlock, serialisation, lock timeout)."""

PATIENCE_SECONDS = 8.0
"""A database that has been away for so long is not tried again. The last try may wait for a
connection still: with the pool's own patience the caller is told after ten seconds."""

UNKNOWN_PATIENCE_SECONDS = 20.0
"""The same when it is not known whether a try was committed: twice the time in which a killed
server is to be back."""

LOST = "DATABASE_UNREACHABLE"
UNSURE = (
    "Whether it was written is not known. Send it again with the same Idempotency-Key, or look at "
    "the date first."
)

T = TypeVar("T")


def until_settled(database: Database, work: Callable[[Connection], T]) -> T:
    """Return what the work returns, in a transaction that was committed.

    Deadlocks and lock timeouts are tried again, and so is a lost connection: the work itself has
    to find out, under its locks, whether an earlier try got through before its answer was lost.

    Raises:
        DatabaseError: the database refused, keeps refusing, or cannot be reached. Nothing was
            written, unless the details say ``"outcome": "unknown"``.
    """
    trouble = _Trouble()
    for attempt in itertools.count(1):
        try:
            return unless_in_the_way(lambda: _once(database, work, trouble))
        except DatabaseError as error:
            if trouble.is_final(error):
                raise
        _pause(attempt)
    raise AssertionError("unreachable")


def unless_in_the_way(work: Callable[[], T]) -> T:
    """Return what the work returns; deadlocks and lock timeouts are tried again.

    Raises:
        DatabaseError: what the work raised; or others were in the way ``ATTEMPTS`` times.
    """
    for attempt in itertools.count(1):
        try:
            return work()
        except DatabaseError as error:
            if attempt == ATTEMPTS or not error.retryable:
                raise
            sqlstate = error.details["sqlstate"]
            RETRIES.labels(sqlstate).inc()
            passed("transaction.again", 0.0, sqlstate=sqlstate, attempt=attempt)
        _pause(attempt)
    raise AssertionError("unreachable")


def _pause(attempt: int) -> None:
    time.sleep(random.uniform(0.5, 1.0) * 0.02 * 2 ** min(attempt, ATTEMPTS))


@dataclass
class _Trouble:
    """What is known of the tries so far."""

    since: float | None = None
    """Since when the database is known to have been away, once at least."""
    unknown: bool = False
    """A try was sent its COMMIT, and nothing tells yet whether that got through."""

    def is_final(self, error: DatabaseError) -> bool:
        """Tell whether a failed try was the last one; a refusal that leaves it open says so."""
        # Too many clients, a timeout: no answer to whether an earlier try was committed.
        if error.code != LOST and not (self.unknown and error.status == 503):
            return True
        assert self.since is not None
        patience = UNKNOWN_PATIENCE_SECONDS if self.unknown else PATIENCE_SECONDS
        if time.monotonic() - self.since < patience:
            return False
        if self.unknown:
            error.hint = UNSURE
            error.details = {**error.details, "outcome": "unknown"}
        return True


def _once(database: Database, work: Callable[[Connection], T], trouble: _Trouble) -> T:
    asked, lent, sent = time.monotonic(), False, False
    try:
        with once_committed(database.tell_committed), database.connection() as connection:
            lent = True
            with connection.transaction():
                result = work(connection)
                sent = True
    except DatabaseError as error:
        lost = error.code == LOST
        if sent:  # the work has found out about earlier tries, under its locks
            trouble.unknown = lost
        if lost and trouble.since is None:
            # Who was lent no connection has been waiting for one all the time.
            trouble.since = time.monotonic() if lent else asked
        raise
    return result
