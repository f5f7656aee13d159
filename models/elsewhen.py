"""How a booking would look at another time: by the hours and turn times of the day's policy.

Quotes, refusals, explanations and scenarios all ask here, so what one of them proposes is what the
others accept.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from models.booking import Booking
from models.errors import MaitredError
from models.policy import Service, ServicePolicy, derive_stay, service_at, service_named
from models.problem import DayProblem
from models.window import Window


@dataclass(frozen=True)
class Visit:
    """A booking at one time."""

    booking: Booking
    dining: Window
    """When its guests sit: the booking's window without the buffers."""
    cut: timedelta = timedelta(0)
    """How much of the stay the close of the service takes away."""


@dataclass(frozen=True)
class Elsewhen:
    """One booking of a day, and how it would look earlier or later.

    Its service and its demand stay what they are: they are the booking's, not the hour's. Its stay
    is the policy's for that hour. A stay that differs from the policy's at the booking's own time
    was agreed with the guests: they dine as long at any other, cut at the close where the service
    may not overrun.
    """

    problem: DayProblem
    booking: Booking

    @cached_property
    def own(self) -> Visit:
        """The booking at its own time."""
        window, service = self.booking.window, self._service
        if service is None:
            return Visit(self.booking, window)
        start = window.start + timedelta(minutes=service.buffer_before)
        end = window.end - timedelta(minutes=service.buffer_after)
        # A window that its buffers fill was never derived; somebody sits there all the same.
        return Visit(self.booking, Window(start=start, end=max(end, start + timedelta(minutes=1))))

    def visit(self, later: timedelta) -> Visit:
        """Return the booking as it would be so much later; below zero: earlier.

        A slot belongs to one start, so another start has none.

        Raises:
            ServiceNotFoundError: the house is closed then.
            LastSeatingError: it seats nobody any more.
            ServiceOverrunError: nothing of the stay is left before the close.
        """
        policy, booking, own = self.problem.policy, self.booking, self.own.dining
        if policy is None:
            moved = Window(start=own.start + later, end=own.end + later)
            return Visit(self._at(moved), moved)
        stay = derive_stay(
            policy,
            booking.party,
            own.start + later,
            self._zone,
            booking.service,
            open_only=True,
            dining=self._agreed,
        )
        turn = service_named(policy, stay.service).turn_minutes(booking.party)
        wanted = timedelta(minutes=turn) if self._agreed is None else self._agreed
        return Visit(
            self._at(stay.block), stay.dining, wanted - (stay.dining.end - stay.dining.start)
        )

    def _at(self, window: Window) -> Booking:
        slot = self.booking.slot if window.start == self.booking.window.start else None
        return self.booking.replace(window=window, slot=slot)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.problem.venue.time_zone)

    @cached_property
    def _service(self) -> Service | None:
        """The service whose buffers are part of the booking's window; None without a policy."""
        policy, booking = self.problem.policy, self.booking
        return None if policy is None else _service_of(policy, booking, self._zone)

    @cached_property
    def _agreed(self) -> timedelta | None:
        """How long the guests dine when that is not what the policy says; None when it is."""
        policy, service, booking = self.problem.policy, self._service, self.booking
        if policy is None or service is None:
            return None
        dining = self.own.dining
        length = dining.end - dining.start
        if length == timedelta(minutes=service.turn_minutes(booking.party)):
            return None
        try:
            usual = derive_stay(policy, booking.party, dining.start, self._zone, booking.service)
        except MaitredError:
            return length
        return None if usual.block == booking.window else length


def _service_of(policy: ServicePolicy, booking: Booking, zone: ZoneInfo) -> Service:
    """Return the service at whose hours a window begins, its buffer before included.

    Outside all hours it is the one that stays fall back to.
    """
    for service in sorted(policy.services, key=lambda item: item.key != booking.service):
        start = booking.window.start + timedelta(minutes=service.buffer_before)
        found = service_at(policy, start, zone, booking.service)
        if found is not None and found[0] == service:
            return service
    return service_named(policy, booking.service)
