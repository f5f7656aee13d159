"""Request bodies, read strictly: JSON objects in UTF-8, without NaN or repeated keys."""

from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from models.errors import InvalidInputError, MaitredError
from models.jsontext import parse_json

B = TypeVar("B", bound=BaseModel)


class InvalidBodyError(MaitredError):
    """The body is not what the route takes."""

    code = "INVALID_REQUEST"
    status = 400


async def read_body(request: Request, kind: type[B]) -> B:
    """Return the validated body of a request.

    Raises:
        InvalidBodyError: the message is what older clients expect; the details name every field.
    """
    try:
        data = parse_json(await request.body(), subject="body")
    except InvalidInputError as error:
        raise _invalid([error.message], {}) from error
    if not isinstance(data, dict):
        raise _invalid(["the body must be a JSON object"], {})
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        fields: dict[str, list[str]] = {}
        for item in error.errors(include_url=False):
            place = ".".join(str(step) for step in item["loc"]) or "body"
            fields.setdefault(place, []).append(item["msg"].removeprefix("Value error, "))
        raise _invalid([], fields) from error


def _invalid(form: list[str], fields: dict[str, list[str]]) -> InvalidBodyError:
    named = [f"{place}: {messages[0]}" for place, messages in fields.items()]
    details: dict[str, Any] = {"formErrors": form, "fieldErrors": fields}
    return InvalidBodyError(
        "Invalid request body",
        details=details,
        hint=("; ".join([*form, *named]) or "Send a JSON object.")[:500],
    )
