"""The doctor's look for tables that are taken twice finds what comparing every pair finds."""

import datetime as dt
import random
from contextlib import suppress
from typing import Any
from uuid import UUID

import psycopg
import pytest

from persistence.queries import query
from tests.concurrency.chaos import on
from tests.integration.doctor_faults import drop_constraints
from tests.integration.planning import AS_OF
from tests.integration.postgres_servers import House, at

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

PAIRWISE = """
), taken as (
    select * from place where end_at > %(now)s and start_at < end_at
)
select distinct on (one.table_id, one.owner, other.owner)
    one.owner as subject, t.table_number, one.table_id,
    array[one.owner, other.owner] as owners,
    array[one.source, other.source] as places,
    greatest(one.start_at, other.start_at) as overlap_from,
    least(one.end_at, other.end_at) as overlap_until,
    array[one.expires_at, other.expires_at] as _expires_at,
    array[one.held_until, other.held_until] as _held_until
from taken one
join taken other
    on other.table_id = one.table_id and other.owner > one.owner
    and other.start_at < one.end_at and one.start_at < other.end_at
left join public.table_inventory t on t.id = one.table_id
where %(subject)s::uuid is null or one.owner = %(subject)s
order by one.table_id, one.owner, other.owner,
    array_position(array['assignment', 'allocation', 'maintenance', 'hold'], one.source),
    array_position(array['assignment', 'allocation', 'maintenance', 'hold'], other.source),
    one.start_at, other.start_at
"""
"""The end of the query as it was: every window against every other one of its table."""


def found(house: House, text: str, subject: UUID | None = None) -> list[dict[str, Any]]:
    """Run the query, or the one that it was."""
    values = {"restaurant_id": house.id, "now": AS_OF, "subject": subject}
    return list(house.connection.execute(text.encode(), values).fetchall())


def crowd(house: House, rng: random.Random, tables: list[UUID]) -> list[UUID]:
    """Add windows in every place: many, few, touching, nested, alike, long and over."""
    guests = [house.booking(dt.time(19)) for _ in range(30)]

    def window() -> tuple[dt.datetime, dt.datetime]:
        start = at(rng.randrange(6, 24)) + dt.timedelta(days=rng.choice([-900, 0, 0, 1, 2, 3]))
        start += dt.timedelta(minutes=rng.choice([0, 15, 30, 45]))
        return start, start + dt.timedelta(minutes=rng.choice([0, 15, 30, 60, 60, 90, 5000]))

    for guest in guests:
        for table in rng.sample(tables, min(len(tables), rng.choice([1, 1, 2]))):
            start, end = window()
            where = {"booking_id": guest, "table_id": table}
            house.insert("booking_table_assignments", **where, start_at=start, end_at=end)
            begins, ends = (start, end) if rng.random() < 0.5 else window()
            if begins < ends and rng.random() < 0.6:
                house.insert(
                    "allocations",
                    restaurant_id=house.id,
                    booking_id=guest,
                    resource_type="table",
                    resource_id=table,
                    window=f"[{begins},{ends})",
                )
    names = {key: name for name, key in house.tables.items()}
    for _ in range(6):
        start, end = window()
        owner = rng.choice([None, rng.choice(guests)])
        with suppress(psycopg.Error):  # of two holds at one time the second is refused
            house.hold(names[rng.choice(tables)], booking=owner, start=start, end=end)
    return guests


@pytest.mark.parametrize("seed", range(8))
def test_the_same_pairs_as_when_each_is_compared_with_each(house: House, seed: int) -> None:
    """Every row and column, of all and of single owners; only fewer windows are compared."""
    rng = random.Random(seed)
    drop_constraints(house)
    guests = crowd(house, rng, rng.sample(sorted(house.tables.values()), 1 + seed % 5))
    now = query("doctor/double_bookings")
    head, joined, _ = now.partition("), joined as (")
    assert joined
    before = found(house, head + PAIRWISE)
    assert before
    assert found(house, now) == before
    for guest in guests[::6]:
        assert found(house, now, guest) == found(house, head + PAIRWISE, guest)


def test_windows_that_only_touch_are_of_nobody_else(house: House) -> None:
    """One sitting after the other, back to back all evening, is nothing double."""
    drop_constraints(house)
    for hour in range(12, 22):
        guest = house.booking(dt.time(hour))
        house.assign(guest, "T1", window=(at(hour), at(hour + 1)))
    assert found(house, query("doctor/double_bookings")) == []
