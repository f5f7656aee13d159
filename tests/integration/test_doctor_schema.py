"""``doctor`` on databases that lack what others have: it says so, and examines the rest."""

import datetime as dt
import re
from pathlib import Path
from uuid import uuid4

import pytest

from persistence.doctor.check import Check, Scope
from persistence.doctor.finding import Finding, Severity
from persistence.doctor.look import COLUMNS, RULES, Rule
from persistence.doctor.registry import CHECKS
from persistence.errors import DatabaseError, RestaurantNotFoundError
from persistence.pool import enter_tenant
from services.doctor import Report, report
from tests.integration.doctor_faults import (
    FOR_PEOPLE,
    MENDABLE,
    guest,
    merge_unassigned,
    run,
    shorter_assignment,
    two_assignments,
)
from tests.integration.planning import AS_OF, fingerprint
from tests.integration.postgres_servers import House

BASIC = {
    *("id", "restaurant_id", "name", "table_number", "booking_id", "table_id", "hold_id"),
    *("table_a", "table_b", "resource_type", "resource_id", "idempotency_key"),
    *("slot_date", "slot_time"),
}
"""Columns without which a table is another one."""


def examine(house: House, *, fix: bool = False) -> Report:
    """See the doctor on the morning of the test date."""
    return report(house.connection, AS_OF, fix=fix)


def of_kind(found: Report, kind: str) -> list[Finding]:
    """Return the findings of a kind."""
    return [finding for finding in found.findings if finding.kind == kind]


def test_a_whole_database_lacks_next_to_nothing(house: House) -> None:
    """Only what maitred and its own schema do without is told, as information."""
    found = examine(house)
    of_database = [finding for finding in found.findings if finding.restaurant_id is None]
    assert {(finding.kind, finding.severity) for finding in of_database} <= {
        ("missing_extension", Severity.INFO)
    }
    assert all(found.examination.inventory.as_json()["functions"].values())
    assert all(found.examination.inventory.as_json()["constraints"].values())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.kind)
def test_checks_need_no_more_than_they_say(house: House, check: Check) -> None:
    """With every other table and column gone the check still runs."""
    with house.connection.transaction(force_rollback=True):
        for table, columns in COLUMNS.items():
            if table not in check.needs:
                run(house, f"drop table {table} cascade")
                continue
            for column in columns:
                if column not in BASIC and f"{table}.{column}" not in check.needs:
                    run(house, f'alter table {table} drop column "{column}" cascade')
        enter_tenant(house.connection, house.id)
        list(check.look(house.connection, Scope(house.id, AS_OF)))


@pytest.mark.parametrize("table", COLUMNS)
def test_without_a_table_the_rest_is_examined(house: House, table: str) -> None:
    """The missing table is told, the checks that need it are skipped, and nothing fails."""
    run(house, f"drop table {table} cascade")
    found = examine(house)
    assert table in [finding.where["table"] for finding in of_kind(found, "missing_table")]
    needing = {check.kind for check in CHECKS if table in check.needs}
    assert needing == {item.kind for item in found.examination.skipped}
    examine(house, fix=True)


def test_without_a_column_the_rest_is_examined(house: House) -> None:
    """An older database; what can still be seen is seen."""
    merge_unassigned(house)
    run(house, "alter table allocations drop column is_maintenance")
    found = examine(house)
    (missing,) = of_kind(found, "missing_column")
    assert missing.where == {"table": "public.allocations", "columns": ["is_maintenance"]}
    assert missing.severity is Severity.ERROR
    assert of_kind(found, "stale_ledger")
    assert "orphan_merge_group" in {item.kind for item in found.examination.skipped}


def test_a_surprise_stops_no_other_check(house: House) -> None:
    """Nobody foresaw this type: the check is skipped, and says what the database said."""
    merge_unassigned(house)
    run(house, "alter table table_holds alter metadata type text")
    found = examine(house)
    skipped = {item.kind: item.missing for item in found.examination.skipped}
    assert set(skipped) == {"expired_hold", "double_booking"}
    assert of_kind(found, "orphan_merge_group")
    assert {finding.kind for finding in examine(house, fix=True).mended} >= {"orphan_merge_group"}


