"""The shape of one decision told as one story."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from api.answers.shape import BOOKING, RESTAURANT, Shape, example


class TraceSubject(Shape):
    """What was asked about."""

    kind: Literal["booking", "run", "job", "request"]
    id: str


class TraceEntry(Shape):
    """One thing that happened."""

    at: dt.datetime
    """When; a stage when it began."""
    requestId: str | None
    """The request that it belongs to."""
    kind: Literal["asked", "step", "decided", "run", "event", "queued", "answered"]
    """`step` is a stage of the work, `decided` a row of the history, `event` one of the product's
    own events, `queued` a row of a queue."""
    what: str
    seconds: float | None
    """How long it took, of requests and stages."""
    facts: dict[str, Any]
    """What is known of it; more may be added."""


class TraceAnswer(Shape):
    """Everything that is known of a booking, a run, a job or a request, in the order of time."""

    model_config = example(
        {
            "subject": {"kind": "booking", "id": BOOKING},
            "restaurantId": RESTAURANT,
            "requests": ["my-request-1"],
            "tables": {},
            "entries": [
                {
                    "at": "2026-11-28T16:00:00.125+00:00",
                    "requestId": "my-request-1",
                    "kind": "step",
                    "what": "quote.search",
                    "seconds": 0.031,
                    "facts": {"candidates": 4, "best": [["T3", "T2"]]},
                }
            ],
            "more": False,
            "note": None,
        }
    )

    subject: TraceSubject
    restaurantId: UUID
    requests: list[str]
    """The requests that had to do with it, the newest first."""
    tables: dict[str, str]
    """What people call the tables, by id."""
    entries: list[TraceEntry]
    """The oldest first."""
    more: bool
    """Older entries were left out."""
    note: str | None
    """Why something may be missing."""
