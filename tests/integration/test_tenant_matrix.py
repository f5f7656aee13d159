"""Every table, for every role, verb and tenant: who reaches whose rows.

The roles are the product's. ``service_role`` is held to one tenant by the database in some tables
only; in the others, as in production, it is the service that has to ask for the right restaurant.
Our own schema is closed to all of them, and holds whoever is let in to the tenant that is named.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.integration.postgres_servers import DATE, House, at
from tests.integration.serving_role import GRANTS

IN_BOOKING = "booking_id in (select id from bookings where restaurant_id = %s)"

TENANTS_OWN = {
    "allocations",
    "booking_table_assignments",
    "capacity_outbox",
    "table_hold_members",
    "table_hold_windows",
    "table_holds",
}
"""The database itself keeps the service to one restaurant here."""

SERVICES_DUTY = {
    "allowed_capacities",
    "booking_slots",
    "bookings",
    "customers",
    "demand_profiles",
    "manual_assignment_sessions",
    "observability_events",
    "restaurant_capacity_rules",
    "restaurant_memberships",
    "restaurant_operating_hours",
    "restaurant_service_periods",
    "restaurants",
    "strategic_configs",
    "table_inventory",
    "table_scarcity_metrics",
    "zones",
}
"""The service reaches every restaurant here."""

WITHOUT_A_RESTAURANT = {
    "booking_assignment_idempotency": IN_BOOKING,
    "booking_state_history": IN_BOOKING,
    "feature_flag_overrides": "%s::uuid is not null",
    "merge_rules": "%s::uuid is not null",
    "service_policy": "%s::uuid is not null",
    "table_adjacencies": "table_a in (select id from table_inventory where restaurant_id = %s)",
}
"""Whose a row is, where it does not say itself; the service reads all of it."""

TABLES = sorted(TENANTS_OWN | SERVICES_DUTY | WITHOUT_A_RESTAURANT.keys())
NOT_FOR_STAFF = {"table_hold_members", "table_hold_windows", *WITHOUT_A_RESTAURANT}

OF_JOB = "job_id in (select id from maitred.jobs where restaurant_id = %s)"

OWNER = {
    **WITHOUT_A_RESTAURANT,
    "restaurants": "id = %s",
    "booking_table_assignments": IN_BOOKING,
    "table_hold_members": "hold_id in (select id from table_holds where restaurant_id = %s)",
    "maitred.run_events": "run_id in (select id from maitred.runs where restaurant_id = %s)",
    "maitred.job_events": OF_JOB,
    "maitred.job_problems": OF_JOB,
    "maitred.job_runs": OF_JOB,
}
"""Whose a row is; ``restaurant_id`` where nothing else is said."""

OURS = {
    "maitred.booking_locks",
    "maitred.engine_kills",
    "maitred.engine_settings",
    "maitred.events",
    "maitred.idempotency_keys",
    "maitred.job_events",
    "maitred.job_problems",
    "maitred.job_runs",
    "maitred.jobs",
    "maitred.merge_sets",
    "maitred.restaurant_settings",
    "maitred.run_events",
    "maitred.runs",
    "maitred.scheduled_plans",
    "maitred.service_tokens",
    "maitred.shadow_evenings",
    "maitred.table_layouts",
    "maitred.traces",
}
NOBODYS = {
    "maitred.schema_migrations",
    "maitred.chores",
    # Whose turn it is: the ids of jobs, and the restaurant and date that a plan locks.
    "maitred.procrastinate_events",
    "maitred.procrastinate_jobs",
    "maitred.procrastinate_periodic_defers",
    "maitred.procrastinate_workers",
}

STATEMENTS = {
    "select": "select * from {table} where ctid = %s::tid",
    "insert": "insert into {table} ({columns})"
    " select {columns} from jsonb_populate_record(null::{table}, %s)",
    "update": "update {table} set {column} = {column} where ctid = %s::tid",
    "delete": "delete from {table} where ctid = %s::tid",
}

WRITTEN_TOGETHER = {("maitred.run_events", "insert"), ("maitred.job_events", "insert")}
"""Written in one statement with what they belong to, which that does not see yet; nobody learns
anything."""

RUN = {
    "service_date": DATE,
    "mode": "fill",
    "state": "planned",
    "problem_hash": "",
    "plan_hash": "",
    "problem": {},
    "plan": {},
}

REACHED, NOTHING, REFUSED = "reached", "nothing", "refused"


@pytest.fixture
def tenants(house: House) -> tuple[House, House]:
    """Two restaurants with a row in every table."""
    tenants = house, House.build(house.connection)
    for each in tenants:
        fill(each)
    return tenants


def fill(house: House) -> None:
    """Write what a house has not got anyway."""
    seated = house.booking()
    house.assign(seated, "T1")
    house.hold("T3", booking=house.booking())
    of_house = {"restaurant_id": house.id}
    house.insert("restaurant_memberships", **of_house, user_id=uuid4(), role="host")
    house.insert("capacity_outbox", **of_house, event_type="test")
    house.insert("observability_events", **of_house, source="test", event_type="test")
    house.insert("manual_assignment_sessions", **of_house, booking_id=seated)
    house.insert("booking_slots", **of_house, slot_date=DATE.replace(day=2), slot_time="12:00")
    times = {"start_time": "12:00", "end_time": "15:00"}
    house.insert(
        "restaurant_service_periods", **of_house, **times, name="lunch", booking_option="lunch"
    )
    house.insert("restaurant_operating_hours", **of_house, day_of_week=1)
    house.insert("restaurant_capacity_rules", **of_house, max_covers=50)
    house.insert("demand_profiles", **of_house, day_of_week=1, service_window="lunch")
    house.insert("table_scarcity_metrics", **of_house, table_type="four", scarcity_score=1)
    house.insert("strategic_configs", **of_house)
    house.insert("booking_state_history", booking_id=seated, to_status="pending")
    if house.value("select count(*) from service_policy") == 0:
        house.insert("service_policy", clean_buffer_minutes=5)
        house.insert("merge_rules", from_a=2, from_b=4, to_capacity=6)
        house.insert("feature_flag_overrides", flag="test", environment="test", value=True)
    fill_ours(house)


def fill_ours(house: House) -> None:
    """Write a row of a house into each table of our own."""
    of_house = {"restaurant_id": house.id}
    run = house.insert("maitred.runs", **of_house, **RUN)["id"]
    house.insert("maitred.run_events", run_id=run, seq=1, state="planned")
    house.insert("maitred.events", **of_house, kind="test")
    told = {"request_id": "r", "kind": "request", "at": at(12), "seconds": 0.1}
    said = {"what": "GET /", "outcome": "200"}
    house.insert("maitred.traces", **of_house, **told, **said, steps={})
    answered = {"route": "test", "key": "k", "body_hash": "", "status": 200, "response": "{}"}
    house.insert("maitred.idempotency_keys", **of_house, **answered)
    house.insert("maitred.merge_sets", **of_house, table_ids=[house.tables["T1"]])
    house.insert("maitred.restaurant_settings", **of_house)
    house.insert("maitred.booking_locks", **of_house, booking_id=uuid4(), locked_by="test")
    house.insert("maitred.table_layouts", **of_house, version=1, tables={}, changed_by="test")
    house.insert("maitred.engine_settings", **of_house, state="on", set_by="test")
    house.insert("maitred.engine_kills", **of_house, killed_by="test")
    house.insert("maitred.shadow_evenings", **of_house, service_date=DATE, ended={})
    job = house.insert("maitred.jobs", **of_house, kind="plan", request={})["id"]
    house.insert("maitred.job_events", job_id=job, seq=1, kind="state", data={})
    house.insert("maitred.job_problems", job_id=job, hash="", problem={})
    house.insert("maitred.job_runs", job_id=job, key="", run={}, plan={})
    house.insert("maitred.scheduled_plans", **of_house, service_date=DATE, plan_at="16:00")
    hashed = uuid4().bytes * 2
    house.insert(
        "maitred.service_tokens", **of_house, name=hashed.hex(), token_sha256=hashed, role="host"
    )


@contextmanager
def acting(house: House, role: str, user: object) -> Iterator[None]:
    """Act for a house in a transaction that leaves nothing behind."""
    with house.connection.transaction(force_rollback=True):
        claims = json.dumps({"sub": str(user), "role": role})
        house.rows("select set_config('request.jwt.claims', %s, true)", claims)
        house.rows("select set_config('app.restaurant_id', %s, true)", str(house.id))
        house.connection.execute(f"set local role {role}".encode())
        yield


def outcome(house: House, role: str, user: object, sql: str, value: object) -> str:
    """Tell how far a statement gets."""
    try:
        with acting(house, role, user):
            count = house.connection.execute(sql.encode(), [value]).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return REFUSED
    except psycopg.IntegrityError:  # beyond row-level security: the row is there already
        return REACHED
    return REACHED if count else NOTHING


def attempt(house: House, target: House, table: str, verb: str, role: str, user: object) -> str:
    """Try a verb on a row of the target, acting for the house."""
    owner = OWNER.get(table, "restaurant_id = %s")
    columns = [
        row["column_name"]
        for row in house.rows(
            "select attname as column_name from pg_attribute where attrelid = %s::regclass"
            " and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''"
            " order by attnum",
            table,
        )
    ]
    [row] = house.rows(
        f"select t.ctid::text as place, to_jsonb(t) as row from {table} t where {owner} limit 1",
        target.id,
    )
    quoted = [f'"{column}"' for column in columns]
    sql = STATEMENTS[verb].format(table=table, columns=", ".join(quoted), column=quoted[0])
    value: Any = Jsonb(row["row"]) if verb == "insert" else row["place"]
    return outcome(house, role, user, sql, value)


def expected(table: str, verb: str, role: str, own: bool) -> set[str]:
    """Return what may come out."""
    if role == "anon" or (role == "authenticated" and (verb != "select" or table in NOT_FOR_STAFF)):
        return {REFUSED}
    if role == "authenticated":
        return {REACHED} if own else {NOTHING}
    if own or table in SERVICES_DUTY | WITHOUT_A_RESTAURANT.keys():
        return {REACHED}
    return {REFUSED} if verb == "insert" else {NOTHING}


@pytest.mark.parametrize("role", ["anon", "authenticated", "service_role"])
def test_who_reaches_whose_rows(tenants: tuple[House, House], role: str) -> None:
    """Every table, every verb, the own restaurant and the other one."""
    house, other = tenants
    member = uuid4()
    house.insert("restaurant_memberships", user_id=member, restaurant_id=house.id, role="host")
    wrong = []
    for table in TABLES:
        for verb in STATEMENTS:
            for target in (house, other):
                found = attempt(house, target, table, verb, role, member)
                if found not in expected(table, verb, role, target is house):
                    wrong.append((table, verb, "own" if target is house else "other", found))
    assert wrong == []


def test_every_table_is_tried(house: House) -> None:
    """A new table fails here until it is said whose duty it is."""
    found = house.rows(
        "select schemaname || '.' || tablename as name from pg_tables"
        " where schemaname in ('public', 'maitred')"
    )
    names = {row["name"].removeprefix("public.") for row in found}
    assert names == {*TABLES, *OURS, *NOBODYS}


@pytest.mark.parametrize("table", sorted(TENANTS_OWN - OWNER.keys()))
def test_no_row_is_given_away(tenants: tuple[House, House], table: str) -> None:
    """The service cannot move a row of its restaurant into another one."""
    house, other = tenants
    sql = f"update {table} set restaurant_id = %s"
    assert outcome(house, "service_role", uuid4(), sql, other.id) == REFUSED


@pytest.mark.parametrize("role", ["anon", "authenticated", "service_role"])
def test_our_own_schema_is_closed_to_the_roles_of_the_product(
    tenants: tuple[House, House], role: str
) -> None:
    """Runs, events, tokens: every table, every verb, one's own restaurant too."""
    house, _ = tenants
    assert not house.value("select has_schema_privilege(%s, 'maitred', 'usage')", role)
    for table in sorted(OURS):
        for verb in STATEMENTS:
            assert attempt(house, house, table, verb, role, uuid4()) == REFUSED, (table, verb)


@pytest.mark.parametrize("owner", [False, True])
def test_who_is_let_in_is_held_to_the_tenant_that_is_named(
    tenants: tuple[House, House], owner: bool
) -> None:
    """The role that serves, and the owner of the tables as well; without a tenant there are all."""
    house, other = tenants
    role = "service_role"
    with house.connection.transaction(force_rollback=True):
        for grant in GRANTS:
            house.connection.execute(grant.format(role=role).encode())
        for table in OURS if owner else ():
            house.connection.execute(f"alter table {table} owner to {role}".encode())
        wrong = []
        for table in sorted(OURS):
            for verb in STATEMENTS:
                found = [attempt(house, to, table, verb, role, uuid4()) for to in tenants]
                # Nothing is found of another tenant's; inserting it is refused, where it is said
                # whose it is.
                strange = REFUSED if verb == "insert" else NOTHING
                if found != [REACHED, strange] and (table, verb) not in WRITTEN_TOGETHER:
                    wrong.append((table, verb, found))
        assert wrong == []
        with acting(house, role, uuid4()):
            house.rows("select set_config('app.restaurant_id', '', true)")
            seen = house.rows("select distinct restaurant_id from maitred.runs")
            assert {row["restaurant_id"] for row in seen} == {house.id, other.id}
