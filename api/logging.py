"""Logs: one JSON object a line, on stderr; no names, addresses, passwords or tokens."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

LEVELS = ("debug", "info", "warning", "error")

PERSONAL = {
    "@": re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)+"),  # an e-mail address
    "+": re.compile(r"\+\d[\d ()./-]{6,}\d"),  # a telephone number
    "eyJ": re.compile(r"eyJ[\w-]{1,2000}+\.[\w-]++\.[\w-]*"),  # a user's token
    "base64-": re.compile(r"base64-[\w=-]+"),  # a session cookie
    "maitred_": re.compile(r"maitred_[\w-]{20,}"),  # a machine's token
}
"""What each of them has in it, and what it looks like.

Nothing writes these on purpose; a path, or the text of an error, may hold them. An address is
looked for once a word: anew at each of its letters, a long path would cost seconds.
"""


def without_personal_data(_: Any, __: str, line: str | MutableMapping[str, Any]) -> str:
    """Blacken what must not be in a log, in a line that is finished otherwise.

    Each is looked for only where there is a sign of it: in nearly all lines there is none, and
    looking for all of them took longer than writing the line.
    """
    text = str(line)
    for sign, pattern in PERSONAL.items():
        if sign in text:
            text = pattern.sub("***", text)
    return text


def configure_logging(level: str = "info") -> None:
    """Send structlog's events and the standard library's to stderr in one shape."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # Local variables stay out: they hold connection URLs and rows.
        structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
    ]
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, as_json, without_personal_data],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                as_json,
                without_personal_data,
            ],
        )
    )
    # Libraries say a lot at INFO (every connection, every request); only trouble matters.
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
