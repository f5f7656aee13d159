"""Typed changes of a day problem: data that can be stored, shown, and applied as a preview."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from models.base import Id, Value
from models.booking import Booking, Occupied
from models.errors import Flaw, InvalidInputError, flaws_of
from models.problem import DayProblem
from models.rules import MAX_MERGE, NamedSet, Rules
from models.venue import Table
from models.window import Window


class BaseEdit(Value, ABC):
    """One change; a problem it does not fit is refused, never half changed."""

    @abstractmethod
    def apply(self, problem: DayProblem) -> DayProblem:
        """Return the changed problem, validated as a whole.

        Raises:
            InvalidInputError: the problem has nothing to change there, or would contradict itself.
        """


class Reschedule(BaseEdit):
    """A booking comes at another time, or for another length of time."""

    kind: Literal["reschedule"] = "reschedule"
    booking: Id
    window: Window

    def apply(self, problem: DayProblem) -> DayProblem:
        """Change the window; a slot belongs to one start, so another start has none."""
        booking = booking_of(problem, self.booking, self.kind)
        slot = booking.slot if booking.window.start == self.window.start else None
        return with_booking(problem, booking.replace(window=self.window, slot=slot), self.kind)


class Seat(BaseEdit):
    """A booking has these tables now."""

    kind: Literal["seat"] = "seat"
    booking: Id
    tables: Annotated[tuple[Id, ...], Field(min_length=1)]

    def apply(self, problem: DayProblem) -> DayProblem:
        """Change the tables that it has."""
        booking = booking_of(problem, self.booking, self.kind)
        return with_booking(problem, booking.replace(current_tables=self.tables), self.kind)


class Unlock(BaseEdit):
    """The lock of a booking is taken off."""

    kind: Literal["unlock"] = "unlock"
    booking: Id

    def apply(self, problem: DayProblem) -> DayProblem:
        """Take the lock off; there has to be one."""
        booking = booking_of(problem, self.booking, self.kind)
        if not booking.locked:
            raise refused(self.kind, "booking", self.booking, "is not locked")
        return with_booking(problem, booking.replace(locked=False), self.kind)


class Release(BaseEdit):
    """A hold, or whatever else takes a table, is given up."""

    kind: Literal["release"] = "release"
    occupied: Occupied

    def apply(self, problem: DayProblem) -> DayProblem:
        """Take away everything that is equal to it."""
        left = tuple(item for item in problem.occupancy if item != self.occupied)
        if len(left) == len(problem.occupancy):
            raise refused(self.kind, "occupied", self.occupied.table, "nothing like it is taken")
        return problem.replace(occupancy=left)


class AllowMerge(BaseEdit):
    """Exactly these tables may be merged, whatever the other rules of merging say."""

    kind: Literal["allow_merge"] = "allow_merge"
    tables: Annotated[tuple[Id, ...], Field(min_length=2, max_length=MAX_MERGE)]
    service: Id | None = None
    """The service whose rules change, if it has rules of its own; those of the day otherwise."""

    def apply(self, problem: DayProblem) -> DayProblem:
        """Name the set; where merges are off, all others stay off."""
        own = {item.service for item in problem.service_rules}
        with naming(self.kind):
            if self.service not in own:
                return problem.replace(rules=self._allowed(problem.rules))
            service_rules = tuple(
                item.replace(rules=self._allowed(item.rules))
                if item.service == self.service
                else item
                for item in problem.service_rules
            )
            return problem.replace(service_rules=service_rules)

    def _allowed(self, rules: Rules) -> Rules:
        mine = NamedSet(tables=self.tables)
        ids = set(mine.tables)
        kept = [
            item
            for item in rules.named_sets
            if item.tables != mine.tables and not _forbids(item, ids)
        ]
        if rules.merges:
            return rules.replace(named_sets=(*kept, mine))
        # No merge but the named one: others would need two tables, and one is the most.
        none = tuple(item for item in kept if item.kind == "forbid")
        bands = tuple(band.replace(max_tables=None) for band in rules.by_party)
        return rules.replace(merges=True, max_tables=1, by_party=bands, named_sets=(*none, mine))


class LiftLimits(BaseEdit):
    """A table takes parties of every size that its seats allow."""

    kind: Literal["lift_limits"] = "lift_limits"
    table: Id

    def apply(self, problem: DayProblem) -> DayProblem:
        """Drop the table's smallest and largest party."""
        table = table_of(problem, self.table, self.kind)
        return with_table(problem, table.replace(min_party=0, max_party=None), self.kind)


