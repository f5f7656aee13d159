"""Tidy up in the background what services that died, and time, leave behind."""

import datetime as dt
import threading
import time
from functools import partial
from typing import Any

import structlog

from models.engine import Work
from models.errors import InvalidInputError, MaitredError
from persistence.capabilities import capabilities_of
from persistence.engine import read_decision
from persistence.history import NOBODY, Recorder
from persistence.holds import Hold, sweep_holds
from persistence.idempotency import sweep_keys
from persistence.jobs import jobs_by_state, sweep_jobs
from persistence.pool import Connection, Database, enter_tenant
from persistence.queue_status import queue_status
from persistence.restaurants import Restaurant, list_restaurants
from persistence.runs import sweep_runs
from persistence.schedule import sweep_schedule
from persistence.telemetry import observe
from persistence.traces import sweep_traces
from services.jobs.running import JobRules, rescue_jobs
from telemetry.correlation import correlated
from telemetry.metrics import JOBS, OLDEST

SWEEP_SECONDS = 10.0

log = structlog.get_logger("maitred.services")


def sweep(database: Database, now: dt.datetime) -> tuple[int, int, int]:
    """End runs that were left while committing, remove dead claims and old answers, and holds.

    Returns how many of each. Any number of services may sweep one database at the same time.
    """
    with database.connection() as connection:
        runs, keys = sweep_runs(connection, now), sweep_keys(connection, now)
    return runs, keys, sweep_all_holds(database)


def sweep_all_holds(database: Database) -> int:
    """Remove the holds of all restaurants that have run out; return how many.

    Those that the product placed are its own while its allocator decides their date.
    """
    capabilities, swept, began = capabilities_of(database), 0, time.monotonic()
    with database.connection() as connection:
        restaurants = list_restaurants(connection)
        connection.commit()
        for restaurant in restaurants:
            with connection.transaction():
                enter_tenant(connection, restaurant.id)
                recorder = Recorder(connection, capabilities, restaurant.id, NOBODY)
                concerns = partial(_concerns_us, connection, restaurant)
                swept += sweep_holds(recorder, concerns=concerns)
        if swept:  # every ten seconds that nothing ran out would fill the log
            event = _swept(swept, len(restaurants), time.monotonic() - began)
            observe(connection, capabilities, None, [event])
    return swept


def _concerns_us(connection: Connection, restaurant: Restaurant, hold: Hold) -> bool:
    """Tell whether a hold is ours to remove: one that we placed, or on a date that we decide."""
    if hold.ours:
        return True
    try:
        date = hold.start.astimezone(restaurant.zone).date()
    except InvalidInputError:  # whoever plans the restaurant by hand is told
        date = hold.start.date()
    return read_decision(connection, restaurant.id, date).permits(Work.PLAN)


def _swept(swept: int, iterations: int, seconds: float) -> dict[str, Any]:
    """Return what the product's event log is told: one iteration for each restaurant, no limit."""
    context = {
        "swept": swept,
        "iterations": iterations,
        "limit": None,
        "durationMs": round(seconds * 1000, 1),
        "at": dt.datetime.now(dt.UTC).isoformat(),
    }
    return {
        "source": "capacity.hold_sweeper",
        "event_type": "holds.sweeper.run",
        "context": context,
    }


def tidy(database: Database, deaths: int = JobRules().deaths) -> None:
    """Do all of it once: runs, keys, holds; jobs of workers that died, and old ones.

    Raises:
        DatabaseError: the database refused or cannot be reached.
    """
    now = dt.datetime.now(dt.UTC)
    runs, keys, holds = sweep(database, now)
    rescue_jobs(database, deaths)
    with database.connection() as connection:
        jobs = sweep_jobs(connection, now)
        sweep_schedule(connection, now)
        sweep_traces(connection, now)
    if runs or keys or holds or jobs:
        log.info("swept", runs=runs, keys=keys, holds=holds, jobs=jobs)


def tell_queue(database: Database) -> None:
    """Let this process's metrics say how many jobs there are, and how long the oldest has waited.

    Raises:
        DatabaseError: the database refused or cannot be reached.
    """
    with database.connection() as connection:
        for (kind, state), number in jobs_by_state(connection).items():
            JOBS.labels(kind, state).set(number)
        for queue in queue_status(connection):
            OLDEST.labels(queue.kind.value).set(queue.oldest_seconds)


class Sweeper:
    """Sweeps every few seconds, from a thread of its own, until it is stopped."""

    def __init__(self, database: Database, deaths: int = JobRules().deaths) -> None:
        self._database, self._deaths = database, deaths
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="sweeper", daemon=True)

    def start(self) -> None:
        """Begin with a sweep at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the present sweep."""
        self._stopped.set()

    def _sweep(self) -> None:
        try:
            tidy(self._database, self._deaths)
            tell_queue(self._database)
        except MaitredError as error:
            log.warning("not swept", code=error.code)

    def _work(self) -> None:
        while not self._stopped.is_set():
            with correlated():
                self._sweep()
            self._stopped.wait(SWEEP_SECONDS)
