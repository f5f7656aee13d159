"""The cheapest ways to seat a booking that the plan left out, in one ranked answer."""

from collections.abc import Callable, Iterator

from models.booking import Booking
from models.errors import InvalidInputError
from models.explanation import Repair, RepairKind
from models.problem import IMMOVABLE
from solver.clock import Clock, OutOfTimeError
from solver.explaining.planned import PlannedDay
from solver.explaining.removal import Keys
from solver.explaining.repair_day import RepairDay, free_tables
from solver.explaining.repair_others import moves, release, unlock
from solver.explaining.repair_room import limits, merge, new_table, open_table
from solver.explaining.repair_time import other_times, shorter_stay

Ways = Callable[[RepairDay, Clock], Iterator[Repair]]

KINDS: dict[RepairKind, Ways] = {
    RepairKind.OTHER_TIME: other_times,
    RepairKind.SHORTER_STAY: shorter_stay,
    RepairKind.RELEASE: release,
    RepairKind.OPEN_TABLE: open_table,
    RepairKind.LIMITS: limits,
    RepairKind.MERGE: merge,
    RepairKind.UNLOCK: unlock,
    RepairKind.MOVES: moves,
    RepairKind.NEW_TABLE: new_table,
}
"""What is tried, the quickest first."""

WITH_TABLES_FREE = (RepairKind.OTHER_TIME, RepairKind.UNLOCK)
"""What can help a booking for which tables are free: its own lock, or a limit of the house, keeps
it out."""


def find_repairs(
    day: PlannedDay, booking: Booking, in_the_way: Keys | None, clock: Clock
) -> tuple[tuple[Repair, ...], dict[RepairKind, bool]]:
    """Return repairs, the least burden first, and which kinds were looked at to their end.

    ``in_the_way`` are things beside which the booking cannot be seated, when they are known:
    a repair has to change one of them. Every repair was applied and checked.
    """
    if booking.status in IMMOVABLE:
        return (), {}
    where = RepairDay(day, booking, in_the_way)
    free = free_tables(where.quote) is not None
    found: list[Repair] = []
    finished: dict[RepairKind, bool] = {}
    for kind in WITH_TABLES_FREE if free else KINDS:
        try:
            for repair in KINDS[kind](where, clock):
                checked = where.checked(repair)
                found += [] if checked is None else [checked]
            finished[kind] = True
        except (OutOfTimeError, InvalidInputError):  # no time, or too many merges to look at
            finished[kind] = False
    found.sort(key=lambda repair: (repair.burden, repair.kind, repair.message))
    return tuple(found), finished
