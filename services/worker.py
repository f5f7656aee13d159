"""A worker: takes jobs from the queue and does them, and takes back those of workers that died."""

import threading
from collections.abc import Sequence
from functools import partial
from typing import Self

import structlog

from models.errors import MaitredError
from models.job import JobKind
from persistence.job_queue import QueueWorker
from persistence.pool import Database
from services.database import limits_of
from services.job_running import JobRules, rescue_jobs, run_job
from settings import Settings

QUEUES = tuple(kind.value for kind in JobKind)
"""One for each kind of job: a date that somebody waits for never waits behind scenarios."""

RESCUE_SECONDS = 2.0
"""How often a worker looks for jobs whose workers died."""

INSIDE_GRACE_SECONDS = 1.0
"""A service that stops has other things to wait for: it gives its jobs back."""

log = structlog.get_logger("maitred.worker")


class JobWorker:
    """Does jobs until it is stopped."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        *,
        queues: Sequence[str] = QUEUES,
        grace_seconds: float | None = None,
    ) -> None:
        self._database, self._deaths = database, settings.job_deaths
        rules = JobRules(
            deaths=settings.job_deaths,
            processes=settings.scenario_processes,
            replans=settings.replan_attempts,
            traces=settings.traces,
        )
        grace = settings.worker_grace_seconds if grace_seconds is None else grace_seconds
        self._queue = QueueWorker(
            settings.dsn,
            limits_of(settings),
            partial(run_job, database, rules),
            queues=queues,
            concurrency=settings.worker_concurrency,
            grace_seconds=grace,
            share=settings.jobs_at_once,
        )
        self._stopped = threading.Event()
        self._rescuer = threading.Thread(target=self._rescue, name="rescuer", daemon=True)

    def run(self) -> None:
        """Work until ``stop`` is called; then finish, or give back, what is under way."""
        self._rescuer.start()
        try:
            self._queue.run()
        finally:
            self._stopped.set()

    def stop(self) -> None:
        """Ask for the end; any thread may, and a signal handler."""
        self._stopped.set()
        self._queue.stop()

    def _rescue(self) -> None:
        while not self._stopped.is_set():
            try:
                rescue_jobs(self._database, self._deaths)
            except MaitredError as error:
                log.warning("not looked for stalled jobs", code=error.code)
            self._stopped.wait(RESCUE_SECONDS)


class InsideWorker:
    """A worker in a thread of a service."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._worker = JobWorker(database, settings, grace_seconds=INSIDE_GRACE_SECONDS)
        self._thread = threading.Thread(target=self._worker.run, name="worker", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.stop()
        self._thread.join()