class OpenTable(BaseEdit):
    """A table that is out of service is put back into service."""

    kind: Literal["open_table"] = "open_table"
    table: Id

    def apply(self, problem: DayProblem) -> DayProblem:
        """Put it into service; it has to be out."""
        table = table_of(problem, self.table, self.kind)
        if table.active:
            raise refused(self.kind, "table", self.table, "is in service already")
        return with_table(problem, table.replace(active=True), self.kind)


class AddTable(BaseEdit):
    """One more table stands in the room."""

    kind: Literal["add_table"] = "add_table"
    table: Table

    def apply(self, problem: DayProblem) -> DayProblem:
        """Add it; it is nobody's neighbour."""
        return changed_venue(problem, self.kind, tables=(*problem.venue.tables, self.table))


Edit = Annotated[
    Reschedule | Seat | Unlock | Release | AllowMerge | LiftLimits | OpenTable | AddTable,
    Field(discriminator="kind"),
]


def apply_edits(problem: DayProblem, edits: Iterable[Edit]) -> DayProblem:
    """Return the problem with the edits applied one after the other.

    Raises:
        InvalidInputError: one of them does not fit what those before it left.
    """
    for edit in edits:
        problem = edit.apply(problem)
    return problem


def _forbids(item: NamedSet, ids: set[str]) -> bool:
    return item.kind == "forbid" and set(item.tables) <= ids


def refused(kind: str, place: str, value: object, message: str) -> InvalidInputError:
    """Return the error of an edit that does not fit; it names the edit, the place and the value."""
    return InvalidInputError([Flaw(place, repr(value), message)], subject=f"edit {kind}")


@contextmanager
def naming(kind: str) -> Iterator[None]:
    """Let values that contradict themselves be errors of the edit."""
    try:
        yield
    except ValidationError as error:
        raise InvalidInputError(flaws_of(error), subject=f"edit {kind}") from error


def booking_of(problem: DayProblem, key: str, kind: str) -> Booking:
    """Return a booking by its id."""
    for booking in problem.bookings:
        if booking.id == key:
            return booking
    raise InvalidInputError([problem.unknown_booking(key)], subject=f"edit {kind}")


def table_of(problem: DayProblem, key: str, kind: str, place: str = "table") -> Table:
    """Return a table by its id."""
    for table in problem.venue.tables:
        if table.id == key:
            return table
    raise refused(kind, place, key, "does not exist")


def with_booking(problem: DayProblem, booking: Booking, kind: str) -> DayProblem:
    """Return the problem with the booking in place of the one of its id."""
    bookings = tuple(booking if item.id == booking.id else item for item in problem.bookings)
    return changed(problem, kind, bookings=bookings)


def with_table(problem: DayProblem, table: Table, kind: str) -> DayProblem:
    """Return the problem with the table in place of the one of its id."""
    tables = tuple(table if item.id == table.id else item for item in problem.venue.tables)
    return changed_venue(problem, kind, tables=tables)


def changed_venue(problem: DayProblem, kind: str, **changes: object) -> DayProblem:
    """Return the problem with another venue, validated as a whole; see ``changed``."""
    with naming(kind):
        return problem.replace(venue=problem.venue.replace(**changes))


def changed(problem: DayProblem, kind: str, **changes: object) -> DayProblem:
    """Return the problem with some fields changed, validated as a whole.

    Raises:
        InvalidInputError: it would contradict itself.
    """
    with naming(kind):
        return problem.replace(**changes)
