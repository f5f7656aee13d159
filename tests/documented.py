"""Holds every answer that a test gets against the OpenAPI document.

The document's shapes are closed here: a field that an answer has and the document does not is a
mistake, although clients have to accept it.
"""

import datetime as dt
import json
import re
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any
from uuid import UUID

import httpx2
from jsonschema import Draft202012Validator, FormatChecker

from api.app import create_app
from client.generate import without_streams
from settings import load_settings

Json = dict[str, Any]

STREAM = "text/event-stream"
METHODS = ("get", "post", "put", "delete")
FORMATS = FormatChecker(())


def _format(name: str, read: Callable[[str], object]) -> None:
    """Texts of a format are those that can be read; what is no text is another rule's business."""
    FORMATS.checks(name, ValueError)(lambda value: not isinstance(value, str) or bool(read(value)))


_format("uuid", UUID)
_format("date", dt.date.fromisoformat)
_format("date-time", lambda text: dt.datetime.fromisoformat(text).tzinfo)


_MAKING = Lock()


def document() -> Json:
    """Return the document as the service serves it; of many threads only the first makes it."""
    with _MAKING:
        return _document()


@cache
def _document() -> Json:
    return create_app(load_settings(database_url="postgresql://nowhere", dev_auth=True)).openapi()


def resolved(part: Json) -> Json:
    """Return a part of the document, or what it refers to."""
    while "$ref" in part:
        found: Any = document()
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        part = found
    return part


@cache
def _closed() -> Json:
    return {"components": {"schemas": _close(document()["components"]["schemas"])}}


def _close(part: Any) -> Any:
    if isinstance(part, list):
        return [_close(item) for item in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _close(item) for key, item in part.items()}
    if isinstance(closed.get("properties"), dict) and closed.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    return closed


@cache
def validator(shape: str) -> Draft202012Validator:
    """Return the closed validator of a shape, by the reference to it."""
    return Draft202012Validator({**_closed(), "$ref": shape}, format_checker=FORMATS)


def flaws(shape: str, value: Any) -> list[str]:
    """Return in what a value differs from a shape."""
    return [
        f"{error.json_path}: {error.message[:300]}" for error in validator(shape).iter_errors(value)
    ]


@cache
def _paths() -> list[tuple[re.Pattern[str], Json]]:
    found = []
    for path, operations in document()["paths"].items():
        pattern = re.sub(r"\{\w+\}", "[^/]+", path)
        found.append((re.compile(pattern), operations))
    return found


def operation_of(method: str, path: str) -> Json | None:
    """Return the operation that serves a request; None when there is none."""
    for pattern, operations in _paths():
        if pattern.fullmatch(path):
            found: Json | None = operations.get(method.lower())
            return found
    return None


def operations_of_the_client() -> set[str]:
    """Return the operations that the generated client has functions for."""
    return {
        described["operationId"]
        for operations in without_streams(document())["paths"].values()
        for described in operations.values()
    }


def check_answer(answer: httpx2.Response) -> None:
    """Fail when an answer is not one that the document describes."""
    request = answer.request
    operation = operation_of(request.method, request.url.path)
    if operation is None:
        return
    name = operation["operationId"]
    described = operation["responses"].get(str(answer.status_code))
    if described is None or "text/event-stream" not in resolved(described)["content"]:
        answer.read()
    assert described is not None, f"{name} does not document {answer.status_code}: {answer.text}"
    found_content = resolved(described)["content"]
    if STREAM in found_content:
        if answer.is_stream_consumed:  # others are read by whoever follows them
            check_events(name, found_content[STREAM], answer.text)
        return
    if "application/json" not in found_content:
        return  # a page for people
    content = found_content["application/json"]
    body = answer.json()
    found = flaws(content["schema"]["$ref"], body)
    assert not found, f"{name} {answer.status_code} differs from the document: {found[:5]}"
    if answer.status_code >= 300:
        codes = content["examples"]
        assert body["code"] in codes, f"{name} does not document {body['code']}: {list(codes)}"


def shape_of(content: Json) -> str:
    """Return the reference to the shape of an answer, or of what each event of a stream carries."""
    events: Json | None = content.get("itemSchema")
    schema = content["schema"] if events is None else events["properties"]["data"]["contentSchema"]
    found: str = schema["$ref"]
    return found


def check_events(name: str, content: Json, text: str) -> None:
    """Fail when the data of an event are not what the document describes."""
    shape = shape_of(content)
    told = [line.removeprefix("data: ") for line in text.splitlines() if line.startswith("data: ")]
    found = [flaw for data in told for flaw in flaws(shape, json.loads(data))]
    assert not found, f"{name} differs from the document: {found[:5]}"
