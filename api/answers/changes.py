"""The shape of the answer to several changes of tables at once."""

import datetime as dt
from uuid import UUID

from api.answers.shape import BOOKING, OTHER_TABLE, RUN, TABLE, Shape, TableChange, example


class ChangesAnswer(Shape):
    """What was changed, and what the date amounts to now."""

    model_config = example(
        {
            "date": "2026-11-28",
            "runId": RUN,
            "dryRun": False,
            "changed": [{"bookingId": BOOKING, "from": [TABLE], "to": [OTHER_TABLE]}],
            "seated": 95,
            "covers": 375,
            "objective": 422500.0,
        }
    )

    date: dt.date
    runId: UUID
    """The run that the changes are kept as: it can be undone like any other."""
    dryRun: bool
    """Nothing was written to the bookings."""
    changed: list[TableChange]
    """Bookings that had those tables already are not among them."""
    seated: int
    """Bookings of the date that have tables now."""
    covers: int
    """Guests who have."""
    objective: float
    """Points of the whole date."""
