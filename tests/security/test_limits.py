"""What one client may take up: time, connections, lengths. The others do not notice."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest
from structlog.testing import capture_logs

from api import body, server
from tests.budgets import SLOW_CONNECTIONS
from tests.contract.scene import ASSIGN, BOOKING, MANUAL, QUOTE, Scene
from tests.integration.access_world import access_world
from tests.integration.postgres_servers import Server
from tests.integration.running_service import running_service
from tests.integration.sign_in import SECRET
from tests.security.wire import Wire, packed

SHAPE = {"error", "message", "code", "details", "hint", "requestId"}
NOWHERE = "postgresql://nobody@127.0.0.1:9/none"
"""Of services whose database must not be asked."""

SOON = 15.0
"""Seconds after which a connection that has to be closed is closed, on a busy machine too."""


@pytest.fixture(scope="module")
def http() -> Iterator[httpx2.Client]:
    """A client of a service that waits for a head, and for a body, a second each."""
    with pytest.MonkeyPatch.context() as patch, running_service(NOWHERE) as service:
        patch.setattr(server, "HEAD_SECONDS", 1.0)
        patch.setattr(body, "ARRIVAL_SECONDS", 1.0)
        yield service.http


def address(http: httpx2.Client) -> tuple[str, int]:
    """Return where a client's service listens."""
    return str(http.base_url.host), http.base_url.port or 80


def head(http: httpx2.Client, *more: tuple[str, str]) -> bytes:
    """Return the head of a request that has a body."""
    host, port = address(http)
    return packed("POST", ASSIGN, [("host", f"{host}:{port}"), *more], length=False)


def read_all(connection: socket.socket) -> bytes:
    """Return everything until the service hangs up."""
    answer = b""
    while piece := connection.recv(65_536):
        answer += piece
    return answer


@pytest.mark.parametrize("part", ["nothing", "head", "body", "body after its answer"])
def test_slow_clients_keep_nobody_out(http: httpx2.Client, part: str) -> None:
    """A hundred connections that send a byte now and then; all are ended, and others are served."""
    begin, answer = {
        "nothing": (b"", b""),
        "head": (b"POST / HTTP/1.1\r\nx: ", b""),
        "body": (head(http, ("content-length", "1000")), b"HTTP/1.1 408 "),
        "body after its answer": (head(http, ("content-length", "9999999")), b"HTTP/1.1 413 "),
    }[part]
    over = threading.Event()
    with ExitStack() as stack:
        slow = [
            stack.enter_context(socket.create_connection(address(http), timeout=SOON))
            for _ in range(SLOW_CONNECTIONS)
        ]

        def trickle() -> None:
            while not over.wait(0.2):
                for connection in slow:
                    try:
                        connection.send(b"x")
                    except OSError:
                        continue

        for connection in slow:
            connection.sendall(begin)
        trickler = threading.Thread(target=trickle)
        if part != "nothing":
            trickler.start()
        try:
            for _ in range(20):
                assert http.get("/health/live").status_code == 200
            for connection in slow:
                try:
                    assert read_all(connection).startswith(answer)
                except ConnectionResetError:  # it was still sending
                    continue
        finally:
            over.set()
            if part != "nothing":
                trickler.join()
    assert http.get("/health/live").status_code == 200


def test_a_pause_between_two_requests_is_no_slowness(http: httpx2.Client) -> None:
    """A connection is kept for a while, and a new request on it has its full time again."""
    with Wire(address(http), SOON) as wire:
        host, port = address(http)
        request = packed("GET", "/health/live", [("host", f"{host}:{port}")])
        for _ in range(3):
            answer = wire.ask(request)
            assert answer is not None
            assert answer.status == 200
            time.sleep(0.6)


