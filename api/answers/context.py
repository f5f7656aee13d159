"""The shape of the context in which tables are chosen for one booking."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from api.answers.shape import (
    BOOKING,
    END,
    RESTAURANT,
    START,
    TABLE,
    ZONE,
    Json,
    Shape,
    Span,
    example,
)


class BookingZone(Shape):
    """The clock of the booking's restaurant."""

    timezone: str
    """An IANA name."""


class ContextBooking(Shape):
    """The booking, in the row's own spelling and in the one that browsers expect."""

    id: UUID
    restaurant_id: UUID
    booking_date: dt.date
    start_time: str
    """HH:MM:SS on the restaurant's own clock, as `end_time`."""
    end_time: str
    start_at: dt.datetime | None
    end_at: dt.datetime | None
    party_size: int
    status: str
    seating_preference: str
    restaurants: BookingZone
    restaurantId: UUID
    bookingDate: dt.date
    startAt: dt.datetime | None
    endAt: dt.datetime | None
    partySize: int


class ContextTable(Shape):
    """A table of the restaurant."""

    id: UUID
    tableNumber: str
    capacity: int
    minPartySize: int
    maxPartySize: int | None
    """Null: as many as it seats."""
    section: str | None
    category: str
    seatingType: str
    mobility: str
    """movable tables can be merged, fixed ones cannot."""
    zoneId: UUID | None
    status: str
    active: bool
    position: Any
    """Whatever the product's floor plan keeps."""


class ContextHold(Shape):
    """A live hold that reaches into the booking's window."""

    id: UUID
    bookingId: UUID | None
    restaurantId: UUID
    zoneId: UUID
    startAt: dt.datetime
    endAt: dt.datetime
    expiresAt: dt.datetime
    """When it runs out."""
    tableIds: list[UUID]
    createdBy: UUID | None
    metadata: dict[str, Any] | None
    """What whoever placed it wanted to remember."""
    createdByName: None
    """Always null: maitred reads no names."""
    createdByEmail: None
    """Always null."""


class ContextConflict(Shape):
    """Who has which table in the booking's window."""

    tableId: UUID
    bookingId: UUID | None
    startAt: dt.datetime
    endAt: dt.datetime
    source: Literal["booking", "hold"]
    status: Literal["booking", "hold"]
    """Equals `source`."""


class ContextFlags(Shape):
    """Rules that the screen should know."""

    holdsStrictConflicts: bool
    adjacencyRequired: bool
    """Whether merged tables of this booking must be neighbours."""
    adjacencyUndirected: bool


class Versions(Shape):
    """Fingerprints of the parts of a context, 64 hex digits but for `policy` with 16."""

    context: str
    policy: str
    window: str
    flags: str
    tables: str
    adjacency: str
    holds: str
    assignments: str


CONTEXT: Json = {
    "booking": {
        "id": BOOKING,
        "restaurant_id": RESTAURANT,
        "booking_date": "2026-11-28",
        "start_time": "19:00:00",
        "end_time": "20:30:00",
        "start_at": START,
        "end_at": "2026-11-28T20:30:00+00:00",
        "party_size": 3,
        "status": "pending",
        "seating_preference": "any",
        "restaurants": {"timezone": "Europe/London"},
        "restaurantId": RESTAURANT,
        "bookingDate": "2026-11-28",
        "startAt": START,
        "endAt": "2026-11-28T20:30:00+00:00",
        "partySize": 3,
    },
    "tables": [
        {
            "id": TABLE,
            "tableNumber": "12",
            "capacity": 4,
            "minPartySize": 1,
            "maxPartySize": None,
            "section": None,
            "category": "dining",
            "seatingType": "standard",
            "mobility": "movable",
            "zoneId": ZONE,
            "status": "available",
            "active": True,
            "position": {"x": 3, "y": 1},
        }
    ],
    "bookingAssignments": [],
    "holds": [],
    "activeHold": None,
    "conflicts": [],
    "window": {"startAt": START, "endAt": END},
    "flags": {
        "holdsStrictConflicts": True,
        "adjacencyRequired": True,
        "adjacencyUndirected": True,
    },
    "contextVersion": "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
    "policyVersion": "9f86d081884c7d65",
    "versions": {
        "context": "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
        "policy": "9f86d081884c7d65",
        "window": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        "flags": "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7",
        "tables": "18ac3e7343f016890c510e93f935261169d9e3f565436429830faf0934f4f8e4",
        "adjacency": "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
        "holds": "2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6",
        "assignments": "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
    },
    "serverNow": "2026-11-28T16:00:00.000Z",
}


class ManualContext(Shape):
    """The booking, all tables, who has what in its window, and the versions of all that."""

    model_config = example(CONTEXT)

    booking: ContextBooking
    tables: list[ContextTable]
    """The whole inventory, by number."""
    bookingAssignments: list[UUID]
    """The tables that the booking has."""
    holds: list[ContextHold]
    activeHold: ContextHold | None
    """The booking's own hold, which is in `holds` too; null when it has none."""
    conflicts: list[ContextConflict]
    """Over all tables; the booking's own hold is one too."""
    window: Span
    """What the booking's tables are blocked for: dining time and buffer."""
    flags: ContextFlags
    contextVersion: str
    """To be sent with every step that follows from this screen."""
    policyVersion: str
    versions: Versions
    serverNow: dt.datetime
