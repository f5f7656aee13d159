"""Half-open windows of time, and wall-clock times on a service date."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    StringConstraints,
    model_validator,
)

from models.base import Value
from models.errors import InvalidStartError

DateOrTime = TypeVar("DateOrTime", date, datetime)


def written_out(value: Any) -> Any:
    """Refuse what is not a date or time written out."""
    # pydantic would read the number 1140 as nineteen minutes into 1970
    if isinstance(value, date) or (isinstance(value, str) and re.match(r"\d{4}-", value)):
        return value
    raise ValueError("must be written out, such as 2026-05-10 or 2026-05-10T18:00:00Z")


def _within_calendar(moment: DateOrTime) -> DateOrTime:
    # Arithmetic with zones and days must never fall off either end of the calendar.
    if not 1900 <= moment.year <= 2999:
        raise ValueError(f"the year {moment.year} is not within 1900 to 2999")
    return moment


Instant = Annotated[
    AwareDatetime,
    BeforeValidator(written_out),
    AfterValidator(_within_calendar),
    AfterValidator(lambda moment: moment.astimezone(UTC)),
]
"""A moment with a zone, kept in UTC."""

ServiceDate = Annotated[date, BeforeValidator(written_out), AfterValidator(_within_calendar)]
"""A calendar date; the services that open on it may run past its midnight."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {name!r}; use an IANA name: Europe/London") from error
    return name


ZoneName = Annotated[
    str, StringConstraints(min_length=1, max_length=64), AfterValidator(_known_zone)
]
"""An IANA time zone name."""

LATEST_MINUTE = 48 * 60
"""A service may run past midnight, but never past the end of the following date."""


class Window(Value):
    """A half-open span of time ``[start, end)``: two windows that only touch do not overlap."""

    start: Instant
    end: Instant

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end <= self.start:
            raise ValueError(
                f"a window must end after it starts: {self.start:%Y-%m-%d %H:%M}Z to "
                f"{self.end:%Y-%m-%d %H:%M}Z"
            )
        return self

    def overlaps(self, other: "Window") -> bool:
        """Tell whether the two windows share a moment."""
        return self.start < other.end and other.start < self.end

    @property
    def minutes(self) -> float:
        """Length in minutes of elapsed time (clock changes do not matter)."""
        return (self.end - self.start) / timedelta(minutes=1)


def clock_edge(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall-clock time, moving a time that clocks skip forward.

    ``minutes`` counts from midnight of ``day`` and may exceed 1440: 1500 is 01:00 on the
    following date. A time that occurs twice (clocks go back) means the first one.
    """
    days, rest = divmod(minutes, 24 * 60)
    clock = time(rest // 60, rest % 60)
    return datetime.combine(day + timedelta(days=days), clock, tzinfo=zone).astimezone(UTC)


def at_wall_clock(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall-clock time that must exist; see ``clock_edge``.

    Raises:
        InvalidStartError: the clock never shows that time on that date, or it is out of range.
    """
    if not 0 <= minutes < LATEST_MINUTE:
        raise InvalidStartError(
            f"{minutes} minutes past midnight is not a time of a service date",
            hint="Use 0 (00:00) to 2879 (23:59 on the following date).",
        )
    instant = clock_edge(day, minutes, zone)
    shown = instant.astimezone(zone)
    if (shown.hour * 60 + shown.minute) != minutes % (24 * 60):
        raise InvalidStartError(
            f"{minutes // 60 % 24:02}:{minutes % 60:02} does not exist on "
            f"{shown:%Y-%m-%d} in {zone.key}: clocks go forward",
            hint="Choose a time before or after the gap.",
        )
    return instant
