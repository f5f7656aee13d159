"""Edits of bookings: who comes, when, how many, and who stays where they are."""

import random
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from models.base import Id
from models.booking import Booking, Party
from models.dayfile import DayBooking
from models.edit_room import has_come, window_on
from models.edits import BaseEdit, booking_of, changed, refused, with_booking
from models.elsewhen import Elsewhen
from models.errors import MaitredError
from models.moment import Moment, instant_on
from models.policy import derive_stay
from models.problem import MAX_BOOKINGS, DayProblem
from models.window import Window

Seed = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]


class AddBooking(BaseEdit):
    """One more booking, as a day file has it; a day without a policy needs its end."""

    kind: Literal["add_booking"] = "add_booking"
    booking: DayBooking

    def apply(self, problem: DayProblem) -> DayProblem:
        """Add it."""
        item = self.booking
        if item.id in {booking.id for booking in problem.bookings}:
            raise refused(self.kind, "booking.id", item.id, "is part of the day already")
        fields = item.model_dump(exclude={"start", "end", "tables"})
        window = window_on(problem, self.kind, item.start, item.end) or self._stay(problem)
        added = Booking.model_validate({"window": window, "current_tables": item.tables, **fields})
        return changed(problem, self.kind, bookings=(*problem.bookings, added))

    def _stay(self, problem: DayProblem) -> Window:
        """Derive the window as day files do."""
        item = self.booking
        if problem.policy is None:
            raise refused(self.kind, "booking.end", item.id, "say when its table is free again")
        zone = ZoneInfo(problem.venue.time_zone)
        try:
            start = instant_on(item.start, problem.date, zone)
            return derive_stay(problem.policy, item.party, start, zone, item.service).block
        except MaitredError as error:
            raise refused(self.kind, "booking.start", item.id, error.message) from error


class CancelBooking(BaseEdit):
    """A booking does not come; whatever it had is free."""

    kind: Literal["cancel_booking"] = "cancel_booking"
    booking: Id

    def apply(self, problem: DayProblem) -> DayProblem:
        """Take it off the day, with the windows that are taken for it."""
        booking = _to_come(problem, self.booking, self.kind)
        return without_bookings(problem, {booking.id}, self.kind)


class ResizeBooking(BaseEdit):
    """A booking comes with more or fewer guests; it stays as long as before."""

    kind: Literal["resize_booking"] = "resize_booking"
    booking: Id
    party: Party

    def apply(self, problem: DayProblem) -> DayProblem:
        """Change the party."""
        booking = booking_of(problem, self.booking, self.kind)
        return with_booking(problem, booking.replace(party=self.party), self.kind)


class MoveBooking(BaseEdit):
    """A booking starts at another local time; its stay is the policy's then, or as long as before.

    A day without a policy keeps the length; an end that is given says it in any case. Tables that
    it has stay its own only where nobody else wants them then.
    """

    kind: Literal["move_booking"] = "move_booking"
    booking: Id
    start: Moment
    """When its tables are blocked from: the start of its window."""
    end: Moment | None = None

    def apply(self, problem: DayProblem) -> DayProblem:
        """Change the window; a slot belongs to one start, so another start has none."""
        booking = _to_come(problem, self.booking, self.kind)
        zone = ZoneInfo(problem.venue.time_zone)
        try:
            start = instant_on(self.start, problem.date, zone)
        except MaitredError as error:
            raise refused(self.kind, "start", str(self.start), error.message) from error
        window = window_on(problem, self.kind, start, self.end)
        if window is None:
            return with_booking(problem, self._moved(problem, booking, start), self.kind)
        slot = booking.slot if booking.window.start == window.start else None
        return with_booking(problem, booking.replace(window=window, slot=slot), self.kind)

    def _moved(self, problem: DayProblem, booking: Booking, start: datetime) -> Booking:
        try:
            return Elsewhen(problem, booking).visit(start - booking.window.start).booking
        except MaitredError as error:
            message = f"{error.message}; with an end it is moved all the same"
            raise refused(self.kind, "start", str(self.start), message) from error


class Lock(BaseEdit):
    """A booking keeps the tables it has, or stays without."""

    kind: Literal["lock"] = "lock"
    booking: Id

    def apply(self, problem: DayProblem) -> DayProblem:
        """Lock it; it must not be locked yet."""
        booking = booking_of(problem, self.booking, self.kind)
        if booking.locked:
            raise refused(self.kind, "booking", self.booking, "is locked already")
        return with_booking(problem, booking.replace(locked=True), self.kind)


class ScaleDemand(BaseEdit):
    """More or fewer bookings of the same kind: a share of them again, or a share cancelled.

    Drawn with a seed, so that the same problem gives the same bookings. Those that are added want
    tables; guests who have come, and locked bookings, are not cancelled.
    """

    kind: Literal["scale_demand"] = "scale_demand"
    factor: Annotated[float, Field(gt=0, le=10)]
    """1.2 is a fifth more."""
    service: Id | None = None
    """Only the bookings of one service."""
    seed: Seed | None = None
    """The run's own seed when left out."""

    def apply(self, problem: DayProblem) -> DayProblem:
        """Draw who comes twice, or not at all."""
        dice = random.Random(f"scale-{self.seed or 0}")
        pool = [item for item in problem.bookings if problem.wants_tables(item)]
        if self.service is not None:
            pool = [item for item in pool if item.service == self.service]
            if not pool:
                raise refused(self.kind, "service", self.service, "no booking has this service")
        target = round(len(pool) * self.factor)
        if target < len(pool):
            free = [item for item in pool if not (item.locked or has_come(problem, item))]
            gone = dice.sample(free, min(len(free), len(pool) - target))
            return without_bookings(problem, {item.id for item in gone}, self.kind)
        extra = target - len(pool)
        if len(problem.bookings) + extra > MAX_BOOKINGS:
            message = f"more than {MAX_BOOKINGS} bookings"
            raise refused(self.kind, "factor", self.factor, message)
        rounds, rest = divmod(extra, max(1, len(pool)))
        again = pool * rounds + dice.sample(pool, rest)
        taken = {item.id for item in problem.bookings}
        added = []
        for number, booking in enumerate(again, start=1):
            key = free_id(f"more{number}", taken)
            plain = {"id": key, "current_tables": (), "locked": False, "slot": None}
            added.append(booking.replace(**plain))
        return changed(problem, self.kind, bookings=(*problem.bookings, *added))


def without_bookings(problem: DayProblem, gone: set[str], kind: str) -> DayProblem:
    """Return the problem without some bookings, and without what is taken for them."""
    return changed(
        problem,
        kind,
        bookings=tuple(item for item in problem.bookings if item.id not in gone),
        occupancy=tuple(item for item in problem.occupancy if item.booking not in gone),
    )


def free_id(wanted: str, taken: set[str]) -> str:
    """Return an id that nobody has, and take it."""
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    taken.add(key)
    return key


def _to_come(problem: DayProblem, key: str, kind: str) -> Booking:
    booking = booking_of(problem, key, kind)
    if has_come(problem, booking):
        raise refused(kind, "booking", key, f"is {booking.status} or has begun")
    return booking
