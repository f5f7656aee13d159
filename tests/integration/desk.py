"""What an operator does over HTTP, and a service that many tests share, each with its own house."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx2
import psycopg
from psycopg.rows import DictRow

from tests.integration.postgres_servers import House, Server
from tests.integration.running_service import running_service

STAFF = "/api/staff/manual"

Json = dict[str, Any]


def said(answer: httpx2.Response) -> tuple[int, str | None]:
    """Return the status and the code of an answer; without a code it is a success."""
    return answer.status_code, answer.json().get("code")


def failed(answer: httpx2.Response) -> list[str]:
    """Return the checks that fail."""
    return [check["id"] for check in answer.json()["checks"] if check["status"] == "error"]


class Desk:
    """An operator at the desk of a house."""

    def __init__(self, http: httpx2.Client, house: House) -> None:
        self.http, self.house = http, house

    def ids(self, *names: str) -> list[str]:
        """Return table ids by number."""
        return [str(self.house.tables[name]) for name in names]

    def context(self, booking: UUID) -> Json:
        """Return what is on the screen."""
        answer = self.http.get(f"{STAFF}/context", params={"bookingId": str(booking)})
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def ask(self, what: str, booking: UUID, *names: str, **more: Any) -> httpx2.Response:
        """Validate or hold tables on a fresh context."""
        body = {
            "bookingId": str(booking),
            "tableIds": self.ids(*names),
            "contextVersion": self.context(booking)["contextVersion"],
            **more,
        }
        return self.http.post(f"{STAFF}/{what}", json=body)

    def hold(self, booking: UUID, *names: str, **more: Any) -> Json:
        """Hold tables, and expect that they are held."""
        answer = self.ask("hold", booking, *names, **more)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def release(self, booking: UUID, hold: object) -> httpx2.Response:
        """Release a hold."""
        body = {"bookingId": str(booking), "holdId": str(hold)}
        return self.http.request("DELETE", f"{STAFF}/hold", json=body)

    def confirm(
        self, booking: UUID, hold: object, version: str | None = None, key: str = "k"
    ) -> httpx2.Response:
        """Confirm a hold, on a fresh context unless another one is named."""
        body = {
            "bookingId": str(booking),
            "holdId": str(hold),
            "idempotencyKey": key,
            "contextVersion": version or self.context(booking)["contextVersion"],
        }
        return self.http.post(f"{STAFF}/confirm", json=body)

    def confirm_automatically(self, booking: UUID, hold: object, key: str = "k") -> httpx2.Response:
        """Confirm a hold by the automatic route."""
        body = {"bookingId": str(booking), "holdId": str(hold), "idempotencyKey": key}
        return self.http.post("/api/staff/auto/confirm", json=body)

    def quote(self, booking: UUID, **more: Any) -> httpx2.Response:
        """Ask for a quote, with time enough for all of it."""
        body = {"bookingId": str(booking), "budgetMs": 3000, **more}
        return self.http.post("/api/staff/auto/quote", json=body)

    def quoted(self, booking: UUID, **more: Any) -> Json:
        """Ask for a quote and expect an answer."""
        answer = self.quote(booking, **more)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def assign(self, booking: UUID, *names: str, **more: Any) -> httpx2.Response:
        """Assign a set directly."""
        body = {"tableIds": self.ids(*names), "idempotencyKey": str(uuid4()), **more}
        return self.http.post(f"/api/ops/bookings/{booking}/assign-tables", json=body)

    def add(self, booking: UUID, name: str) -> httpx2.Response:
        """Add one table directly."""
        body = {"tableId": self.ids(name)[0]}
        return self.http.post(f"/api/ops/bookings/{booking}/tables", json=body)

    def open(self, booking: UUID) -> Json:
        """Open a booking's session."""
        answer = self.http.post(f"{STAFF}/session", json={"bookingId": str(booking)})
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()["session"]
        return found

    def choose(self, session: object, booking: UUID, *names: str, **more: Any) -> httpx2.Response:
        """Choose tables within a session."""
        body = {"bookingId": str(booking), "tableIds": self.ids(*names), **more}
        return self.http.put(f"{STAFF}/session/{session}/selection", json=body)

    def close(self, session: object, booking: UUID, hold: object, **more: Any) -> httpx2.Response:
        """Confirm what a session holds."""
        body = {"bookingId": str(booking), "holdId": str(hold), "idempotencyKey": "k", **more}
        return self.http.post(f"{STAFF}/session/{session}/confirm", json=body)


def run_out(house: House, hold: object) -> None:
    """Let a hold run out, as time does."""
    house.rows(
        'update table_holds set metadata = metadata || \'{"heldUntil": "2020-01-01T00:00:00Z"}\''
        " where id = %s returning 1",
        hold,
    )


@dataclass
class Stage:
    """One service and one database, in which every test builds a house of its own."""

    http: httpx2.Client
    connection: psycopg.Connection[DictRow]


@contextmanager
def running_stage(server: Server, **settings: Any) -> Iterator[Stage]:
    """Serve a database of its own."""
    with (
        server.database() as database,
        database.connect(autocommit=True) as connection,
        running_service(database.dsn, **settings) as client,
    ):
        yield Stage(client.http, connection)
