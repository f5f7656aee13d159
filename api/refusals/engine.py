"""Refusals of the engine's switch: somebody else decides the date."""

from api.answers.shape import RESTAURANT
from api.refusals.refusal import Refusal

_MESSAGE = (
    "The engine is off for this restaurant on 2026-11-28: the kill switch was thrown for this "
    "restaurant by command:anna (odd plans); the product's own allocator decides"
)
_DETAILS = {
    "restaurantId": RESTAURANT,
    "date": "2026-11-28",
    "state": "off",
    "source": "kill_switch",
    "reason": "the kill switch was thrown for this restaurant by command:anna (odd plans)",
}

NOT_PLANNED = Refusal(
    409,
    "ENGINE_OFF",
    _MESSAGE,
    f"Nothing was written. Send dryRun: true for the plan alone; GET /api/v1/restaurants/"
    f"{RESTAURANT}/engine?date=2026-11-28 says who decides, and why.",
    _DETAILS,
)
"""A date is not planned by maitred."""

NOT_HELD = Refusal(
    409,
    "ENGINE_OFF",
    _MESSAGE,
    "Nothing was held. Send hold: false for the quote alone, or choose tables by hand.",
    _DETAILS,
)
"""What maitred quotes is not held."""

NOT_CONFIRMED = Refusal(
    409,
    "ALLOCATOR_V2_DISABLED",
    _MESSAGE,
    "Nothing was written. Choose the tables by hand, or let the product's own allocator do it.",
    _DETAILS,
)
"""What maitred held is not confirmed, under the code that the product's clients know."""

SWITCHING = Refusal(
    403,
    "ACCESS_DENIED",
    "Only managers and owners may say who decides tables",
    "Ask one of them.",
)
