"""The OpenAPI document is complete, true to the code, and not changed under its clients."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.body import BODIES
from api.document import TAGS
from api.error_table import error_rows
from client.changes import breaking
from client.document import DOCUMENT, verdict
from tests.documented import document, flaws, resolved, shape_of

Json = dict[str, Any]

SPEC = document()
OPERATIONS = {
    described["operationId"]: (path, method, described)
    for path, operations in SPEC["paths"].items()
    for method, described in operations.items()
}


def test_the_snapshot_is_the_document() -> None:
    """What is in the repository is what the service serves; and nothing breaks unannounced."""
    kept = json.loads(DOCUMENT.read_text())
    broken = verdict(kept, SPEC)
    assert not broken, f"clients break; raise API_VERSION in api/document.py: {broken}"
    assert kept == json.loads(json.dumps(SPEC)), "only additions; run `make client`"


@pytest.fixture(params=OPERATIONS)
def operation(request: pytest.FixtureRequest) -> tuple[str, str, Json]:
    """Each operation in turn."""
    return OPERATIONS[request.param]


def examples(described: Json) -> Json:
    """Return the examples of a refusal, by code."""
    found = resolved(described)["content"]["application/json"]["examples"]
    return {code: resolved(item)["value"] for code, item in found.items()}


def test_every_operation_says_what_it_is(operation: tuple[str, str, Json]) -> None:
    """In words for people, and by a stable name; so do its parameters."""
    _, _, described = operation
    assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", described["operationId"])
    assert described["summary"]
    assert described["description"] != described["summary"]
    assert set(described["tags"]) <= TAGS.keys()
    for parameter in described.get("parameters", []):
        assert parameter["description"], parameter["name"]
        shown = {**parameter, **parameter["schema"]}
        assert shown.keys() & {"example", "examples", "default"}, parameter["name"]


def test_every_answer_has_an_example_that_is_one(operation: tuple[str, str, Json]) -> None:
    """The one good answer, and each refusal by its code."""
    path, method, described = operation
    answers = described["responses"]
    (good,) = (status for status in answers if status < "300")
    (content,) = answers[good]["content"].values()
    if content.get("schema", {}).get("type") != "string":  # otherwise it is a page
        shape = shape_of(content)
        (example,) = resolved({"$ref": shape})["examples"]
        assert flaws(shape, example) == []
    for status, answer in answers.items():
        if status == good:
            continue
        for code, body in examples(answer).items():
            assert flaws("#/components/schemas/ErrorBody", body) == []
            assert body["code"] == code
    expected = {"421", "500"}
    if path.startswith("/api"):
        assert described["security"] == [{"bearer": []}, {"session": []}]
        expected |= {"401", "403", "429", "503"}
    if "{" in path or described.get("parameters") or "requestBody" in described:
        expected |= {"400"}
    if "requestBody" in described:
        expected |= {"408", "413"}
    assert expected <= answers.keys(), (method, path)


def test_every_body_has_an_example_that_is_taken(operation: tuple[str, str, Json]) -> None:
    """By the very model that reads requests."""
    _, _, described = operation
    if "requestBody" not in described:
        return
    schema = described["requestBody"]["content"]["application/json"]["schema"]
    (example,) = resolved(schema)["examples"]
    BODIES[schema["$ref"].rpartition("/")[2]].model_validate(example)


def test_every_reference_resolves_and_every_shape_is_used() -> None:
    """Nothing dangles, nothing is left over."""
    used = set(re.findall(r'"\$ref": "(#/components/[^"]+)"', json.dumps(SPEC)))
    for reference in used:
        assert resolved({"$ref": reference})
    there = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "examples", "responses", "headers")
        for name in SPEC["components"][kind]
    }
    assert there == used


def test_the_documented_codes_are_those_of_the_page() -> None:
    """Every refusal on the page of errors can be met somewhere, and no other is documented."""
    documented = {
        (code, int(status))
        for _, _, described in OPERATIONS.values()
        for status, answer in described["responses"].items()
        if status >= "300"
        for code in examples(answer)
    }
    page = {(code, status) for code, status, _ in error_rows()}
    nowhere = {
        ("NOT_FOUND", 404),
        ("METHOD_NOT_ALLOWED", 405),
        ("TABLES_REQUIRED", 400),
        ("INVALID_HTTP", 400),  # of no route: there is no request yet
    }
    assert documented <= page
    assert page - documented <= nowhere


Change = Callable[[Json], Any]


def _shape(spec: Json, name: str) -> Json:
    found: Json = spec["components"]["schemas"][name]
    return found


def _operation(spec: Json, name: str) -> Json:
    path, method, _ = OPERATIONS[name]
    found: Json = spec["paths"][path][method]
    return found


BREAKING: dict[str, Change] = {
    "a route is gone": lambda spec: spec["paths"].popitem(),
    "a method is gone": lambda spec: spec["paths"]["/api/ops/bookings/{booking_id}/tables"].pop(
        "post"
    ),
    "a function has another name": lambda spec: _operation(spec, "readDay").update(
        operationId="readDate"
    ),
    "a field of an answer is gone": lambda spec: _shape(spec, "QuoteAnswer")["properties"].pop(
        "found"
    ),
    "a field deep in an answer is gone": lambda spec: _shape(spec, "Loss")["properties"].pop(
        "covers"
    ),
    "a field of an answer may be missing": lambda spec: _shape(spec, "DayView")["required"].remove(
        "notes"
    ),
    "a field of an answer may be null": lambda spec: _shape(spec, "DayView")["properties"].update(
        date={"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}
    ),
    "a field of an answer has another type": lambda spec: _shape(spec, "Assigned")[
        "properties"
    ].update(bookingId={"type": "integer"}),
    "an answer may have another value": lambda spec: _shape(spec, "PlanStatus")["enum"].append(
        "perfect"
    ),
    "a body wants one field more": lambda spec: _shape(spec, "QuoteBody")["required"].append(
        "zoneId"
    ),
    "a body has lost a field": lambda spec: _shape(spec, "QuoteBody")["properties"].pop("zoneId"),
    "a body takes a value no more": lambda spec: _shape(spec, "StepBody")["properties"]["mode"][
        "enum"
    ].remove("hold"),
    "a body takes less": lambda spec: _shape(spec, "TakeBody")["properties"]["tableIds"].update(
        maxItems=5
    ),
    "a body takes no null": lambda spec: _shape(spec, "QuoteBody")["properties"].update(
        zoneId={"type": "string", "format": "uuid"}
    ),
    "a parameter is required": lambda spec: _operation(spec, "addTable")["parameters"][-1].update(
        required=True
    ),
    "a parameter is gone": lambda spec: _operation(spec, "readHistory")["parameters"].pop(),
}

HARMLESS: dict[str, Change] = {
    "another route": lambda spec: spec["paths"].update({"/api/new": {"get": {}}}),
    "another field in an answer": lambda spec: _shape(spec, "QuoteAnswer")["properties"].update(
        offers={"type": "array", "items": {"type": "string"}}
    ),
    "a field that a body may have": lambda spec: _shape(spec, "QuoteBody")["properties"].update(
        patience={"type": "integer"}
    ),
    "a body takes another value": lambda spec: _shape(spec, "StepBody")["properties"]["mode"][
        "enum"
    ].append("look"),
    "a body takes more": lambda spec: _shape(spec, "TakeBody")["properties"]["tableIds"].update(
        maxItems=100
    ),
    "a body wants one field less": lambda spec: _shape(spec, "AssignBody")["required"].pop(),
    "another refusal": lambda spec: _operation(spec, "isLive")["responses"].update({"418": {}}),
    "other words": lambda spec: _shape(spec, "QuoteAnswer").update(description="Other words."),
    "another optional parameter": lambda spec: _operation(spec, "readDay")["parameters"].append(
        {"in": "query", "name": "zone", "schema": {"type": "string"}}
    ),
}


def changed(change: Change) -> Json:
    """Return the document after a change."""
    spec = copy.deepcopy(SPEC)
    change(spec)
    assert spec != SPEC
    return spec


@pytest.mark.parametrize("change", BREAKING)
def test_what_breaks_clients_is_told(change: str) -> None:
    """And is let through once the version says so."""
    spec = changed(BREAKING[change])
    assert breaking(SPEC, spec)
    assert verdict(SPEC, spec) == breaking(SPEC, spec)
    spec["info"]["version"] = "2.0.0"
    assert verdict(SPEC, spec) == []


@pytest.mark.parametrize("change", HARMLESS)
def test_additions_break_nobody(change: str) -> None:
    """Clients of before do not notice them."""
    assert breaking(SPEC, changed(HARMLESS[change])) == []


def test_the_client_is_what_the_document_generates(tmp_path: Path) -> None:
    """Neither edited by hand nor left behind."""
    from client.generate import PACKAGE, generate

    generate(tmp_path / "maitred_client")

    def files(root: Path) -> Iterator[tuple[str, str]]:
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield str(path.relative_to(root)), path.read_text()

    assert dict(files(PACKAGE)) == dict(files(tmp_path / "maitred_client")), "run `make client`"


def test_the_clients_version_is_the_apis() -> None:
    """So that a caller knows what speaks with what."""
    kept = (DOCUMENT.parents[2] / "client/pyproject.toml").read_text()
    assert f'version = "{SPEC["info"]["version"]}"' in kept
