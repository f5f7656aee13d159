"""What a check found: what, where, why it hurts, and the fix."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

Json = dict[str, Any]


class Severity(StrEnum):
    """How much a finding hurts."""

    ERROR = "error"
    """Wrong now: a guest, a table or a plan is affected."""
    WARNING = "warning"
    """Will get in somebody's way."""
    INFO = "info"
    """Good to know; not counted as trouble."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, named by ids and table numbers, never by what guests said."""

    kind: str
    severity: Severity
    restaurant_id: UUID | None
    """None: the database as a whole."""
    subject: UUID | None
    """The row that it is about; with the kind and the restaurant it identifies the finding."""
    what: str
    where: Mapping[str, Any]
    why: str
    fix: str
    mendable: bool
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What mending needs beside ``where``; never shown."""
    refused: str | None = None
    """Why mending it was given up, with nothing written."""

    def but_refused(self, reason: str) -> "Finding":
        """Return the same finding with the reason why it is still there."""
        return replace(self, refused=reason)

    def as_json(self) -> Json:
        """Return what ``--json`` prints; keys are stable."""
        return {
            "kind": self.kind,
            "severity": self.severity.value,
            "restaurant_id": _plain(self.restaurant_id),
            "subject": _plain(self.subject),
            "what": self.what,
            "where": _plain(self.where),
            "why": self.why,
            "fix": self.fix,
            "mendable": self.mendable,
            "refused": self.refused,
        }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return value if isinstance(value, int | float | bool | None) else str(value)
