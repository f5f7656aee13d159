"""The one id that a decision has everywhere: from the request to the last event it leads to.

It lives where the logs take their fields from, so that a log line cannot have another one.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import structlog

SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""Ids of callers that are taken over: no spaces, no markup, nothing that breaks a log line."""


def new_id(given: str = "") -> str:
    """Return the caller's own id, when it is harmless, or a new one."""
    return given if SANE.fullmatch(given) else str(uuid4())


def current_id() -> str | None:
    """Return the id of what is being worked on; None outside of everything."""
    found = structlog.contextvars.get_contextvars().get("request_id")
    return found if isinstance(found, str) else None


@contextmanager
def correlated(request_id: str | None = None) -> Iterator[str]:
    """Work under an id, or under a new one: logs, history and events name it."""
    name = request_id or new_id()
    with structlog.contextvars.bound_contextvars(request_id=name):
        yield name
