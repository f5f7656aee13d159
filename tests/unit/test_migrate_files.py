"""The SQL files themselves: order, portability, and what they must not touch."""

import re
from pathlib import Path

import pytest

from persistence.migrate import SQL_ROOT

MIGRATIONS = sorted(SQL_ROOT.glob("migrations/*/*.sql"))
FILES = [*MIGRATIONS, *sorted(SQL_ROOT.glob("functions/*.sql"))]
NOT_OURS = {"0010_job_queue.sql"}
"""A package's own schema, as it comes; a test of its own holds it against the package."""
OWN = [path for path in FILES if path.name not in NOT_OURS]
NOT_PORTABLE = re.compile(r"\b(uuidv7|pgcrypto|digest|without overlaps|uuid_generate_v4)\b", re.I)
KEYWORDS = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WHERE|BEGIN|RETURNS)\b")


def code(path: Path) -> str:
    """Return a file's text without its comments."""
    return re.sub(r"--[^\n]*", "", path.read_text())


def name(path: Path) -> str:
    """Name a file in the test's id."""
    return str(path.relative_to(SQL_ROOT))


@pytest.mark.parametrize("schema", ["public", "maitred"])
def test_migrations_are_numbered_without_gaps(schema: str) -> None:
    """The order is unmistakable: 0001, 0002, ... each once."""
    names = [path.name for path in MIGRATIONS if path.parent.name == schema]
    assert names
    numbers = [re.fullmatch(r"(\d{4})_[a-z0-9_]+\.sql", each) for each in names]
    assert [
        int(found[1]) if found else each for found, each in zip(numbers, names, strict=True)
    ] == [*range(1, len(names) + 1)]


def test_every_sql_file_is_found_by_the_runner() -> None:
    """No migration or function hides in a directory that the runner does not read."""
    known = {*FILES, *SQL_ROOT.glob("queries/**/*.sql")}
    assert set(SQL_ROOT.rglob("*.sql")) == known


@pytest.mark.parametrize("path", OWN, ids=name)
def test_files_are_portable_and_short(path: Path) -> None:
    """PostgreSQL 15 without pgcrypto is enough; keywords are lower-case; a file fits the head."""
    text = code(path)
    assert not NOT_PORTABLE.search(text)
    assert not KEYWORDS.search(text)
    lines = path.read_text().splitlines()
    assert len(lines) <= 400
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_leave_transactions_to_the_runner(path: Path) -> None:
    """A file that commits could be applied by half."""
    assert not re.search(r"^\s*(commit|rollback|begin transaction|start)\b", code(path), re.M)


@pytest.mark.parametrize("path", [path for path in OWN if path.parent.name == "maitred"], ids=name)
def test_our_own_schema_needs_nothing_from_public(path: Path) -> None:
    """Beside an existing database our tables neither refer to its schema nor change it.

    What the body of a function names has to be there when it is called, and not before.
    """
    text = code(path).replace("\nset search_path = maitred, pg_temp\n", "\n")  # of functions
    text = re.sub(r"\blanguage plpgsql\s+as \$\$.*?\$\$", "", text, flags=re.S)
    assert not re.search(r"\bpublic\b|\bcreate (role|extension|schema)\b|\bset search_path", text)
    for table in re.findall(r"\breferences (\S+)", text):
        assert table.startswith("maitred.")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_functions_with_the_owners_rights_pin_their_search_path(path: Path) -> None:
    """Whoever calls, names mean the same tables."""
    for definition in re.split(r"\bcreate (?:or replace )?function\b", code(path))[1:]:
        head = definition.split("$$", 1)[0]
        if "security definer" in head:
            assert "set search_path = public, pg_temp" in head
