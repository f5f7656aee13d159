"""What surrounds signing in: limits, what logs say, dev auth."""

import json
import logging
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest
import structlog

from api.logging import configure_logging
from tests.cli_runs import COMMAND
from tests.integration.access_world import UNKNOWN, World, access_world, bearer, cookies
from tests.integration.postgres_servers import DATE, Database, House, Server
from tests.integration.running_service import ASSIGN, running_service
from tests.integration.sign_in import cookie

DAY = f"/days/{DATE}"


def undo(world: World, headers: dict[str, str]) -> httpx2.Response:
    """Write something cheap: there is nothing to undo."""
    path = f"/api/v1/restaurants/{world.house.id}{DAY}/undo"
    return world.client.http.post(path, json={}, headers=headers)


def test_writes_are_limited_per_caller(pg18: Server) -> None:
    """Whoever writes too often is told when to come back; others and readers go on."""
    with access_world(pg18, writes_per_minute=2) as world:
        said = [undo(world, world.owner) for _ in range(3)]
        assert [answer.status_code for answer in said] == [404] * 2 + [429]
        assert said[-1].json()["code"] == "RATE_LIMITED"
        assert 1 <= int(said[-1].headers["retry-after"]) <= 30
        assert said[-1].json()["hint"] == f"Try again in {said[-1].headers['retry-after']} s."
        assert undo(world, world.bearer("host")).status_code == 404
        assert undo(world, bearer(world.tokens["one"])).status_code == 404
        path = f"/api/v1/restaurants/{world.house.id}{DAY}"
        assert world.client.http.get(path, headers=world.owner).status_code == 200


def test_failures_are_limited_per_address(pg18: Server) -> None:
    """Guessing ends in 429; who is known is served from that address all the same."""
    with access_world(pg18, failures_per_minute=2) as world:
        path = "/api/v1/restaurants"
        said = [world.client.http.get(path, headers=bearer("guess")) for _ in range(4)]
        assert [answer.status_code for answer in said] == [401] * 2 + [429] * 2
        assert all("retry-after" in answer.headers for answer in said[2:])
        assert world.client.http.get(path, headers=world.owner).status_code == 200


@contextmanager
def logging_as_served() -> Iterator[None]:
    """Log as the service does, and as before afterwards."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    configure_logging("debug")
    try:
        yield
    finally:
        structlog.configure(**before)
        root.handlers[:] = handlers
        root.setLevel(level)


PERSONAL = re.compile(r"@example|\+44|4416329|eyJ|base64-|maitred_[A-Za-z0-9]|hunter2")


def test_logs_hold_nothing_personal(
    pg18: Server, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run with every kind of caller, with guests' data in tokens, bodies and paths, and a defect
    that repeats a token: the log tells of all of it, and repeats none of it."""
    with logging_as_served(), access_world(pg18) as world:
        token = world.provider.token(world.users["owner"])
        paths = ["/api/v1/restaurants", "/api/guest@example.com", "/api/+441632960000", f"/{token}"]
        for path in paths:
            for caller in UNKNOWN.values():
                world.client.http.get(path, headers=caller(world))
            for headers in (world.owner, cookies(cookie(token)), bearer(world.tokens["one"])):
                world.client.http.get(path, headers=headers)
        bad = {"restaurantId": "guest@example.com", "idempotencyKey": token}
        assert world.client.http.post(ASSIGN, json=bad, headers=world.owner).status_code == 400

        def broken(*_: object) -> None:
            raise ValueError(f"guest@example.com +44 1632 960000 {token} {world.tokens['one']}")

        monkeypatch.setattr("api.access.user_caller", broken)
        answer = world.client.http.get("/api/v1/restaurants", headers=world.owner)
        assert answer.status_code == 500
        assert not PERSONAL.search(answer.text)
    logged = capfd.readouterr().err
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    assert len(lines) > 4 * len(UNKNOWN)
    assert {str(world.users["owner"]), "one"} <= {line.get("caller") for line in lines}
    assert "ValueError" in logged
    found = PERSONAL.search(logged)
    assert found is None, logged[max(0, found.start() - 200) : found.end() + 50]


def test_dev_auth_is_loud(database: Database, house: House) -> None:
    """Every answer says it, and everybody is an owner of everything."""
    with running_service(database.dsn) as client:
        answer = client.http.get("/api/v1/restaurants")
        assert [found["id"] for found in answer.json()["restaurants"]] == [str(house.id)]
        for path in ("/api/v1/restaurants", "/health/live", "/console/", "/nowhere"):
            assert "owner" in client.http.get(path).headers["x-maitred-dev-auth"]


@pytest.mark.parametrize("server", ["pg18"], indirect=True)
def test_dev_auth_is_loud_where_it_is_started(database: Database) -> None:
    """On the terminal, and in the log."""
    process = subprocess.Popen(
        [str(COMMAND), "serve", "--dev-auth", "--port", "0"],
        env={**os.environ, "DATABASE_URL": database.dsn, "COLUMNS": "300", "NO_COLOR": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = ""
        while "Listening on" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
    finally:
        process.terminate()
        process.communicate(timeout=60)
    assert "Dev auth: everybody who reaches this service is an owner" in said
    logged = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    warned = [line for line in logged if line["event"] == "dev auth: nobody has to sign in"]
    assert [line["level"] for line in warned] == ["warning"]
