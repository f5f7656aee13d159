"""The HTTP service over a real server and a real database."""

import datetime as dt
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from api.server import MOST_HEAD_BYTES
from tests.integration.planning import fingerprint, stored
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.running_service import running_service

ROUTE = "/api/ops/dashboard/assign-tables"
SHAPE = {"error", "message", "code", "details", "hint", "requestId"}


@pytest.fixture
def client(database: Database) -> Iterator[httpx2.Client]:
    """A client of the real service on a free port."""
    with running_service(database.dsn, plan_budget_seconds=5) as service:
        yield service.http


def request(house: House, **fields: Any) -> dict[str, Any]:
    """Return a request body for the test date."""
    return {"restaurantId": str(house.id), "date": DATE.isoformat(), **fields}


def test_d01_a_date_is_planned_and_answered_in_the_old_shape(
    client: httpx2.Client, house: House
) -> None:
    """A free table for two goes to a party of two; the old fields are all there."""
    guest = house.booking(dt.time(19))
    answer = client.post(ROUTE, json=request(house, captureDecisions=True))
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["date"] == DATE.isoformat()
    assert [item["bookingId"] for item in body["assigned"]] == [str(guest)]
    assert (body["skipped"], body["serviceFallbacks"], len(body["decisions"])) == ([], [], 1)
    assert (body["status"], body["gap"], body["mode"]) == ("optimal", 0, "fill")
    assert body["bound"] == body["proof"][0]["value"]
    assert len(stored(house)[str(guest)]) == 1


def test_d02_only_tables_out_of_service(client: httpx2.Client, house: House) -> None:
    """Nobody is put on a table that is out of service, and the answer says so."""
    house.connection.execute("update table_inventory set status = 'out_of_service'")
    house.booking(dt.time(19))
    body = client.post(ROUTE, json=request(house)).json()
    assert body["assigned"] == []
    assert body["skipped"][0]["reason"].startswith("No suitable tables available")


def test_d04_a_party_too_large_for_every_merge(client: httpx2.Client, house: House) -> None:
    """The reason speaks of capacity."""
    house.booking(dt.time(19), party_size=13)
    body = client.post(ROUTE, json=request(house)).json()
    assert "capacity" in body["skipped"][0]["reason"]


def test_d05_two_tables_for_a_party_of_six(client: httpx2.Client, house: House) -> None:
    """Merges are on: two tables for four seat six."""
    guest = house.booking(dt.time(19), party_size=6)
    client.post(ROUTE, json=request(house))
    assert len(stored(house)[str(guest)]) == 2


def test_d07_a_held_table_is_respected(client: httpx2.Client, house: House) -> None:
    """With every table held nothing is written, and the reason names the conflict."""
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=9999)
    house.hold(*house.tables, start=at(17), end=at(23), expires_at=later)
    house.booking(dt.time(19))
    before = fingerprint(house)
    body = client.post(ROUTE, json=request(house)).json()
    assert body["skipped"][0]["reason"].startswith("Conflicts with existing holds on tables")
    assert fingerprint(house) == before


def test_w05_an_overrun_is_reported_not_lost(client: httpx2.Client, house: House) -> None:
    """A booking that starts too late for its service is in the skipped list with the reason."""
    house.booking(dt.time(21, 57), hours=1)
    body = client.post(ROUTE, json=request(house)).json()
    assert body["skipped"][0]["reason"].startswith("Reservation would overrun")


def test_improve_moves_at_most_as_many_as_asked(client: httpx2.Client, house: House) -> None:
    """One move makes room for a party of twelve; none is not enough."""
    guest = house.booking(dt.time(19))
    house.assign(guest, "T2", window=(at(19), at(20, 5)))
    house.hold("T4", start=at(17), end=at(23), expires_at=at(23))
    large = house.booking(dt.time(19), party_size=12)
    none = client.post(ROUTE, json=request(house, mode="improve", maxMoves=0, dryRun=True)).json()
    assert none["assigned"] == []
    one = client.post(ROUTE, json=request(house, mode="improve", maxMoves=1)).json()
    assert [item["bookingId"] for item in one["moved"]] == [str(guest)]
    assert stored(house)[str(large)] == ["T1", "T2", "T3"]


