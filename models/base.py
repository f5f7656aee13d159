"""What all values share: immutability, canonical JSON, a content hash, ``replace``."""

import hashlib
import json
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""An identifier: 1-64 printable characters (a uuid, or a name such as ``T12``)."""

Name = Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""A label for people: up to 120 printable characters."""

Count = Annotated[int, Field(strict=True, ge=0)]


def canonical_json(data: Any) -> str:
    """Serialise JSON-able data so that equal data gives equal text (sorted keys, no spaces)."""
    return json.dumps(
        data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def content_hash(data: Any) -> str:
    """Return the SHA-256 of the canonical JSON, as 64 hex digits."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


class Value(BaseModel):
    """An immutable value: validated when built, equal by content, hashed by content."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        # What is written out has every field.
        json_schema_serialization_defaults_required=True,
    )

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, validated again as a whole."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**fields, **changes})

    def content_hash(self) -> str:
        """Return a hash that is equal for equal content, across processes and versions."""
        return content_hash(self.model_dump(mode="json"))
