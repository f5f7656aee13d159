"""Migrations: from empty to head, again, at the same time, edited, and beside a database."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from persistence.migrate import (
    SQL_ROOT,
    EditedHistoryError,
    ForeignDatabaseError,
    MigrationError,
    MigrationStatus,
    migrate,
    status,
)
from tests.integration.postgres_servers import Database, House, Server

FIRST = "migrations/public/0001_types_and_roles.sql"
CATALOGUE = """
    select 'relation ' || c.relname || ' ' || c.relkind::text as item, c.oid::text
    from pg_class c where c.relnamespace = 'public'::regnamespace
    union all
    select 'function ' || p.oid::regprocedure::text, p.oid::text
    from pg_proc p where p.pronamespace = 'public'::regnamespace
    union all
    select 'type ' || t.typname, t.oid::text
    from pg_type t where t.typnamespace = 'public'::regnamespace
    union all
    select 'acl ' || coalesce(nspacl::text, ''), nspname
    from pg_namespace where nspname = 'public'
    union all
    select 'extension ' || extname, extversion from pg_extension
    union all
    select 'schema ' || nspname, '' from pg_namespace
    where nspname !~ '^pg_' and nspname <> 'maitred'
    order by 1
"""


@pytest.fixture
def empty(server: Server) -> Iterator[Database]:
    """A database that nobody has touched."""
    with server.database(template="template1") as fresh:
        yield fresh


@pytest.fixture
def conn(empty: Database) -> Iterator[psycopg.Connection[Any]]:
    """A connection to the empty database, as the product opens them (dict rows)."""
    with empty.connect() as opened:
        yield opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the SQL files that a test may change."""
    return Path(shutil.copytree(SQL_ROOT, tmp_path / "sql"))


def tables(conn: psycopg.Connection[Any], schema: str) -> list[str]:
    """Return the names of a schema's tables."""
    rows = conn.execute(
        "select relname from pg_class where relkind = 'r' and relnamespace = to_regnamespace(%s)"
        " order by relname",
        [schema],
    ).fetchall()
    conn.rollback()
    return [row["relname"] for row in rows]


def test_an_empty_database_gets_everything(conn: psycopg.Connection[Any]) -> None:
    """From empty to head: both schemas, every file recorded, nothing left to do."""
    before = status(conn, target="embedded")
    assert before.applied == ()
    assert FIRST in before.pending
    conn.rollback()
    after = migrate(conn, target="embedded")
    assert after.up_to_date
    assert after.applied == before.pending
    assert "bookings" in tables(conn, "public")
    assert "runs" in tables(conn, "maitred")
    assert status(conn) == after
    conn.rollback()
    assert House.build(conn).booking()


def test_a_second_run_changes_nothing(conn: psycopg.Connection[Any]) -> None:
    """Head stays head: no file is applied again."""
    history = "select * from maitred.schema_migrations order by name"
    first = migrate(conn, target="embedded")
    before = conn.execute(history).fetchall()
    conn.rollback()
    assert migrate(conn, target="embedded") == first
    assert conn.execute(history).fetchall() == before


def test_a_dry_run_changes_nothing(conn: psycopg.Connection[Any]) -> None:
    """The status shows what would be applied; the database stays empty."""
    found = migrate(conn, target="embedded", dry_run=True)
    assert FIRST in found.pending
    assert "functions/assign_tables.sql" in found.changed_functions
    assert tables(conn, "maitred") == tables(conn, "public") == []


def test_an_autocommit_connection_serves_too(empty: Database) -> None:
    """Each file is one transaction, whatever the connection's own mode."""
    with empty.connect(autocommit=True) as conn:
        assert migrate(conn, target="embedded").up_to_date


def test_a_connection_inside_a_transaction_is_refused(conn: psycopg.Connection[Any]) -> None:
    """Migrations commit: they do not commit somebody else's work."""
    conn.execute("select 1")
    with pytest.raises(MigrationError, match="inside a transaction"):
        migrate(conn, target="embedded")


def test_edited_history_is_refused(conn: psycopg.Connection[Any], root: Path) -> None:
    """A file that was applied and then changed stops the runner, by name."""
    migrate(conn, target="embedded", root=root)
    with (root / FIRST).open("a") as file:
        file.write("-- a harmless comment\n")
    (root / "migrations/maitred/0999_more.sql").write_text("create table more ();")
    with pytest.raises(EditedHistoryError, match=FIRST):
        migrate(conn, target="embedded", root=root)
    assert "more" not in tables(conn, "maitred")
    assert status(conn, root=root).edited == (FIRST,)