def test_a_dry_run_writes_nothing(client: httpx2.Client, house: House) -> None:
    """The plan is answered and kept as a run, and no booking table changes."""
    house.booking(dt.time(19))
    before = fingerprint(house)
    body = client.post(ROUTE, json=request(house, dryRun=True)).json()
    assert len(body["assigned"]) == 1
    assert fingerprint(house) == before
    run = client.get(f"/api/v1/runs/{body['runId']}").json()
    assert (run["state"], run["gap"]) == ("planned", 0)


def test_an_idempotency_key_repeats_the_answer_byte_for_byte(
    client: httpx2.Client, house: House
) -> None:
    """The same request gets the same bytes and writes nothing; another one gets 422."""
    house.booking(dt.time(19))
    first = client.post(ROUTE, json=request(house, idempotencyKey="k-1"))
    house.booking(dt.time(12))
    before = fingerprint(house)
    second = client.post(ROUTE, json=request(house, idempotencyKey="k-1"))
    assert second.content == first.content
    assert fingerprint(house) == before
    other = client.post(ROUTE, json=request(house, idempotencyKey="k-1", mode="rebuild"))
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_KEY_CONFLICT")


def test_a_date_without_bookings_is_refused_by_name(client: httpx2.Client, house: House) -> None:
    """The date and the restaurant are named; no run, no event, no answer for the key is left."""
    before = fingerprint(house)
    response = client.post(ROUTE, json=request(house, idempotencyKey="empty"))
    assert (response.status_code, response.json()["code"]) == (422, "NO_BOOKINGS")
    assert str(DATE) in response.json()["message"]
    assert fingerprint(house) == before
    assert client.get(f"/api/v1/restaurants/{house.id}/days/{DATE}").json()["run"] is None
    guest = house.booking(dt.time(19))
    body = client.post(ROUTE, json=request(house, idempotencyKey="empty")).json()
    assert [found["bookingId"] for found in body["assigned"]] == [str(guest)]


def test_the_day_view_shows_what_was_committed(client: httpx2.Client, house: House) -> None:
    """Tables, bookings, seatings and the run's proof are in one answer."""
    guest = house.booking(dt.time(19), party_size=6)
    client.post(ROUTE, json=request(house))
    day = client.get(f"/api/v1/restaurants/{house.id}/days/{DATE}").json()
    assert {table["name"] for table in day["tables"]} == set(house.tables)
    assert [(s["bookingId"], len(s["tableIds"])) for s in day["seatings"]] == [(str(guest), 2)]
    assert (day["run"]["state"], day["run"]["gap"]) == ("committed", 0)
    found = client.get("/api/v1/restaurants").json()["restaurants"]
    assert [item["id"] for item in found] == [str(house.id)]


