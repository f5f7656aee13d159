"""Shadow planning and its report leave every row of the product's as it was.

Proven twice: by the rows themselves, and by a role that may write none of them. Both proofs are
shown to notice a plan that is committed.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from models.errors import MaitredError
from persistence.pool import Database as Pool
from services.shadow.planning import ShadowRequest, look
from services.shadow.report import report_of
from tests.integration.old_allocator import allocate, busy_night, three_tables
from tests.integration.planning import plan_test_date, pool
from tests.integration.postgres_servers import DATE, Database, House, at
from tests.integration.serving_role import serving_as
from tests.integration.test_tenant_matrix import fill

AHEAD, AFTER = at(15), at(9, day=1)


def every_row(house: House) -> dict[str, str]:
    """Return a hash of all rows of every table of the product, and of which statement wrote them.

    A row that was written again as it was has another version, and so another hash.
    """
    tables = house.rows("select tablename from pg_tables where schemaname = 'public' order by 1")
    assert len(tables) > 25
    return {
        row["tablename"]: house.value(
            "select md5(coalesce(string_agg(concat(t::text, xmin, ctid), '|' order by ctid), ''))"
            f' from public."{row["tablename"]}" t'
        )
        for row in tables
    }


def shadowed(opened: Pool, house: House) -> None:
    """Do all that there is: plan ahead, keep the end, plan afterwards, report."""
    ahead = look(opened, ShadowRequest(house.id, DATE, budget_seconds=5), now=AHEAD)
    assert ahead.run_id is not None
    assert look(opened, ShadowRequest(house.id, DATE), now=AFTER).end_kept
    again = ShadowRequest(house.id, DATE, at="15:00", budget_seconds=5)
    assert look(opened, again, now=AFTER).run_id is not None
    found = report_of(opened, house.id, DATE, DATE, now=AFTER)
    assert found.bookings >= 4


@pytest.fixture
def night(house: House) -> House:
    """A restaurant with rows in all of the product's tables, and a night of the old allocator."""
    fill(house)
    house.rows("delete from maitred.merge_sets returning 1")  # no set that could be planned with
    for table in ("shadow_evenings", "engine_kills"):
        house.rows(f"delete from maitred.{table} returning 1")
    three_tables(house)
    busy_night(house)
    allocate(house)
    house.rows("update bookings set created_at = %s where true returning 1", at(9))
    return house


def test_every_row_is_as_it_was(database: Database, night: House) -> None:
    """Before and after; a plan that is committed does change some."""
    before = every_row(night)
    with pool(database) as opened:
        shadowed(opened, night)
        assert every_row(night) == before
        night.booking(dt.time(12))
        before = every_row(night)
        plan_test_date(opened, night.id)
    changed = {table for table, found in every_row(night).items() if found != before[table]}
    assert {"booking_table_assignments", "allocations", "booking_slots"} <= changed


@contextmanager
def reader(database: Database, house: House) -> Iterator[str]:
    """Make a role that reads everything, and writes in the schema maitred alone."""
    role = f"reader_of_{database.name}"
    statements = (
        f"create role {role} bypassrls",
        f"grant usage on schema public to {role}",
        f"grant select on all tables in schema public to {role}",
        # The product's functions write with their owner's rights.
        "revoke execute on all functions in schema public from public",
        "revoke execute on all functions in schema public from authenticated, service_role",
    )
    for statement in statements:
        house.connection.execute(statement.encode())
    try:
        yield role
    finally:
        house.connection.execute(f"drop owned by {role}".encode())
        house.connection.execute(f"drop role {role}".encode())


def test_a_role_that_may_not_write_the_products_rows_is_enough(
    database: Database, night: House
) -> None:
    """The same role is refused when it plans in earnest, or touches a booking."""
    with reader(database, night) as role, serving_as(role, night.connection, database):
        with pool(database) as opened:
            shadowed(opened, night)
            night.booking(dt.time(12))
            with pytest.raises(MaitredError, match="role may not do that"):
                plan_test_date(opened, night.id)
        with database.connect() as opened_again:
            assert opened_again.execute("select current_user as me").fetchall() == [{"me": role}]
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                opened_again.execute("update public.bookings set notes = null")
