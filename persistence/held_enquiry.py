"""What a hold for a party without a booking remembers of it, in its metadata."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from models.enquiry import Enquiry

HELD_FOR = "enquiry"
"""Where it stands in a hold's metadata."""


@dataclass(frozen=True)
class HeldEnquiry:
    """How many guests a hold is for, when they come, and on which service date."""

    party: int
    start: dt.datetime
    date: dt.date


def remembered(enquiry: Enquiry, start: dt.datetime, date: dt.date) -> dict[str, Any]:
    """Return what a hold is to remember of an enquiry."""
    return {
        "party": enquiry.party,
        "startAt": start.isoformat(),
        "minutes": enquiry.minutes,
        "date": date.isoformat(),
    }


def held_enquiry(said: Any) -> HeldEnquiry | None:
    """Read what a hold remembers; anybody may have written it: nonsense is nothing."""
    try:
        party, start = said["party"], dt.datetime.fromisoformat(said["startAt"])
        date = dt.date.fromisoformat(said["date"])
    except (KeyError, TypeError, ValueError):
        return None
    whole = isinstance(party, int) and not isinstance(party, bool)
    return HeldEnquiry(party, start, date) if whole and party > 0 and start.tzinfo else None
