"""One shape for every error: ``{error, message, code, details, hint, requestId}``."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import Scope

from models.errors import InvalidInputError, MaitredError, says
from telemetry.stages import about

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
"""HEAD is served wherever GET is."""

log = structlog.get_logger("maitred.api")


class ErrorBody(BaseModel):
    """What every error answer looks like."""

    error: str = Field(description="The same sentence as `message`; older clients read it.")
    message: str = Field(description="What went wrong, in one sentence.")
    code: str = Field(description="Stable and machine-readable.", examples=["RESTAURANT_NOT_FOUND"])
    details: Any = Field(description="Data for programs: fields, ids, what changed.")
    hint: str | None = Field(description="What to do next.")
    requestId: str = Field(description="Names this request in the logs.")


def answer(
    request: Request,
    status: int,
    code: str,
    message: str,
    *,
    details: Any = None,
    hint: str | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """Return an error answer."""
    about(refusal=code)
    body = ErrorBody(
        error=message,
        message=message,
        code=code,
        details=details,
        hint=hint,
        requestId=getattr(request.state, "request_id", ""),
    )
    if status == 401:
        headers = {"www-authenticate": 'Bearer realm="maitred"', **(headers or {})}
    if status == 503:
        headers = {"retry-after": "1", **(headers or {})}
    return JSONResponse(body.model_dump(), status_code=status, headers=headers)


def install(app: FastAPI) -> None:
    """Make an application answer every error in the one shape."""

    @app.exception_handler(MaitredError)
    def domain(request: Request, error: MaitredError) -> JSONResponse:
        status = getattr(error, "status", 422 if isinstance(error, InvalidInputError) else 500)
        if status >= 500:
            log.error("request failed", code=error.code, error=error.message)
        return answer(
            request,
            status,
            error.code,
            error.message,
            details=error.details or None,
            hint=error.hint,
            headers={"retry-after": str(error.retry_after)} if error.retry_after else None,
        )

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        fields: dict[str, list[str]] = {}
        for item in error.errors():
            place = ".".join(str(step) for step in item["loc"][1:]) or str(item["loc"][0])
            fields.setdefault(place, []).append(says(item))
        named = "; ".join(f"{place}: {messages[0]}" for place, messages in fields.items())
        return answer(
            request,
            400,
            "INVALID_REQUEST",
            f"Invalid request: {named}"[:500],
            details={"formErrors": [], "fieldErrors": fields},
            hint=_what_to_send(app.openapi(), request, [item["loc"] for item in error.errors()]),
        )

    @app.exception_handler(HTTPException)
    def framework(request: Request, error: HTTPException) -> JSONResponse:
        phrase = HTTPStatus(error.status_code)
        headers = {name.lower(): value for name, value in (error.headers or {}).items()}
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            # The framework names the methods of one route only, and those of files not at all.
            headers["allow"] = ", ".join(_methods_of(app, request.scope))
        hints = {404: "/docs lists every route.", 405: "/docs lists every route and its method."}
        return answer(
            request,
            error.status_code,
            phrase.name,
            str(error.detail),
            hint=hints.get(error.status_code),
            headers=headers,
        )


def _what_to_send(document: dict[str, Any], request: Request, refused: Iterable[Any]) -> str | None:
    """Say of every parameter that was refused what it is, with an example, as the document does."""
    operations = document["paths"].get(request.scope["route"].path, {})
    described = operations.get(request.method.lower(), {}).get("parameters", ())
    known = {(item["in"], item["name"]): item for item in described}
    hints = []
    for where, name in dict.fromkeys((str(loc[0]), str(loc[-1])) for loc in refused):
        if (item := known.get((where, name))) is None:
            continue
        examples = [one["value"] for one in item.get("examples", {}).values()]
        such_as = f" For example: {examples[0]}." if examples else ""
        hints.append(f"Send {name} in the {where}: {item['description']}{such_as}")
    return " ".join(hints) or None


def _methods_of(app: FastAPI, scope: Scope) -> list[str]:
    """Return the methods that a path is served with."""
    root = scope.get("app_root_path", scope.get("root_path", ""))

    def serves(route: BaseRoute, method: str) -> bool:
        if isinstance(route, Mount):
            return route.matches(place)[0] is not Match.NONE and method == "GET"
        return route.matches({**place, "method": method})[0] is Match.FULL

    place = {**scope, "root_path": root}
    found = [m for m in METHODS if any(serves(route, m) for route in app.routes)]
    return ["GET", "HEAD", *found[1:]] if found[:1] == ["GET"] else found


def defect(request: Request, error: Exception) -> JSONResponse:
    """Return the answer to a defect; the log says more than the answer."""
    return answer(
        request,
        500,
        "INTERNAL_ERROR",
        f"A defect in maitred ({type(error).__name__}).",
        hint="Please report it with the requestId, which the log names too.",
    )
