"""What would help a booking that had a table and has none any more."""

from models.replan import Affected, CurvePoint, Fate
from solver.clock import Clock
from solver.explaining.explain import explain
from solver.explaining.planned import PlannedDay
from solver.explaining.wording import count
from solver.replanning.few_moves import FewMoves, improve

MOST_REPAIRS = 3
"""Ways to seat a booking that are told, the cheapest first."""


def with_help(point: CurvePoint, day: PlannedDay, seconds: float) -> CurvePoint:
    """Return the point with what would help everyone who loses their tables, within seconds."""
    clock = Clock(seconds)
    lost = [item.booking for item in point.lost]
    more = _with_more_moves(day, clock.sooner(seconds / 2)) if point.max_moves is not None else {}
    advice: dict[str, tuple[str, ...]] = {}
    for number, key in enumerate(lost):
        share = clock.left / (len(lost) - number)
        told = [more[key]] if key in more else []
        found = explain(day, key, budget_seconds=max(share, 0.01))
        told += [item.message for item in found.repairs[:MOST_REPAIRS]]
        advice[key] = tuple(told)
    return point.model_copy(
        update={"affected": tuple(_advised(item, advice) for item in point.affected)}
    )


def _advised(item: Affected, advice: dict[str, tuple[str, ...]]) -> Affected:
    if item.fate is not Fate.LOSES:
        return item
    return item.model_copy(update={"help": advice[item.booking]})


def _with_more_moves(day: PlannedDay, clock: Clock) -> dict[str, str]:
    """Say who would keep a table if any number of bookings could move."""
    search = FewMoves(day.problem.replace(max_moves=None), start=day.decisions)
    improve(search, clock)
    had = {item.id: item.current_tables for item in day.problem.bookings}
    moves = sum(
        bool(had[key]) and set(tables) != set(had[key]) for key, tables in search.decisions.items()
    )
    words = f"With {count(moves, 'move')} it would have a table."
    return {key: words for key in search.decisions.keys() - day.decisions.keys() if had[key]}
