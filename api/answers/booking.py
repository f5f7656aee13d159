"""The shapes of the answers about one booking's tables."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from api.answers.context import CONTEXT, ContextConflict
from api.answers.shape import (
    ASSIGNMENT,
    BOOKING,
    HOLD,
    RESTAURANT,
    TABLE,
    USER,
    ZONE,
    Assignment,
    Shape,
    Span,
    example,
)


class Confirmed(Shape):
    """A hold that has become its booking's tables."""

    model_config = example({"holdId": HOLD, "bookingId": BOOKING, "assignments": [ASSIGNMENT]})

    holdId: UUID
    """There is no such hold any more."""
    bookingId: UUID
    assignments: list[Assignment]


class TableList(Shape):
    """The tables that a booking has."""

    model_config = example({"tableAssignments": [ASSIGNMENT]})

    tableAssignments: list[Assignment]


class TablesRemoved(Shape):
    """What was taken away, and what is left."""

    model_config = example({"success": True, "removedCount": 1, "tableAssignments": []})

    success: Literal[True]
    removedCount: int
    """How many of the named tables the booking had."""
    tableAssignments: list[Assignment]
    """The tables that it still has."""


class AssignmentRow(Shape):
    """One table of a booking, in the spelling of the row."""

    id: UUID
    booking_id: UUID
    table_id: UUID
    assigned_at: dt.datetime
    assigned_by: UUID | None
    """The user; null for a machine, or where nobody signs in."""


class BookingState(Shape):
    """The booking after it got tables."""

    id: UUID
    status: str
    party_size: int


class SetSummary(Shape):
    """What the tables amount to."""

    tableCount: int
    totalCapacity: int
    """Seats of all of them."""
    partySize: int
    slack: int
    """Seats that stay empty; negative when there are too few."""


class TablesAssigned(Shape):
    """The tables that a booking has now, and no others."""

    model_config = example(
        {
            "success": True,
            "assignments": [
                {
                    "id": ASSIGNMENT["assignmentId"],
                    "booking_id": BOOKING,
                    "table_id": TABLE,
                    "assigned_at": "2026-11-28T16:00:00+00:00",
                    "assigned_by": USER,
                }
            ],
            "booking": {"id": BOOKING, "status": "confirmed", "party_size": 3},
            "summary": {"tableCount": 1, "totalCapacity": 4, "partySize": 3, "slack": 1},
        }
    )

    success: Literal[True]
    assignments: list[AssignmentRow]
    booking: BookingState
    summary: SetSummary


class TabBooking(Shape):
    """The booking, as the assignment tab reads it."""

    id: UUID
    restaurant_id: UUID
    start_at: dt.datetime | None
    booking_date: dt.date
    start_time: str
    """HH:MM:SS on the restaurant's own clock."""
    party_size: int
    status: str


class TableRow(Shape):
    """A table, in the spelling of the row."""

    id: UUID
    restaurant_id: UUID
    table_number: str
    capacity: int
    min_party_size: int
    max_party_size: int | None
    section: str | None
    status: str
    position: Any
    """Whatever the product's floor plan keeps."""
    zone_id: UUID | None
    category: str
    seating_type: str
    mobility: str
    active: bool


class AssignmentContext(Shape):
    """What the assignment tab reads: the booking, all tables, who has what in its window."""

    model_config = example(
        {
            "booking": {
                "id": BOOKING,
                "restaurant_id": RESTAURANT,
                "start_at": CONTEXT["booking"]["start_at"],
                "booking_date": "2026-11-28",
                "start_time": "19:00:00",
                "party_size": 3,
                "status": "confirmed",
            },
            "tables": [
                {
                    "id": TABLE,
                    "restaurant_id": RESTAURANT,
                    "table_number": "12",
                    "capacity": 4,
                    "min_party_size": 1,
                    "max_party_size": None,
                    "section": None,
                    "status": "available",
                    "position": {"x": 3, "y": 1},
                    "zone_id": ZONE,
                    "category": "dining",
                    "seating_type": "standard",
                    "mobility": "movable",
                    "active": True,
                }
            ],
            "conflicts": [],
            "bookingAssignments": [TABLE],
            "window": CONTEXT["window"],
            "serverNow": CONTEXT["serverNow"],
        }
    )

    booking: TabBooking
    tables: list[TableRow]
    conflicts: list[ContextConflict]
    bookingAssignments: list[UUID]
    """The tables that the booking has."""
    window: Span
    serverNow: dt.datetime