def test_without_our_schema_all_else_is_told_and_nothing_mended(house: House) -> None:
    """A fix that cannot be logged is not made; the way out is named."""
    merge_unassigned(house)
    run(house, "drop schema maitred cascade")
    found = examine(house)
    (missing,) = of_kind(found, "no_maitred_schema")
    assert missing.severity is Severity.ERROR
    assert "maitred db migrate" in missing.fix
    assert of_kind(found, "orphan_merge_group")
    before = fingerprint(house)
    with pytest.raises(DatabaseError) as refusal:
        examine(house, fix=True)
    assert (refusal.value.code, refusal.value.exit_code) == ("SCHEMA_MISMATCH", 3)
    assert "maitred db migrate" in str(refusal.value.hint)
    assert fingerprint(house) == before


def test_pending_migrations_are_told(house: House) -> None:
    """An older maitred was here."""
    run(house, "delete from maitred.schema_migrations where name like '%%0003_events%%'")
    (found,) = of_kind(examine(house), "migrations")
    assert found.where["migrations"] == ["migrations/maitred/0003_events_and_claims.sql"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_missing_constraint_is_told(house: House, rule: Rule) -> None:
    """Recognised by its columns, whatever it is called."""
    names = house.rows(
        "select c.conname from pg_constraint c where c.conrelid = %s::regclass"
        " and c.contype = any (%s) and (select array_agg(a.attname::text) from pg_attribute a"
        " where a.attrelid = c.conrelid and a.attnum = any (c.conkey)) @> %s",
        rule.table,
        ["x"] if rule.exclusion else ["p", "u"],
        list(rule.columns),
    )
    (name,) = [row["conname"] for row in names]
    run(house, f"alter table {rule.table} drop constraint {name}")
    (found,) = of_kind(examine(house), "missing_constraint")
    assert found.where == {"table": rule.table, "columns": list(rule.columns)}


def test_a_unique_index_is_as_good_as_a_constraint(house: House) -> None:
    """Some databases have one or the other."""
    table = "booking_table_assignments"
    run(house, f"alter table {table} drop constraint {table}_table_slot")
    run(house, f"create unique index on {table} (slot_id, table_id)")
    assert of_kind(examine(house), "missing_constraint") == []


def test_without_constraints_nothing_is_lengthened(house: House) -> None:
    """They are what keeps a fix from taking another party's time."""
    shorter_assignment(house)
    run(house, "alter table allocations drop constraint allocations_no_overlap")
    (found,) = of_kind(examine(house), "windows_disagree")
    assert not found.mendable
    before = fingerprint(house)[:2]
    examine(house, fix=True)
    assert fingerprint(house)[:2] == before


@pytest.mark.parametrize(
    ("function", "severity"),
    [
        ("unassign_tables_atomic(uuid, uuid[])", Severity.ERROR),
        (
            "assign_tables_atomic_v2(uuid, uuid[], text, bool, uuid, timestamptz, timestamptz)",
            Severity.ERROR,
        ),
        ("assign_tables_atomic_v2(uuid, uuid[], text, bool, uuid)", Severity.INFO),
        ("get_or_create_booking_slot(uuid, date, time, int)", Severity.WARNING),
        ("are_tables_connected(uuid[])", Severity.INFO),
    ],
)
def test_a_missing_function_is_told(house: House, function: str, severity: Severity) -> None:
    """Each overload on its own."""
    run(house, f"drop function {function} cascade")
    (found,) = of_kind(examine(house), "missing_function")
    assert found.severity is severity
    assert found.where["function"].startswith("public." + function.split("(")[0])


def test_functions_that_cannot_find_what_they_call_are_told(house: House) -> None:
    """As in databases whose pgcrypto lies in a schema that is not on their path."""
    run(
        house,
        "create function public.hashes(p text) returns bytea language plpgsql"
        " set search_path = public, pg_temp as $$ begin return digest(p, 'sha256'); end $$",
    )
    run(house, "drop function record_observability_event cascade")
    found = {item.where["function"]: item for item in of_kind(examine(house), "broken_function")}
    assert found["hashes(text)"].where["missing"] == "digest"
    assert (
        found["release_hold_and_emit(uuid,uuid)"].where["missing"] == "record_observability_event"
    )
    run(house, "create schema extensions")
    run(
        house,
        "create function extensions.digest(text, text) returns bytea language sql"
        " as $$ select ''::bytea $$",
    )
    assert len(of_kind(examine(house), "broken_function")) == 2
    run(house, "alter function public.hashes(text) set search_path = public, extensions")
    assert len(of_kind(examine(house), "broken_function")) == 1


def test_a_missing_extension_is_told(house: House) -> None:
    """With it go the constraints that need it."""
    run(house, "drop extension btree_gist cascade")
    found = examine(house)
    assert {
        (finding.where["extension"], finding.severity)
        for finding in of_kind(found, "missing_extension")
    } >= {("btree_gist", Severity.WARNING)}
    assert {finding.where["table"] for finding in of_kind(found, "missing_constraint")} == {
        rule.table for rule in RULES if rule.exclusion
    }


def test_a_role_that_sees_one_tenant_at_a_time(house: House) -> None:
    """Row-level security wants the tenant named; what the role may not read is told."""
    House.build(house.connection)
    merge_unassigned(house)
    run(house, "grant usage on schema maitred to service_role")
    run(house, "grant select on maitred.runs, maitred.restaurant_settings to service_role")
    run(house, "set role service_role")
    found = examine(house)
    assert {finding.restaurant_id for finding in of_kind(found, "orphan_merge_group")} == {house.id}
    assert [item.where["table"] for item in of_kind(found, "unreadable_table")] == [
        "maitred.events",
        "maitred.jobs",
        "maitred.service_tokens",
        "maitred.booking_locks",
        "maitred.table_layouts",
        "maitred.engine_settings",
        "maitred.engine_kills",
        "maitred.traces",
    ]
    run(house, "reset role")
    run(house, "revoke usage on schema maitred from service_role")
    run(house, "set role service_role")
    assert {item.where["table"] for item in of_kind(examine(house), "unreadable_table")} == {
        *("maitred.runs", "maitred.events", "maitred.jobs", "maitred.service_tokens"),
        *("maitred.booking_locks", "maitred.table_layouts"),
        *("maitred.engine_settings", "maitred.engine_kills"),
        *("maitred.traces",),
    }


def test_every_finding_says_what_where_why_and_how(house: House) -> None:
    """And nothing of what guests said, in whatever state the database is."""
    two_assignments(house)
    merge_unassigned(house)
    guest(house, "T4")
    booking = house.booking(dt.time(12), status="confirmed", customer_name="Ada", notes="Ada")
    run(house, "update bookings set customer_name = 'Ada', customer_email = 'Ada', notes = 'Ada'")
    run(house, "drop function are_tables_connected")
    run(house, "drop table table_scarcity_metrics")
    found = examine(house)
    assert booking in {finding.subject for finding in found.findings}
    assert len({finding.kind for finding in found.findings}) > 8
    for finding in found.findings:
        for text in (finding.what, finding.why, finding.fix):
            assert text[0].isalnum()
            assert text.rstrip(")").endswith(".")
            assert "{" not in text
        assert finding.where
    assert "Ada" not in str(found.as_json())


def test_words_of_checks_are_complete() -> None:
    """Whatever check is added: a unique kind, and sentences."""
    assert len({check.kind for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.needs
        assert check.why.endswith(".")
        assert check.fix.endswith(".")


def test_every_kind_has_a_fault_and_a_line_in_the_docs() -> None:
    """The page lists what there is, and each kind is built by a test."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "doctor.md").read_text()
    listed = set(re.findall(r"^\| `(\w+)` \| (\w+) \|", page, re.M))
    assert listed >= {(check.kind, check.severity.value) for check in CHECKS}
    built = {fault.kind for fault in (*MENDABLE, *FOR_PEOPLE)}
    assert built == {check.kind for check in CHECKS}


def test_a_restaurant_that_does_not_exist(house: House) -> None:
    """Nothing is reported as healthy that is not there."""
    for fix in (False, True):
        with pytest.raises(RestaurantNotFoundError):
            report(house.connection, AS_OF, uuid4(), fix=fix)
