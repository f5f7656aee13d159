"""Tidy up in the background what services that died, and time, leave behind."""

import datetime as dt
import threading

import structlog

from models.errors import MaitredError
from persistence.idempotency import sweep_keys
from persistence.pool import Database
from persistence.runs import sweep_runs

SWEEP_SECONDS = 10.0

log = structlog.get_logger("maitred.services")


def sweep(database: Database, now: dt.datetime) -> tuple[int, int]:
    """End runs that were left while committing, remove dead claims and old answers; count both.

    Any number of services may sweep one database at the same time.
    """
    with database.connection() as connection:
        return sweep_runs(connection, now), sweep_keys(connection, now)


class Sweeper:
    """Sweeps every few seconds, from a thread of its own, until it is stopped."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="sweeper", daemon=True)

    def start(self) -> None:
        """Begin with a sweep at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the present sweep."""
        self._stopped.set()

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                runs, keys = sweep(self._database, dt.datetime.now(dt.UTC))
                if runs or keys:
                    log.info("swept", runs=runs, keys=keys)
            except MaitredError as error:
                log.warning("not swept", code=error.code)
            self._stopped.wait(SWEEP_SECONDS)
