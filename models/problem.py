"""The whole snapshot of a service date that is planned at once."""

from collections import Counter
from datetime import timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from models.base import Count, Id, Value
from models.booking import Booking, BookingStatus, Occupied
from models.errors import Flaw
from models.house import HoldBack, Pacing
from models.policy import ServicePolicy
from models.rules import RULE_PRESETS, Rules, ServiceRules
from models.venue import Venue, duplicates
from models.weights import WEIGHT_PRESETS, Weights
from models.window import Instant, ServiceDate

MAX_BOOKINGS = 5000

MANY = 8
"""More bookings than this are not listed in a message."""

IMMOVABLE = frozenset({BookingStatus.CHECKED_IN, BookingStatus.COMPLETED})
"""Guests that sit, or have left: their tables are facts."""

GONE = frozenset({BookingStatus.CANCELLED, BookingStatus.NO_SHOW})
"""Bookings that want no table any more."""


class Mode(StrEnum):
    """What a plan may touch."""

    FILL = "fill"
    """Only bookings without tables."""
    IMPROVE = "improve"
    """Also move at most ``max_moves`` bookings that have tables."""
    REBUILD = "rebuild"
    """Every booking that is not locked."""


class DayProblem(Value):
    """Everything a plan depends on; equal problems have equal hashes."""

    id: Id
    date: ServiceDate
    """The service date, in the venue's zone; services may run past midnight."""
    venue: Venue
    bookings: Annotated[tuple[Booking, ...], Field(max_length=MAX_BOOKINGS)]
    occupancy: tuple[Occupied, ...] = ()
    rules: Rules = RULE_PRESETS["product"]
    service_rules: tuple[ServiceRules, ...] = ()
    """Rules of single services, in place of ``rules``."""
    pacing: tuple[Pacing, ...] = ()
    hold_backs: tuple[HoldBack, ...] = ()
    weights: Weights = WEIGHT_PRESETS["product"]
    mode: Mode = Mode.FILL
    max_moves: Count | None = None
    """Most bookings that may change tables; only with mode ``improve``."""
    as_of: Instant | None = None
    """The moment of planning: bookings that started by then do not move."""
    policy: Annotated[ServicePolicy | None, Field(exclude_if=lambda policy: policy is None)] = None
    """The services with their hours, turn times and buffers: what other times would be like. None:
    every hour is open, and a stay is as long as the booking's own. Left out then when written, so
    that a problem without one keeps the hash it had before there were any."""

    @field_validator("bookings")
    @classmethod
    def _unique_and_sorted(cls, bookings: tuple[Booking, ...]) -> tuple[Booking, ...]:
        twice = duplicates([booking.id for booking in bookings])
        if twice:
            raise ValueError(f"id {twice[0]!r} is used more than once")
        return tuple(sorted(bookings, key=lambda booking: booking.id))

    @field_validator("service_rules")
    @classmethod
    def _services_once(cls, rules: tuple[ServiceRules, ...]) -> tuple[ServiceRules, ...]:
        twice = duplicates([item.service for item in rules])
        if twice:
            raise ValueError(f"the service {twice[0]!r} has rules more than once")
        return tuple(sorted(rules, key=lambda item: item.service))

    @field_validator("occupancy")
    @classmethod
    def _sorted(cls, occupancy: tuple[Occupied, ...]) -> tuple[Occupied, ...]:
        def order(item: Occupied) -> tuple[Any, ...]:
            until = "" if item.until is None else item.until.isoformat()
            names = (item.source, item.booking or "", until, item.slot or "")
            return (item.table, item.window.start, item.window.end, *names)

        return tuple(sorted(occupancy, key=order))

    @model_validator(mode="after")
    def _references_exist(self) -> Self:
        tables = {table.id for table in self.venue.tables}

        def known(table: str, where: str) -> None:
            if table not in tables:
                raise ValueError(f"{where} names table {table!r}, which does not exist")

        for booking in self.bookings:
            for table in booking.current_tables:
                known(table, f"booking {booking.id!r}")
            earliest = booking.window.start.date() + timedelta(days=2)
            if not self.date <= earliest <= self.date + timedelta(days=4):
                raise ValueError(
                    f"booking {booking.id!r} starts {booking.window.start:%Y-%m-%d}, which is not "
                    f"part of the service date {self.date}"
                )
        zones = {zone.id for zone in self.venue.zones}
        wished = {f"booking {item.id!r}": item.preferred_zone for item in self.bookings}
        held = {f"hold-back {item.name!r}": item.tables.zone for item in self.hold_backs}
        for where, zone in (*wished.items(), *held.items()):
            if zone is not None and zone not in zones:
                raise ValueError(f"{where} names zone {zone!r}, which does not exist")
        for item in self.occupancy:
            known(item.table, f"occupancy from {item.window.start:%H:%M}Z")
        for rules in (self.rules, *(item.rules for item in self.service_rules)):
            for named in rules.named_sets:
                for table in named.tables:
                    known(table, f"the named set {list(named.tables)}")
        return self

    @model_validator(mode="after")
    def _moves_belong_to_improve(self) -> Self:
        if self.max_moves is not None and self.mode is not Mode.IMPROVE:
            raise ValueError(
                f"max_moves {self.max_moves} needs mode 'improve'; the mode is '{self.mode}'"
            )
        return self

    def unknown_booking(self, key: str) -> Flaw:
        """Return what is wrong with the id of a booking that the day has not: what is like it."""
        ids = [booking.id for booking in self.bookings]
        near = get_close_matches(key, ids, n=3, cutoff=0.5)
        if near:
            others = f"nearest {'is' if len(near) == 1 else 'are'} {', '.join(map(repr, near))}"
        elif len(ids) > MANY:
            others = f"it has {len(ids)} bookings, from {ids[0]!r} to {ids[-1]!r}"
        else:
            others = (
                f"its bookings are {', '.join(map(repr, ids))}" if ids else "it has no bookings"
            )
        return Flaw("booking", repr(key), f"is not part of the day; {others}")

    def rules_for(self, booking: Booking) -> Rules:
        """Return the rules that count for a booking: of its service, and of its size."""
        own = (item.rules for item in self.service_rules if item.service == booking.service)
        return next(own, self.rules).for_party(booking.party)

    def with_merges(self) -> Self:
        """Return the problem with merges switched on everywhere: what would fit then?"""
        return self.replace(
            rules=self.rules.replace(merges=True),
            service_rules=tuple(
                item.replace(rules=item.rules.replace(merges=True)) for item in self.service_rules
            ),
        )

    def section_shares(self) -> dict[tuple[str, str], int]:
        """Return the fair share of guests by service and server section; empty without sections.

        The guests of a service who want tables are shared as the sections' seats are, rounded up.
        """
        seats = Counter[str]()
        for table in self.venue.tables:
            if table.section and table.active:
                seats[table.section] += table.capacity
        if len(seats) < 2:
            return {}
        guests = Counter[str]()
        for booking in self.bookings:
            guests[booking.service or ""] += booking.party * self.wants_tables(booking)
        return {
            (service, section): -(-count * share // seats.total())
            for service, count in sorted(guests.items())
            for section, share in sorted(seats.items())
        }

    def wants_tables(self, booking: Booking) -> bool:
        """Tell whether a booking is up for planning or keeps tables at all."""
        return booking.status not in GONE

    def is_fixed(self, booking: Booking) -> bool:
        """Tell whether the plan must leave a booking exactly as it is.

        Locked, seated and started bookings never change. In mode ``fill`` neither does any
        booking that has tables.
        """
        if booking.locked or booking.status in IMMOVABLE:
            return True
        if not booking.current_tables:
            return False
        started = self.as_of is not None and booking.window.start <= self.as_of
        return started or self.mode is Mode.FILL
