"""What the shapes of answers share: their base, the ids of the examples, small common shapes."""

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

RESTAURANT = "2c5ea4c0-4067-41e9-8bad-9b1deb4d3b7d"
BOOKING = "002bbb3e-db76-5e20-b58b-81e6efca15df"
OTHER_BOOKING = "37c8fa28-04b3-5ef1-9f5e-5fc2c35f6f4c"
TABLE = "2241271b-6179-5d9c-88e2-118959917a17"
OTHER_TABLE = "8f14e45f-ceea-4e7a-9c53-6d1f0a2b7c11"
ZONE = "5b1f0c9e-3a57-4b86-8f0d-2f6f1c6f4e21"
HOLD = "9d1c7e02-6c2a-4f1b-8d55-0a4f2b3c6e77"
RUN = "708165d1-8d39-49de-adc0-8b2c4aaf7459"
USER = "c0a8012e-7d4b-4a39-b1a5-3f9f3d8e2b90"
"""The ids in examples; one id means one thing in all of them."""

START, END = "2026-11-28T19:00:00+00:00", "2026-11-28T21:00:00+00:00"
UNTIL = "2026-11-28T16:03:00+00:00"

Json = dict[str, Any]


class Shape(BaseModel):
    """An answer, or a part of one; what stands under a field describes it.

    Instants are ISO 8601 in UTC. Fields may be added to any shape later.
    """

    model_config = ConfigDict(use_attribute_docstrings=True, populate_by_name=True)


def example(value: Json) -> ConfigDict:
    """Return the configuration of a shape that has an example."""
    return ConfigDict(json_schema_extra={"examples": [value]})


class Span(Shape):
    """A half-open window: the end does not belong to it."""

    startAt: dt.datetime
    endAt: dt.datetime


class TableChange(Shape):
    """A booking that changed tables."""

    bookingId: UUID
    before: list[UUID] = Field(alias="from")
    """The tables it had; empty: none."""
    to: list[UUID]
    """The tables it has now."""


class Conflict(Shape):
    """Who else has a table in a booking's window, and until when."""

    tableId: UUID
    tableNumber: str
    bookingId: UUID | None
    """Null when it is no booking's: maintenance, or a hold for nobody in particular."""
    partySize: int | None
    """Of that booking, when it has tables."""
    holdId: UUID | None
    """Null when it is no hold."""
    startAt: dt.datetime
    endAt: dt.datetime
    localStart: str
    """The start on the restaurant's own clock, HH:MM; with its date when that is another one."""
    localEnd: str
    """The end in the same way."""
    source: str
    """allocation, assignment, hold or maintenance."""
    until: dt.datetime | None
    """When a hold runs out; null for anything else."""
    localUntil: str | None
    """The same on the restaurant's own clock, HH:MM:SS."""


class Assignment(Shape):
    """One table of a booking."""

    tableId: UUID
    assignmentId: UUID
    startAt: dt.datetime
    """From when the table is kept."""
    endAt: dt.datetime
    """Until when: dining time and buffer."""
    mergeGroupId: UUID | None
    """The same for all tables of a merge; null for a single table."""


ASSIGNMENT: Json = {
    "tableId": TABLE,
    "assignmentId": "f3b0c442-98fc-4c14-9af3-b4c8996fb924",
    "startAt": START,
    "endAt": END,
    "mergeGroupId": None,
}
