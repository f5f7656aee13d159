"""Idempotency keys of requests: the header, or the field that older clients send."""

import re

from fastapi import Request, Response

from api.body import invalid_body
from api.types import KEY_PATTERN
from services.idempotent import Answer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
SHOWN = 40
"""So many characters of a wrong key are repeated."""


def key_of(request: Request, field: str | None) -> str | None:
    """Return a request's key; ``field`` is the one in its body, where there is one.

    Raises:
        InvalidBodyError: the header is no key, or another one than the body's.
    """
    header = request.headers.get(HEADER)
    if header is None:
        return field
    if not re.fullmatch(KEY_PATTERN, header):
        shown = f"{header[:SHOWN]!r}, {len(header)} characters"
        flaw = f"has to be 1 to 255 visible ASCII characters without spaces (got {shown})"
        raise invalid_body([], {HEADER: [flaw]})
    if field not in (None, header):
        raise invalid_body([], {HEADER: ["differs from idempotencyKey in the body; send one"]})
    return header


def written(answer: Answer, status: int = 200) -> Response:
    """Return an answer, marked when it repeats an earlier one."""
    headers = {REPLAYED: "true"} if answer.replayed else None
    return Response(answer.text, status, media_type="application/json", headers=headers)