def test_a_database_of_a_newer_version_is_refused(
    conn: psycopg.Connection[Any], root: Path
) -> None:
    """An applied migration that this version does not know stops the runner, by name."""
    later = "migrations/maitred/0999_later.sql"
    (root / later).write_text("create table later ();")
    migrate(conn, target="embedded", root=root)
    (root / later).unlink()
    with pytest.raises(EditedHistoryError, match=later):
        migrate(conn, target="embedded", root=root)


def test_a_changed_function_is_applied_again(conn: psycopg.Connection[Any], root: Path) -> None:
    """Functions follow their files; migrations are left alone."""
    migrate(conn, target="embedded", root=root)
    file = root / "functions/transitions.sql"
    file.write_text(file.read_text() + "comment on function are_tables_connected is 'new';\n")
    found = status(conn, root=root)
    assert (found.changed_functions, found.pending) == (("functions/transitions.sql",), ())
    conn.rollback()
    assert migrate(conn, target="embedded", root=root).up_to_date
    comment = "select obj_description('are_tables_connected'::regproc) as comment"
    assert conn.execute(comment).fetchall() == [{"comment": "new"}]


def test_a_failing_file_leaves_nothing_behind(conn: psycopg.Connection[Any], root: Path) -> None:
    """A file is applied whole or not at all; mended, the next run goes on from there."""
    broken = root / "migrations/maitred/0999_broken.sql"
    broken.write_text("create table half (); select 1 / 0;")
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(conn, target="embedded", root=root)
    assert "half" not in tables(conn, "maitred")
    assert "runs" in tables(conn, "maitred")
    broken.write_text("create table half ();")
    assert migrate(conn, target="embedded", root=root).up_to_date


def test_of_two_runners_each_file_is_applied_once(empty: Database) -> None:
    """Runners at the same time wait for each other and both end at head."""

    def run(_: int) -> MigrationStatus:
        with empty.connect() as conn:
            return migrate(conn, target="embedded")

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, range(2)))
    assert results[0] == results[1]
    assert results[0].up_to_date


def test_beside_a_database_public_stays_untouched(conn: psycopg.Connection[Any]) -> None:
    """Beside an existing database only the schema maitred is added: nothing else is new."""
    conn.execute("create table bookings (id int primary key, note text)")
    conn.execute("insert into bookings values (1, 'theirs')")
    conn.commit()
    before = conn.execute(CATALOGUE).fetchall()
    conn.rollback()
    found = migrate(conn, target="beside")
    assert found.up_to_date
    assert all(name.startswith("migrations/maitred/") for name in found.applied)
    assert conn.execute(CATALOGUE).fetchall() == before
    assert conn.execute("select * from bookings").fetchall() == [{"id": 1, "note": "theirs"}]
    conn.rollback()
    assert {"runs", "run_events", "idempotency_keys"} <= set(tables(conn, "maitred"))


def test_beside_puts_unqualified_names_into_its_own_schema(
    conn: psycopg.Connection[Any], root: Path
) -> None:
    """A migration that forgets its schema, or a caller with another search_path, harms nobody."""
    (root / "migrations/maitred/0999_more.sql").write_text("create table more ();")
    conn.execute("set search_path to public")
    conn.commit()
    migrate(conn, target="beside", root=root)
    assert tables(conn, "public") == []
    assert "more" in tables(conn, "maitred")
    assert conn.execute("show search_path").fetchall() == [{"search_path": "public"}]


def test_a_foreign_public_schema_is_refused(conn: psycopg.Connection[Any]) -> None:
    """ "embedded" never writes into a public schema that somebody else has made."""
    conn.execute("create table bookings (id int primary key)")
    conn.commit()
    migrate(conn, target="beside")
    with pytest.raises(ForeignDatabaseError, match="not made by maitred"):
        migrate(conn, target="embedded")
    assert tables(conn, "public") == ["bookings"]


def test_an_embedded_database_can_be_used_from_beside(conn: psycopg.Connection[Any]) -> None:
    """A second process that knows only the URL finds everything done."""
    migrate(conn, target="embedded")
    assert migrate(conn, target="beside").up_to_date
    assert status(conn).up_to_date
