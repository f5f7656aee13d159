"""Repairs that change when the booking sits: another time, or a shorter stay."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from models.edits import Reschedule
from models.elsewhen import Visit
from models.explanation import Repair, RepairKind
from models.window import Window
from solver.arrays import EPOCH, Ints, microseconds
from solver.candidates import candidates_of
from solver.clock import Clock
from solver.explaining.repair_day import BURDEN, PER_MINUTE_SHORTER, RepairDay, best_of
from solver.explaining.wording import count, minutes
from solver.quoting.candidates import offers_at
from solver.quoting.other_times import shortest, starts, visit_at
from solver.rules.occupancy import Claims


def other_times(day: RepairDay, clock: Clock) -> Iterator[Repair]:
    """Yield the nearest earlier and the nearest later start at which something is free."""
    found: set[bool] = set()
    for later in starts(day.quote):
        direction = later > timedelta(0)
        if direction in found:
            continue
        clock.check()
        visit = visit_at(day.quote, later)
        if visit is None:
            continue
        tables = best_of(offers_at(day.quote, visit.booking), within_limits=True)
        if tables is None:
            continue
        found.add(direction)
        shift = minutes(later)
        yield Repair(
            kind=RepairKind.OTHER_TIME,
            edits=(*day.first, Reschedule(booking=day.booking.id, window=visit.booking.window)),
            tables=tables,
            minutes=shift,
            burden=BURDEN[RepairKind.OTHER_TIME] + abs(shift),
            message=f"{_come(day, visit, shift)}: {day.wording.tables(tables)} is free.",
        )


def _come(day: RepairDay, visit: Visit, shift: int) -> str:
    """Say when the guests would come, and how much longer or less long they would stay."""
    dining, own = visit.dining, day.quote.elsewhen.own.dining
    words = f"Come {abs(shift)} minutes {'later' if shift > 0 else 'earlier'}"
    words += f", at {day.wording.clock(dining.start)}"
    longer = minutes((dining.end - dining.start) - (own.end - own.start))
    if longer:
        words += f", and stay {count(abs(longer), 'minute')} {'longer' if longer > 0 else 'less'}"
    return words


def shorter_stay(day: RepairDay, clock: Clock) -> Iterator[Repair]:
    """Yield the longest stay from the same start for which something is free."""
    clock.check()
    booking = day.quote.booking
    nothing = Claims((), (), np.zeros(0, dtype=np.int64), np.zeros((0, 2), dtype=np.int64))
    found = candidates_of(day.quote.asked(booking), day.quote.room, claims=nothing)
    if not len(found):
        return
    until = _free_until(day)[found.sets.members[found.table_set]].min(axis=1)
    best = int(np.argmax(until))
    end = EPOCH + timedelta(microseconds=int(until[best]))
    window = booking.window
    if not window.start + shortest(window.end - window.start) <= end < window.end:
        return
    tables = found.sets.ids(int(found.table_set[best]))
    cut = minutes(window.end - end)
    yield Repair(
        kind=RepairKind.SHORTER_STAY,
        edits=(
            *day.first,
            Reschedule(booking=booking.id, window=Window(start=window.start, end=end)),
        ),
        tables=tables,
        minutes=cut,
        burden=BURDEN[RepairKind.SHORTER_STAY] + PER_MINUTE_SHORTER * cut,
        message=f"Stay {count(cut, 'minute')} less, until {day.wording.clock(end)}: "
        f"{day.wording.tables(tables)} is free until then.",
    )


def _free_until(day: RepairDay) -> Ints:
    """Return T + 1: until when (microseconds) each table is free from the booking's start."""
    booking, claims = day.quote.booking, day.quote.claims
    start, end = microseconds(booking.window.start), microseconds(booking.window.end)
    until = np.full(len(day.quote.room.tables) + 1, end, dtype=np.int64)
    from_when = np.maximum(claims.spans[:, 0], start)
    same_slot = [bool(slot and slot == booking.slot) for slot in claims.slots]
    from_when[np.array(same_slot, dtype=np.bool_)] = start
    counts = (claims.spans[:, 1] > start) | np.array(same_slot, dtype=np.bool_)
    counts &= np.array([owner != booking.id for owner in claims.owners], dtype=np.bool_)
    np.minimum.at(until, claims.table[counts], from_when[counts])
    return until
