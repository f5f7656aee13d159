"""The shadow report of a restaurant: nights that were planned beside the old allocator."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from pydantic import ValidationError

from models.errors import Flaw, InvalidInputError, MaitredError
from models.shadow import ShadowMoment
from persistence.pool import Connection, Database
from persistence.restaurants import get_restaurant
from persistence.runs import Run
from persistence.shadow import evening_end, kept_end, shadow_runs
from scenarios.shadow.gates import GateResult
from scenarios.shadow.night import Effect, Night, compare_night
from scenarios.shadow.report import NotCompared, ShadowReport, shadow_report
from services.planning.runs import stored_problem
from services.reading import local_date, reading

MOST_DAYS = 100
USUAL_DAYS = 28
"""Up to yesterday, when no span is asked for."""

Lines = Literal["differing", "all", "none"]
"""Which bookings are listed one by one."""


def report_of(
    database: Database,
    restaurant_id: UUID,
    first: dt.date | None = None,
    last: dt.date | None = None,
    *,
    now: dt.datetime | None = None,
) -> ShadowReport:
    """Return the comparison of a span of dates, first and last included; nothing is written.

    Left out, the last date is yesterday's and the span four weeks.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        InvalidInputError: the span ends before it begins, or is too long.
    """
    now = now or dt.datetime.now(dt.UTC)
    nights, missing = list[Night](), list[NotCompared]()
    with reading(database, restaurant_id) as connection:
        today = local_date(get_restaurant(connection, restaurant_id), now)
        first, last = _span(first, last, today)
        for run in shadow_runs(connection, restaurant_id, first, last):
            date = run.service_date
            try:
                found = _night(connection, run, today, now)
            except (MaitredError, ValidationError) as error:  # of another version, or edited
                message = error.message if isinstance(error, MaitredError) else "cannot be read"
                missing.append(NotCompared(date=date, why=f"run {run.id}: {message}"))
            else:
                if found is None:
                    why = "the evening is not over yet"
                    missing.append(NotCompared(date=date, why=why))
                else:
                    nights.append(found)
    return shadow_report(first, last, nights, missing)


def _night(connection: Connection, run: Run, today: dt.date, now: dt.datetime) -> Night | None:
    """Compare one night; None when it is not over."""
    record = run.shadow
    assert record is not None
    end = kept_end(connection, run.restaurant_id, run.service_date)
    kept = end is not None
    if end is None:
        over = run.service_date < today
        if not over and record.moment is not ShadowMoment.AFTERWARDS:
            return None
        end = evening_end(connection, run.restaurant_id, run.service_date, now)
    problem = stored_problem(connection, run.id)
    return compare_night(str(run.id), problem, run.plan, record, end, kept=kept)


def _span(first: dt.date | None, last: dt.date | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the dates that are asked for.

    Raises:
        InvalidInputError: they end before they begin, or are too many.
    """
    day = dt.timedelta(days=1)
    try:
        last = last or (today - day if first is None else max(first, today - day))
        first = first or last - (USUAL_DAYS - 1) * day
    except OverflowError as error:
        flaw = Flaw("from", str(last), "no such span of dates")
        raise InvalidInputError([flaw], subject="shadow report") from error
    if last < first:
        flaw = Flaw("to", last.isoformat(), f"is before from, {first}")
        raise InvalidInputError([flaw], subject="shadow report")
    if (last - first).days >= MOST_DAYS:
        flaw = Flaw("to", last.isoformat(), f"at most {MOST_DAYS} days from {first}")
        raise InvalidInputError([flaw], subject="shadow report")
    return first, last


def report_view(
    report: ShadowReport, lines: Lines = "differing", gates: tuple[GateResult, ...] = ()
) -> dict[str, Any]:
    """Return a report as the command and the service show it."""
    found = with_lines(report, lines).model_dump(mode="json")
    shown: dict[str, Any] = _camel({**found, "gates": [gate.model_dump() for gate in gates]})
    return shown


def _camel(data: Any) -> Any:
    """Return data with its names as the service writes them."""
    if isinstance(data, list):
        return [_camel(item) for item in data]
    if not isinstance(data, dict):
        return data
    heads = {name: name.partition("_") for name in data}
    return {
        head + rest.title().replace("_", ""): _camel(data[name])
        for name, (head, _, rest) in heads.items()
    }


def with_lines(report: ShadowReport, lines: Lines) -> ShadowReport:
    """Return a report that lists all bookings, those that differ, or none; its sums stay."""
    if lines == "all":
        return report
    nights = tuple(
        night.model_copy(
            update={
                "lines": tuple(
                    line
                    for line in night.lines
                    if lines != "none" and line.effect is not Effect.SAME
                )
            }
        )
        for night in report.nights
    )
    return report.model_copy(update={"nights": nights})
