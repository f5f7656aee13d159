"""The shapes of a date's history, and of taking its last run back."""

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic import Field

from api.answers.shape import (
    BOOKING,
    END,
    OTHER_BOOKING,
    OTHER_TABLE,
    RUN,
    START,
    TABLE,
    Shape,
    TableChange,
    example,
)


class TablesTaken(Shape):
    """A booking that has no tables any more, and those it had."""

    bookingId: UUID
    before: list[UUID] = Field(alias="from")


class UndoAnswer(Shape):
    """What was taken back."""

    model_config = example(
        {
            "date": "2026-11-28",
            "runId": "1f3870be-274f-4c49-b3e3-1a0c6728957f",
            "undoes": RUN,
            "dryRun": False,
            "restored": [{"bookingId": BOOKING, "from": [TABLE], "to": [OTHER_TABLE]}],
            "cleared": [{"bookingId": OTHER_BOOKING, "from": [OTHER_TABLE]}],
        }
    )

    date: dt.date
    runId: UUID
    """The undo itself: a run like any other."""
    undoes: UUID
    """The run that was taken back."""
    dryRun: bool
    """Nothing was written to the bookings."""
    restored: list[TableChange]
    """Bookings that have the tables of before again."""
    cleared: list[TablesTaken]
    """Bookings that had none before, and have none again."""


class Event(Shape):
    """One row of the history."""

    at: dt.datetime
    kind: str
    """booking.assigned, .moved, .cleared or .unseated; hold.created and so on; run.planned and so
    on."""
    bookingId: UUID | None
    """Null for a run."""
    runId: UUID | None
    """Null for what no run did."""
    actor: UUID | None
    """The user; null for a machine, or where nobody signs in."""
    requestId: str | None
    """The request as the logs name it; null for what the service did by itself."""
    reason: str | None
    detail: dict[str, Any] | None
    """Tables before and after, windows, deadlines: it depends on the kind."""


class History(Shape):
    """What happened to a date, newest first."""

    model_config = example(
        {
            "date": "2026-11-28",
            "events": [
                {
                    "at": "2026-11-28T16:00:00.412345+00:00",
                    "kind": "booking.assigned",
                    "bookingId": BOOKING,
                    "runId": RUN,
                    "actor": None,
                    "requestId": "3b1f6a52-9a3e-4a53-8a6b-0d6a5a1e3f10",
                    "reason": None,
                    "detail": {
                        "from": [],
                        "to": [TABLE],
                        "window": {"start": START, "end": END},
                    },
                }
            ],
            "more": False,
        }
    )

    date: dt.date
    events: list[Event]
    more: bool
    """Older rows were left out: ask with a higher `limit`."""
