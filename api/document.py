"""The OpenAPI document: what each route says of itself, and what is added for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.body import BODIES
from api.errors import ErrorBody
from api.refusals.general import ANYWHERE
from api.refusals.refusal import Refusal

Json = dict[str, Any]

API_VERSION = "1.1.0"
"""What clients rely on; the first number grows when that breaks."""

JSON, EVENTS, PAGE = "application/json", "text/event-stream", "text/html"
SCHEMA = "#/components/schemas/{model}"
UNUSED = ("HTTPValidationError", "ValidationError")
"""Shapes of the framework's own refusals, which this service never sends."""

DESCRIPTION = """\
maitred decides which restaurant tables each booking gets, holds and assigns them, and plans whole
dates with a proof of how good the plan is.

Every route under `/api` wants a token: `Authorization: Bearer <token>`, a user's or a machine's, or
the session cookie of Supabase. Every error has one shape, `ErrorBody`; its `code` is stable, and
the examples of each route list the codes that it may answer with. Answers may gain fields; fields
of a request that a route does not know are ignored.
"""

TAGS = {
    "planning": "Plan a whole date and commit the plan, plan it again, or take the last run back.",
    "looking": "Restaurants, dates, runs and history: everything that only reads.",
    "booking": "One booking's tables: list, add, take away, assign a set.",
    "jobs": "Long work that workers do: scenarios to compare, dates to plan.",
    "staff": "Quotes and holds, and choosing tables by hand, with or without a session.",
    "configuration": "The product's own configuration, read-only, and drawing the floor plan: "
    "planning uses none of it. And the engine's switch.",
    "health": "Whether the process lives, and whether it can work. Open to everybody.",
}

SCHEMES: Json = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A user's token from the identity provider, or a machine's from "
        "`maitred tokens create`.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sb-PROJECT-auth-token",
        "description": "The session cookie of Supabase, with the project's own name in it; it may "
        "come in chunks, with `.0`, `.1` and so on behind the name.",
    },
}
"""Either will do; a header counts before a cookie."""

