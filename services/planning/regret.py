"""What re-planning would have been worth, from the runs that the database keeps."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from models.errors import Flaw, InvalidInputError, MaitredError
from models.plan import DayPlan
from models.problem import DayProblem
from persistence.pool import Connection, Database
from persistence.queries import query
from persistence.restaurants import get_restaurant
from persistence.runs import last_committed
from scenarios.advise.regret import Evening, RegretAdvice, advise_regret
from scenarios.advise.solving import Solving
from services.planning.runs import recorded_run
from services.reading import reading
from solver.explaining.planned import planned_day

MOST_DAYS = 366

Seatings = Mapping[str, tuple[str, ...]]


def regret_of_dates(
    database: Database, restaurant_id: UUID, first: dt.date, last: dt.date, solving: Solving
) -> RegretAdvice:
    """Return what re-plans would have seated on the dates of a span, first and last included.

    Each date is that of its newest committed run that was not undone, at the moment of that run. A
    booking counts as refused when the run gave it no tables and it has none now.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        InvalidInputError: the span ends before it begins, or is too long.
    """
    _require_span(first, last)
    evenings, notes = [], []
    with reading(database, restaurant_id) as connection:
        get_restaurant(connection, restaurant_id)
        runs = last_committed(connection, restaurant_id, first, last)
        for date, run in runs.items():
            try:
                evenings.append(_evening(connection, date, run))
            except MaitredError as error:  # of another version, or edited: the others still count
                notes.append(f"{date} is left out: {error.message}")
    without = (last - first).days + 1 - len(runs)
    if without:
        notes.append(f"No committed run is kept for {without} of the dates: they are left out.")
    return advise_regret(evenings, solving, notes)


def _evening(connection: Connection, date: dt.date, run: UUID) -> Evening:
    problem, plan = recorded_run(connection, run)
    problem = problem.replace(id=date.isoformat())
    refused = [item.booking for item in plan.unseated]
    now = _tables_now(connection, refused)
    stood = {item.booking: item.tables for item in plan.seatings}
    return _with_later(problem, plan, stood, now)


def _with_later(problem: DayProblem, plan: DayPlan, stood: Seatings, now: Seatings) -> Evening:
    """Return an evening; who was seated after the run keeps that, where it goes with the plan."""
    reasons = {item.booking: item for item in plan.unseated}
    subject = f"run of {problem.id}"
    try:
        planned = planned_day(problem, {**stood, **now}, subject=subject)
    except InvalidInputError:
        # Others have been moved since, or a host went beyond the rules: they are left out.
        planned = planned_day(problem, stood, subject=subject)
    return Evening(planned, reasons, frozenset(now))


def _tables_now(connection: Connection, bookings: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the tables that bookings have now, by booking; those without any are missing."""
    values = {"bookings": [UUID(key) for key in bookings]}
    rows = connection.execute(query("assigned_tables"), values).fetchall()
    return {str(row["booking_id"]): tuple(map(str, row["table_ids"])) for row in rows}


def _require_span(first: dt.date, last: dt.date) -> None:
    if last < first:
        flaw = Flaw("--to", last.isoformat(), f"is before --from, {first}")
        raise InvalidInputError([flaw], subject="advise regret")
    if (last - first).days >= MOST_DAYS:
        flaw = Flaw("--to", last.isoformat(), f"at most {MOST_DAYS} days from --from, {first}")
        raise InvalidInputError([flaw], subject="advise regret")
