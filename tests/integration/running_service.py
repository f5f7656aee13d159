"""The real service over a real socket, in a thread of the test."""

import asyncio
import datetime as dt
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import httpx2
import uvicorn.server
from fastapi import FastAPI

from api.app import create_app
from api.server import Server, server_config
from settings import load_settings
from tests.documented import check_answer
from tests.integration.postgres_servers import DATE


class QuickAsyncio:
    """``asyncio`` for uvicorn's server alone, whose pauses are short.

    It looks ten times a second whether it is to stop, and then waits a tenth of a second before it
    looks who is still there; the tests stop hundreds of services, one after the other.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        """Pause."""
        await asyncio.sleep(min(seconds, 0.01))


uvicorn.server.asyncio = QuickAsyncio()

ASSIGN = "/api/ops/dashboard/assign-tables"
BUDGET_MS = 5000


def read_date(http: httpx2.Client, restaurant: UUID, date: dt.date = DATE) -> dict[str, Any]:
    """Return a date as the console reads it."""
    answer = http.get(f"/api/v1/restaurants/{restaurant}/days/{date}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


class Client:
    """Asks a running service, as the product's pages do."""

    def __init__(self, http: httpx2.Client, app: FastAPI) -> None:
        self.http, self.app = http, app

    def post(self, restaurant: UUID, **fields: Any) -> httpx2.Response:
        """Ask for a date to be planned; ``fields`` are further fields of the body."""
        body = {
            "restaurantId": str(restaurant),
            "date": DATE.isoformat(),
            "budgetMs": BUDGET_MS,
            **fields,
        }
        return self.http.post(ASSIGN, json=body)

    def plan(self, restaurant: UUID, **fields: Any) -> dict[str, Any]:
        """Ask for a date to be planned and expect success."""
        answer = self.post(restaurant, **fields)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def day(self, restaurant: UUID, date: dt.date = DATE) -> dict[str, Any]:
        """Return a date as the console reads it."""
        return read_date(self.http, restaurant, date)


@contextmanager
def running_service(dsn: str, **settings: Any) -> Iterator[Client]:
    """Serve a database on a free port; stop when the block ends.

    Nobody has to sign in, unless ``settings`` name a key; jobs wait, unless they say otherwise.
    """
    if settings.keys().isdisjoint({"jwks_url", "jwt_secret"}):
        settings["dev_auth"] = True
    settings.setdefault("worker", False)
    app = create_app(load_settings(database_url=dsn, **settings))
    server = Server(server_config(app, host="127.0.0.1", port=0))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx2.Client(
            base_url=f"http://127.0.0.1:{port}",
            timeout=60,
            trust_env=False,
            verify=False,  # nothing is encrypted; reading whom to trust takes as long as a start
            event_hooks={"response": [check_answer]},
        ) as http:
            yield Client(http, app)
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()
