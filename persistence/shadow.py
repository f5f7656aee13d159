"""What shadow planning reads of the product's rows, and keeps in maitred's own."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from psycopg.types.json import Jsonb

from models.shadow import EveningEnd, SeenBooking
from persistence.jobs import Job, get_job
from persistence.pool import Connection
from persistence.queries import query
from persistence.runs import Run, run_of


def seen_bookings(
    connection: Connection, restaurant_id: UUID, date: dt.date
) -> tuple[tuple[SeenBooking, ...], Mapping[str, dt.datetime]]:
    """Return the bookings of a date with their tables, and when each of them was made."""
    values = {"restaurant_id": restaurant_id, "service_date": date}
    rows = connection.execute(query("shadow/seen_bookings"), values).fetchall()
    seen = tuple(
        SeenBooking(
            booking=str(row["id"]),
            party=row["party_size"],
            clock=f"{row['booking_date']} {row['start_time']:%H:%M}",
            status=row["status"],
            tables=tuple(map(str, row["table_ids"])),
        )
        for row in rows
    )
    return seen, {str(row["id"]): row["created_at"] for row in rows}


def evening_end(
    connection: Connection, restaurant_id: UUID, date: dt.date, seen_at: dt.datetime
) -> EveningEnd:
    """Return how a date stands now, and who was moved on the way there."""
    seen, _ = seen_bookings(connection, restaurant_id, date)
    values = {"restaurant_id": restaurant_id, "service_date": date}
    moved = connection.execute(query("shadow/moved_bookings"), values).fetchall()
    return EveningEnd(
        seen_at=seen_at, seen=seen, moved=tuple(str(row["booking_id"]) for row in moved)
    )


def keep_end(connection: Connection, restaurant_id: UUID, date: dt.date, ended: EveningEnd) -> bool:
    """Keep how an evening ended; False when that is known already: the first look counts."""
    values = {
        "restaurant_id": restaurant_id,
        "service_date": date,
        "ended": Jsonb(ended.model_dump(mode="json")),
    }
    return connection.execute(query("shadow/keep_end"), values).rowcount > 0


def kept_end(connection: Connection, restaurant_id: UUID, date: dt.date) -> EveningEnd | None:
    """Return how an evening ended, if that was kept.

    Raises:
        ValidationError: another version wrote it, and this one cannot read it.
    """
    values = {"restaurant_id": restaurant_id, "service_date": date}
    row = connection.execute(query("shadow/kept_end"), values).fetchone()
    return None if row is None else EveningEnd.model_validate(row["ended"])


def shadow_runs(
    connection: Connection, restaurant_id: UUID, first: dt.date, last: dt.date
) -> Iterator[Run]:
    """Yield of every date in a span, the earliest first, the shadow run that is compared.

    Raises:
        ValidationError: another version wrote it, and this one cannot read it.
    """
    values = {"restaurant_id": restaurant_id, "first": first, "last": last}
    for row in connection.execute(query("shadow/runs"), values).fetchall():
        yield run_of(row)


@dataclass(frozen=True)
class Looked:
    """What is there of a date."""

    planned_at: dt.datetime | None = None
    """When it was planned last."""
    ended: bool = False
    """Its end is kept."""
    asked_at: dt.datetime | None = None
    """When a job was asked for last."""


def looked_at(connection: Connection, restaurant_id: UUID, date: dt.date) -> Looked:
    """Return what is there of a date."""
    values = {"restaurant_id": restaurant_id, "service_date": date}
    return Looked(**connection.execute(query("shadow/looked"), values).fetchall()[0])


def first_guests(connection: Connection, restaurant_id: UUID, date: dt.date) -> dt.time | None:
    """Return the time that a date's first guests have booked, on the restaurant's clock."""
    values = {"restaurant_id": restaurant_id, "service_date": date}
    row = connection.execute(query("shadow/first_guests"), values).fetchall()[0]
    first: dt.time | None = row["first"]
    return first


def waiting_job(connection: Connection, restaurant_id: UUID, date: dt.date) -> Job | None:
    """Return the job that waits to look at a date, or None."""
    values = {"restaurant_id": restaurant_id, "service_date": date}
    row = connection.execute(query("shadow/waiting"), values).fetchone()
    return None if row is None else get_job(connection, row["id"])
