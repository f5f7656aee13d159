"""One night by two hands: what the old allocator did, and what maitred would have done.

Both are given the same bookings. Each booking is the same, better or worse off; the sums of the
night follow from its bookings, and swapping the hands swaps better and worse.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from models.base import Count, Id, Value
from models.booking import Booking
from models.plan import DayPlan, Unseated
from models.problem import GONE, IMMOVABLE, DayProblem, Mode
from models.shadow import EveningEnd, SeenBooking, ShadowMoment, ShadowRecord
from models.window import Window
from scenarios.shadow.words import line_words
from solver.candidates import candidates_of
from solver.checker import broken_rules

Tables = tuple[str, ...]
Sitting = Mapping[str, Tables]
"""Tables by booking; who is not named has none."""


class Effect(StrEnum):
    """What maitred's plan would have meant for a booking."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"


class ShadowCode(StrEnum):
    """Why a booking is the same, better or worse off."""

    SEATED_BY_MAITRED_ALONE = "seated_by_maitred_alone"
    SEATED_BY_OLD_ALONE = "seated_by_old_alone"
    SAME_TABLES = "same_tables"
    OTHER_TABLES = "other_tables"
    NO_TABLE = "no_table"


EFFECTS = {
    ShadowCode.SEATED_BY_MAITRED_ALONE: Effect.BETTER,
    ShadowCode.SEATED_BY_OLD_ALONE: Effect.WORSE,
    ShadowCode.SAME_TABLES: Effect.SAME,
    ShadowCode.OTHER_TABLES: Effect.SAME,
    ShadowCode.NO_TABLE: Effect.SAME,
}


class OldReason(StrEnum):
    """Why a booking that the old allocator refused has no table, as the rules see it."""

    FREE_TABLE = "free_table"
    """A fitting table was free the whole time."""
    ALL_TAKEN = "all_taken"
    """Every fitting table set was given to others."""
    NO_TABLE_FITS = "no_table_fits"
    """No table or allowed merge is right for the party."""
    NOT_ASKED = "not_asked"
    """It is locked without tables."""


class Line(Value):
    """One booking by both hands."""

    booking: Id
    party: int
    window: Window
    old: Tables
    """Empty: refused."""
    maitred: Tables
    effect: Effect
    code: ShadowCode
    old_reason: str | None
    """Why it has no table from the old allocator."""
    maitred_reason: str | None
    """Why it has none from maitred."""
    broke: tuple[str, ...]
    """The rules that the old allocator's tables break for it."""
    moved: bool
    """The old allocator gave it other tables after the plan was made."""
    words: str


class Hand(Value):
    """What one of the two made of a night."""

    seated: Count
    covers: Count
    """Guests seated."""
    refusals: Count
    """Bookings without a table."""
    refused_covers: Count
    moves: Count
    """Bookings that were given other tables after the plan was made."""
    seats: Count
    """Seats of the tables that were given."""
    waste: Count
    """Of these, empty ones."""


class LeftOut(Value):
    """Bookings that are not compared, because the two hands did not decide about the same."""

    gone: Count = 0
    """Cancelled, or stayed away."""
    changed: Count = 0
    """The party or the time was changed after the plan."""
    later: Count = 0
    """Made after the plan."""
    unknown: Count = 0
    """Their guests ate, but the rows do not say where; or no window can be derived."""


class Night(Value):
    """One date by both hands."""

    date: dt.date
    run: str
    """`maitred replay` repeats it from its stored input."""
    moment: ShadowMoment
    planned_at: dt.datetime
    ended: bool
    """The end was kept when it was fresh; otherwise it is what the rows say today."""
    bookings: Count
    same: Count
    better: Count
    worse: Count
    old: Hand
    maitred: Hand
    broken: Count
    """Bookings that the old allocator seated against the rules."""
    left_out: LeftOut
    seconds: float
    """What planning took."""
    gap: float | None
    status: str
    lines: tuple[Line, ...]
    """By time."""


def code_of(old: Tables, maitred: Tables) -> ShadowCode:
    """Return what two seatings of one booking are to each other."""
    if not old and not maitred:
        return ShadowCode.NO_TABLE
    if not old:
        return ShadowCode.SEATED_BY_MAITRED_ALONE
    if not maitred:
        return ShadowCode.SEATED_BY_OLD_ALONE
    return ShadowCode.SAME_TABLES if set(old) == set(maitred) else ShadowCode.OTHER_TABLES


def hand_of(
    bookings: Iterable[Booking], sitting: Sitting, capacity: Mapping[str, int], moves: int = 0
) -> Hand:
    """Return what one hand made of some bookings; the seats are those at the tables.

    Both hands are counted by chairs: what joining tables costs or gains is left out.
    """
    seated, refused = list[int](), list[int]()
    seats = waste = 0
    for booking in bookings:
        tables = sitting.get(booking.id, ())
        (seated if tables else refused).append(booking.party)
        chairs = sum(capacity.get(table, 0) for table in tables)
        seats += chairs
        waste += max(0, chairs - booking.party)
    return Hand(
        seated=len(seated),
        covers=sum(seated),
        refusals=len(refused),
        refused_covers=sum(refused),
        moves=moves,
        seats=seats,
        waste=waste,
    )


