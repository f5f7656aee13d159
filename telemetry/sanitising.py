"""Take guests' data out of what is told, and what a database cannot store as JSON."""

import math
import re
from functools import lru_cache
from typing import Any, NamedTuple

EMAIL = re.compile(r"(?<![^\s@<>\"',;:()])[^\s@<>\"',;:()]++@[^\s@<>\"',;:()]+\.[^\s@<>\"',;:()]+")
"""Tried once for each word, so that a long text takes no longer than its length."""

PEOPLE = r"(guest|customer|creator|created_?by)s?"
PERSON = re.compile(rf"{PEOPLE}_?(full|first|last)?_?name$", re.I)
OF_A_PERSON = re.compile(rf"{PEOPLE}$", re.I)
NAME = re.compile(r"(full|first|last)?_?name$", re.I)

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL refuses them, and with them the whole event."""


class Key(NamedTuple):
    """What a key says of the value below it."""

    text: str
    """The key as it is told."""
    of_name: bool
    """The value is a person's name."""
    of_person: bool
    """The value is a person."""
    name: bool
    """The value is a name: of a person, if it stands in one."""


@lru_cache(maxsize=4096)
def known(key: str) -> Key:
    """Look at a key, once for all events that have it."""
    of_person = bool(OF_A_PERSON.search(key))
    return Key(text(key), bool(PERSON.search(key)), of_person, bool(NAME.match(key)))


def sanitised(value: Any, *, person: bool = False) -> Any:
    """Return JSON data without e-mail addresses and without people's names.

    ``person`` says that the value stands under a key for a person, so that a mere ``name`` in it is
    a person's name.
    """
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return dict(_item(str(key), item, person) for key, item in value.items())
    if isinstance(value, list | tuple):
        return [sanitised(item, person=person) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def text(value: str) -> str:
    """Return a text without e-mail addresses and what cannot be stored."""
    if "@" not in value and value.isprintable():  # so it is nearly always
        return value
    return EMAIL.sub("[redacted-email]", UNSTORABLE.sub("\ufffd", value))


def _item(key: str, item: Any, person: bool) -> tuple[str, Any]:
    said = known(key)
    if item is not None and (said.of_name or (person and said.name)):
        return said.text, "[redacted]"
    return said.text, sanitised(item, person=person or said.of_person)
