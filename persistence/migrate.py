"""Plain, ordered .sql files: applied once each, never edited afterwards; functions follow."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row

from models.errors import MaitredError

Target = Literal["embedded", "beside"]
"""``embedded``: a database of our own, with a compatible ``public`` schema. ``beside``: an
existing database, where only the schema ``maitred`` is ours."""

_PUBLIC = "migrations/public/"
SQL_ROOT = Path(__file__).with_name("sql")
LOCK_ID = 0x6D61697472656401
"""The advisory lock of all runners: "maitred" in ASCII, and a counter."""


class _Part(NamedTuple):
    """A directory of files, all for one schema."""

    directory: str
    kind: Literal["migration", "function"]
    schema: Literal["public", "maitred"]


_MAITRED = _Part("migrations/maitred", "migration", "maitred")
_PARTS: dict[Target, tuple[_Part, ...]] = {
    "embedded": (
        _Part("migrations/public", "migration", "public"),
        _Part("functions", "function", "public"),
        _MAITRED,
    ),
    "beside": (_MAITRED,),
}
_HISTORY = b"""
    create schema if not exists maitred;
    create table if not exists maitred.schema_migrations (
        name text primary key,
        kind text not null check (kind in ('migration', 'function')),
        sha256 text not null,
        applied_at timestamptz not null default now()
    );
"""


class MigrationError(MaitredError):
    """The database cannot be brought to this version's schema."""

    code = "MIGRATION"


class EditedHistoryError(MigrationError):
    """A migration that was applied is different now, or unknown to this version."""

    code = "MIGRATION_EDITED_HISTORY"


class ForeignDatabaseError(MigrationError):
    """The database already holds somebody else's ``public`` schema; it stays untouched."""

    code = "MIGRATION_FOREIGN_DATABASE"


@dataclass(frozen=True)
class SqlFile:
    """A migration or a function file, named by its directory and its file name."""

    name: str
    part: _Part
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class MigrationStatus:
    """How the database compares with the files, by name (``functions/transitions.sql``)."""

    applied: tuple[str, ...]
    pending: tuple[str, ...]
    changed_functions: tuple[str, ...]
    """Function files that are new or differ from what was applied last."""
    edited: tuple[str, ...]
    """Migrations that differ from what was applied: they must not."""
    unknown: tuple[str, ...]
    """Migrations that were applied by a newer version."""

    @property
    def up_to_date(self) -> bool:
        """Whether there is nothing to do and nothing wrong."""
        return not (self.pending or self.changed_functions or self.edited or self.unknown)


def status(
    conn: Connection[Any], *, target: Target | None = None, root: Path = SQL_ROOT
) -> MigrationStatus:
    """Compare the database with the files and change nothing.

    Without ``target`` it is the one that the database was migrated for, ``beside`` if none.
    """
    recorded = _recorded(conn)
    if target is None:
        ours = any(name.startswith(_PUBLIC) for name in recorded)
        target = "embedded" if ours else "beside"
    files = _files(target, root)
    migrations = {file.name: file for file in files if file.part.kind == "migration"}
    directories = tuple(f"{part.directory}/" for part in _PARTS[target])
    return MigrationStatus(
        applied=tuple(name for name in migrations if name in recorded),
        pending=tuple(name for name in migrations if name not in recorded),
        changed_functions=tuple(
            file.name
            for file in files
            if file.part.kind == "function" and _hash(recorded, file.name) != file.sha256
        ),
        edited=tuple(
            name
            for name, file in migrations.items()
            if name in recorded and _hash(recorded, name) != file.sha256
        ),
        unknown=tuple(
            name
            for name, (kind, _) in recorded.items()
            if kind == "migration" and name.startswith(directories) and name not in migrations
        ),
    )


def migrate(
    conn: Connection[Any], *, target: Target, dry_run: bool = False, root: Path = SQL_ROOT
) -> MigrationStatus:
    """Apply what is missing, each file in its own transaction; return the status after it.

    Runners at the same time wait for each other, and each file is applied once. With
    ``dry_run`` nothing is applied and the status shows what would be. The connection must not
    be inside a transaction.

    Raises EditedHistoryError when an applied migration was edited or is unknown here,
    ForeignDatabaseError when ``embedded`` is asked for a database whose ``public`` schema is
    not ours, and the database's own error when a file fails (its transaction is rolled back).
    """
    if conn.info.transaction_status is not TransactionStatus.IDLE:
        raise MigrationError("migrations need a connection that is not inside a transaction")
    before = status(conn, target=target, root=root)
    _refuse_edited(before)
    if target == "embedded" and _public_is_foreign(conn):
        conn.rollback()
        raise ForeignDatabaseError(
            "this database already has a schema public that was not made by maitred",
            hint='Use the target "beside": it adds the schema maitred and nothing else.',
        )
    conn.rollback()
    if dry_run or before.up_to_date:
        return before
    for file in _files(target, root):
        _apply(conn, file)
    after = status(conn, target=target, root=root)
    conn.rollback()
    return after


def _files(target: Target, root: Path) -> list[SqlFile]:
    """Return what makes up a target, in the order of applying it."""
    return [
        SqlFile(f"{part.directory}/{path.name}", part, path.read_bytes())
        for part in _PARTS[target]
        for path in sorted((root / part.directory).glob("*.sql"))
    ]


def _recorded(conn: Connection[Any]) -> dict[str, tuple[str, str]]:
    """Return kind and hash of every applied file, by name."""
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute("select to_regclass('maitred.schema_migrations') is not null")
        if cursor.fetchone() == (False,):
            return {}
        cursor.execute("select name, kind, sha256 from maitred.schema_migrations order by name")
        return {name: (kind, sha256) for name, kind, sha256 in cursor}


def _hash(recorded: dict[str, tuple[str, str]], name: str) -> str | None:
    return recorded[name][1] if name in recorded else None


def _refuse_edited(found: MigrationStatus) -> None:
    if found.edited:
        raise EditedHistoryError(
            f"applied migrations were edited: {', '.join(found.edited)}",
            hint="Restore the files and put the change into a new migration.",
        )
    if found.unknown:
        raise EditedHistoryError(
            f"the database has migrations of a newer version: {', '.join(found.unknown)}",
            hint="Use that version of maitred, or a backup from before.",
        )


def _public_is_foreign(conn: Connection[Any]) -> bool:
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute("select to_regclass('public.bookings') is not null")
        exists = cursor.fetchone() == (True,)
    return exists and not any(name.startswith(_PUBLIC) for name in _recorded(conn))


def _apply(conn: Connection[Any], file: SqlFile) -> None:
    """Apply one file and record it, unless another runner just did."""
    with conn.transaction():
        conn.execute("select pg_advisory_xact_lock(%s)", [LOCK_ID])
        conn.execute(_HISTORY)
        known = _hash(_recorded(conn), file.name)
        if known == file.sha256:
            return
        if known is not None and file.part.kind == "migration":
            raise EditedHistoryError(f"{file.name} was applied in another version just now")
        # An unqualified name can only mean the file's own schema: "beside" never writes public.
        conn.execute(f"set local search_path to {file.part.schema}, pg_temp".encode())
        conn.execute(file.content)
        conn.execute(
            "insert into maitred.schema_migrations (name, kind, sha256) values (%s, %s, %s)"
            " on conflict (name) do update set sha256 = excluded.sha256, applied_at = now()",
            [file.name, file.part.kind, file.sha256],
        )
