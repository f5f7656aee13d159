"""The table of error codes in the reference, made from the errors themselves."""

from collections.abc import Iterator

from api.routes.bookings import CODES as DIRECT_CODES
from models.errors import (
    InvalidInputError,
    InvalidStartError,
    LastSeatingError,
    MaitredError,
    ServiceNotFoundError,
    ServiceOverrunError,
)
from persistence.errors import MEANINGS, DatabaseError
from services.errors import HoldMismatchError
from services.manual.choosing import HOLD_CODES
from services.manual.sessions import SESSION_CODES

HEAD = """# Errors

Every error has one shape: `{error, message, code, details, hint, requestId}`. `code` is stable,
`hint` says what to do, `details` are for programs: fields, ids, what is in the way and until when.

`maitred errors` prints this page; a test keeps it true.

| code | status | when |
|---|---|---|
"""

PLAIN = {
    "INVALID_REQUEST": (400, "A field, a path or the body is not what the route takes."),
    "INVALID_HTTP": (400, "The bytes are no HTTP request, or its head is too long."),
    "NOT_FOUND": (404, "There is no such route."),
    "METHOD_NOT_ALLOWED": (405, "The route does not know that method."),
    "HOST_NOT_ALLOWED": (421, "The service does not answer to that host name."),
    "ORIGIN_NOT_ALLOWED": (403, "A page of another origin may not write here."),
    "INTERNAL_ERROR": (500, "A defect in maitred; the log has more under the request's id."),
}
"""What the HTTP layer itself refuses."""

OF_THE_COMMAND = (
    "cli.",
    "persistence.doctor.",
    "persistence.embedded",
    "persistence.migrate",
    "services.planning.replay",
    "tests.",
)
"""Whose errors no request ever gets."""

UNPLANNABLE = (ServiceNotFoundError, ServiceOverrunError, LastSeatingError, InvalidStartError)
"""Why there is no window for a booking: told under their own codes."""


def error_table() -> str:
    """Return the page: one row for every code, sorted."""
    rows: dict[tuple[str, int], list[str]] = {}
    for code, status, when in error_rows():
        known = rows.setdefault((code, status), [])
        if when not in known:
            known.append(when)
    lines = (f"| `{code}` | {status} | {' '.join(when)} |" for (code, status), when in rows.items())
    return HEAD + "\n".join(sorted(lines)) + "\n"


def error_rows() -> Iterator[tuple[str, int, str]]:
    """Tell every code with a status and when it is answered; some more than once."""
    for code, (status, when) in PLAIN.items():
        yield code, status, when
    for kind in _kinds(MaitredError):
        said = getattr(kind, "status", 422 if issubclass(kind, InvalidInputError) else None)
        if said is not None and "code" in vars(kind) and kind is not DatabaseError:
            yield kind.code, said, (kind.__doc__ or "").splitlines()[0].replace("``", "`")
    for kind in UNPLANNABLE:
        yield kind.code, 422, (kind.__doc__ or "").splitlines()[0]
    for meaning in MEANINGS:
        yield meaning.code, meaning.status, meaning.sentence
    yield "QUEUE_GONE", 503, "The service is not ready: its queue of jobs cannot be used."
    yield "DATABASE_UNREACHABLE", 503, "The database cannot be reached."
    yield "DATABASE_ERROR", 500, "The database refused in a way that maitred does not know."
    yield "OVERLOADED", 503, "All database connections are busy."
    yield "SCHEMA_MISMATCH", 503, "The database lacks what maitred needs; the hint says what to do."
    yield "SCHEMA_CLOSED", 503, "The database role may not use a schema; the hint names the grant."
    for check, code in DIRECT_CODES.items():
        yield code, 422, f"A direct assignment fails the check of `{check}`."
    for check, code in HOLD_CODES.items():
        status = 409 if check == "holds" else 422
        yield code, status, f"A choice by hand fails the check of `{check}`."
    yield HoldMismatchError.code, 422, "The same, at `POST /api/staff/auto/confirm`."
    for code, when in SESSION_CODES.items():
        yield code, 409, when


def _kinds(kind: type[MaitredError]) -> Iterator[type[MaitredError]]:
    for inner in kind.__subclasses__():
        if not inner.__module__.startswith(OF_THE_COMMAND):
            yield inner
            yield from _kinds(inner)
