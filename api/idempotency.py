"""Idempotency keys of requests: the header, or the field that older clients send."""

import re

from fastapi import Request, Response

from api.body import InvalidBodyError
from services.idempotent import Answer

HEADER = "idempotency-key"
REPLAYED = "idempotency-replayed"
KEY = re.compile(r"[\x21-\x7e]{1,255}")


def key_of(request: Request, field: str | None) -> str | None:
    """Return a request's key; ``field`` is the one in its body, where there is one.

    Raises:
        InvalidBodyError: the header is no key, or another one than the body's.
    """
    header = request.headers.get(HEADER)
    if header is None:
        return field
    if not KEY.fullmatch(header):
        raise _invalid("the header Idempotency-Key has to be 1 to 255 visible ASCII characters")
    if field is not None and field != header:
        raise _invalid("the header Idempotency-Key and the field idempotencyKey differ")
    return header


def written(answer: Answer) -> Response:
    """Return an answer, marked when it repeats an earlier one."""
    headers = {REPLAYED: "true"} if answer.replayed else None
    return Response(answer.text, media_type="application/json", headers=headers)


def _invalid(sentence: str) -> InvalidBodyError:
    return InvalidBodyError(
        "Invalid request header",
        details={"formErrors": [], "fieldErrors": {"Idempotency-Key": [sentence]}},
        hint=f"{sentence}."[:1].upper() + f"{sentence}."[1:],
    )
