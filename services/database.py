"""Open the booking database as the settings say."""

from persistence.pool import Database, Limits
from settings import Settings


def open_database(settings: Settings) -> Database:
    """Return an open pool; it connects in the background.

    Raises:
        NoDatabaseError: no database is configured.
    """
    database = Database(settings.dsn, limits_of(settings), settings.flags)
    database.open()
    return database


def limits_of(settings: Settings) -> Limits:
    """Return what may wait how long at the database."""
    return Limits(
        pool_size=settings.pool_size,
        statement_timeout_seconds=settings.statement_timeout_seconds,
        lock_timeout_seconds=settings.lock_timeout_seconds,
        idle_in_transaction_seconds=settings.idle_in_transaction_seconds,
        connect_timeout_seconds=settings.connect_timeout_seconds,
    )
