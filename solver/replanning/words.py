"""A point of the curve as the restaurant reads it."""

from models.booking import Booking, BookingStatus, Occupied
from models.explanation import Changed, Difference
from models.plan import DayPlan
from models.problem import DayProblem
from models.replan import Affected, CurvePoint, Fate
from solver.checker import check_plan
from solver.explaining.plan_diff import plan_diff
from solver.explaining.planned import PlannedDay
from solver.explaining.wording import Wording, count, guests, listed_at_most
from solver.replanning.collisions import Collision, collisions

MOST_NAMED = 3


def point_of(day: PlannedDay, plan: DayPlan) -> CurvePoint:
    """Return a plan as a point of the curve: what it gains, who moves, who is concerned and why."""
    affected = tuple(_affected(day, item) for item in collisions(day.problem))
    changes = _changes(day, {item.booking: item for item in affected})
    counts = plan.statistics
    return CurvePoint(
        max_moves=day.problem.max_moves,
        moves=counts.moved,
        guests=counts.covers,
        seated=counts.seated,
        points=plan.objective.total,
        bound=plan.bound,
        gap=plan.gap,
        status=plan.status,
        changes=changes,
        affected=affected,
        message=_message(changes, affected),
        seconds=plan.solve.seconds,
    )


def as_it_is(problem: DayProblem) -> PlannedDay:
    """Return the day with the tables that everybody has now, legal or not."""
    now = {
        item.id: item.current_tables
        for item in problem.bookings
        if item.current_tables and problem.wants_tables(item)
    }
    return PlannedDay(problem, now, check_plan(problem, now))


def _affected(day: PlannedDay, collision: Collision) -> Affected:
    booking, wording = collision.booking, Wording(day.problem)
    has = day.decisions.get(booking.id, ())
    fate, advice = _fate(day, booking, has)
    return Affected(
        booking=booking.id,
        party=booking.party,
        window=booking.window,
        tables=booking.current_tables,
        fate=fate,
        to_tables=has,
        since=collision.since,
        because=_because(wording, booking, collision),
        help=advice,
    )


def _fate(day: PlannedDay, booking: Booking, has: tuple[str, ...]) -> tuple[Fate, tuple[str, ...]]:
    if day.problem.is_fixed(booking):
        if booking.locked and booking.status is not BookingStatus.CHECKED_IN:
            return Fate.STAYS, ("It is locked: unlock it to have it moved.",)
        return Fate.STAYS, ("Its guests sit: ask them yourself whether they would move.",)
    if not has:
        return Fate.LOSES, ()
    return (Fate.KEEPS if set(has) == set(booking.current_tables) else Fate.MOVES), ()


def _because(wording: Wording, booking: Booking, collision: Collision) -> str:
    """Say what else claims the tables, and until when."""
    said = []
    for other in collision.others:
        until = wording.clock(other.window.end)
        if isinstance(other, Booking):
            shared = [table for table in other.current_tables if table in booking.current_tables]
            who = f"{other.id} ({guests(other.party)})"
            since = "stays on" if other.window.start <= booking.window.start else "comes to"
            said.append(f"{who} {since} {wording.tables(shared)} until {until}")
        else:
            said.append(_taken(wording, other))
    return listed_at_most(MOST_NAMED, said)


def _taken(wording: Wording, item: Occupied) -> str:
    table, span = wording.tables([item.table]), wording.span(item.window)
    if item.source == "maintenance":
        return f"{table} is out of use {span}"
    return wording.occupied(item)


def _changes(day: PlannedDay, affected: dict[str, Affected]) -> tuple[Changed, ...]:
    """Return who sits elsewhere than now; of those concerned the reason is what concerns them."""
    found = plan_diff(as_it_is(day.problem), day).changes
    return tuple(
        item.model_copy(update={"why": affected[item.booking].because})
        if item.booking in affected
        else item
        for item in found
    )


def _message(changes: tuple[Changed, ...], affected: tuple[Affected, ...]) -> str:
    """Return the point in a few words, the worst first."""
    lost = [item for item in affected if item.fate is Fate.LOSES]
    said = []
    if lost:
        people = guests(sum(item.party for item in lost))
        said.append(f"{count(len(lost), 'booking')} with {people} would lose the table they had")
    stays = sum(item.fate is Fate.STAYS for item in affected)
    if stays:
        said.append(f"{count(stays, 'booking')} in collision may not be moved")
    moved = sum(item.change is Difference.MOVED for item in changes)
    if moved:
        said.append(f"{count(moved, 'booking')} would change tables")
    seated = [item for item in changes if item.change is Difference.SEATED]
    if seated:
        people = guests(sum(item.party for item in seated))
        said.append(f"{count(len(seated), 'booking')} with {people} would get a table")
    return ("; ".join(said) or "Everybody stays as they are") + "."
