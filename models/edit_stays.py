"""Edits of how long guests stay, and of opening hours: windows of bookings are derived again.

Each edit carries what it derives them from, so that it needs no policy of the day; a policy that
the day has is changed with them, because other times follow it. Guests who have come, and bookings
that want no table, keep their windows.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator

from models.base import Id
from models.booking import Booking
from models.edit_bookings import without_bookings
from models.edit_room import has_come
from models.edits import BaseEdit, changed, refused
from models.elsewhen import Elsewhen
from models.errors import MaitredError, flaws_of
from models.policy import Clock, Minutes, Service, ServicePolicy, TurnBand, derive_stay
from models.policy_changes import with_buffers, with_hours, with_turns
from models.problem import DayProblem
from models.window import Window

Shift = Annotated[int, Field(strict=True, ge=-240, le=240)]
"""Minutes, added or taken away."""


class _Stays(BaseEdit):
    """An edit of the windows of bookings that are still to come."""

    kind: str
    service: Id | None = None
    """Only the bookings of one service; all of them when left out."""

    def _each(
        self,
        problem: DayProblem,
        derive: Callable[[Booking], Window | None],
        policy: ServicePolicy | None,
    ) -> DayProblem:
        """Give each booking its new window (without one it is cancelled), the day its policy."""
        bookings, gone = [], set()
        found = False
        for booking in problem.bookings:
            mine = self.service is None or booking.service == self.service
            found |= mine
            if not mine or has_come(problem, booking) or not problem.wants_tables(booking):
                bookings.append(booking)
                continue
            try:
                window = derive(booking)
            except ValidationError as error:
                flaws = flaws_of(error)
                raise refused(self.kind, "booking", booking.id, flaws[0].message) from error
            if window is None:
                gone.add(booking.id)
            else:
                slot = booking.slot if window.start == booking.window.start else None
                bookings.append(booking.replace(window=window, slot=slot))
        if not found and self.service is not None:
            raise refused(self.kind, "service", self.service, "no booking has this service")
        left = without_bookings(problem, gone, self.kind) if gone else problem
        return changed(left, self.kind, bookings=tuple(bookings), policy=policy)


class TurnTimes(_Stays):
    """Turn times by party size are these: every stay is as long as its party's band says."""

    kind: Literal["turn_times"] = "turn_times"
    bands: Annotated[tuple[TurnBand, ...], Field(min_length=1)]
    buffer_before: Minutes = 0
    """Minutes that the windows begin before the guests come, as they are."""
    buffer_after: Minutes = 5
    """Minutes that a table stays blocked after dining."""

    @field_validator("bands")
    @classmethod
    def _ascending(cls, bands: tuple[TurnBand, ...]) -> tuple[TurnBand, ...]:
        Service(key="any", opens="00:00", closes="24:00", bands=bands)
        return bands

    def apply(self, problem: DayProblem) -> DayProblem:
        """Derive the windows again from where they start."""
        service = Service(
            key="any",
            opens="00:00",
            closes="24:00",
            bands=self.bands,
            buffer_before=self.buffer_before,
            buffer_after=self.buffer_after,
        )

        def derive(booking: Booking) -> Window:
            minutes = self.buffer_before + service.turn_minutes(booking.party) + self.buffer_after
            start = booking.window.start
            return Window(start=start, end=start + timedelta(minutes=minutes))

        policy = problem.policy and with_turns(
            problem.policy, self.service, self.bands, self.buffer_before, self.buffer_after
        )
        return self._each(problem, derive, policy)


class Buffers(_Stays):
    """Tables stay blocked for longer, or less long, before and after dining."""

    kind: Literal["buffers"] = "buffers"
    before: Shift = 0
    """Minutes that a window begins sooner; below zero: later."""
    after: Shift = 0
    """Minutes that a window ends later; below zero: sooner."""

    def apply(self, problem: DayProblem) -> DayProblem:
        """Move both ends of every window."""
        if not (self.before or self.after):
            raise refused(self.kind, "after", 0, "changes nothing")

        def derive(booking: Booking) -> Window:
            window = booking.window
            return Window(
                start=window.start - timedelta(minutes=self.before),
                end=window.end + timedelta(minutes=self.after),
            )

        policy = problem.policy and with_buffers(
            problem.policy, self.service, self.before, self.after
        )
        return self._each(problem, derive, policy)


class OpeningHours(_Stays):
    """A service opens or closes at another time; who cannot come then is cancelled, or kept."""

    kind: Literal["opening_hours"] = "opening_hours"
    opens: Clock
    closes: Clock
    """Not after ``opens`` means on the following date."""
    last_seating: Clock | None = None
    overrun: bool = True
    """Whether a stay may run past ``closes``; when not, it is cut short at the close."""
    others: Literal["cancel", "keep"] = "cancel"
    """What becomes of bookings that start outside these hours."""

    def apply(self, problem: DayProblem) -> DayProblem:
        """Cancel who comes outside the hours, and cut stays at the close."""
        zone = ZoneInfo(problem.venue.time_zone)
        service = Service(
            key=self.service or "any",
            opens=self.opens,
            closes=self.closes,
            bands=(TurnBand(up_to=1, minutes=1),),
            last_seating=self.last_seating,
            overrun=self.overrun,
        )
        opens, closes = service.hours_on(problem.date, zone)
        last = closes
        if self.last_seating is not None:
            until = service.replace(closes=self.last_seating)
            last = until.hours_on(problem.date, zone)[1] + timedelta(microseconds=1)

        def derive(booking: Booking) -> Window | None:
            window = booking.window
            if not (opens <= window.start < min(last, closes)):
                return window if self.others == "keep" else None
            if self.overrun or window.end <= closes:
                return window
            return Window(start=window.start, end=closes)

        policy = problem.policy and with_hours(problem.policy, self.service, service)
        return self._each(problem, derive, policy)


class SetPolicy(_Stays):
    """All services are these: each window is derived again from when its guests come."""

    kind: Literal["set_policy"] = "set_policy"
    policy: ServicePolicy
    buffer_before_now: Minutes | None = None
    """Minutes that the windows begin before the guests come, as they are; when left out, as the
    day's own policy says, or none."""
    others: Literal["cancel", "refuse"] = "cancel"
    """What becomes of bookings that the policy does not accept at their time."""

    def apply(self, problem: DayProblem) -> DayProblem:
        """Derive every stay as the policy does."""
        zone = ZoneInfo(problem.venue.time_zone)

        def derive(booking: Booking) -> Window | None:
            start = self._arrival(problem, booking)
            try:
                return derive_stay(self.policy, booking.party, start, zone, booking.service).block
            except MaitredError as error:
                if self.others == "refuse":
                    raise refused(self.kind, "booking", booking.id, error.message) from error
                return None

        return self._each(problem, derive, self.policy)

    def _arrival(self, problem: DayProblem, booking: Booking) -> datetime:
        if self.buffer_before_now is None:
            return Elsewhen(problem, booking).own.dining.start
        return booking.window.start + timedelta(minutes=self.buffer_before_now)