def test_who_does_not_heed_retry_after_is_read_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few refusals come at once, then one a rest; another connection knows nothing of it."""
    monkeypatch.setattr(server, "REST_SECONDS", 0.4)
    strangers = {"jwt_secret": SECRET, "jwt_issuer": "https://a.example", "failures_per_minute": 1}
    with running_service(NOWHERE, **strangers) as service:
        path, seconds = "/api/v1/restaurants", []
        assert service.http.get(path).status_code == 401
        for _ in range(server.FREE_REFUSALS + 2):
            began = time.monotonic()
            assert service.http.get(path).status_code == 429
            seconds.append(time.monotonic() - began)
        assert max(seconds[: server.FREE_REFUSALS]) < 0.4 < sum(seconds[-2:])
        time.sleep(2 * server.REST_SECONDS)
        with httpx2.Client(base_url=service.http.base_url, trust_env=False) as other:
            assert other.get(path).status_code == 429
        assert service.http.get("/health/live").status_code == 200


def test_a_body_that_breaks_off_is_no_defect(http: httpx2.Client) -> None:
    """Neither a client that hangs up nor chunks that are none reach the log as ours."""
    with capture_logs() as logs:
        with socket.create_connection(address(http)) as gone:
            gone.sendall(head(http, ("content-length", "1000")) + b"{")
        chunked = ("transfer-encoding", "chunked")
        with Wire(address(http), SOON) as wire:
            answer = wire.ask(head(http, chunked) + b"1\r\n{\r\nzz\r\n", "POST")
            assert answer is not None
            assert (answer.status, b"INVALID_HTTP" in answer.body) == (400, True)
        until = time.monotonic() + SOON
        while sum(line["event"] == "client gone" for line in logs) < 2:
            assert time.monotonic() < until, logs
            time.sleep(0.02)
    assert "defect" not in {line["event"] for line in logs}


@pytest.mark.parametrize("data", [b"GET /\r\n\r\n", b"\x16\x03\x01\x02", b"GET / HTTP/1.1\r\n\r\n"])
def test_what_is_no_http_is_told_so_in_the_one_shape(http: httpx2.Client, data: bytes) -> None:
    """With a request id, and the connection is closed."""
    with Wire(address(http), SOON) as wire:
        answer = wire.ask(data)
    assert answer is not None
    found = httpx2.Response(answer.status, content=answer.body).json()
    assert (answer.status, found["code"], found.keys()) == (400, "INVALID_HTTP", SHAPE)
    assert answer.headers["x-request-id"] == found["requestId"]
    assert answer.headers["connection"] == "close"


@pytest.fixture
def scene(pg18: Server) -> Iterator[Scene]:
    """A restaurant that a service which asks who calls works for."""
    with access_world(pg18, writes_per_minute=0, max_body_bytes=4096) as world:
        yield Scene(world)


def refusal(scene: Scene, method: str, path: str, fields: dict[str, Any]) -> tuple[int, str]:
    """Ask for what is refused; return status and hint."""
    answer = scene.world.client.http.request(method, path, json=fields, headers=scene.world.owner)
    found = answer.json()
    assert found.keys() == SHAPE
    return answer.status_code, str(found["hint"])


def test_lists_and_texts_have_an_end(scene: Scene) -> None:
    """Fifty tables, ten checks, two hundred characters; no line breaks, no NUL."""
    guest = str(scene.evening.guest)
    table = str(scene.house.tables["T1"])
    choice = {"bookingId": guest, "tableIds": [table], "contextVersion": "v"}
    many = [table] * 51
    assign = BOOKING.format(booking_id=guest) + "/assign-tables"
    wrong: list[tuple[str, str, dict[str, Any], str]] = [
        ("POST", f"{MANUAL}/validate", {**choice, "tableIds": many}, "tableIds"),
        ("POST", f"{MANUAL}/validate", {**choice, "tableIds": []}, "tableIds"),
        ("POST", f"{MANUAL}/hold", {**choice, "contextVersion": "v" * 129}, "contextVersion"),
        ("POST", assign, {"tableIds": many, "idempotencyKey": "k"}, "tableIds"),
        ("DELETE", assign, {"tableIds": many}, "tableIds"),
        ("POST", QUOTE, {"bookingId": guest, "maxTables": 6}, "maxTables"),
        ("POST", QUOTE, {"bookingId": guest, "budgetMs": 10_001}, "budgetMs"),
    ]
    for reason in ("a\u0000b", "a\nb", "ab", "x" * 201):
        override = {"checks": ["slack"], "reason": reason}
        wrong.append(("POST", f"{MANUAL}/hold", {**choice, "override": override}, "reason"))
    override = {"checks": ["slack"] * 11, "reason": "a high chair"}
    wrong.append(("POST", f"{MANUAL}/hold", {**choice, "override": override}, "checks"))
    for method, path, fields, named in wrong:
        status, hint = refusal(scene, method, path, fields)
        assert (status, named in hint) == (400, True), (path, fields, hint)


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_may_be_as_long_as_the_setting_says(scene: Scene, chunked: bool) -> None:
    """Not a byte longer, announced or not."""
    text = b'{"bookingId": "%s", "hold": false' % str(scene.evening.guest).encode()
    http, headers = (
        scene.world.client.http,
        {**scene.world.owner, "content-type": "application/json"},
    )
    for length, status in ((4096, 200), (4097, 413)):
        content = text + b" " * (length - len(text) - 1) + b"}"
        sent: Any = iter([content[:10], content[10:]]) if chunked else content
        answer = http.post(QUOTE, content=sent, headers=headers)
        assert answer.status_code == status, answer.text


def test_sixty_four_clients_at_once(scene: Scene) -> None:
    """More than there are connections or threads: all wait their turn, and none is refused."""
    dates = [scene.new_date() for _ in range(8)]
    guests = [scene.house.booking(booking_date=date, party_size=2) for date in dates * 8]
    url, headers = scene.world.client.http.base_url, scene.world.owner
    limits = httpx2.Limits(max_connections=64)
    with (
        httpx2.Client(base_url=url, trust_env=False, timeout=60, limits=limits) as http,
        ThreadPoolExecutor(64) as clients,
    ):
        answers = list(
            clients.map(
                lambda guest: http.post(QUOTE, json={"bookingId": str(guest)}, headers=headers),
                guests,
            )
        )
    assert {answer.status_code for answer in answers} == {200}, {a.text for a in answers}
    holds = [answer.json()["holdId"] for answer in answers]
    assert len({hold for hold in holds if hold}) == len([hold for hold in holds if hold])
    # Nine tables for eight parties: everybody gets one, and nobody another's.
    assert None not in holds
