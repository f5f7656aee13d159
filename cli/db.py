"""``maitred db``: the schema of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import psycopg
import typer

from cli import console
from persistence.errors import translate
from persistence.migrate import MigrationStatus, Target
from persistence.migrate import migrate as apply_migrations
from persistence.migrate import status as migration_status
from settings import load_settings

db = typer.Typer(help="Look at and create maitred's schema in a database.", no_args_is_help=True)

Url = Annotated[str | None, typer.Option(help="The booking database. Default: DATABASE_URL.")]


@db.command()
def status(database_url: Url = None) -> None:
    """Show which migrations are applied, pending or edited.

    Exit code 1 when something is to do or wrong.

    Example: `DATABASE_URL=postgresql://... maitred db status`
    """
    with _connect(database_url) as connection:
        found = migration_status(connection)
    _print(found)
    if not found.up_to_date:
        raise typer.Exit(1)


@db.command()
def migrate(
    database_url: Url = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be done.")
    ] = False,
    embedded_schema: Annotated[
        bool,
        typer.Option(
            "--embedded-schema",
            help="Also create a compatible booking schema in `public`, for an empty database.",
        ),
    ] = False,
) -> None:
    """Create or update the schema `maitred`; an existing booking schema is never touched.

    Example: `DATABASE_URL=postgresql://... maitred db migrate --dry-run`
    """
    target: Target = "embedded" if embedded_schema else "beside"
    with _connect(database_url) as connection:
        _print(apply_migrations(connection, target=target, dry_run=dry_run))


@contextmanager
def _connect(database_url: str | None) -> Iterator[psycopg.Connection[Any]]:
    settings = load_settings(database_url=database_url)
    try:
        with psycopg.connect(
            settings.dsn,
            connect_timeout=settings.connect_timeout_seconds,
        ) as connection:
            yield connection
    except psycopg.Error as error:
        raise translate(error) from error


def _print(found: MigrationStatus) -> None:
    rows = (
        ("applied", "green", found.applied),
        ("pending", "yellow", found.pending),
        ("function to update", "yellow", found.changed_functions),
        ("edited", "red", found.edited),
        ("unknown", "red", found.unknown),
    )
    for word, colour, names in rows:
        for name in names:
            console.out.print(f"[{colour}]{word}[/]  {name}")
    if found.up_to_date:
        console.out.print("[green]up to date[/]")
