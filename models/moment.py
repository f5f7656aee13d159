"""Times of a service date as people write them, and the instants that they mean."""

import datetime as dt
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from models.policy import clock_minutes
from models.window import Instant, at_wall_clock

LATEST_CLOCK = r"^([0-3]\d|4[0-7]):[0-5]\d$"


def _one_message(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    try:
        return handler(value)
    except ValidationError as error:
        raise ValueError(
            "must be minutes since midnight (0 to 2879), a local time such as 19:30 (25:30 is "
            "half past one on the next date), or an ISO instant with its zone"
        ) from error


Moment = Annotated[
    Annotated[int, Field(strict=True, ge=0, lt=2880)]
    | Annotated[str, Field(pattern=LATEST_CLOCK)]
    | Instant,
    WrapValidator(_one_message),
]
"""A time of the service date: minutes since its midnight, local ``HH:MM`` (25:30 is half past one
on the next date), or an ISO instant with its zone."""


def instant_on(moment: int | str | dt.datetime, date: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return the UTC instant that a moment means on a service date.

    Raises:
        InvalidStartError: the clock never shows that time on that date.
    """
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC)
    minutes = clock_minutes(moment) if isinstance(moment, str) else moment
    return at_wall_clock(date, minutes, zone)
