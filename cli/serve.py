"""``maitred serve``: the HTTP service."""

import contextlib
import signal
import socket
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import psycopg
import structlog
import typer

from cli import console
from models.errors import MaitredError
from persistence.capabilities import probe
from persistence.embedded import EmbeddedPostgres
from persistence.embedded_keeper import kept_running
from persistence.errors import translate
from persistence.migrate import migrate
from persistence.pool import Limits, PatientConnection, connection_options
from settings import Settings, load_settings

GRACE_SECONDS = 15
"""On a stop, beyond a budget: how long requests under way may take to finish."""


class ListenError(MaitredError):
    """The address cannot be listened on."""

    code = "CANNOT_LISTEN"


class Level(StrEnum):
    """How much is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. Default: 127.0.0.1.")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(help="Port to listen on; 0 takes a free one. Default: 8080.", max=65535),
    ] = None,
    database_url: Annotated[
        str | None, typer.Option(help="The booking database. Default: DATABASE_URL.")
    ] = None,
    embedded: Annotated[
        Path | None,
        typer.Option(help="Run an embedded PostgreSQL in this directory instead.", metavar="DIR"),
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option(help="Seconds the solver may take, unless a request says. Default: 10."),
    ] = None,
    dev_auth: Annotated[
        bool,
        typer.Option(
            "--dev-auth", help="Everybody is an owner: for your own machine, on loopback only."
        ),
    ] = False,
    worker: Annotated[
        bool | None,
        typer.Option(
            "--worker/--no-worker",
            help="Do jobs (scenarios, plans) here too, or leave them to `maitred worker`. "
            "Default: here.",
        ),
    ] = None,
    log_level: Annotated[Level, typer.Option(help="How much is logged.")] = Level.INFO,
) -> None:
    """Serve the API and the console beside a booking database.

    Users sign in with tokens of the identity provider: MAITRED_JWKS_URL names its keys, or
    MAITRED_JWT_SECRET and MAITRED_JWT_ISSUER. Machines get a token from `maitred tokens create`.

    Examples:

    `DATABASE_URL=postgresql://... MAITRED_JWKS_URL=https://... maitred serve`

    `maitred serve --dev-auth --embedded .maitred/postgres --port 9000`
    """
    chosen = {
        "host": host,
        "port": port,
        "plan_budget_seconds": budget,
        "dev_auth": dev_auth or None,
        "worker": worker,
    }
    settings = load_settings(**chosen, database_url=database_url)
    settings.require_access_control()
    # A supervisor's polite stop takes the same way out as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        contextlib.suppress(KeyboardInterrupt),
        _listen(settings) as listener,
        _database(embedded) as own,
    ):
        if own is not None:
            settings = load_settings(**chosen, database_url=own.dsn)
            _migrate(own)
        require_database(settings)
        run_service(settings, listener, log_level)


@contextlib.contextmanager
def _database(embedded: Path | None) -> Iterator[EmbeddedPostgres | None]:
    if embedded is None:
        yield None
        return
    with EmbeddedPostgres(embedded) as postgres, kept_running(postgres):
        yield postgres


def _migrate(own: EmbeddedPostgres) -> None:
    with psycopg.connect(own.dsn) as connection:
        migrate(connection, target="embedded")


def _listen(settings: Settings) -> socket.socket:
    """Take the address first: a busy port is said at once, in a sentence."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        listener.listen(256)
    except OSError as error:
        listener.close()
        raise ListenError(
            f"cannot listen on {settings.host} port {settings.port}: "
            f"{(error.strerror or str(error)).lower()}",
            hint="Choose another port with --port.",
        ) from error
    return listener


def require_database(settings: Settings) -> None:
    """Connect once, so that a wrong address or a missing schema is said before serving.

    Raises:
        DatabaseError: the database cannot be reached, or lacks what maitred needs.
        NoDatabaseError: none is named.
    """
    options = connection_options(Limits(connect_timeout_seconds=settings.connect_timeout_seconds))
    try:
        with PatientConnection.connect(settings.dsn, **options) as connection:
            found = probe(connection)
    except psycopg.Error as error:
        raise translate(error) from error
    optional = ", ".join(sorted(found.tables)) or "none"
    console.err.print(f"[dim]Optional tables of the booking database: {optional}[/]")


def run_service(settings: Settings, listener: socket.socket, log_level: str = "info") -> None:
    """Serve on a socket until SIGINT or SIGTERM; requests under way are finished first."""
    from api.app import create_app
    from api.logging import configure_logging
    from api.server import Server, server_config

    configure_logging(log_level)
    if settings.dev_auth:
        say_dev_auth()
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    console.err.print(
        f"Listening on http://{name}:{listener.getsockname()[1]} (/console shows a night, /docs "
        "the API)."
    )
    config = server_config(
        create_app(settings),
        timeout_graceful_shutdown=round(settings.plan_budget_seconds) + GRACE_SECONDS,
    )
    Server(config).run(sockets=[listener])


def say_dev_auth() -> None:
    """Say it where whoever starts the service looks, and where whoever reads its logs does."""
    console.err.print(
        "[bold red]Dev auth:[/] everybody who reaches this service is an owner of every "
        "restaurant. Loopback only; never put a proxy in front of it."
    )
    structlog.get_logger("maitred.access").warning("dev auth: nobody has to sign in")
