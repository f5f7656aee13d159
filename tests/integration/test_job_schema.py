"""The queue's schema is that of the installed procrastinate: an upgrade needs a migration."""

import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

import psycopg
import pytest

from tests.integration.postgres_servers import Server

CATALOGUE = """
    select 'column ' || c.relname || '.' || a.attname || ' '
        || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attidentity::text
        || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as item
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = %(schema)s::regnamespace and a.attnum > 0 and not a.attisdropped
      and c.relname ~ 'procrastinate' and c.relkind in ('r', 'c')
    union all
    select 'index ' || indexdef from pg_indexes
    where schemaname = %(schema)s::text and tablename ~ 'procrastinate'
      and indexname !~ '^maitred_'
    union all
    select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = %(schema)s::regnamespace and conrelid::regclass::text ~ 'procrastinate'
      and contype <> 'n'
    union all
    select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = %(schema)s::regnamespace and not t.tgisinternal
      and c.relname ~ 'procrastinate'
    union all
    select 'function ' || p.proname || '(' || pg_get_function_arguments(p.oid) || ') '
        || pg_get_function_result(p.oid) || p.prosrc
    from pg_proc p where p.pronamespace = %(schema)s::regnamespace and p.proname ~ 'procrastinate'
    union all
    select 'value ' || t.typname || ' ' || e.enumlabel from pg_enum e
    join pg_type t on t.oid = e.enumtypid
    where t.typnamespace = %(schema)s::regnamespace and t.typname ~ 'procrastinate'
    order by 1
"""


@pytest.fixture
def conn(server: Server) -> Iterator[psycopg.Connection[Any]]:
    """A migrated database with the package's own schema beside ours."""
    with server.database() as fresh, fresh.connect(autocommit=True) as opened:
        schema = resources.files("procrastinate").joinpath("sql/schema.sql").read_text("utf-8")
        opened.execute("create schema theirs; set search_path to theirs")
        opened.execute(schema.encode())
        opened.execute("reset search_path")
        yield opened


def catalogue(conn: psycopg.Connection[Any], schema: str) -> list[str]:
    """Return everything of the queue in a schema, without the schema's name."""
    rows = conn.execute(CATALOGUE.encode(), {"schema": schema}).fetchall()
    return sorted(re.sub(rf"\b{schema}\.", "", row["item"]) for row in rows)


def test_the_schema_is_that_of_the_package(conn: psycopg.Connection[Any]) -> None:
    """Columns, keys, indexes, triggers, functions and their code."""
    ours, theirs = catalogue(conn, "maitred"), catalogue(conn, "theirs")
    assert len(theirs) > 60
    assert ours == theirs


def test_its_functions_mean_our_schema_whoever_calls(conn: psycopg.Connection[Any]) -> None:
    """Not what the caller's search path finds."""
    rows = conn.execute(
        "select proname, proconfig from pg_proc where pronamespace = 'maitred'::regnamespace"
        " and proname ~ '^procrastinate_|_v[0-9]+$'"
    ).fetchall()
    assert rows
    for row in rows:
        assert "search_path=maitred, pg_temp" in (row["proconfig"] or ()), row["proname"]
