"""The shape of what a stream of changes says."""

import datetime as dt
from uuid import UUID

from pydantic import Field

from api.answers.looking import VERSION
from api.answers.shape import BOOKING, RUN, TABLE, USER, Shape, example


class Happened(Shape):
    """A row of the history, without what anybody has written in it."""

    id: str
    """Unique and rising."""
    at: dt.datetime
    kind: str
    """booking.assigned, .moved, .cleared, .unseated, .locked, .unlocked; hold.created and so on."""
    bookingId: UUID | None
    runId: UUID | None
    """The run that decided it."""
    actor: UUID | None
    """The user; null for machines."""
    requestId: str | None
    before: list[UUID] = Field(alias="from")
    """Tables that the booking had, or that are not held any more."""
    to: list[UUID]
    """Tables that it has now, or that are held."""


class DayEvent(Shape):
    """The data of an event; which fields say something depends on its name."""

    model_config = example(
        {
            "version": VERSION,
            "events": [
                {
                    "id": "4711",
                    "at": "2026-11-28T16:00:00+00:00",
                    "kind": "booking.assigned",
                    "bookingId": BOOKING,
                    "runId": RUN,
                    "actor": USER,
                    "requestId": "3b1f6a52-9a3e-4a53-8a6b-0d6a5a1e3f10",
                    "from": [],
                    "to": [TABLE],
                }
            ],
            "more": False,
            "reason": None,
        }
    )

    version: str | None
    """Of the day view as it is now; null when the database is away, and at the end."""
    events: list[Happened]
    """What the history knows of a change; empty for what others do, and of all other events."""
    more: bool
    """Whether rows were left out: read the history."""
    reason: str | None
    """Of reload, away and ended."""
