"""The regret ledger: bookings that were refused, and that a re-plan would have seated."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.base import Id, Value
from models.booking import Booking, BookingStatus
from models.plan import Unseated
from models.problem import IMMOVABLE, DayProblem, Mode
from models.window import Window
from scenarios.advise.advice import Advice, Gain, Option, ranked
from scenarios.advise.replan import Move, Replan, replans_of
from scenarios.advise.solving import Solving
from scenarios.advise.words import number
from scenarios.compare import Verdict
from scenarios.runner import Outcome
from solver.explaining.planned import PlannedDay
from solver.explaining.wording import Wording, count, guests


@dataclass(frozen=True)
class Evening:
    """A day with the plan that stood, and why bookings were refused then."""

    planned: PlannedDay
    reasons: Mapping[str, Unseated] = field(default_factory=dict)
    """As they were stored; what is missing is found out from the plan."""
    seated_later: frozenset[str] = frozenset()
    """Bookings that ended with tables all the same, though the plan may not have seated them."""

    @property
    def refused(self) -> tuple[Booking, ...]:
        """The bookings that ended without tables, by time."""
        found = (item for item in self.planned.unseated if item.id not in self.seated_later)
        return tuple(sorted(found, key=lambda item: (item.window.start, item.id)))

    def reason(self, booking: str) -> Unseated:
        """Return why a booking was refused."""
        stored = self.reasons.get(booking)
        return self.planned.reasons[booking] if stored is None else stored


class RegretLine(Value):
    """A booking that was refused, and what a re-plan would have done."""

    date: dt.date
    day: Id
    booking: Id
    party: int
    window: Window
    reason: str
    message: str
    """Why it was refused then."""
    would_seat: bool
    """A plan with it was found, and the independent checker finds that legal."""
    tables: tuple[Id, ...] = ()
    moves: tuple[Move, ...] = ()
    """Who would have had to move for it."""
    displaced: int = 0
    """Guests who would have lost their tables."""
    words: str


class RegretAdvice(Advice):
    """What re-planning would have been worth."""

    lines: tuple[RegretLine, ...] = ()
    refused: int = 0
    refused_guests: int = 0
    would_seat: int = 0
    would_seat_guests: int = 0
    """Of all these at once: what one plan of each day seats together."""
    share: float | None = None
    """Per cent of the guests who were refused; None when nobody was."""
    moves: int = 0
    displaced: int = 0


def evening_to_come(problem: DayProblem) -> DayProblem:
    """Return a past day as it was before anybody came; with a moment of planning as it is.

    Where the file names no moment, that guests have come since is no reason not to move them.
    """
    if problem.as_of is not None:
        return problem
    bookings = tuple(
        item.replace(status=BookingStatus.CONFIRMED) if item.status in IMMOVABLE else item
        for item in problem.bookings
    )
    return problem.replace(bookings=bookings)


def advise_regret(
    evenings: Sequence[Evening], solving: Solving, notes: Sequence[str] = ()
) -> RegretAdvice:
    """Plan each evening again from the plan that stood: nobody who has tables loses them.

    Locked bookings, and those whose guests had come, stay where they are.
    """
    days = {item.planned.problem.id: _asked(item) for item in evenings if item.refused}
    outcomes = solving.bases(list(days.values()))
    lines, late, open_days = list[RegretLine](), list[str](), list[str]()
    for item in evenings:
        key = item.planned.problem.id
        if key in days and key not in outcomes:
            late.append(f"{key}: no time was left")
        elif key in days:
            lines += _lines(item, days[key], outcomes[key])
            if outcomes[key].plan.gap != 0:
                open_days.append(key)
    said = list(notes)
    if open_days:
        said.append(f"More may have been possible, the search did not end: {', '.join(open_days)}.")
    return _answer(evenings, lines, late, said)


def _asked(evening: Evening) -> DayProblem:
    """Return the day as a re-plan would find it; who ended with other tables asks for nothing."""
    day = evening.planned.as_planned
    elsewhere = evening.seated_later - evening.planned.decisions.keys()
    bookings = tuple(item for item in day.bookings if item.id not in elsewhere)
    return day.replace(bookings=bookings, mode=Mode.REBUILD, max_moves=None)


def _lines(evening: Evening, day: DayProblem, outcome: Outcome) -> list[RegretLine]:
    found = replans_of(day, outcome.plan, [item.id for item in evening.refused])
    return [_line(evening, day, item, found.get(item.id), outcome) for item in evening.refused]


def _line(
    evening: Evening, day: DayProblem, booking: Booking, replan: Replan | None, outcome: Outcome
) -> RegretLine:
    why = evening.reason(booking.id)
    return RegretLine(
        date=day.date,
        day=day.id,
        booking=booking.id,
        party=booking.party,
        window=booking.window,
        reason=why.reason,
        message=why.message,
        would_seat=replan is not None,
        tables=() if replan is None else replan.tables,
        moves=() if replan is None else replan.moves,
        displaced=0 if replan is None else replan.displaced,
        words=_words(day, booking, replan, proven=outcome.plan.gap == 0),
    )


def _words(day: DayProblem, booking: Booking, replan: Replan | None, *, proven: bool) -> str:
    words = Wording(day)
    head = f"{booking.id}, {guests(booking.party)} at {words.clock(booking.window.start)}"
    if replan is None:
        end = "a re-plan seats none better" if proven else "none was found in the budget"
        return f"{head}: no table beside all others; {end}."
    moved = ", ".join(
        f"{item.booking} from {words.tables(item.before)} to {words.tables(item.after)}"
        for item in replan.moves
    )
    how = f", moving {moved}" if moved else " without moving anybody"
    lost = f"; {guests(replan.displaced)} would have lost their table" if replan.displaced else ""
    return f"{head}: {words.tables(replan.tables)}{how}{lost}."


def _answer(
    evenings: Sequence[Evening], lines: list[RegretLine], late: list[str], notes: list[str]
) -> RegretAdvice:
    would = [item for item in lines if item.would_seat]
    refused_guests = sum(item.party for item in lines)
    seated = sum(item.party for item in would)
    share = round(100 * seated / refused_guests, 1) if refused_guests else None
    moved = {(item.day, move.booking) for item in would for move in item.moves}
    displaced = sum(item.displaced for item in would)
    return RegretAdvice(
        kind="regret",
        title="Bookings that were refused, and that a re-plan would have seated",
        recommendation=_recommendation(evenings, lines, would, len(moved), displaced, share, late),
        days=len(evenings),
        ranking=ranked([_option(item, evenings) for item in would]),
        not_looked_at=tuple(late),
        notes=tuple(notes),
        lines=tuple(sorted(lines, key=lambda item: (item.date, item.window.start, item.booking))),
        refused=len(lines),
        refused_guests=refused_guests,
        would_seat=len(would),
        would_seat_guests=seated,
        share=share,
        moves=len(moved),
        displaced=displaced,
    )


def _option(line: RegretLine, evenings: Sequence[Evening]) -> Option:
    weights = next(
        item.planned.problem.weights for item in evenings if item.planned.problem.id == line.day
    )
    points = weights.cover * line.party + weights.booking
    return Option(
        rank=1,
        name=f"{line.booking} on {line.date}",
        group=line.reason,
        words=line.words,
        gain_covers=Gain(mean=line.party),
        gain_points=Gain(mean=points),
        verdict=Verdict.BETTER,
    )


def _recommendation(
    evenings: Sequence[Evening],
    lines: list[RegretLine],
    would: list[RegretLine],
    moved: int,
    displaced: int,
    share: float | None,
    late: list[str],
) -> str:
    over = f" on {count(len(evenings), 'day')}" if len(evenings) > 1 else ""
    if not lines:
        return (
            "Nothing could be looked at: raise the budget."
            if late
            else (f"Nobody was refused{over}.")
        )
    refused = f"{count(len(lines), 'refused booking')}{over}"
    if not would:
        return f"A re-plan would have seated none of the {refused}."
    lost = f"{guests(displaced)} would have lost their table" if displaced else "nobody displaced"
    return (
        f"A re-plan would have seated {len(would)} of the {refused}: "
        f"{sum(item.party for item in would)} of {guests(sum(item.party for item in lines))} "
        f"({number(share or 0)} %), {count(moved, 'booking')} moved, {lost}."
    )
