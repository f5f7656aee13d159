"""Take back what a plan changed: give every booking the tables it had before."""

from models.errors import MaitredError
from models.plan import Change, DayPlan
from models.problem import DayProblem
from solver.decided import Tables, broken_by, decided_plan


class NotRestorableError(MaitredError):
    """The date has changed since, so that the tables from before cannot be given back."""

    code = "UNDO_CONFLICT"
    status = 409


def _changes(plan: DayPlan, before: DayProblem) -> tuple[Tables, Tables]:
    """Return what the bookings that a plan changed had before, and what it gave them."""
    given = {s.booking: s.tables for s in plan.seatings if s.change is not Change.KEPT}
    had = {b.id: b.current_tables for b in before.bookings}
    given |= {u.booking: () for u in plan.unseated if had[u.booking]}
    return {key: had[key] for key in given}, given


def restored_plan(now: DayProblem, plan: DayPlan, before: DayProblem) -> DayPlan:
    """Return the plan that takes back what ``plan`` changed, everything else as it is.

    ``now`` is the present day in mode ``rebuild``, ``before`` the problem that the plan answered.
    Bookings that are no longer part of the day are left alone.

    Raises:
        NotRestorableError: somebody has changed such a booking since, its guests have come, or its
            tables of before are taken or forbidden now. The details name all of it.
    """
    had, given = _changes(plan, before)
    present = {booking.id for booking in now.bookings}
    back = {key: tables for key, tables in had.items() if key in present}
    kept = {b.id: b.current_tables for b in now.bookings if b.id not in back and b.current_tables}
    decisions = kept | {key: tables for key, tables in back.items() if tables}
    obstacles = [*_changed_since(now, back, given), *_forbidden(now, before, back, decisions)]
    if obstacles:
        raise NotRestorableError(
            f"the last run cannot be taken back: {obstacles[0]}",
            hint="Nothing was written. Plan the date again, or change the bookings by hand.",
            details={"obstacles": obstacles[:50]},
        )
    return decided_plan(
        now,
        decisions,
        lambda booking: (
            "It had no table before the run that was taken back."
            if booking in back
            else "Taking a run back looks for no table for it."
        ),
    )


def _changed_since(now: DayProblem, back: Tables, given: Tables) -> list[str]:
    names = {table.id: table.label for table in now.venue.tables}
    found = []
    for booking in now.bookings:
        if booking.id not in back:
            continue
        if set(booking.current_tables) != set(given[booking.id]):
            there = "+".join(names[table] for table in booking.current_tables) or "no table"
            found.append(f"booking {booking.id} has {there} now: it was changed since")
        elif booking.locked:
            found.append(f"booking {booking.id} is locked: it stays")
        elif now.is_fixed(booking):
            found.append(f"booking {booking.id} is {booking.status} or has begun: it stays")
    return found


def _forbidden(now: DayProblem, before: DayProblem, back: Tables, decisions: Tables) -> list[str]:
    """Say which tables of before may not be given back, as if their guests had none yet.

    What broke a rule before the run already may break it again.
    """
    broken = broken_by(before, back, {b.id: b.current_tables for b in before.bookings})
    known = {(item.code, item.booking) for item in broken}
    found = broken_by(now, back, decisions)
    return [str(item) for item in found if (item.code, item.booking) not in known]
