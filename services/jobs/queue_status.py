"""How busy the queue is, for people and for whatever starts and stops workers."""

from typing import Any

from models.errors import MaitredError
from persistence.pool import READY_SECONDS, Database
from persistence.queue_status import count_workers, queue_status

Json = dict[str, Any]


def queue_answers(database: Database) -> bool:
    """Tell whether jobs can be asked for: whether the queue is where it should be."""
    try:
        with database.connection(wait_seconds=READY_SECONDS) as connection:
            count_workers(connection)
    except MaitredError:
        return False
    return True


def queue_view(database: Database) -> Json:
    """Return what waits, since when, what runs, and how many workers there are.

    Raises:
        DatabaseError: the database cannot be reached, or has no queue.
    """
    with database.connection() as connection:
        queues, workers = queue_status(connection), count_workers(connection)
    return {
        "workers": workers,
        "queues": [
            {
                "kind": queue.kind.value,
                "waiting": queue.waiting,
                "later": queue.later,
                "running": queue.running,
                "restaurantsWaiting": queue.restaurants,
                "oldestWaitSeconds": round(queue.oldest_seconds, 3),
            }
            for queue in queues
        ],
    }
