"""``maitred serve``: the HTTP service."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer
from pydantic import ValidationError

from cli import console
from models.errors import InvalidInputError, MaitredError, flaws_of
from persistence.capabilities import probe
from persistence.embedded import EmbeddedPostgres
from persistence.errors import translate
from persistence.migrate import migrate
from persistence.pool import Limits, connection_options
from settings import Settings


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; loopback only. Default: 127.0.0.1.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on. Default: 8080.", min=1, max=65535)
    ] = None,
    database_url: Annotated[
        str | None, typer.Option(help="The booking database. Default: DATABASE_URL.")
    ] = None,
    embedded: Annotated[
        Path | None,
        typer.Option(help="Run an embedded PostgreSQL in this directory instead.", metavar="DIR"),
    ] = None,
    log_level: Annotated[str, typer.Option(help="debug, info, warning or error.")] = "info",
) -> None:
    """Serve the API and the console beside a booking database.

    There is no access control yet: the service listens on loopback only.

    Examples:

    `DATABASE_URL=postgresql://... maitred serve`

    `maitred serve --embedded ./data`
    """
    server: AbstractContextManager[EmbeddedPostgres | None] = (
        nullcontext() if embedded is None else EmbeddedPostgres(embedded)
    )
    with server as running:
        if running is not None:
            database_url = running.dsn
            with psycopg.connect(running.dsn) as connection:
                migrate(connection, target="embedded")
        settings = load_settings(host=host, port=port, database_url=database_url)
        require_database(settings)
        run_service(settings, log_level)


class NoDatabaseError(MaitredError):
    """No booking database is configured."""

    code = "NO_DATABASE"


def load_settings(**given: Any) -> Settings:
    """Return the settings, with what the command line gives in place of the environment.

    Raises:
        InvalidInputError: a setting is wrong; the message names it and its value.
        NoDatabaseError: no database is named.
    """
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise InvalidInputError(flaws_of(error), subject="settings") from error
    if settings.database_url is None:
        raise NoDatabaseError(
            "no database is configured",
            hint="Set DATABASE_URL, or use `maitred serve --embedded DIR` for one of its own.",
        )
    return settings


def require_database(settings: Settings) -> None:
    """Connect once, so that a wrong address or a missing schema is said before serving.

    Raises:
        DatabaseError: the database cannot be reached, or lacks what maitred needs.
    """
    assert settings.database_url is not None
    options = connection_options(Limits(connect_timeout_seconds=settings.connect_timeout_seconds))
    try:
        with psycopg.connect(settings.database_url.get_secret_value(), **options) as connection:
            found = probe(connection)
    except psycopg.Error as error:
        raise translate(error) from error
    console.err.print(
        f"[dim]Database: {', '.join(sorted(found.tables)) or 'no optional tables'}[/]"
    )


def run_service(settings: Settings, log_level: str) -> None:
    """Serve until SIGINT or SIGTERM."""
    import uvicorn

    from api.app import create_app
    from api.logging import configure_logging

    configure_logging(log_level)
    console.err.print(
        f"maitred listens on http://{settings.host}:{settings.port} (console at /console, API at "
        "/docs). [yellow]Loopback only: there is no access control yet.[/]"
    )
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
    )
