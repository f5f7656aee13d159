"""Streams of events: so many at once, none for ever, none that holds up the end of a service."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from uuid import UUID

from anyio import to_thread
from fastapi.sse import ServerSentEvent

from models.errors import MaitredError
from persistence.jobs import Event
from persistence.pool import Database
from services.errors import PlanningBusyError
from services.jobs.view import events_of

LOOK_SECONDS = 0.5
"""How often the database is asked for what is new."""

STREAM_SECONDS = 300.0
"""After so long a stream ends: who still wants to know connects again, and is asked who it is."""

RETRY_MS = 1000
"""How soon a browser connects again."""


class Streams:
    """The open streams of one service."""

    def __init__(self, most: int) -> None:
        self._most, self._open = most, 0
        self._closing = asyncio.Event()

    def close(self) -> None:
        """End all streams: the service ends, and they would be waited for."""
        self._closing.set()

    def require_room(self) -> None:
        """See to it that another stream may be opened.

        Raises:
            PlanningBusyError: there are too many.
        """
        if self._open >= self._most:
            raise PlanningBusyError(
                f"{self._open} streams of events are open already",
                hint="Ask GET /api/v1/jobs/{id} every few seconds instead.",
            )

    async def follow(
        self, database: Database, restaurant_id: UUID, job_id: UUID, seq: int
    ) -> AsyncIterator[ServerSentEvent]:
        """Yield what is told of a job after an event, until its end.

        While the database is away nothing can be told; the stream ends, and is resumed.
        """
        self._open += 1
        until = time.monotonic() + STREAM_SECONDS
        try:
            ended = False
            while not (ended or self._closing.is_set() or time.monotonic() > until):
                look = partial(events_of, database, restaurant_id, job_id, seq)
                events, ended = await to_thread.run_sync(look)
                for event in events:
                    seq = event.seq
                    yield _told(event)
                if not events and not ended:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._closing.wait(), LOOK_SECONDS)
        except MaitredError:
            return
        finally:
            self._open -= 1


def _told(event: Event) -> ServerSentEvent:
    data = event.data if event.kind == "state" else {"progress": event.data}
    return ServerSentEvent(
        data={"at": event.at.isoformat(), **data},
        event=event.kind,
        id=str(event.seq),
        retry=RETRY_MS,
    )
