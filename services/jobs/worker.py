"""A worker: takes jobs from the queue and does them, and takes back those of workers that died."""

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Self

from models.job import JobKind
from persistence.chores import claim_chore
from persistence.job_queue import QueueWorker
from persistence.pool import Database
from services.database import limits_of
from services.jobs.chores import Chore, Chores
from services.jobs.running import JobRules, rescue_jobs, run_job
from services.jobs.schedule import order_due_plans
from services.shadow.schedule import order_due_looks
from services.sweeper import SWEEP_SECONDS, tell_queue, tidy
from settings import Settings

QUEUES = tuple(kind.value for kind in JobKind)
"""One for each kind of job: a date that somebody waits for never waits behind scenarios."""

RESCUE_SECONDS = 2.0
"""How often a worker looks for jobs whose workers died."""

SCHEDULE_SECONDS = 15.0
"""How often a worker looks for plans whose time has come."""

SHADOW_SECONDS = 60.0
"""How often one looks for dates to be looked at in the shadow: all restaurants are asked about."""

GONE_SECONDS = 30.0
"""After an outage a worker connects again within half of that."""

INSIDE_GRACE_SECONDS = 1.0
"""A service that stops has other things to wait for: it gives its jobs back."""


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
        self._chores = Chores(chores_of(database, settings))
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

    def run(self) -> None:
        """Work until ``stop`` is called; then finish, or give back, what is under way."""
        with self._chores:
            self._queue.run()

    @property
    def lost_seconds(self) -> float:
        """For how long it has had no connection to the queue."""
        return self._queue.lost_seconds

    def stop(self) -> None:
        """Ask for the end; any thread may, and a signal handler."""
        self._chores.stop()
        self._queue.stop()


def chores_of(database: Database, settings: Settings) -> list[Chore]:
    """Return what a worker does beside its jobs; whatever else is to be done goes here too."""
    deaths = settings.job_deaths

    def one_for_all(name: str, seconds: float, work: Callable[[], object]) -> Chore:
        return Chore(name, seconds, partial(_unless_claimed, database, name, seconds, work))

    return [
        Chore("rescue jobs", RESCUE_SECONDS, partial(rescue_jobs, database, deaths)),
        Chore("metrics", SWEEP_SECONDS, partial(tell_queue, database)),
        one_for_all("tidy", SWEEP_SECONDS, partial(tidy, database, deaths)),
        one_for_all("schedule", SCHEDULE_SECONDS, partial(_order_plans, database, settings)),
        one_for_all("shadow", SHADOW_SECONDS, partial(_order_looks, database, settings)),
    ]


def _unless_claimed(
    database: Database, name: str, seconds: float, work: Callable[[], object]
) -> None:
    """Do a chore unless another worker has done it a moment ago, or is about to."""
    with database.connection() as connection:
        mine = claim_chore(connection, name, seconds)
    if mine:
        work()


def _order_plans(database: Database, settings: Settings) -> None:
    plan = {
        "mode": settings.schedule_mode.value,
        "maxMoves": None,
        "budgetSeconds": settings.plan_budget_seconds,
        "dryRun": False,
    }
    order_due_plans(database, settings.schedule, plan, dt.datetime.now(dt.UTC))


def _order_looks(database: Database, settings: Settings) -> None:
    order_due_looks(
        database,
        dt.datetime.now(dt.UTC),
        budget_seconds=settings.plan_budget_seconds,
        most_waiting=settings.jobs_waiting,
    )


class InsideWorker:
    """A worker in a thread of a service."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._worker = JobWorker(database, settings, grace_seconds=INSIDE_GRACE_SECONDS)
        self._thread = threading.Thread(target=self._worker.run, name="worker", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    @property
    def works(self) -> bool:
        """Whether it takes jobs, or lost the database so short ago that it soon will again."""
        return self._thread.is_alive() and self._worker.lost_seconds < GONE_SECONDS

    def __exit__(self, *_: object) -> None:
        self._worker.stop()
        self._thread.join()
