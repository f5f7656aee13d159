"""An enquiry: a party that has no booking yet, as somebody describes it on the telephone."""

from typing import Annotated

from pydantic import Field

from models.base import Id, Value
from models.booking import Party, Place
from models.venue import SeatingType

ENQUIRY = "enquiry"
"""The id that an enquiry has among the bookings of a day problem: theirs are uuids."""

LEAST_MINUTES, MOST_MINUTES = 15, 720


class Enquiry(Value):
    """How many guests, when they would come, and what they would like."""

    party: Party
    at: Annotated[int, Field(strict=True, ge=0, lt=1440)]
    """When they would come: minutes past midnight of the date, on the restaurant's clock."""
    minutes: Annotated[int, Field(strict=True, ge=LEAST_MINUTES, le=MOST_MINUTES)] | None = None
    """How long they would dine; None: as long as the house's turn times say."""
    service: Id | None = None
    """Which service is meant where several are open."""
    seating_preference: Place = "any"
    preferred_seating: SeatingType | None = None
