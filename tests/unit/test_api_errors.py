"""Every refusal of the HTTP layer has one shape, one id and the security headers."""

import json
import re
import uuid
from typing import Any

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from api.app import create_app
from api.body import BodyTooSlowError
from models.errors import Flaw, InvalidInputError, MaitredError
from persistence.errors import DatabaseError, RestaurantNotFoundError
from services.errors import PlanConflictError
from settings import load_settings
from tests.documented import check_answer

ASSIGN = "/api/ops/dashboard/assign-tables"
TABLES = "/api/ops/bookings/002bbb3e-db76-5e20-b58b-81e6efca15df/tables"
SHAPE = {"error", "message", "code", "details", "hint", "requestId"}
HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class BrokenDatabase:
    """Stands in for the pool and fails as told."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error

    def connection(self) -> Any:
        raise self._error or AssertionError("the database must not be asked")

    def ready(self) -> bool:
        return False


@pytest.fixture
def client() -> TestClient:
    """A client of an application whose database must not be asked."""
    settings = load_settings(
        database_url="postgresql://nowhere", max_body_bytes=2048, dev_auth=True
    )
    app = create_app(settings)
    app.state.database = BrokenDatabase()
    client = TestClient(app, base_url="http://127.0.0.1")
    client.event_hooks = {"response": [check_answer]}
    return client


def refused(response: Any, status: int, code: str) -> dict[str, Any]:
    """Check everything that errors have in common; return the body."""
    body: dict[str, Any] = response.json()
    assert (response.status_code, body["code"]) == (status, code), body
    assert body.keys() == SHAPE
    assert body["error"] == body["message"] != ""
    assert body["requestId"] == response.headers["x-request-id"]
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    return body


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"\xff", "not UTF-8"),
        (b"[]", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b'"text"', "must be a JSON object"),
        (b'{"budgetMs": NaN}', "must be finite"),
        (b'{"date": "a", "date": "b"}', "repeated"),
        (b'{"idempotencyKey": "\\ud800"}', "surrogate"),
        (b"[" * 2000, "nested too deeply"),
    ],
)
def test_a_body_that_is_no_object_is_refused(client: TestClient, content: bytes, says: str) -> None:
    """What is wrong with the text as a whole is a form error, with the old sentence."""
    body = refused(client.post(ASSIGN, content=content), 400, "INVALID_REQUEST")
    assert body["message"] == "Invalid request body"
    assert body["details"]["fieldErrors"] == {}
    assert says in body["details"]["formErrors"][0]


GOOD = {"restaurantId": "2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("restaurantId", None),
        ("restaurantId", 7),
        ("restaurantId", "urn:uuid:" + GOOD["restaurantId"]),
        ("restaurantId", GOOD["restaurantId"].replace("-", "")),
        ("restaurantId", GOOD["restaurantId"] + "\n"),
        ("date", 1140),
        ("date", "1140"),
        ("date", "2026-13-01"),
        ("date", "2026-1-1"),
        ("date", "2026-05-10T00:00:00"),
        ("date", "9999-01-01"),
        ("mode", "shuffle"),
        ("maxMoves", "3"),
        ("maxMoves", True),
        ("maxMoves", -1),
        ("budgetMs", 99),
        ("budgetMs", 60_001),
        ("budgetMs", 1000.5),
        ("captureDecisions", "yes"),
        ("dryRun", 1),
        ("idempotencyKey", ""),
        ("idempotencyKey", "a b"),
        ("idempotencyKey", "a\n"),
        ("idempotencyKey", "k" * 256),
    ],
)
def test_a_wrong_field_is_named(client: TestClient, field: str, value: Any) -> None:
    """Each wrong field is listed with its value and what is wrong with it."""
    body = refused(client.post(ASSIGN, json={**GOOD, field: value}), 400, "INVALID_REQUEST")
    assert list(body["details"]["fieldErrors"]) == [field]
    assert body["hint"].startswith(f"{field}: ")
    assert repr(value)[:50] in body["details"]["fieldErrors"][field][0]


def test_moves_need_mode_improve(client: TestClient) -> None:
    """A contradiction of two fields is said of the body."""
    body = refused(client.post(ASSIGN, json={**GOOD, "maxMoves": 3}), 400, "INVALID_REQUEST")
    assert "needs mode 'improve'" in body["hint"]


def test_a_large_body_is_refused_however_it_is_sent(client: TestClient) -> None:
    """Announced or chunked, too much is too much."""
    refused(client.post(ASSIGN, content=b"x" * 2049), 413, "BODY_TOO_LARGE")
    chunks = (b"x" * 100 for _ in range(30))
    refused(client.post(ASSIGN, content=chunks), 413, "BODY_TOO_LARGE")


def test_the_framework_answers_in_the_same_shape(client: TestClient) -> None:
    """Unknown paths, wrong methods and wrong path parts."""
    refused(client.get("/nope"), 404, "NOT_FOUND")
    refused(client.get("/console/nope.js"), 404, "NOT_FOUND")
    answer = client.get(ASSIGN)
    refused(answer, 405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"] == "POST"
    body = refused(client.get("/api/v1/runs/1"), 400, "INVALID_REQUEST")
    assert list(body["details"]["fieldErrors"]) == ["run_id"]
    assert "(got '1')" in body["message"]
    refused(client.get(f"/api/v1/restaurants/{uuid.uuid4()}/days/1140"), 400, "INVALID_REQUEST")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (ASSIGN, "POST"),
        (TABLES, "GET, HEAD, POST"),
        (TABLES.replace("tables", "assign-tables"), "POST, DELETE"),
        ("/api/staff/manual/hold", "POST, DELETE"),
        ("/health/live", "GET, HEAD"),
        ("/console/", "GET, HEAD"),
        ("/", "GET, HEAD"),
    ],
)
def test_every_method_of_a_path_is_allowed(client: TestClient, path: str, allowed: str) -> None:
    """Those of all its routes: one that is asked for with an unknown method names them."""
    for method in ("PATCH", "OPTIONS", "TRACE", "FOO"):
        answer = client.request(method, path)
        refused(answer, 405, "METHOD_NOT_ALLOWED")
        assert answer.headers["allow"] == allowed


def test_head_is_get_without_a_body(client: TestClient) -> None:
    """Monitors ask like that; the server itself leaves the body out."""
    for path in ("/health/live", "/openapi.json", "/console/"):
        asked, told = client.head(path), client.get(path)
        assert (asked.status_code, asked.headers["content-length"]) == (
            200,
            told.headers["content-length"],
        )
    assert client.head("/nope").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/jsonp"},
        {"content-encoding": "gzip"},
    ],
)
def test_a_body_that_is_said_to_be_no_json_is_refused(
    client: TestClient, headers: dict[str, str]
) -> None:
    """Whatever it holds: the hint says how it should be announced."""
    body = refused(
        client.post(ASSIGN, content=b"{}", headers=headers), 415, "UNSUPPORTED_MEDIA_TYPE"
    )
    assert body["hint"]


@pytest.mark.parametrize(
    "kind",
    [None, "", "application/json", "APPLICATION/JSON; charset=utf-8", "application/a.b+json"],
)
def test_a_body_may_be_announced_as_json_or_not_at_all(
    client: TestClient, kind: str | None
) -> None:
    """Older clients do not say what they send."""
    headers = {} if kind is None else {"content-type": kind}
    refused(client.post(ASSIGN, content=b"{}", headers=headers), 400, "INVALID_REQUEST")


def test_a_number_is_whole_however_it_is_written(client: TestClient) -> None:
    """4.0 is 4, as the schema says; with these fields only the missing one is wrong."""
    content = b'{"mode": "improve", "maxMoves": 4.0, "budgetMs": 1e3}'
    body = refused(client.post(ASSIGN, content=content), 400, "INVALID_REQUEST")
    assert list(body["details"]["fieldErrors"]) == ["restaurantId"]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RestaurantNotFoundError("none"), 404, "RESTAURANT_NOT_FOUND"),
        (PlanConflictError("changed"), 409, "PLAN_CONFLICT"),
        (DatabaseError("busy", code="OVERLOADED", status=503), 503, "OVERLOADED"),
        (InvalidInputError([Flaw("a", "1", "wrong")]), 422, "INVALID_INPUT"),
        (BodyTooSlowError("slow"), 408, "BODY_TOO_SLOW"),
        (MaitredError("odd"), 500, "INTERNAL_ERROR"),
    ],
)
def test_domain_errors_have_their_status(
    client: TestClient, error: MaitredError, status: int, code: str
) -> None:
    """Code, status and details of an error reach the client; 503 says when to come back."""
    client.app.state.database = BrokenDatabase(error)  # type: ignore[attr-defined]
    client.event_hooks = {}  # no route has all of these
    answer = client.get("/api/v1/restaurants")
    body = refused(answer, status, code)
    assert body["message"] == error.message
    assert answer.headers.get("retry-after") == ("1" if status == 503 else None)


def test_a_defect_is_answered_and_logged_without_its_words(client: TestClient) -> None:
    """The answer names the request, not what the exception said."""
    client.app.state.database = BrokenDatabase(ValueError("secret"))  # type: ignore[attr-defined]
    with capture_logs() as logs:
        answer = client.get("/api/v1/restaurants")
    body = refused(answer, 500, "INTERNAL_ERROR")
    assert "secret" not in answer.text
    assert "ValueError" in body["message"]
    assert [line["event"] for line in logs] == ["defect", "request"]


def test_the_callers_request_id_is_kept_when_harmless(client: TestClient) -> None:
    """A proxy's id is passed on; anything odd is replaced."""
    kept = client.get("/health/live", headers={"x-request-id": "proxy-1.a_B"})
    assert kept.headers["x-request-id"] == "proxy-1.a_B"
    for odd in ("a b", "x" * 65, 'a"b'):
        answer = client.get("/health/live", headers={"x-request-id": odd})
        assert uuid.UUID(answer.headers["x-request-id"])


