"""What a re-plan does for one booking that was refused: its tables, and who moves for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.base import Id, Value
from models.booking import Booking
from models.plan import DayPlan
from models.problem import DayProblem
from solver.checker import check_plan

Seatings = dict[str, tuple[str, ...]]


class Move(Value):
    """A booking that sits elsewhere in the re-plan."""

    booking: Id
    before: tuple[Id, ...]
    after: tuple[Id, ...]


@dataclass(frozen=True)
class Replan:
    """How a booking would have been seated."""

    tables: tuple[str, ...]
    moves: tuple[Move, ...]
    displaced: int
    """Guests who lose their tables."""


def replans_of(day: DayProblem, plan: DayPlan, refused: Iterable[str]) -> dict[str, Replan]:
    """Return how a plan seats bookings that had no tables; those that it does not seat are missing.

    For each, only the moves that make room for it: who sat on its tables, who sat on theirs, and so
    on. The checker has to find the standing plan legal with just these changes. Where it does not,
    as with tables that were double-booked, the whole plan is the answer.
    """
    before = {item.id: item.current_tables for item in day.bookings if item.current_tables}
    after = {item.booking: item.tables for item in plan.seatings}
    bookings = {item.id: item for item in day.bookings}
    found = {}
    for key in refused:
        if key not in after:
            continue
        chain = _chain(bookings, before, after, key)
        changed = before | {item: after[item] for item in (key, *chain)}
        if not check_plan(day, changed).ok:
            if not check_plan(day, after).ok:
                raise AssertionError(f"{day.id}: the checker refuses a re-plan that it accepted")
            chain, changed = sorted(_moved(before, after)), after
        found[key] = Replan(
            tables=after[key],
            moves=tuple(
                Move(booking=item, before=before[item], after=after[item])
                for item in chain
                if item in after
            ),
            displaced=sum(bookings[item].party for item in before if item not in changed),
        )
    return found


def _chain(bookings: dict[str, Booking], before: Seatings, after: Seatings, key: str) -> list[str]:
    """Return who moves for a booking, directly or for those who do, by id."""
    found, todo = set[str](), [key]
    while todo:
        mine = bookings[todo.pop()]
        for other, tables in before.items():
            meets = bookings[other].window.overlaps(mine.window) or (
                mine.slot is not None and bookings[other].slot == mine.slot
            )
            in_the_way = meets and other != mine.id and set(tables) & set(after[mine.id])
            if in_the_way and other not in found and set(after.get(other, tables)) != set(tables):
                found.add(other)
                todo.append(other)
    return sorted(found)


def _moved(before: Seatings, after: Seatings) -> set[str]:
    return {
        key for key, tables in before.items() if key in after and set(after[key]) != set(tables)
    }
