"""What happens while guests come and go: facts of tonight, as data.

An edit asks what would be if; an event says what is. So it is refused when it cannot be true (of a
booking that has left, say), and it takes nobody's table away by itself: who collides with it keeps
what they had in the problem, and whoever plans next sees that they cannot stay there.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from models.base import Id, Value
from models.booking import Booking, BookingStatus, Occupied, Party
from models.errors import Flaw, InvalidInputError, flaws_of
from models.live_day import (
    DEFAULT_STAY,
    booking_to_come,
    booking_with_guests,
    end_of_day,
    event_time,
    later,
    not_in_the_past,
    start_of_day,
    table_named,
    typical_service,
    typical_stay,
    unkept,
    with_booking,
    wrong,
)
from models.moment import Moment
from models.problem import GONE, DayProblem
from models.window import Window

MOST_EVENTS = 50
"""At once; a night with more is planned anew."""

Delay = Annotated[int, Field(strict=True, ge=1, le=240)]
"""Minutes."""


class BaseEvent(Value, ABC):
    """Something that happened; a night on which it cannot have happened is refused."""

    kind: str

    @abstractmethod
    def apply(self, night: DayProblem) -> DayProblem:
        """Return the night with the event.

        Raises:
            InvalidInputError: it cannot be true of this night.
        """

    @property
    def subject(self) -> str | None:
        """The booking that it is about; None for tables and walk-ins."""
        return getattr(self, "booking", None)


class Late(BaseEvent):
    """A party comes later than booked, and stays as long as it would have."""

    kind: Literal["late"] = "late"
    booking: Id
    minutes: Delay
    """Later than its window starts."""

    def apply(self, night: DayProblem) -> DayProblem:
        """Move its whole window; a slot belongs to one start, so another start has none."""
        booking = booking_to_come(night, self.booking)
        window = Window(
            start=later(booking.window.start, self.minutes),
            end=later(booking.window.end, self.minutes),
        )
        not_in_the_past(night, window.start, "minutes", self.minutes, "it would be here")
        return with_booking(night, booking.replace(window=window, slot=None))


class Overrun(BaseEvent):
    """Guests stay longer at their tables than planned.

    They are taken to sit there, unless the night says what time it is and they are still to come.
    """

    kind: Literal["overrun"] = "overrun"
    booking: Id
    minutes: Delay
    """Longer than its window."""

    def apply(self, night: DayProblem) -> DayProblem:
        """Let its window end later."""
        booking = booking_with_guests(night, self.booking)
        end = later(booking.window.end, self.minutes)
        not_in_the_past(night, end, "minutes", self.minutes, "it would be gone")
        window = Window(start=booking.window.start, end=end)
        to_come = night.as_of is not None and booking.window.start > night.as_of
        status = booking.status if to_come else BookingStatus.CHECKED_IN
        return with_booking(night, booking.replace(window=window, status=status))


class NoShow(BaseEvent):
    """A party does not come; its tables are free."""

    kind: Literal["no_show"] = "no_show"
    booking: Id

    def apply(self, night: DayProblem) -> DayProblem:
        """Write it off, with what is taken for it."""
        booking = booking_to_come(night, self.booking)
        if night.as_of is not None and booking.window.start > night.as_of:
            raise wrong("booking", self.booking, "is not due yet; if it will not come, cancel it")
        return _without(night, booking, BookingStatus.NO_SHOW)


class Cancellation(BaseEvent):
    """A party calls off; its tables are free."""

    kind: Literal["cancel"] = "cancel"
    booking: Id

    def apply(self, night: DayProblem) -> DayProblem:
        """Write it off, with what is taken for it."""
        return _without(night, booking_to_come(night, self.booking), BookingStatus.CANCELLED)


class BrokenTable(BaseEvent):
    """A table cannot be used: from now on, or in a window. Guests who sit there stay."""

    kind: Literal["broken"] = "broken"
    table: Id
    """Its id, or its number when no other table has it."""
    start: Moment | None = None
    """Left out: from now, or from the start of the day when the night does not say what time it
    is."""
    end: Moment | None = None
    """Left out: to the end of the day."""

    def apply(self, night: DayProblem) -> DayProblem:
        """Take the table for maintenance."""
        table = table_named(night, self.table)
        now = night.as_of or start_of_day(night)
        start = now if self.start is None else event_time(night, self.start, "start")
        end = end_of_day(night) if self.end is None else event_time(night, self.end, "end")
        if end <= start:
            raise wrong("end", self.end or "", "must be after the start, and not in the past")
        taken = Occupied(table=table.id, window=Window(start=start, end=end), source="maintenance")
        return night.replace(occupancy=(*night.occupancy, taken))


class WalkIn(BaseEvent):
    """Guests without a booking want a table."""

    kind: Literal["walk_in"] = "walk_in"
    party: Party
    start: Moment | None = None
    """Left out: now; the night has to say what time that is."""
    minutes: Annotated[int, Field(strict=True, ge=5, le=720)] | None = None
    """How long they stay. Left out: as long as parties of that size do on that day (the median), or
    90 minutes."""
    service: Id | None = None
    """Left out: that of the bookings around."""
    id: Id | None = None
    """Left out: walk-in-1, walk-in-2, ..."""

    def apply(self, night: DayProblem) -> DayProblem:
        """Add them as a booking without tables; a table kept for walk-ins is what they may have."""
        if self.party > night.venue.seats:
            message = f"more guests than the room has seats in service: {night.venue.seats}"
            raise wrong("party", self.party, message)
        if self.start is None and night.as_of is None:
            raise wrong("start", "", "say when they came, or what time it is")
        moment = night.as_of if self.start is None else event_time(night, self.start, "start")
        assert moment is not None
        not_in_the_past(night, moment, "start", self.start or "", "they would be here")
        minutes = self.minutes or typical_stay(night, self.party) or DEFAULT_STAY
        window = Window(start=moment, end=later(moment, minutes))
        guest = Booking(
            id=self._free_id(night),
            party=self.party,
            window=window,
            status=BookingStatus.PENDING,
            service=self.service or typical_service(night, moment),
        )
        return night.replace(
            bookings=(*night.bookings, guest), hold_backs=unkept(night.hold_backs, window)
        )

    def _free_id(self, night: DayProblem) -> str:
        taken = {booking.id for booking in night.bookings}
        if self.id is not None:
            if self.id in taken:
                raise wrong("id", self.id, "is a booking of the day already")
            return self.id
        numbers = range(1, len(taken) + 2)
        return next(key for key in (f"walk-in-{number}" for number in numbers) if key not in taken)


LiveEvent = Annotated[
    Late | Overrun | NoShow | Cancellation | BrokenTable | WalkIn, Field(discriminator="kind")
]


ORDER = {"late": 0, "overrun": 1, "broken": 2, "no_show": 3, "cancel": 4, "walk_in": 5}
"""Of events that are told together, so that it does not matter in which order they are told."""

FINAL = {"no_show", "cancel"}
"""Whoever does not come can neither be late nor stay longer."""


def apply_events(
    night: DayProblem, events: Iterable[BaseEvent], now: datetime | None = None
) -> DayProblem:
    """Return the night after everything that happened, at ``now`` (or what the night says).

    Guests who sit are marked as checked in where the clock alone would mistake somebody for them
    who waits for a table that is not free.

    Raises:
        InvalidInputError: some of the events cannot be true; every flaw names its event.
    """
    happened = list(events)
    if now is not None:
        if not start_of_day(night) <= now < end_of_day(night):
            raise InvalidInputError(
                [Flaw("now", now.isoformat(), f"is not part of the service date {night.date}")],
                subject="events",
            )
        night = night.replace(as_of=now)
    flaws = _contradictions(happened)
    if flaws:
        raise InvalidInputError(flaws, subject="events")
    for number, event in sorted(enumerate(happened), key=lambda item: ORDER[item[1].kind]):
        try:
            night = event.apply(night)
        except InvalidInputError as error:
            flaws += [_placed(flaw, number, event) for flaw in error.flaws]
        except ValidationError as error:
            flaws += [_placed(flaw, number, event) for flaw in flaws_of(error)]
    if flaws:
        raise InvalidInputError(flaws, subject="events")
    return _with_guests_seated(night, {e.booking for e in happened if isinstance(e, Overrun)})


def _placed(flaw: Flaw, number: int, event: BaseEvent) -> Flaw:
    return Flaw(f"events[{number}] ({event.kind}) {flaw.place}", flaw.value, flaw.message)


def _contradictions(events: list[BaseEvent]) -> list[Flaw]:
    flaws = []
    if len(events) > MOST_EVENTS:
        flaws.append(Flaw("", str(len(events)), f"more than {MOST_EVENTS} at once"))
    seen: dict[str, set[str]] = {}
    for number, event in enumerate(events):
        if event.subject is None:
            continue
        kinds = seen.setdefault(event.subject, set())
        other = next(iter(sorted(kinds)), None)
        if event.kind in kinds:
            flaw = Flaw("booking", repr(event.subject), f"{event.kind} is said of it twice")
            flaws.append(_placed(flaw, number, event))
        elif other is not None and FINAL & {other, event.kind}:
            flaw = Flaw("booking", repr(event.subject), f"it cannot be {other} too")
            flaws.append(_placed(flaw, number, event))
        kinds.add(event.kind)
    return flaws


def _without(night: DayProblem, booking: Booking, status: BookingStatus) -> DayProblem:
    gone = with_booking(night, booking.replace(status=status))
    left = tuple(item for item in gone.occupancy if item.booking != booking.id)
    return gone.replace(occupancy=left)


def _with_guests_seated(night: DayProblem, overrun: set[str]) -> DayProblem:
    """Tell guests who sit from those whose time has come but whose table is not free.

    By the clock alone both have begun. Who sits is written down as checked in, and the moment of
    planning is set before the first of the others was due, so that they can still be moved.
    """
    now = night.as_of
    if now is None:
        return night
    staying = [item for item in night.bookings if item.id in overrun]
    begun = [
        item
        for item in night.bookings
        if item.window.start <= now
        and item.current_tables
        and item.status not in GONE
        and item.status not in (BookingStatus.CHECKED_IN, BookingStatus.COMPLETED)
    ]
    waiting = {
        item.id
        for item in begun
        for other in staying
        if item.id != other.id
        and set(item.current_tables) & set(other.current_tables)
        and item.window.overlaps(other.window)
    }
    if not waiting:
        return night
    seated = {item.id for item in begun if item.id not in waiting}
    return night.replace(
        as_of=min(later(item.window.start, -1) for item in begun if item.id in waiting),
        bookings=tuple(
            item.replace(status=BookingStatus.CHECKED_IN) if item.id in seated else item
            for item in night.bookings
        ),
    )
