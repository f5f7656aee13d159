"""How two plans of one day differ: who sits elsewhere, who came in, who had to go, and why."""

from collections.abc import Mapping

from models.booking import Booking
from models.errors import Flaw, InvalidInputError
from models.explanation import Changed, Difference, PlanDiff
from models.plan import Statistics
from models.weights import CENTIPOINTS
from solver.answer import seatings_of, statistics_of
from solver.explaining.breakdown import seating_breakdown
from solver.explaining.planned import PlannedDay
from solver.explaining.trade_words import TERM_WORDS
from solver.explaining.wording import Wording, count, listed, listed_at_most, points

MOST_NAMED = 3


def plan_diff(before: PlannedDay, after: PlannedDay) -> PlanDiff:
    """Return how the second plan differs from the first.

    Raises:
        InvalidInputError: the plans are of different bookings or tables.
    """
    if (before.problem.venue, before.problem.bookings) != (
        after.problem.venue,
        after.problem.bookings,
    ):
        flaw = Flaw("problem", after.problem.id, f"is not the same day as {before.problem.id}")
        raise InvalidInputError([flaw], subject="diff")
    differ = _Difference(before, after)
    wanted = sorted(before.problem.bookings, key=lambda item: (item.window.start, item.id))
    changes = tuple(found for item in wanted if (found := differ.of(item)) is not None)
    terms = {
        term: (value - before.verdict.terms[term]) / CENTIPOINTS
        for term, value in after.verdict.terms.items()
        if value != before.verdict.terms[term]
    }
    old, new = _statistics(before), _statistics(after)
    gain = (after.verdict.total - before.verdict.total) / CENTIPOINTS
    return PlanDiff(
        changes=changes,
        before=old,
        after=new,
        points=gain,
        terms=terms,
        message=_message(changes, old, new, gain),
    )


class _Difference:
    def __init__(self, before: PlannedDay, after: PlannedDay) -> None:
        self._before, self._after = before, after
        self._wording = Wording(before.problem)

    def of(self, booking: Booking) -> Changed | None:
        """Return what became of one booking; None when it sits as before."""
        had = self._before.decisions.get(booking.id, ())
        has = self._after.decisions.get(booking.id, ())
        if set(had) == set(has):
            return None
        if not had:
            change, why = Difference.SEATED, self._room_from(booking, has)
        elif not has:
            change, why = Difference.TURNED_AWAY, self._goes_to(booking, had)
        else:
            change = Difference.MOVED
            why = self._goes_to(booking, had, stays=True) or self._better(booking)
        return Changed(
            booking=booking.id,
            party=booking.party,
            window=booking.window,
            change=change,
            from_tables=had,
            to_tables=has,
            why=why,
        )

    def _goes_to(self, booking: Booking, had: tuple[str, ...], *, stays: bool = False) -> str:
        """Say who has the tables now; nothing when they are left free by one who stays."""
        others = self._on(had, booking, self._after.decisions)
        if others:
            return f"{self._wording.tables(had)} goes to {self._named(others)}"
        return "" if stays else f"{self._wording.tables(had)} stays free"

    def _room_from(self, booking: Booking, has: tuple[str, ...]) -> str:
        others = self._on(has, booking, self._before.decisions)
        tables = self._wording.tables(has)
        return f"{tables} had {self._named(others)}" if others else f"{tables} was free"

    def _on(
        self, tables: tuple[str, ...], booking: Booking, decisions: Mapping[str, tuple[str, ...]]
    ) -> list[Booking]:
        """Return the others whom a plan gives some of the tables at the booking's time."""
        return [
            other
            for other in self._before.problem.bookings
            if other.id != booking.id
            and set(decisions.get(other.id, ())) & set(tables)
            and (
                other.window.overlaps(booking.window)
                or bool(other.slot and other.slot == booking.slot)
            )
        ]

    def _named(self, others: list[Booking]) -> str:
        return listed_at_most(MOST_NAMED, [self._wording.booking(item) for item in others])

    def _better(self, booking: Booking) -> str:
        """Say what the new tables are worth more or less by themselves."""
        old = seating_breakdown(self._before, booking.id).terms
        new = seating_breakdown(self._after, booking.id).terms
        gains = {term: new.get(term, 0) - old.get(term, 0) for term in {**old, **new}}
        total = round(sum(gains.values()), 2)
        if not total:
            return "just as good"
        largest = max(gains, key=lambda term: (gains[term] * total > 0, abs(gains[term]), term))
        worth = f"{points(total)} {'more' if total > 0 else 'less'}"
        return f"worth {worth}, mostly for {TERM_WORDS[largest]}"


def _statistics(day: PlannedDay) -> Statistics:
    return statistics_of(day.problem, seatings_of(day.problem, day.decisions, day.verdict))


def _message(changes: tuple[Changed, ...], old: Statistics, new: Statistics, gain: float) -> str:
    """Return the difference in one sentence, and what it is worth in another."""
    if not changes:
        return "The plans are the same."
    kinds = (
        (Difference.SEATED, "seated"),
        (Difference.TURNED_AWAY, "turned away"),
        (Difference.MOVED, "moved"),
    )
    counts = [(sum(item.change is kind for item in changes), word) for kind, word in kinds]
    what = listed(f"{count(number, 'booking')} {word}" for number, word in counts if number)
    figures = ", ".join(
        f"{name} {before} → {after}"
        for name, before, after in (
            ("guests", old.covers, new.covers),
            ("empty seats", old.empty_seats, new.empty_seats),
            ("merges", old.merges, new.merges),
            ("without a table", old.bookings - old.seated, new.bookings - new.seated),
        )
        if before != after
    )
    worth = f"{points(gain)} {'more' if gain > 0 else 'less'}" if gain else "just as good"
    return f"{what}; {figures + '; ' if figures else ''}{worth}."