def compare_night(
    run: str,
    problem: DayProblem,
    plan: DayPlan,
    record: ShadowRecord,
    end: EveningEnd,
    *,
    kept: bool,
) -> Night:
    """Compare a shadow plan with how the evening ended, over the bookings that both decided."""
    sorted_out = _Compared(problem, record, end)
    bookings, old = sorted_out.bookings, sorted_out.old
    new = {seating.booking: seating.tables for seating in plan.seatings}
    moved = sorted_out.moved(record, end)
    broke = _broken(problem, old)
    reasons = _old_reasons(problem, bookings, old)
    refused = {item.booking: item for item in plan.unseated}
    lines = tuple(
        _line(problem, item, old, new, moved, broke, reasons, refused) for item in bookings
    )
    effects = Counter(line.effect for line in lines)
    capacity = {table.id: table.capacity for table in problem.venue.tables}
    return Night(
        date=problem.date,
        run=run,
        moment=record.moment,
        planned_at=record.at,
        ended=kept,
        bookings=len(lines),
        same=effects[Effect.SAME],
        better=effects[Effect.BETTER],
        worse=effects[Effect.WORSE],
        old=hand_of(bookings, old, capacity, len(moved)),
        maitred=hand_of(bookings, new, capacity),
        broken=sum(1 for item in bookings if item.id in broke),
        left_out=sorted_out.left_out,
        seconds=plan.solve.seconds,
        gap=plan.gap,
        status=plan.status.value,
        lines=lines,
    )


class _Compared:
    """The bookings about which both hands decided, by time, and where the old one put them."""

    def __init__(self, problem: DayProblem, record: ShadowRecord, end: EveningEnd) -> None:
        then = {item.booking: item for item in record.seen}
        now = {item.booking: item for item in end.seen}
        self.bookings: list[Booking] = []
        self.old: dict[str, Tables] = {}
        counts = Counter[str]()
        for item in sorted(problem.bookings, key=lambda item: (item.window.start, item.id)):
            why, tables = _end_of(then.get(item.id), now.get(item.id))
            if why is not None:
                counts[why] += 1
                continue
            self.bookings.append(item)
            if tables:
                self.old[item.id] = tables
        planned = {item.id for item in problem.bookings}
        counts["unknown"] += sum(
            item.booking not in planned and item.status not in GONE for item in record.seen
        )
        counts["later"] += sum(
            item.booking not in then and item.status not in GONE for item in end.seen
        )
        self.left_out = LeftOut(**counts)

    def moved(self, record: ShadowRecord, end: EveningEnd) -> set[str]:
        """Return who had tables when the plan was made, and was given others."""
        compared = {item.id for item in self.bookings}
        had = {item.booking: item.tables for item in record.seen if item.tables}
        other = {
            key for key, tables in had.items() if set(self.old.get(key, tables)) != set(tables)
        }
        return compared & (other | set(end.moved))


def _end_of(then: SeenBooking | None, now: SeenBooking | None) -> tuple[str | None, Tables]:
    """Return why a booking is not compared, or where it ended."""
    if now is None or now.status in GONE:
        return "gone", ()
    if then is None or not then.is_same_wish(now):
        return "changed", ()
    if not now.tables and now.status in IMMOVABLE:
        # Its guests sat somewhere: the rows were cleaned up since.
        return (None, then.tables) if then.tables else ("unknown", ())
    return None, now.tables


def _broken(problem: DayProblem, old: Sitting) -> dict[str, tuple[str, ...]]:
    """Return the rules that a sitting breaks, by booking."""
    found: dict[str, set[str]] = {}
    for violation in broken_rules(problem, old):
        found.setdefault(violation.booking, set()).add(violation.code)
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def _old_reasons(
    problem: DayProblem, bookings: Sequence[Booking], old: Sitting
) -> dict[str, OldReason]:
    """Return why each booking without a table of the old allocator has none."""
    refused = {item.id for item in bookings if item.id not in old}
    if not refused:
        return {}
    known = {table.id for table in problem.venue.tables}
    left = problem.replace(
        mode=Mode.FILL,
        bookings=tuple(
            item.replace(
                current_tables=tuple(table for table in old.get(item.id, ()) if table in known)
            )
            for item in problem.bookings
            if item.id in old or item.id in refused
        ),
    )
    found = candidates_of(left)
    reasons = dict.fromkeys(refused, OldReason.NOT_ASKED)
    for row, item in enumerate(found.bookings):
        if item.id in refused:
            free = found.offset[row + 1] > found.offset[row]
            fits = found.legal_sets[row] > 0
            reasons[item.id] = (
                OldReason.FREE_TABLE
                if free
                else OldReason.ALL_TAKEN
                if fits
                else OldReason.NO_TABLE_FITS
            )
    return reasons


def _line(
    problem: DayProblem,
    booking: Booking,
    old: Sitting,
    new: Sitting,
    moved: set[str],
    broke: Mapping[str, tuple[str, ...]],
    reasons: Mapping[str, OldReason],
    refused: Mapping[str, Unseated],
) -> Line:
    had, has = old.get(booking.id, ()), new.get(booking.id, ())
    code = code_of(had, has)
    why = refused.get(booking.id)
    rules = broke.get(booking.id, ())
    return Line(
        booking=booking.id,
        party=booking.party,
        window=booking.window,
        old=had,
        maitred=has,
        effect=EFFECTS[code],
        code=code,
        old_reason=None if had else reasons[booking.id].value,
        maitred_reason=None if has or why is None else why.reason.value,
        broke=rules,
        moved=booking.id in moved,
        words=line_words(problem, booking, had, has, reasons.get(booking.id), why, rules),
    )
