"""Take guests' data out of what is told, and what a database cannot store as JSON."""

import math
import re
from typing import Any

EMAIL = re.compile(r"(?<![^\s@<>\"',;:()])[^\s@<>\"',;:()]++@[^\s@<>\"',;:()]+\.[^\s@<>\"',;:()]+")
"""Tried once for each word, so that a long text takes no longer than its length."""

PEOPLE = r"(guest|customer|creator|created_?by)s?"
PERSON = re.compile(rf"{PEOPLE}_?(full|first|last)?_?name$", re.I)
OF_A_PERSON = re.compile(rf"{PEOPLE}$", re.I)
NAME = re.compile(r"(full|first|last)?_?name$", re.I)

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL refuses them, and with them the whole event."""


def sanitised(value: Any, *, person: bool = False) -> Any:
    """Return JSON data without e-mail addresses and without people's names.

    ``person`` says that the value stands under a key for a person, so that a mere ``name`` in it is
    a person's name.
    """
    if isinstance(value, dict):
        return {text(str(key)): _item(str(key), item, person) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [sanitised(item, person=person) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return text(value) if isinstance(value, str) else value


def text(value: str) -> str:
    """Return a text without e-mail addresses and what cannot be stored."""
    return EMAIL.sub("[redacted-email]", UNSTORABLE.sub("\ufffd", value))


def _item(key: str, item: Any, person: bool) -> Any:
    if item is not None and (PERSON.search(key) or (person and NAME.match(key))):
        return "[redacted]"
    return sanitised(item, person=person or bool(OF_A_PERSON.search(key)))
