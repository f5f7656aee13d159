"""Which bookings of a day follow from its policy, and what they are under another one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.booking import Booking
from models.edits import Reschedule
from models.errors import Flaw, InvalidInputError, MaitredError
from models.policy import ServicePolicy, Stay, derive_stay
from models.problem import DayProblem
from models.window import Window
from scenarios.edits import ScenarioEdit
from scenarios.scenario import MAX_EDITS

LEAST_SHARE = 0.5
"""A day of which less follows from its policy says nothing about turn times."""


Served = tuple[str, bool]
"""A service, and whether it only stands in because none is open at that time."""

Arrivals = Callable[[datetime], Sequence[datetime]]
"""When guests may come who come at some time now, the best first."""


@dataclass(frozen=True)
class PolicyDay:
    """A day, its policy, and the bookings whose windows follow from that."""

    day: DayProblem
    policy: ServicePolicy
    arrivals: dict[str, datetime]
    """When the guests come, by booking."""
    services: dict[str, Served]
    """Whose turn times count, by booking."""

    @property
    def others(self) -> int:
        """Bookings that keep their windows, whatever the policy says."""
        wanted = sum(self.day.wants_tables(item) for item in self.day.bookings)
        return wanted - len(self.arrivals)

    def under(
        self, policy: ServicePolicy, arrivals: Arrivals | None = None
    ) -> tuple[ScenarioEdit, ...] | None:
        """Return the edits that give bookings their windows under a policy.

        ``arrivals`` are when a booking may come instead, the best first; it stays in its service.
        None when a booking could not come any more, or more change than a scenario may edit.
        """
        edits: list[ScenarioEdit] = []
        for booking in self.day.bookings:
            if booking.id not in self.arrivals:
                continue
            comes = self.arrivals[booking.id]
            window = self._window(policy, booking, [comes] if arrivals is None else arrivals(comes))
            if window is None:
                return None
            if window != booking.window:
                edits.append(Reschedule(booking=booking.id, window=window))
        return tuple(edits) if len(edits) <= MAX_EDITS else None

    def _window(
        self, policy: ServicePolicy, booking: Booking, arrivals: Sequence[datetime]
    ) -> Window | None:
        for comes in arrivals:
            stay = _stay(policy, booking, comes, self.day)
            if stay is not None and _served(stay) == self.services[booking.id]:
                return stay.block
        return None


def policy_day(day: DayProblem, policy: ServicePolicy) -> PolicyDay:
    """Find out which bookings' windows follow from a policy.

    Raises:
        InvalidInputError: too few do: the day cannot say what other turn times would change.
    """
    arrivals, services = {}, {}
    wanted = [item for item in day.bookings if day.wants_tables(item)]
    for booking in wanted:
        for service in policy.services:
            comes = booking.window.start + timedelta(minutes=service.buffer_before)
            stay = _stay(policy, booking, comes, day)
            if stay is not None and (stay.service, stay.block) == (service.key, booking.window):
                arrivals[booking.id], services[booking.id] = comes, _served(stay)
                break
    if len(arrivals) < max(1, LEAST_SHARE * len(wanted)):
        message = (
            f"the windows of {len(wanted) - len(arrivals)} of {len(wanted)} bookings do not follow "
            "from the policy, so this day cannot say what other turn times would change; give it "
            "its `policy`, and leave out the ends of bookings"
        )
        raise InvalidInputError([Flaw("policy", "", message)], subject=day.id)
    return PolicyDay(day, policy, arrivals, services)


def _served(stay: Stay) -> Served:
    return stay.service, stay.used_fallback


def _stay(policy: ServicePolicy, booking: Booking, comes: datetime, day: DayProblem) -> Stay | None:
    zone = ZoneInfo(day.venue.time_zone)
    try:
        return derive_stay(policy, booking.party, comes, zone, booking.service)
    except MaitredError:
        return None
