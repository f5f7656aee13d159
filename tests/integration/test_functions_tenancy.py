"""Who sees what: row-level security as the roles of the product experience it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest

from tests.integration.postgres_servers import House, at, refused

GUARDED = ["allocations", "booking_table_assignments", "table_holds", "capacity_outbox"]
HELD = ["table_hold_members", "table_hold_windows"]


@contextmanager
def as_role(
    house: House, role: str, *, tenant: UUID | None = None, user: UUID | None = None
) -> Iterator[None]:
    """Act as a role inside a transaction, as a pooled connection does."""
    with house.connection.transaction():
        if tenant:
            house.rows("select set_config('app.restaurant_id', %s, true)", str(tenant))
        if user:
            claims = json.dumps({"sub": str(user), "role": role})
            house.rows("select set_config('request.jwt.claims', %s, true)", claims)
        house.connection.execute(f"set local role {role}".encode())
        yield


@pytest.fixture
def other(house: House) -> House:
    """A second restaurant; both have a seated booking, a hold and a queued event."""
    other = House.build(house.connection)
    for each in (house, other):
        each.assign(each.booking(), "T1", "T2")
        each.hold("T3")
        each.insert("capacity_outbox", restaurant_id=each.id, event_type="test")
    return other


@pytest.mark.parametrize("table", [*GUARDED, *HELD])
def test_the_service_role_needs_a_tenant(house: House, other: House, table: str) -> None:
    """Without app.restaurant_id the service role is refused, and nothing is shown."""
    with refused("42501"), as_role(house, "service_role"):
        house.rows(f"select * from {table}")


def test_the_service_role_cannot_write_without_a_tenant(house: House) -> None:
    """Writing an allocation or an event without app.restaurant_id is 42501."""
    for table, row in {
        "capacity_outbox": {"event_type": "test"},
        "table_holds": {
            "zone_id": house.zones["main"],
            "start_at": at(19),
            "end_at": at(21),
            "expires_at": at(21),
        },
    }.items():
        with refused("42501"), as_role(house, "service_role"):
            house.insert(table, restaurant_id=house.id, **row)


@pytest.mark.parametrize("table", [*GUARDED, *HELD])
def test_the_service_role_sees_its_tenant_only(house: House, other: House, table: str) -> None:
    """With app.restaurant_id exactly that restaurant's rows are visible."""
    count = f"select count(*) from {table}"
    both = house.value(count)
    with as_role(house, "service_role", tenant=house.id):
        assert house.value(count) == both / 2


def test_the_service_role_writes_its_tenant_only(house: House, other: House) -> None:
    """A hold works for the tenant that is set, with its mirror, and for no other."""
    with as_role(house, "service_role", tenant=house.id):
        hold = house.hold("T4", booking=house.booking())
        house.rows("delete from table_holds where id = %s returning 1", hold)
    with refused("42501"), as_role(house, "service_role", tenant=house.id):
        other.hold("T4")


def test_the_tenant_ends_with_the_transaction(house: House, other: House) -> None:
    """A pooled connection does not carry a tenant into the next transaction."""
    with as_role(house, "service_role", tenant=house.id):
        house.rows("select * from allocations")
    with refused("42501"), as_role(house, "service_role"):
        house.rows("select * from allocations")


def test_the_service_role_assigns_without_a_tenant(house: House) -> None:
    """The functions run with their owner's rights: authorisation is the caller's duty."""
    booking = house.booking()
    with as_role(house, "service_role"):
        assert house.assign(booking, "T1")
        assert house.unassign(booking) == ["T1"]


@pytest.mark.parametrize("role", ["anon", "authenticated"])
def test_guests_and_staff_cannot_call_the_functions(house: House, role: str) -> None:
    """Every function with its owner's rights is closed to the roles of the web."""
    booking = house.booking()
    with refused("42501"), as_role(house, role):
        house.assign(booking, "T1")
    with refused("42501"), as_role(house, role):
        house.unassign(booking)
    open_to_all = house.rows(
        "select p.oid::regprocedure::text as name from pg_proc p"
        " where p.pronamespace = 'public'::regnamespace and p.prosecdef"
        " and has_function_privilege(%s, p.oid, 'execute')",
        role,
    )
    assert [row["name"] for row in open_to_all] == ["is_member_of(uuid)"]


def test_staff_see_the_restaurants_they_belong_to(house: House, other: House) -> None:
    """auth.uid() decides by membership, in every table that staff can read."""
    user = uuid4()
    house.insert("restaurant_memberships", user_id=user, restaurant_id=house.id, role="host")
    with as_role(house, "authenticated", user=user):
        assert house.value("select auth.uid()") == user
        assert [row["id"] for row in house.rows("select id from restaurants")] == [house.id]
        for table in ("bookings", "table_inventory", "allocations", "table_holds", "zones"):
            seen = house.rows(f"select distinct restaurant_id from {table}")
            assert [row["restaurant_id"] for row in seen] == [house.id]
        assert house.value("select count(*) from booking_table_assignments") == 2
    with as_role(house, "authenticated", user=uuid4()):
        assert house.value("select count(*) from bookings") == 0
    with as_role(house, "authenticated"):
        assert house.value("select count(*) from bookings") == 0


def test_every_table_is_under_row_level_security(house: House) -> None:
    """No table of the exposed schema is open, and guests have no rights at all."""
    tables = "select relname from pg_class where relnamespace = 'public'::regnamespace"
    unguarded = house.rows(f"{tables} and relkind = 'r' and not relrowsecurity")
    assert unguarded == []
    for_guests = house.rows(
        f"{tables} and relkind = 'r'"
        " and has_table_privilege('anon', oid, 'select, insert, update, delete')"
    )
    assert for_guests == []


OF_ANY_SCHEMA = (
    "select p.oid::regprocedure::text as name from pg_proc p"
    " where p.pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')"
    " and p.prosecdef"
)


def test_functions_with_the_owners_rights_pin_their_search_path(house: House) -> None:
    """A temporary table of the caller never stands in for a real one."""
    loose = house.rows(
        f"{OF_ANY_SCHEMA} and not 'search_path=public, pg_temp' = any (coalesce(proconfig, '{{}}'))"
    )
    assert loose == []
    booking = house.booking()
    house.connection.execute("create temporary table bookings (id uuid)")
    assert house.assign(booking, "T1")


def test_functions_with_the_owners_rights_are_not_for_everybody(house: House) -> None:
    """But for the one that row-level security itself asks, which tells only of who asks."""
    assert len(house.rows(OF_ANY_SCHEMA)) > 5
    open_to_all = house.rows(
        f"{OF_ANY_SCHEMA} and exists (select 1 from aclexplode("
        "coalesce(p.proacl, acldefault('f', p.proowner))) as a"
        " where a.grantee = 0 and a.privilege_type = 'EXECUTE')"
    )
    assert [row["name"] for row in open_to_all] == ["is_member_of(uuid)"]


def test_our_own_tables_are_under_row_level_security_whoever_owns_them(house: House) -> None:
    """All of schema maitred but the list of its migrations, and the queue: ids of jobs, chores."""
    open_tables = house.rows(
        "select relname from pg_class where relnamespace = 'maitred'::regnamespace"
        " and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)"
    )
    assert {row["relname"] for row in open_tables} == {
        "schema_migrations",
        "chores",
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    }
