"""How long a party keeps its tables: services, turn bands, buffers, last seating."""

from datetime import date, datetime, timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, field_validator, model_validator

from models.base import Id, Value
from models.booking import Party
from models.errors import LastSeatingError, ServiceNotFoundError, ServiceOverrunError
from models.venue import duplicates
from models.window import Window, clock_edge

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-4]):[0-5]\d$")]
"""A wall-clock time of day, ``HH:MM`` (24:00 is the end of the day)."""

Minutes = Annotated[int, Field(strict=True, ge=0, le=1440)]


def clock_minutes(clock: str) -> int:
    """Return minutes past midnight of an ``HH:MM`` time."""
    return int(clock[:2]) * 60 + int(clock[3:5])


class TurnBand(Value):
    """The turn time (minutes of dining) of parties up to a size."""

    up_to: Party
    minutes: Annotated[int, Field(strict=True, ge=1, le=1440)]


class Service(Value):
    """One service of the day, with its turn times."""

    key: Id
    """lunch, dinner, drinks, ..."""
    opens: Clock
    closes: Clock
    """Not after ``opens`` means on the following date."""
    bands: Annotated[tuple[TurnBand, ...], Field(min_length=1)]
    """Turn times by party size; parties above the last band get the last band."""
    buffer_before: Minutes = 0
    buffer_after: Minutes = 5
    """Minutes a table stays blocked after dining, to reset it."""
    overrun: bool = True
    """Whether a stay may run past ``closes``; when not, it is cut short at the close."""
    last_seating: Clock | None = None

    @field_validator("bands")
    @classmethod
    def _ascending(cls, bands: tuple[TurnBand, ...]) -> tuple[TurnBand, ...]:
        sizes = [band.up_to for band in bands]
        if sizes != sorted(set(sizes)):
            raise ValueError(f"turn bands must rise in party size, each once: {sizes}")
        return bands

    def turn_minutes(self, party: int) -> int:
        """Return the minutes of dining of a party."""
        for band in self.bands:
            if party <= band.up_to:
                return band.minutes
        return self.bands[-1].minutes

    def hours_on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the half-open UTC hours of the service that opens on ``day``."""
        opens, closes = clock_minutes(self.opens), clock_minutes(self.closes)
        if closes <= opens:
            closes += 24 * 60
        return clock_edge(day, opens, zone), clock_edge(day, closes, zone)


class ServicePolicy(Value):
    """All services of a restaurant, in the order in which they are tried."""

    services: Annotated[tuple[Service, ...], Field(min_length=1)]
    fail_hard: bool = False
    """Refuse a start outside every service instead of falling back."""

    @model_validator(mode="after")
    def _keys_once(self) -> Self:
        twice = duplicates([service.key for service in self.services])
        if twice:
            raise ValueError(f"service {twice[0]!r} is defined more than once")
        return self


class Stay(Value):
    """What a policy makes of a start time."""

    service: Id
    dining: Window
    block: Window
    """Dining plus buffers: what tables are blocked for."""
    clamped: bool = False
    """The stay was cut short at the service's close."""
    used_fallback: bool = False
    """The start lies outside every service; the fallback service's turn times were used."""


def derive_stay(
    policy: ServicePolicy,
    party: int,
    start: datetime,
    zone: ZoneInfo,
    hint: str | None = None,
    *,
    open_only: bool = False,
    dining: timedelta | None = None,
) -> Stay:
    """Derive the dining and block windows of a party from its start.

    ``start`` is an aware instant; durations are elapsed minutes, so a clock change during the
    stay neither shortens nor lengthens it. ``hint`` (the booking's type) decides between services
    that overlap, and which service to fall back to. With ``open_only`` there is no falling back,
    whatever the policy says of it. ``dining`` takes the place of the turn time.

    Raises:
        ServiceNotFoundError: no service at that time, and the policy or the caller wants one.
        ServiceOverrunError: nothing of the stay is left before the service closes.
        LastSeatingError: the start is after the service's last seating.
    """
    found = service_at(policy, start, zone, hint)
    if found is None:
        if open_only or policy.fail_hard:
            raise _closed(policy, start, zone)
        fallback = service_named(policy, hint)
        return _stay(fallback, party, start, dining).replace(used_fallback=True)
    service, day = found
    closes = service.hours_on(day, zone)[1]
    if service.last_seating is not None:
        last = clock_edge(day, _after(service.opens, service.last_seating), zone)
        if start > last:
            raise LastSeatingError(
                f"{service.key} seats its last party at {service.last_seating}; "
                f"{start.astimezone(zone):%H:%M} is later",
                hint="Offer an earlier time.",
            )
    return _cut_at_close(_stay(service, party, start, dining), service, closes, zone)


