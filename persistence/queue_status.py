"""How busy the queue is, over all restaurants: what more workers are started by."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.job import JobKind
from persistence.pool import Connection
from persistence.queries import query

ALIVE_SECONDS = 8.0
"""A worker gives a sign of life every two seconds."""


@dataclass(frozen=True)
class QueueStatus:
    """The jobs of one kind that are not over."""

    kind: JobKind
    waiting: int
    """Could be begun now, if there was a worker for them and it was their turn."""
    later: int
    """May not begin yet: edits are still collected, or the last attempt failed a moment ago."""
    running: int
    restaurants: int
    """How many of them have jobs that wait."""
    oldest_seconds: float
    """How long the one has waited that could have begun first; 0 when none waits."""


def queue_status(connection: Connection) -> Sequence[QueueStatus]:
    """Return how busy the queues are; the transaction must not have named a restaurant."""
    kinds = [kind.value for kind in JobKind]
    rows = connection.execute(query("jobs/queue_status"), {"kinds": kinds}).fetchall()
    return [QueueStatus(**{**row, "kind": JobKind(row["kind"])}) for row in rows]


def count_workers(connection: Connection) -> int:
    """Return how many workers are alive, each counted once for every queue that it works on."""
    row = connection.execute(query("jobs/queue_workers"), {"seconds": ALIVE_SECONDS}).fetchone()
    return 0 if row is None else int(row["workers"])
