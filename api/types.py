"""Types of request fields, read as strictly in a path as in a body."""

import re
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field, WithJsonSchema

from models.window import ServiceDate

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _plain_uuid(value: Any) -> Any:
    # pydantic would also read urn:uuid:..., {...} and 32 digits without hyphens
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise ValueError("must be a uuid, such as 2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d")
    return value


def _plain_date(value: Any) -> Any:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError("must be a date, such as 2026-11-28")
    return value


def _whole_number(value: Any) -> Any:
    # JSON has one kind of number, and 4.0 is how some write 4
    return int(value) if isinstance(value, float) and value.is_integer() else value


Uuid = Annotated[
    UUID, BeforeValidator(_plain_uuid), WithJsonSchema({"type": "string", "format": "uuid"})
]
"""A uuid in its usual form."""

Date = Annotated[
    ServiceDate,
    BeforeValidator(_plain_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^(19|2\d)\d\d-"}),
]
"""A calendar date, YYYY-MM-DD, of the years 1900 to 2999."""

WHOLE = BeforeValidator(_whole_number)
"""Of strict integers, after their limits: a number without a fraction, however it is written."""

Flag = Annotated[bool, Field(strict=True)]
"""true or false, and nothing that merely looks like it."""

KEY_PATTERN = r"^[\x21-\x7e]{1,255}$"
"""Of idempotency keys."""


def _plain_key(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(KEY_PATTERN, value):
        raise ValueError("must be 1 to 255 visible ASCII characters, without spaces")
    return value


Key = Annotated[
    str, BeforeValidator(_plain_key), WithJsonSchema({"type": "string", "pattern": KEY_PATTERN})
]
"""An idempotency key in a body."""

ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
"""Of texts that are stored: no database holds a NUL, and no log line needs a line break."""
