"""What else is free for a booking whose tables were refused."""

import datetime as dt
from uuid import UUID

from api.answers.shape import OTHER_TABLE, ZONE, Json, Shape


class Alternative(Shape):
    """The best table set that is free for the booking now, and that the same route takes."""

    tableIds: list[UUID]
    tableNumbers: list[str]
    zoneId: str
    zone: str
    """What people call the zone."""
    seats: int
    """After what joining costs."""
    slack: int
    """Seats that stay empty."""
    score: float
    """Penalty in points, as a quote's candidates have it; lower is better."""


class Offered(Shape):
    """What else is free, when tables are refused; a failed look offers nothing."""

    alternative: Alternative | None
    """Null when nothing was refused, or nothing else is free."""
    nextTimes: list[dt.datetime]
    """When nothing else is free: the nearest times at which something is, and the house is open."""
    hint: str | None
    """The same in words."""


ALTERNATIVE: Json = {
    "tableIds": [OTHER_TABLE],
    "tableNumbers": ["14"],
    "zoneId": ZONE,
    "zone": "Main room",
    "seats": 4,
    "slack": 1,
    "score": 5.0,
}

NOTHING_OFFERED: Json = {"alternative": None, "nextTimes": [], "hint": None}

FREE = "Table 14 is free: 4 seats, Main room."
"""The alternative in words."""
