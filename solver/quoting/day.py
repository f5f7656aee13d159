"""The day as the booking finds it that asks for tables: everyone else stays as they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.booking import Booking
from models.elsewhen import Elsewhen
from models.errors import Flaw, InvalidInputError
from models.problem import DayProblem, Mode
from models.quote import QuoteOptions
from models.rules import Rules
from solver.room import Room, room_of
from solver.rules.occupancy import Claims, claims_of


class PartOfDay(DayProblem):
    """A day on which only a few bookings are up for a decision; all others stay as they are."""

    open: frozenset[str]
    """Their ids. Locks, and guests who have come, count for them too."""

    def is_fixed(self, booking: Booking) -> bool:
        """Tell whether the plan must leave a booking exactly as it is."""
        return booking.id not in self.open or super().is_fixed(booking)


def part_of_day(
    problem: DayProblem, bookings: Iterable[Booking], undecided: Iterable[str], **changes: Any
) -> PartOfDay:
    """Return a problem with these bookings, of which some may be decided.

    What is taken over is not validated again: that would take longer than a quote.
    """
    fields = {name: getattr(problem, name) for name in DayProblem.model_fields}
    fields["bookings"] = tuple(sorted(bookings, key=lambda booking: booking.id))
    only = {"mode": Mode.REBUILD, "max_moves": None, "open": frozenset(undecided)}
    return PartOfDay.model_construct(**{**fields, **only, **changes})


@dataclass(frozen=True)
class QuoteDay:
    """A problem, the booking that asks, and what it asks for.

    Only the room is shared with other snapshots of the venue.
    """

    problem: DayProblem
    booking: Booking
    options: QuoteOptions
    room: Room
    others: tuple[Booking, ...]

    @cached_property
    def elsewhen(self) -> Elsewhen:
        """The asking booking at other times."""
        return Elsewhen(self.problem, self.booking)

    @cached_property
    def claims(self) -> Claims:
        """What is taken while everyone else stays, at whatever time the booking comes."""
        return claims_of(self.room.tables, part_of_day(self.problem, self.others, ()))

    def rules_for(self, booking: Booking) -> Rules:
        """Return the rules for the asking booking (at any time), as its options change them."""
        rules, options = self.problem.rules_for(booking), self.options
        changes = {
            name: value
            for name, value in (
                ("max_tables", options.max_tables),
                ("require_adjacency", options.require_adjacency),
            )
            if value is not None
        }
        return rules.replace(**changes) if changes else rules

    def asked(self, booking: Booking) -> PartOfDay:
        """Return the problem in which only the asking booking is left to decide.

        ``booking`` is the asking booking, perhaps at another time.
        """
        everyone = (*self.others, booking)
        rules = self.rules_for(booking)
        return part_of_day(self.problem, everyone, [booking.id], rules=rules, service_rules=())


def quote_day(problem: DayProblem, key: str, options: QuoteOptions) -> QuoteDay:
    """Return the day as one booking finds it.

    Raises:
        InvalidInputError: the day has no such booking, zone or table.
    """
    booking = next((item for item in problem.bookings if item.id == key), None)
    flaws = [] if booking else [problem.unknown_booking(key)]
    zones = {zone.id for zone in problem.venue.zones}
    if options.zone is not None and options.zone not in zones:
        flaws.append(Flaw("zone", repr(options.zone), "does not exist"))
    unknown = sorted(set(options.avoid) - {table.id for table in problem.venue.tables})
    flaws += [Flaw("avoid", repr(table), "does not exist") for table in unknown]
    if flaws or booking is None:
        raise InvalidInputError(flaws, subject="quote")
    return QuoteDay(
        problem=problem,
        booking=booking,
        options=options,
        room=room_of(problem.venue),
        others=tuple(item for item in problem.bookings if item.id != key),
    )
