"""Who asks in mixed traffic: over HTTP, repeating what is uncertain, and as the product itself."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx2
import psycopg

from tests.concurrency.chaos import NEVER_SECONDS
from tests.concurrency.history import History, Kind, Op
from tests.integration.postgres_servers import Database, House

Json = dict[str, Any]
T = TypeVar("T")

LATER = frozenset({429, 502, 503, 504})
"""Nothing was done, or nobody knows: ask again."""


class NeverError(Exception):
    """A request never got a certain answer."""


@dataclass
class Traffic:
    """What all clients share."""

    urls: Sequence[str]
    seed: int
    history: History = field(default_factory=History)
    over: threading.Event = field(default_factory=threading.Event)
    wrong: list[str] = field(default_factory=list)
    """What must not be, as it was seen."""
    answers: Counter[str] = field(default_factory=Counter)
    """How often each kind of client was answered with which code."""
    slowest: dict[str, float] = field(default_factory=dict)
    """Seconds from the first try to a certain answer, by kind of client."""


class Caller:
    """One client's connection; every request goes to any of the services."""

    def __init__(self, traffic: Traffic, name: str, http: httpx2.Client) -> None:
        self._traffic, self._name, self._http = traffic, name, http
        self.dice = random.Random(f"{traffic.seed}/{name}")

    def ask(
        self, method: str, path: str, body: Json | None = None, key: str | None = None
    ) -> httpx2.Response:
        """Ask until the answer is certain; what has a key is repeated under it.

        Raises:
            NeverError: there is none within a minute and a half.
        """
        began = time.monotonic()
        headers = {} if key is None else {"Idempotency-Key": key}
        while time.monotonic() - began < NEVER_SECONDS:
            url = self.dice.choice(self._traffic.urls) + path
            try:
                answer = self._http.request(method, url, json=body, headers=headers)
            except httpx2.TransportError:
                self._note("unknown")
                time.sleep(0.1)
                continue
            self._note(str(answer.status_code))
            busy = answer.status_code == 409 and "retry-after" in answer.headers
            if answer.status_code not in LATER and not busy:
                self._seen(answer, time.monotonic() - began)
                return answer
            time.sleep(0.2)
        raise NeverError(f"{self._name}: {method} {path} {key} never got an answer")

    def twice(
        self, method: str, path: str, body: Json | None, key: str, good: Sequence[int] = (200, 202)
    ) -> httpx2.Response:
        """Ask, and once more under the same key: the history sees both answers."""
        answer = self.ask(method, path, body, key)
        if answer.status_code in good:
            for one in (answer, self.ask(method, path, body, key)):
                kind = Kind.OK if one.status_code in good else Kind.REFUSED
                self._traffic.history.add(Op(f"{self._name} {key}", kind, one.content))
        return answer

    def _note(self, what: str) -> None:
        self._traffic.answers[f"{self._name.split()[0]} {what}"] += 1

    def _seen(self, answer: httpx2.Response, seconds: float) -> None:
        kind = self._name.split()[0]
        slowest = self._traffic.slowest
        slowest[kind] = max(slowest.get(kind, 0.0), seconds)
        if answer.status_code >= 500:
            self.wrong(f"{answer.request.method} {answer.url.path}: {answer.text[:300]}")

    def wrong(self, what: str) -> None:
        """Note what must not be."""
        self._traffic.wrong.append(f"{self._name}: {what}")


class Product:
    """The booking product: writes bookings on a connection that it opens again when it is lost."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.house = House.build(database.connect(autocommit=True))

    def do(self, work: Callable[[House], T]) -> T:
        """Do something to the house; again, when the connection is lost over it."""
        until = time.monotonic() + NEVER_SECONDS
        while True:
            try:
                return work(self.house)
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                self._reconnect()

    def _reconnect(self) -> None:
        self.house.connection.close()
        time.sleep(0.1)
        try:
            self.house.connection = self._database.connect(autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.2)

    def close(self) -> None:
        """Close the connection."""
        self.house.connection.close()
