"""Tells of what was done, beside the work: traces, spans, the product's event log; best effort."""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import structlog

from persistence.pool import Database
from persistence.telemetry import write_events
from persistence.traces import write_traces
from telemetry.metrics import LOST
from telemetry.quiet import Quiet

Json = dict[str, Any]
Story = Callable[[], Json | None]
"""Tells of finished work; returns the trace that is to be stored, if any."""

Events = tuple[UUID | None, Sequence[Json]]

GATHER_SECONDS = 0.25
"""What happens in so long is written together."""

PATIENCE_SECONDS = 0.5
"""So long it lets those pass who wait for an answer: they share one interpreter."""

MOST_WAITING = 4000
"""What waits for being told; with a database that is away more is lost, and counted."""

log = structlog.get_logger("maitred.persistence")


class Teller:
    """Tells from a thread of its own: no request waits for it, nor for a table that is locked."""

    def __init__(self, database: Database, *, keeps: bool = True) -> None:
        self._database = database
        self.keeps = keeps
        """Traces are stored, and not only told to whoever else wants to know."""
        self.quiet = Quiet()
        self._waiting: queue.Queue[Story | Events | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._work, name="teller", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def put(self, story: Story) -> None:
        """Have a story told soon, and the trace that it returns written."""
        try:
            self._waiting.put_nowait(story)
        except queue.Full:
            LOST.labels("traces").inc()

    def tell(self, restaurant_id: UUID | None, events: Sequence[Json]) -> None:
        """Have committed events written soon; they were cleaned, and are in the logs."""
        try:
            self._waiting.put_nowait((restaurant_id, events))
        except queue.Full:
            LOST.labels("observability_events").inc(len(events))

    def stop(self) -> None:
        """Tell what is waiting, and end."""
        if self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (first := self._waiting.get()) is not None:
            gathered, last = [first], False
            time.sleep(GATHER_SECONDS)
            while not self._waiting.empty() and not last:
                more = self._waiting.get()
                if more is None:
                    last = True
                else:
                    gathered.append(more)
            try:
                self._tell(gathered)
            except Exception:  # the thread goes on
                log.exception("not told", items=len(gathered))
            if last:
                return

    def _tell(self, gathered: Sequence[Story | Events]) -> None:
        until, rows, events = time.monotonic() + PATIENCE_SECONDS, [], []
        for item in gathered:
            self._let_pass(until)
            if isinstance(item, tuple):
                events.append(item)
            elif (row := _told(item)) is not None:
                rows.append(row)
        self._let_pass(until)
        if events:
            write_events(self._database, events)
        self._let_pass(until)
        if rows:
            write_traces(self._database, rows)

    def _let_pass(self, until: float) -> None:
        self.quiet.wait(max(0.0, until - time.monotonic()))


def _told(story: Story) -> Json | None:
    try:
        return story()
    except Exception:  # the thread goes on for the others
        LOST.labels("traces").inc()
        log.exception("trace not told")
        return None
