"""Whatever was done to a database: mending loses no seat, frees no time, and comes to rest."""

import datetime as dt
import random
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID, uuid4

import psycopg
import pytest

from services.doctor import Report, report
from tests.integration.doctor_faults import drop_constraints, run
from tests.integration.planning import AS_OF, plan_test_date, pool
from tests.integration.postgres_servers import Database, House, at

SEEDS = range(4)
GUESTS, BLOWS = 14, 25

Seat = tuple[UUID, UUID]
Blow = Callable[[House, random.Random, UUID, UUID], None]
"""Damages what belongs to a booking or a table."""

LIVE = (
    " join bookings b on b.id = x.booking_id"
    " and b.status::text not in ('cancelled', 'no_show', 'completed')"
)


def fill(house: House, rng: random.Random) -> list[UUID]:
    """Give tables to bookings as the functions do; what does not fit is refused."""
    guests = []
    for _ in range(GUESTS):
        start = dt.time(rng.randint(12, 20), rng.choice((0, 30)))
        guest = house.booking(start, party_size=rng.randint(1, 8))
        guests.append(guest)
        names = rng.choice((["F1"], ["B1"], ["T1", "T2"], ["T4", "T5", "T6"], ["T3"], ["B2"]))
        begins = at(start.hour, start.minute)
        with suppress(psycopg.Error):
            house.assign(
                guest, *names, key=str(uuid4()), window=(begins, begins + dt.timedelta(minutes=65))
            )
    return guests


def _shift(rng: random.Random) -> tuple[dt.timedelta, dt.timedelta]:
    minutes = (-60, -30, 0, 30, 60)
    return dt.timedelta(minutes=rng.choice(minutes)), dt.timedelta(minutes=rng.choice(minutes))


def shift_allocations(house: House, rng: random.Random, booking: UUID, table: UUID) -> None:
    """Edit a window in one place."""
    run(
        house,
        'update allocations set "window" = tstzrange(lower("window") + %s, upper("window") + %s)'
        " where booking_id = %s and (resource_id = %s or random() < 0.5)",
        *(*_shift(rng), booking, table),
    )


def shift_assignments(house: House, rng: random.Random, booking: UUID, table: UUID) -> None:
    """Edit a window in the other place."""
    run(
        house,
        "update booking_table_assignments set start_at = start_at + %s, end_at = end_at + %s"
        " where booking_id = %s",
        *(*_shift(rng), booking),
    )


def forget_windows(house: House, rng: random.Random, booking: UUID, table: UUID) -> None:
    """Leave a row without a window."""
    run(
        house,
        "update booking_table_assignments set start_at = null, end_at = null where booking_id = %s",
        booking,
    )


def delete_rows(house: House, rng: random.Random, booking: UUID, table: UUID) -> None:
    """Delete rows of one kind and not of the others."""
    victim = rng.choice(
        ("allocations", "booking_table_assignments", "booking_assignment_idempotency")
    )
    run(house, f"delete from {victim} where booking_id = %s", booking)


def change_status(house: House, rng: random.Random, booking: UUID, table: UUID) -> None:
    """Change a status and nothing else."""
    status = rng.choice(("cancelled", "no_show", "completed", "confirmed", "pending"))
    run(house, "update bookings set status = %s where id = %s", status, booking)


def edit_booking(house: House, rng: random.Random, booking: UUID, table: UUID) -> None:
    """Change a booking that has its tables."""
    run(
        house,
        "update bookings set start_time = %s, end_time = '23:00', party_size = %s where id = %s",
        *(dt.time(rng.randint(12, 20)), rng.randint(1, 9), booking),
    )


def hold(house: House, rng: random.Random, booking: UUID, table: UUID) -> None:
    """Hold a table, for somebody or nobody, for as long as it may be."""
    (name,) = house.names([table])
    until = rng.choice(("2020-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "soon"))
    hour = rng.randint(12, 20)
    house.hold(
        name,
        booking=rng.choice((booking, None)),
        start=at(hour),
        end=at(hour + 2),
        metadata={"heldUntil": until},
    )


def unassign(house: House, rng: random.Random, booking: UUID, table: UUID) -> None:
    """Take some or all tables away through the function."""
    names = rng.choice(([], house.names([table])))
    house.unassign(booking, *names)


def another_table(house: House, rng: random.Random, booking: UUID, table: UUID) -> None:
    """Write another table into rows of one kind."""
    run(
        house,
        "update booking_table_assignments set table_id = %s where booking_id = %s",
        *(table, booking),
    )


BLOW: tuple[Blow, ...] = (
    *(shift_allocations, shift_assignments, forget_windows, delete_rows, change_status),
    *(edit_booking, hold, unassign, another_table),
)


def seats(house: House) -> set[Seat]:
    """Return who has which table, of those who may still come."""
    rows = house.rows(f"select booking_id, table_id from booking_table_assignments x{LIVE}")
    return {(row["booking_id"], row["table_id"]) for row in rows}


def taken(house: House) -> set[tuple[UUID, UUID, dt.datetime]]:
    """Return the quarters of an hour for which live bookings have their tables, by seat."""
    pieces = (
        "select x.booking_id, x.table_id, x.start_at, x.end_at"
        f" from booking_table_assignments x{LIVE}"
        ' union select x.booking_id, a.table_id, lower(x."window"), upper(x."window")'
        f" from allocations x{LIVE}"
        " join booking_table_assignments a on a.booking_id = x.booking_id"
        " and a.table_id = x.resource_id where not x.shadow"
    )
    rows = house.rows(
        "select booking_id, table_id, quarter from (" + pieces + ") p cross join lateral"
        " generate_series(start_at, end_at - interval '5 min', interval '5 min') as quarter"
        " where start_at < end_at"
    )
    return {(row["booking_id"], row["table_id"], row["quarter"]) for row in rows}


def double(found: Report) -> set[tuple[object, ...]]:
    """Return the tables that two parties have, and which ones."""
    return {
        (item.where["table_id"], *sorted(item.where["owners"]))
        for item in found.findings
        if item.kind == "double_booking"
    }


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "unguarded"])
@pytest.mark.parametrize("seed", SEEDS)
def test_mending_loses_nothing_and_comes_to_rest(
    database: Database, house: House, seed: int, guarded: bool
) -> None:
    """Half of the databases never had the constraints that refuse the worst."""
    rng = random.Random(seed)
    house.connection.execute("select setseed(%s)", [seed / 100])
    if not guarded:
        drop_constraints(house)
    guests, tables = fill(house, rng), list(house.tables.values())
    for _ in range(BLOWS):
        with suppress(psycopg.Error):
            rng.choice(BLOW)(house, rng, rng.choice(guests), rng.choice(tables))

    before, had, kept = report(house.connection, AS_OF), seats(house), taken(house)
    assert before.examination.skipped == []
    after = report(house.connection, AS_OF, fix=True)
    assert after.mended
    assert seats(house) == had
    assert taken(house) >= kept
    assert double(after) <= double(before)
    assert [item for item in after.findings if item.mendable and not item.refused] == []
    logged = house.value("select count(*) from maitred.events where kind = 'doctor.fixed'")
    assert logged == len(after.mended)
    again = report(house.connection, AS_OF, fix=True)
    assert again.mended == ()
    assert again.findings == after.findings
    with pool(database) as opened:
        plan_test_date(opened, house.id)
