"""HTML that cannot be broken by what it shows: every text is escaped, except markup itself."""

import json
from collections.abc import Iterable
from html import escape
from typing import Any


class Html(str):
    """Text that is markup already; every other text is escaped."""

    __slots__ = ()


Inside = str | float | None | Iterable["Inside"]

VOID = frozenset({"meta", "rect", "line", "col"})
"""Elements that have nothing inside."""


def tag(name: str, /, *inside: Inside, **attributes: str | float | bool | None) -> Html:
    """Return an element.

    Attributes are named as in HTML, ``_`` standing for ``-`` and ``class_`` for ``class``; one that
    is None or False is left out, True has no value.
    """
    opened = [name]
    for key, value in attributes.items():
        written = key.rstrip("_").replace("_", "-")
        if value is True:
            opened.append(written)
        elif value is not None and value is not False:
            opened.append(f'{written}="{escape(_plain(value))}"')
    if name in VOID:
        return Html(f"<{' '.join(opened)}/>")
    return Html(f"<{' '.join(opened)}>{joined(inside)}</{name}>")


def joined(parts: Inside) -> Html:
    """Return markup as it is, texts escaped, one after the other."""
    if parts is None:
        return Html("")
    if isinstance(parts, Html):
        return parts
    if isinstance(parts, str | float | int):
        return Html(escape(_plain(parts)))
    return Html("".join(joined(part) for part in parts))


def _plain(value: str | float) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def json_inside(data: Any) -> Html:
    """Return JSON for the inside of a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Html(text)