BAD = {
    "unknown restaurant": (404, {"restaurantId": str(uuid4())}),
    "not a uuid": (400, {"restaurantId": "pub"}),
    "no restaurant": (400, {}),
    "bad date": (400, {"restaurantId": str(uuid4()), "date": "2026-02-30"}),
    "unknown mode": (400, {"restaurantId": str(uuid4()), "mode": "wild"}),
    "moves without improve": (400, {"restaurantId": str(uuid4()), "maxMoves": 2}),
    "negative moves": (400, {"restaurantId": str(uuid4()), "mode": "improve", "maxMoves": -1}),
    "budget too small": (400, {"restaurantId": str(uuid4()), "budgetMs": 1}),
    "key with spaces": (400, {"restaurantId": str(uuid4()), "idempotencyKey": "a b"}),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_request_is_answered_in_the_one_error_shape(
    client: httpx2.Client, house: House, case: str
) -> None:
    """The status, the sentence, the field and the way out; and nothing is written."""
    status, body = BAD[case]
    before = fingerprint(house)
    answer = client.post(ROUTE, json=body)
    assert answer.status_code == status, answer.text
    said = answer.json()
    assert set(said) == SHAPE
    assert said["error"] == said["message"]
    assert said["hint"]
    assert fingerprint(house) == before


RAW = {
    "broken": b"{",
    "nan": b'{"restaurantId": NaN}',
    "surrogate": rb'{"restaurantId": "\ud800"}',
    "nul": rb'{"restaurantId": "\u0000"}',
    "array": b"[]",
    "twice": b'{"date": null, "date": null}',
    "not utf-8": b'{"restaurantId": "\xff"}',
    "deep": b"[" * 60_000,
    "empty": b"",
}


@pytest.mark.parametrize("case", RAW)
def test_malformed_json_is_a_400(client: httpx2.Client, case: str) -> None:
    """Hostile bytes never become a 500."""
    answer = client.post(ROUTE, content=RAW[case], headers={"content-type": "application/json"})
    assert (answer.status_code, set(answer.json())) == (400, SHAPE)


def test_framework_errors_have_the_same_shape(client: httpx2.Client) -> None:
    """Unknown route, wrong method, bad path parameter, body too large."""
    cases = [
        (client.get("/api/nowhere"), 404),
        (client.get(ROUTE), 405),
        (client.get("/api/v1/runs/nonsense"), 400),
        (client.get(f"/api/v1/runs/{uuid4()}"), 404),
        (client.get(f"/api/v1/restaurants/{uuid4()}/days/2026-13-01"), 400),
        (client.get(f"/api/v1/restaurants/{uuid4()}/days/2026-01-01"), 404),
        (client.post(ROUTE, content=b" " * 300_000), 413),
    ]
    for answer, status in cases:
        assert (answer.status_code, set(answer.json())) == (status, SHAPE), answer.text
        assert answer.headers["x-request-id"] == answer.json()["requestId"]


def test_health_docs_and_headers(client: httpx2.Client) -> None:
    """Liveness, readiness, the OpenAPI document and the security headers."""
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}
    document = client.get("/openapi.json").json()
    operation = document["paths"][ROUTE]["post"]
    assert {"200", "400", "404", "409", "413", "422", "500", "503"} <= set(operation["responses"])
    body = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    shape = document["components"]["schemas"][body.rpartition("/")[2]]
    assert "restaurantId" in shape["required"]
    page = client.get("/docs", follow_redirects=True)
    assert "swagger-ui-bundle.js" in page.text
    assert "https:" not in page.text
    assert client.get("/docs/vendor/swagger-ui-bundle.js").status_code == 200
    assert client.get("/health/live").headers["x-content-type-options"] == "nosniff"


def test_readiness_is_false_without_a_database() -> None:
    """The process lives on, and says that it cannot work."""
    with running_service("postgresql://nobody@127.0.0.1:9/none") as service:
        client = service.http
        assert client.get("/health/live").status_code == 200
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()["code"]) == (503, "DATABASE_UNREACHABLE")
        assert "retry-after" in answer.headers
        failed = client.get("/api/v1/restaurants")
        assert (failed.status_code, set(failed.json())) == (503, SHAPE)


@pytest.mark.parametrize("how", ["one header", "many headers", "path", "never ends"])
def test_headers_have_an_end(client: httpx2.Client, how: str) -> None:
    """A request whose head is too long is refused and the connection closed, before it is whole."""
    head = {
        "one header": b"GET / HTTP/1.1\r\nhost: localhost\r\nx: " + b"x" * MOST_HEAD_BYTES,
        "many headers": b"GET / HTTP/1.1\r\nhost: localhost\r\n" + b"x: y\r\n" * MOST_HEAD_BYTES,
        "path": b"GET /" + b"x" * MOST_HEAD_BYTES,
        "never ends": b"x" * MOST_HEAD_BYTES * 2,
    }[how]
    address = (client.base_url.host, client.base_url.port)
    with socket.create_connection(address, timeout=20) as stranger:
        with suppress(OSError):  # it may close before everything is sent
            stranger.sendall(head)
        answer = b""
        with suppress(ConnectionResetError):
            while piece := stranger.recv(65_536):
                answer += piece
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    assert client.get("/health/live").status_code == 200
