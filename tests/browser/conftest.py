"""A real browser, and the real service over a real PostgreSQL with the demo's planned night."""

import datetime as dt
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import httpx2
import psycopg
import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright
from pydantic import SecretStr

from api.app import create_app
from services.demo import DemoRestaurant, seed_demo
from settings import Settings
from tests.integration.postgres_servers import running_server
from tests.integration.running_service import running_service
from tests.integration.sign_in import SECRET, Provider

MISSING = "no Chromium: apt-get install chromium (MAITRED_BROWSER=required makes this a failure)"

ON_ONE_WORKER = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
"""Starting the browser and planning the night takes longer than all of its tests together."""


@dataclass(frozen=True)
class Night:
    """The service, and what it answers for the planned pub."""

    address: str
    dsn: str
    pub: DemoRestaurant
    bistro: DemoRestaurant
    day: dict[str, Any]

    def url(self, restaurant: DemoRestaurant | None = None, date: dt.date | None = None) -> str:
        """Return the console's address of a restaurant's date."""
        shown = restaurant or self.pub
        return f"{self.address}/console/?restaurant={shown.id}&date={date or shown.date}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it browser tests are skipped, or fail when it is required."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("MAITRED_BROWSER") == "required":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def night() -> Iterator[Night]:
    """The demo restaurants, the pub's Saturday planned through the service."""
    with running_server("browser") as server, server.database() as database:
        with psycopg.connect(database.dsn) as connection:
            pub, bistro = seed_demo(connection, dt.datetime.now(dt.UTC))
        with _serving(database.dsn) as address, httpx2.Client(base_url=address) as client:
            wish = {"restaurantId": str(pub.id), "date": str(pub.date), "budgetMs": 3000}
            answer = client.post("/api/ops/dashboard/assign-tables", json=wish, timeout=60)
            assert answer.status_code == 200, answer.text
            day = client.get(f"/api/v1/restaurants/{pub.id}/days/{pub.date}").json()
            yield Night(address, database.dsn, pub, bistro, day)


@pytest.fixture
def member(night: Night) -> UUID:
    """A host of the pub."""
    user = uuid4()
    with psycopg.connect(night.dsn) as connection:
        connection.execute(
            "insert into restaurant_memberships values (%s, %s, 'host')", [user, night.pub.id]
        )
    return user


@pytest.fixture
def provider() -> Provider:
    """Issues tokens that are signed with the shared secret."""
    provider = Provider()
    provider.url = "https://tests.example"
    return provider


@pytest.fixture
def guarded(night: Night, provider: Provider) -> Iterator[Night]:
    """The same night behind a service that asks who calls."""
    with running_service(
        night.dsn, jwt_secret=SECRET, jwt_issuer=provider.issuer, failures_per_minute=0
    ) as client:
        yield replace(night, address=str(client.http.base_url).rstrip("/"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, at the size of a laptop; the test fails on any error of the page."""
    with opened_page(browser) as page:
        yield page


@contextmanager
def opened_page(browser: Browser, *, expecting: str = "\0", **options: Any) -> Iterator[Page]:
    """Open a page that collects its console errors and fails the test on leaving if any came.

    ``expecting`` is what harmless ones say.
    """
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 1000}, **options})
    page = context.new_page()
    troubles: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        if said.type == "error" and expecting not in said.text:
            troubles.append(said.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: troubles.append(str(error)))

    def refuse(dialog: Dialog) -> None:
        troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", refuse)
    yield page
    context.close()
    assert troubles == []


@contextmanager
def _serving(dsn: str) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_app(Settings(database_url=SecretStr(dsn), dev_auth=True))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
