"""A path or a query that is refused says what to send, for every parameter of every route."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.streams import Streams
from settings import load_settings
from tests.documented import check_answer, document

AFTER_THE_DATABASE = {"seconds"}
"""Of a stream of changes: the date is looked up first."""

WRONG = {"trace_id": "not it"}
"""Where what is wrong elsewhere is fine: requests may be named so."""

ELSEWHERE_TOLD = AFTER_THE_DATABASE | {"gate"}
"""A gate is read by what the command reads it with, which says more than that it does not match."""

ROUTES = [
    (method, path, parameter)
    for path, operations in document()["paths"].items()
    for method, described in operations.items()
    for parameter in described.get("parameters", ())
    if parameter["in"] in ("path", "query") and parameter["name"] not in ELSEWHERE_TOLD
]


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A client of an application whose database is never asked."""
    app = create_app(load_settings(database_url="postgresql://nowhere", dev_auth=True))
    app.state.streams = Streams(1)
    asking = TestClient(app, base_url="http://127.0.0.1")
    asking.event_hooks = {"response": [check_answer]}
    return asking


def sample(parameter: dict[str, Any]) -> str:
    """Return the document's example of a parameter."""
    return str(next(iter(parameter["examples"].values()))["value"])


@pytest.mark.parametrize(
    ("method", "path", "wrong"), ROUTES, ids=lambda one: one["name"] if type(one) is dict else one
)
def test_what_to_send_is_said(
    client: TestClient, method: str, path: str, wrong: dict[str, Any]
) -> None:
    """By its name and its place, with an example that is accepted as far as its form goes."""
    known = document()["paths"][path][method]["parameters"]
    values = {one["name"]: sample(one) for one in known if one["in"] == "path"}
    query = {one["name"]: sample(one) for one in known if one["in"] == "query" and one["required"]}
    (values if wrong["in"] == "path" else query)[wrong["name"]] = WRONG.get(wrong["name"], "not-it")
    place = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], path)
    answer = client.request(method, place, params=query, json={})
    body = answer.json()
    assert (answer.status_code, body["code"]) == (400, "INVALID_REQUEST"), body
    start = f"Send {wrong['name']} in the {wrong['in']}: {wrong['description']}"
    assert body["hint"] == f"{start} For example: {sample(wrong)}."
    assert list(body["details"]["fieldErrors"]) == [wrong["name"]]


def test_two_that_are_wrong_are_both_named(client: TestClient) -> None:
    """In the order of the path; each once."""
    answer = client.get("/api/v1/restaurants/pub/days/today/history?limit=many")
    hint = answer.json()["hint"]
    names = re.findall(r"Send (\w+) in the (\w+)", hint)
    assert names == [("restaurant_id", "path"), ("date", "path"), ("limit", "query")]
