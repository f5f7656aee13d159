"""A day as somebody looks at it who wants to seat one more booking: the plan stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from models.booking import Booking
from models.edits import Edit, Seat, Unlock, apply_edits
from models.errors import InvalidInputError
from models.explanation import Repair, RepairKind
from models.problem import DayProblem
from models.quote import Move, QuoteOptions
from solver.checker import broken_rules
from solver.explaining.planned import PlannedDay, Tables
from solver.explaining.removal import Key, Keys
from solver.explaining.wording import Wording
from solver.quoting.candidates import Offers, offers_at
from solver.quoting.day import QuoteDay, quote_day

BURDEN: dict[RepairKind, float] = {
    RepairKind.OTHER_TIME: 0,
    RepairKind.SHORTER_STAY: 0,
    RepairKind.MOVES: 0,
    RepairKind.LIMITS: 25,
    RepairKind.OPEN_TABLE: 30,
    RepairKind.MERGE: 15,
    RepairKind.UNLOCK: 35,
    RepairKind.RELEASE: 40,
    RepairKind.NEW_TABLE: 60,
}
"""What a repair of a kind takes before its size counts, in minutes of another time."""

PER_MINUTE_SHORTER, PER_MOVE, PER_RULE, PER_SEAT = 1.5, 20.0, 20.0, 5.0
"""What a minute less, a move, a rule that is broken and a seat more take in the same unit. All of
these are choices, not measurements."""

LIMITS = {"pacing", "hold_back"}
"""The terms of the house's limits."""

OPTIONS = QuoteOptions(prices=0)


@dataclass(frozen=True)
class RepairDay:
    """The planned day, the booking, and what is known to be in its way (None: everything may be).

    Whatever seats the booking has to change something of what is in its way.
    """

    day: PlannedDay
    booking: Booking
    in_the_way: Keys | None

    @cached_property
    def wording(self) -> Wording:
        """Names for the things of the day."""
        return Wording(self.day.problem)

    @cached_property
    def first(self) -> tuple[Edit, ...]:
        """What has to be done in any case: its own lock is taken off."""
        return (Unlock(booking=self.booking.id),) if self.booking.locked else ()

    @cached_property
    def as_planned(self) -> DayProblem:
        """The day as the plan has it, with the booking free to be seated."""
        if not self.booking.locked:
            return self.day.as_planned
        return self.first[0].apply(self.day.as_planned)

    @cached_property
    def quote(self) -> QuoteDay:
        """The same as the booking finds it that asks for a table."""
        return self.quote_with(self.as_planned)

    @cached_property
    def asks(self) -> Booking:
        """The booking as somebody new."""
        return self.booking.model_copy(update={"locked": False, "current_tables": ()})

    def quote_with(self, problem: DayProblem) -> QuoteDay:
        """Return a changed day as the booking finds it."""
        return quote_day(problem, self.booking.id, OPTIONS)

    def blames(self, kind: str) -> list[Key] | None:
        """Return what of a kind is in the way; None when anything may be."""
        if self.in_the_way is None:
            return None
        return sorted(key for key in self.in_the_way if key.kind == kind)

    def checked(self, repair: Repair) -> Repair | None:
        """Return a repair when, applied to the problem, it does seat the booking, and the checker
        agrees; None when it does not."""
        problem, booking = self.day.problem, self.booking.id
        try:
            edited = apply_edits(problem, repair.edits)
        except InvalidInputError:
            return None
        given = {move.booking: move.to_tables for move in repair.moves} | {booking: repair.tables}
        plan: dict[str, Tables] = {**self.day.decisions, **given}
        if broken_rules(edited, plan):
            return None
        # Whoever gets other tables is judged as somebody new: no rule is waived for what one has.
        as_new = tuple(
            item.model_copy(update={"current_tables": (), "locked": False})
            if item.id in given
            else item
            for item in edited.bookings
        )
        judged = edited.model_copy(update={"bookings": as_new})
        return None if broken_rules(judged, plan) else repair


def best_of(offers: Offers, *, within_limits: bool = False) -> Tables | None:
    """Return the best tables that are offered, or the best that keep the house's limits."""
    for number in offers.ranked.tolist():
        offer = offers.offer(number)
        if not within_limits or not (offer.terms.keys() & LIMITS):
            return offer.tables
    return None


def free_tables(quote: QuoteDay) -> Tables | None:
    """Return the best tables that are free for the booking at its time."""
    return best_of(offers_at(quote, quote.booking))


def seats_of(moves: Iterable[Move]) -> tuple[Edit, ...]:
    """Return moves as edits."""
    return tuple(Seat(booking=move.booking, tables=move.to_tables) for move in moves)
