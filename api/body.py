"""Request bodies, read strictly: JSON objects in UTF-8, without NaN or repeated keys."""

import asyncio
import re
from typing import Annotated, Any, ClassVar, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.types import WHOLE, Uuid
from models.errors import InvalidInputError, MaitredError, says
from models.jsontext import parse_json

ARRIVAL_SECONDS = 10.0
"""How long a body may take to arrive."""
SHOWN = 60
"""So many characters of a wrong header are repeated."""

LARGE = 50_000_000
"""Of routes that take as much as the settings allow."""

B = TypeVar("B", bound="Body")

Tables = Annotated[list[Uuid], Field(min_length=1, max_length=50)]
Seconds = Annotated[int, Field(strict=True, ge=30, le=600), WHOLE]
"""How long a hold may last."""


class Body(BaseModel):
    """What requests carry; fields that a route does not know are ignored, as clients expect."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True)
    most_bytes: ClassVar[int] = 65_536
    """What the body of a request may take, if the settings allow so much. Parsing holds up
    everybody, so few routes take more."""


BODIES: dict[str, type[Body]] = {}
"""The bodies that the OpenAPI document names, by name; ``body_of`` adds them."""


def body_of(kind: type[Body], *, required: bool = True) -> dict[str, Any]:
    """Return the OpenAPI entry of a body that a route reads itself."""
    assert BODIES.setdefault(kind.__name__, kind) is kind, f"two bodies are called {kind.__name__}"
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": required, "content": content}}


class InvalidBodyError(MaitredError):
    """The body is not what the route takes."""

    code = "INVALID_REQUEST"
    status = 400


class BodyTooLargeError(MaitredError):
    """The body is larger than the service reads."""

    code = "BODY_TOO_LARGE"
    status = 413


class BodyTooSlowError(MaitredError):
    """The body did not arrive in time."""

    code = "BODY_TOO_SLOW"
    status = 408


class NotJsonError(MaitredError):
    """The body is announced as something else than plain JSON."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415


async def read_body(request: Request, kind: type[B]) -> B:
    """Return the validated body of a request.

    Raises:
        InvalidBodyError: the message is what older clients expect; the details name every field.
        BodyTooLargeError: it is longer than the settings allow.
        BodyTooSlowError: it did not arrive in time.
        NotJsonError: its headers say that it is no JSON, or packed.
    """
    _must_be_json(request)
    try:
        data = parse_json(await _read(request, kind.most_bytes), subject="body")
    except InvalidInputError as error:
        raise invalid_body([error.message], {}) from error
    if not isinstance(data, dict):
        raise invalid_body(["the body must be a JSON object"], {})
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        fields: dict[str, list[str]] = {}
        for item in error.errors(include_url=False):
            place = ".".join(str(step) for step in item["loc"]) or "body"
            fields.setdefault(place, []).append(says(item))
        raise invalid_body([], fields) from error


def _must_be_json(request: Request) -> None:
    """Refuse what is announced as something else; what is not announced is read as JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    packed = request.headers.get("content-encoding", "").strip().lower()
    if kind not in ("", "application/json") and not re.fullmatch(r"application/[^/]+\+json", kind):
        raise NotJsonError(
            f"the body has to be JSON, not {kind[:SHOWN]!r}",
            hint="Send it with Content-Type: application/json.",
        )
    if packed not in ("", "identity"):
        raise NotJsonError(
            f"the body is packed ({packed[:SHOWN]!r})", hint="Send it without Content-Encoding."
        )


async def _read(request: Request, most: int) -> bytes:
    limit: int = min(most, request.app.state.settings.max_body_bytes)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limit:
        raise _too_large(limit)
    body = bytearray()
    try:
        async with asyncio.timeout(ARRIVAL_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise _too_large(limit)
    except TimeoutError as error:
        raise BodyTooSlowError(
            f"the body did not arrive within {ARRIVAL_SECONDS:g} seconds"
        ) from error
    return bytes(body)


def _too_large(limit: int) -> BodyTooLargeError:
    return BodyTooLargeError(
        f"the body is larger than {limit} bytes", hint="No request needs that much."
    )


def invalid_body(form: list[str], fields: dict[str, list[str]]) -> InvalidBodyError:
    """Return the error for flaws of the whole request, and of single fields by name."""
    named = [f"{place}: {messages[0]}" for place, messages in fields.items()]
    details: dict[str, Any] = {"formErrors": form, "fieldErrors": fields}
    return InvalidBodyError(
        "Invalid request body",
        details=details,
        hint=("; ".join([*form, *named]) or "Send a JSON object.")[:500],
    )
