"""Domain errors: what went wrong, where, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError


class MaitredError(Exception):
    """Base of every error that maitred raises on purpose.

    ``code`` is stable and machine-readable, ``message`` is one sentence for a person,
    ``hint`` says what to do next, ``details`` holds data for programs.
    """

    code: str = "INTERNAL_ERROR"
    retry_after: int | None = None
    """Seconds after which the same request may be sent again."""

    def __init__(
        self, message: str, *, hint: str | None = None, details: dict[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details or {}


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong with an input: the place, the value and the sentence."""

    place: str
    value: str
    message: str

    def __str__(self) -> str:
        shown = f" (got {self.value})" if self.value else ""
        return f"{self.place}: {self.message}{shown}" if self.place else f"{self.message}{shown}"


class InvalidInputError(MaitredError):
    """The input breaks the format or contradicts itself; nothing was done."""

    code = "INVALID_INPUT"

    def __init__(self, flaws: Iterable[Flaw], *, subject: str = "input") -> None:
        self.flaws, self.subject = tuple(flaws), subject
        count = len(self.flaws)
        listed = "; ".join(str(flaw) for flaw in self.flaws[:5])
        more = f"; and {count - 5} more" if count > 5 else ""
        super().__init__(
            f"{subject}: {listed}{more}",
            details={"flaws": [flaw.__dict__ for flaw in self.flaws]},
        )


class ServiceNotFoundError(MaitredError):
    """A booking starts outside every service and falling back is switched off."""

    code = "SERVICE_NOT_FOUND"


class ServiceOverrunError(MaitredError):
    """Nothing of the stay would be left before the service closes."""

    code = "SERVICE_OVERRUN"


class LastSeatingError(MaitredError):
    """A booking starts after the service's last seating."""

    code = "AFTER_LAST_SEATING"


class InvalidStartError(MaitredError):
    """A wall-clock time does not exist on that date (clocks go forward) or cannot be read."""

    code = "INVALID_START"


def shorten(value: object, limit: int = 60) -> str:
    """Show a value in a message without flooding it."""
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


PLAIN = {
    "missing": "is missing",
    "too_short": "too few, at least {min_length}",
    "too_long": "too many, at most {max_length}",
    "string_too_short": "too short, at least {min_length}",
    "string_too_long": "too long, at most {max_length} characters",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "string_type": "must be text",
}
"""What pydantic's errors say in plain words, by type; all others in its own."""


def says(item: Mapping[str, Any]) -> str:
    """Return what one of pydantic's errors says, with the value unless it is long or missing."""
    message = str(item["msg"]).removeprefix("Value error, ")
    if item["type"] in PLAIN:
        message = PLAIN[item["type"]].format(**item.get("ctx", {}))
    value = item.get("input")
    if item["type"] == "missing" or isinstance(value, dict | list | tuple):
        return message
    return f"{message} (got {shorten(value)})"


def flaws_of(error: ValidationError) -> list[Flaw]:
    """Translate a pydantic error into flaws that name the place and the value."""
    flaws = []
    for item in error.errors(include_url=False):
        place = ""
        for step in item["loc"]:
            place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else str(step)
        message = item["msg"].removeprefix("Value error, ")
        value = item.get("input")
        if item["type"] == "extra_forbidden":
            message = "unknown field; see `maitred schema` for the fields there are"
        whole = isinstance(value, dict | list | tuple) or item["type"] == "missing"
        flaws.append(Flaw(place, "" if whole else shorten(value), message))
    return flaws