def test_strangers_are_refused(client: TestClient) -> None:
    """Another host name or another page's origin is an attack: the cookie comes with it."""
    refused(client.get("/", headers={"host": "evil.example"}), 421, "HOST_NOT_ALLOWED")
    refused(client.get("/", headers={"host": "["}), 421, "HOST_NOT_ALLOWED")
    for origin in ("http://evil.example", "null", "http://127.0.0.1:9", "http://["):
        answer = client.post(ASSIGN, json=GOOD, headers={"origin": origin})
        refused(answer, 403, "ORIGIN_NOT_ALLOWED")
    own = client.post(ASSIGN, json={}, headers={"origin": "http://127.0.0.1"})
    refused(own, 400, "INVALID_REQUEST")
    assert client.get("/health/live", headers={"host": "[::1]:8080"}).status_code == 200


def test_over_https_the_browser_is_told_to_stay_there(client: TestClient) -> None:
    """Only there: in the clear the header would mean nothing."""
    secure = TestClient(client.app, base_url="https://127.0.0.1").get("/health/live")
    assert secure.headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in client.get("/health/live").headers
    assert secure.headers["cache-control"] == "no-store"


def test_health_tells_alive_from_ready(client: TestClient) -> None:
    """A process without its database lives, but takes no work."""
    assert client.get("/health/live").json() == {"status": "live"}
    refused(client.get("/health/ready"), 503, "DATABASE_UNREACHABLE")


def test_the_console_is_served(client: TestClient) -> None:
    """The page and its modules come with a strict policy and the right types."""
    start = client.get("/", follow_redirects=False)
    assert start.headers["location"] == "/console/"
    page = client.get("/console")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"] == HEADERS["content-security-policy"]
    module = client.get("/console/app.js")
    assert module.headers["content-type"].startswith("text/javascript")


def test_the_reference_documents_errors(client: TestClient) -> None:
    """Each operation of the API names the one error shape, and every reference resolves."""
    spec = client.get("/openapi.json").json()
    assert "HTTPValidationError" not in spec["components"]["schemas"]
    shape = spec["components"]["schemas"]["ErrorBody"]["properties"]
    assert shape.keys() == SHAPE
    answers = spec["paths"][ASSIGN]["post"]["responses"]
    assert {"400", "404", "408", "409", "413", "415", "422", "500", "503"} <= answers.keys()
    for reference in set(re.findall(r'"\$ref": "#/(.*?)"', json.dumps(spec))):
        place = spec
        for step in reference.split("/"):
            place = place[step]