def service_named(policy: ServicePolicy, key: str | None) -> Service:
    """Return the service of a key; the first one when no service has it."""
    named = (service for service in policy.services if service.key == key)
    return next(named, policy.services[0])


def _after(opens: str, clock: str) -> int:
    minutes = clock_minutes(clock)
    return minutes if minutes >= clock_minutes(opens) else minutes + 24 * 60


def service_at(
    policy: ServicePolicy, start: datetime, zone: ZoneInfo, hint: str | None
) -> tuple[Service, date] | None:
    """Return the service that is open at an instant and the date on which it opened, or None.

    Of several the one that the hint names, or else the first.
    """
    today = start.astimezone(zone).date()
    found = []
    for service in policy.services:
        for day in (today, today - timedelta(days=1)):
            opens, closes = service.hours_on(day, zone)
            if opens <= start < closes:
                found.append((service, day))
    return next((match for match in found if match[0].key == hint), found[0] if found else None)


def _closed(policy: ServicePolicy, start: datetime, zone: ZoneInfo) -> ServiceNotFoundError:
    return ServiceNotFoundError(
        f"no service is open at {start.astimezone(zone):%H:%M}",
        hint="Choose a time within "
        + ", ".join(f"{s.key} {s.opens}–{s.closes}" for s in policy.services)
        + ".",
    )


def _stay(service: Service, party: int, start: datetime, length: timedelta | None) -> Stay:
    turn = timedelta(minutes=service.turn_minutes(party))
    dining = Window(start=start, end=start + (turn if length is None else length))
    block = Window(
        start=start - timedelta(minutes=service.buffer_before),
        end=dining.end + timedelta(minutes=service.buffer_after),
    )
    return Stay(service=service.key, dining=dining, block=block)


def _cut_at_close(stay: Stay, service: Service, closes: datetime, zone: ZoneInfo) -> Stay:
    if service.overrun or stay.block.end <= closes:
        return stay
    dining_end = closes - timedelta(minutes=service.buffer_after)
    if dining_end <= stay.dining.start:
        raise ServiceOverrunError(
            f"reservation would overrun {service.key} service: it starts at "
            f"{stay.dining.start.astimezone(zone):%H:%M} and {service.key} closes at "
            f"{service.closes}",
            hint="Offer an earlier time.",
        )
    return stay.replace(
        dining=Window(start=stay.dining.start, end=dining_end),
        block=Window(start=stay.block.start, end=closes),
        clamped=True,
    )


def _bands(*pairs: tuple[int, int]) -> tuple[TurnBand, ...]:
    return tuple(TurnBand(up_to=size, minutes=minutes) for size, minutes in pairs)


PRODUCT_POLICY = ServicePolicy(
    services=(
        Service(
            key="lunch",
            opens="12:00",
            closes="15:00",
            bands=_bands((2, 60), (4, 75), (6, 85), (8, 85)),
        ),
        Service(
            key="dinner",
            opens="17:00",
            closes="22:00",
            bands=_bands((2, 60), (4, 75), (6, 85), (8, 90)),
            overrun=False,
        ),
    )
)
"""The running product's policy: lunch may overrun, dinner is cut short at its close."""