HEADERS: Json = {
    "Retry-After": {
        "description": "Seconds after which the request may be sent again.",
        "schema": {"type": "integer", "minimum": 1},
    },
    "Idempotency-Replayed": {
        "description": "`true` when the answer is that of an earlier request with the same key.",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "WWW-Authenticate": {
        "description": "How to sign in.",
        "schema": {},
    },
}

GOOD = {200: "What was asked for.", 202: "The job that will do what was asked for."}

MEANINGS = {
    400: "The request is not what the route takes",
    401: "Nobody knows who asks",
    403: "The caller may not do that",
    404: "There is no such thing",
    408: "The body came too slowly",
    409: "Something has changed, or somebody is faster",
    413: "The body is too large",
    415: "The body is not announced as JSON",
    421: "The service has another name",
    422: "A rule forbids it",
    429: "Too often",
    500: "A defect, or a database that is none of ours",
    503: "Not now",
}
"""Of each status; Python's own words vary by its version."""

SAYS = {401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"}
"""Which header comes with a refusal."""


@dataclass(frozen=True)
class Described:
    """What a route says of its answers."""

    answer: type[BaseModel]
    refusals: tuple[Refusal, ...]
    status: int = 200
    """Of the good answer."""
    media: str = JSON
    """Its media type."""


DESCRIBED: dict[str, Described] = {}
"""All operations by name."""


def operation(
    name: str, answer: type[BaseModel], *refusals: Refusal | Iterable[Refusal], status: int = 200
) -> Json:
    """Return what the decorator of a route under /api says of its name and its answers.

    The good answer is documented and not validated: the services write it.
    """
    return open_operation(name, answer, ANYWHERE, *refusals, status=status)


def streamed(name: str, answer: type[BaseModel], *refusals: Refusal | Iterable[Refusal]) -> Json:
    """Return the same for a stream of events; ``answer`` is the data of one."""
    found = open_operation(name, answer, ANYWHERE, *refusals)
    DESCRIBED[name] = replace(DESCRIBED[name], media=EVENTS)
    return found


def page(name: str, *refusals: Refusal | Iterable[Refusal]) -> Json:
    """Return the same for a route that answers with a page for people."""
    found = open_operation(name, ErrorBody, ANYWHERE, *refusals)
    del found["responses"][200]["model"]
    DESCRIBED[name] = replace(DESCRIBED[name], media=PAGE)
    return found


def open_operation(
    name: str, answer: type[BaseModel], *refusals: Refusal | Iterable[Refusal], status: int = 200
) -> Json:
    """Return the same for a route that is open to everybody."""
    described = DESCRIBED[name] = Described(answer, tuple(_flat(refusals)), status)
    statuses = sorted({item.status for item in described.refusals})
    return {
        "operation_id": name,
        "responses": {status: {"model": answer}, **{s: {"model": ErrorBody} for s in statuses}},
    }


def _flat(refusals: Iterable[Refusal | Iterable[Refusal]]) -> Iterable[Refusal]:
    for item in refusals:
        if isinstance(item, Refusal):
            yield item
        else:
            yield from item


class DocumentedApp(FastAPI):
    """An application whose document is complete."""

    def openapi(self) -> Json:
        """Return the document; it is made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _complete(super().openapi())
        return self.openapi_schema


def _complete(document: Json) -> Json:
    """Add what the framework does not know of."""
    document["info"]["description"] = DESCRIPTION
    document["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    document["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    components = document["components"]
    schemas = components["schemas"]
    schemas |= _bodies()
    for item in DESCRIBED.values():  # the framework leaves nulls out of examples
        if item.media == PAGE:
            continue
        extra = item.answer.model_config["json_schema_extra"]
        assert isinstance(extra, dict)
        schemas[item.answer.__name__]["examples"] = extra["examples"]
    for name in UNUSED:
        schemas.pop(name, None)
    for schema in schemas.values():
        schema.pop("additionalProperties", None)  # answers may gain fields
    components["schemas"] = dict(sorted(schemas.items()))
    components["securitySchemes"] = SCHEMES
    components["headers"] = HEADERS
    shared = _Shared()
    for operations in document["paths"].values():
        for described in operations.values():
            _complete_operation(described, shared)
    components["examples"] = dict(sorted(shared.examples.items()))
    components["responses"] = dict(sorted(shared.responses.items()))
    return document


@dataclass(frozen=True)
class _Shared:
    """What many operations say alike is kept once, under a name."""

    examples: Json = field(default_factory=dict)
    responses: Json = field(default_factory=dict)

    def example(self, item: Refusal) -> Json:
        """Return the reference to an example."""
        value = {"value": item.body}
        name = _kept(self.examples, f"{item.status}.{item.code}", value)
        return {"$ref": f"#/components/examples/{name}"}

    def response(self, status: int, item: Json) -> Json:
        """Return the reference to a refusal."""
        return {"$ref": f"#/components/responses/{_kept(self.responses, f'Refused{status}', item)}"}


def _kept(known: Json, name: str, item: Json) -> str:
    chosen, count = name, 1
    while known.setdefault(chosen, item) != item:
        count += 1
        chosen = f"{name}.{count}"
    return chosen


def _bodies() -> Json:
    _, described = models_json_schema(
        [(kind, "validation") for kind in BODIES.values()], ref_template=SCHEMA
    )
    found: Json = described["$defs"]
    return found


def _complete_operation(operation: Json, shared: _Shared) -> None:
    if "security" in operation:
        operation["security"] = [{name: []} for name in SCHEMES]
    described = DESCRIBED[operation["operationId"]]
    status = str(described.status)
    shape: Json = {"$ref": SCHEMA.format(model=described.answer.__name__)}
    if described.media == PAGE:
        shape = {"type": "string", "description": "A page that needs nothing else."}
    said = _events_of(shape) if described.media == EVENTS else {"schema": shape}
    content = {described.media: said}
    good: Json = {"description": GOOD[described.status], "content": content}
    if any(item.code == "REQUEST_IN_FLIGHT" for item in described.refusals):
        good["headers"] = _headers("Idempotency-Replayed")
    by_status: dict[int, dict[str, Refusal]] = {}
    for item in described.refusals:  # of two with one code, the later one is the closer one
        by_status.setdefault(item.status, {})[item.code] = item
    operation["responses"] = {
        status: good,
        **{
            str(code): shared.response(code, _refused(code, items, shared))
            for code, items in sorted(by_status.items())
        },
    }


def _events_of(data: Json) -> Json:
    """Return what a stream consists of: events whose data are of one shape."""
    as_json = {"type": "string", "contentMediaType": JSON, "contentSchema": data}
    fields = {
        "id": {"type": "string", "description": "Send the last one again to go on from there."},
        "event": {"type": "string", "description": "The kind of event."},
        "data": as_json,
        "retry": {"type": "integer", "description": "Milliseconds to wait to reconnect."},
    }
    return {
        "schema": {},
        "itemSchema": {"type": "object", "properties": fields, "required": ["event", "data"]},
    }


def _refused(status: int, refusals: dict[str, Refusal], shared: _Shared) -> Json:
    content = {
        "schema": {"$ref": SCHEMA.format(model=ErrorBody.__name__)},
        "examples": {code: shared.example(item) for code, item in refusals.items()},
    }
    found: Json = {"description": f"{MEANINGS[status]}.", "content": {JSON: content}}
    return {**found, "headers": _headers(SAYS[status])} if status in SAYS else found


def _headers(name: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"}}
