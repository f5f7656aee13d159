"""Reads a stream of a date's changes in a thread, as a console does."""

import json
import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

import httpx2

from tests.documented import flaws
from tests.integration.postgres_servers import DATE, House

SOON = 20.0
"""Everything comes within two seconds; on a busy machine a little later."""


@dataclass(frozen=True)
class Event:
    """An event, and when it came."""

    name: str
    id: str | None
    data: dict[str, Any]
    at: float


def events_path(house: House, date: Date = DATE) -> str:
    """Return where a date is followed."""
    return f"/api/v1/restaurants/{house.id}/days/{date}/events"


class Stream:
    """An open stream; what comes is kept until it is asked for."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.closed = threading.Event()

    def read(self, lines: Iterator[str]) -> None:
        """Read until the stream ends."""
        fields: dict[str, str] = {}
        try:
            for line in lines:
                name, colon, value = line.partition(": ")
                if colon and name:
                    fields[name] = value
                elif not line and "event" in fields:
                    self._keep(fields)
                    fields = {}
        except httpx2.HTTPError:
            pass
        finally:
            self.closed.set()

    def _keep(self, fields: dict[str, str]) -> None:
        data = json.loads(fields["data"])
        assert flaws("#/components/schemas/DayEvent", data) == []
        self._events.put(Event(fields["event"], fields.get("id"), data, time.monotonic()))

    def next(self, name: str) -> Event:
        """Return the next event, which has to be of that name."""
        event = self._events.get(timeout=SOON)
        assert event.name == name, event
        return event

    def quiet(self, seconds: float) -> bool:
        """Tell whether nothing comes for so long."""
        try:
            event = self._events.get(timeout=seconds)
        except queue.Empty:
            return True
        raise AssertionError(event)


@contextmanager
def following(
    http: httpx2.Client, house: House, last: str | None = None, **query: Any
) -> Iterator[Stream]:
    """Follow the test date until the block ends."""
    headers = {k: v for k, v in http.headers.items() if k == "authorization"}
    headers |= {} if last is None else {"last-event-id": last}
    stream, ready = Stream(), threading.Event()
    client = httpx2.Client(base_url=http.base_url, timeout=60, trust_env=False, verify=False)
    answers: list[httpx2.Response] = []

    def work() -> None:
        path = events_path(house)
        with client.stream("GET", path, headers=headers, params=query) as answer:
            answers.append(answer)
            ready.set()
            stream.read(answer.iter_lines())

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        assert ready.wait(SOON)
        assert answers[0].status_code == 200
        yield stream
    finally:
        # Closing alone would not wake who reads.
        if answers:
            network = answers[0].extensions["network_stream"]
            with suppress(OSError):
                network.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        thread.join(SOON)
        client.close()
