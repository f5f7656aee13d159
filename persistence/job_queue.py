"""Who takes jobs from the queue: procrastinate, in the schema ``maitred`` of the same PostgreSQL.

It says whose turn it is (order, locks, several workers, waking up) and which workers live. What
becomes of a job is written by whoever works on it, with the job's own row and in one transaction.
"""

import asyncio
import datetime as dt
import os
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from uuid import UUID

import structlog
from procrastinate import App, BaseConnector, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.worker import Worker
from psycopg_pool import AsyncConnectionPool

from persistence.jobs import TASK
from persistence.pool import Limits, connection_options
from persistence.queries import query

HEARTBEAT_SECONDS = 2.0
POLL_SECONDS = 1.0
"""How often the queue is looked at; new jobs wake a worker, those that were given back do not."""

RECONNECT_SECONDS, MOST_RECONNECT_SECONDS = 1.0, 15.0
"""How long a worker waits that has lost the database; twice as long each further time."""

FORGET_SECONDS = 60.0
"""A worker without a sign of life for so long is not known any more."""

ShouldStop = Callable[[], bool]
Work = Callable[[UUID, int, ShouldStop], None]
"""Does a job: its id, its place in the queue, and what tells that the worker cannot wait longer."""

log = structlog.get_logger("maitred.worker")


def worker_name() -> str:
    """Return what this process is called in the rows of its jobs."""
    return f"{socket.gethostname()}:{os.getpid()}"


class QueueWorker:
    """Does the jobs of some queues, ``concurrency`` of each at the same time.

    All workers together have at most ``share`` jobs of one restaurant and queue in hand.
    """

    def __init__(
        self,
        dsn: str,
        limits: Limits,
        work: Work,
        *,
        queues: Sequence[str],
        concurrency: int,
        grace_seconds: float,
        share: int,
    ) -> None:
        self._share = share
        self._dsn, self._limits, self._work = dsn, limits, work
        self._queues, self._concurrency, self._grace = queues, concurrency, grace_seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asked = False
        self._lost: float | None = time.monotonic()
        self._stopping = asyncio.Event()

    def run(self) -> None:
        """Work until ``stop`` is called; a database that is away is waited for."""
        asyncio.run(self._run())

    def stop(self) -> None:
        """Take no job any more; finish those under way, or give them back after the grace.

        Any thread may ask, and a signal handler.
        """
        self._asked = True
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._stopping.set)

    @property
    def lost_seconds(self) -> float:
        """For how long it has had no connection to the queue."""
        return 0.0 if self._lost is None else time.monotonic() - self._lost

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        threads = 1 + self._concurrency * len(self._queues)
        self._loop.set_default_executor(ThreadPoolExecutor(threads, "job"))
        if self._asked:
            return
        pause = RECONNECT_SECONDS
        while not self._stopping.is_set():
            began = self._loop.time()
            try:
                await self._session()
            except Exception as error:  # whatever it is: the queue is there for longer
                log.warning("queue lost", error=type(error).__name__)
            finally:
                self._lost = time.monotonic()
            if self._loop.time() - began > 2 * MOST_RECONNECT_SECONDS:
                pause = RECONNECT_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(2 * pause, MOST_RECONNECT_SECONDS)

    async def _session(self) -> None:
        """Work as long as the connection to the queue holds."""
        pool = queue_pool(self._dsn, self._limits, 2 + self._concurrency * len(self._queues))
        app = App(connector=PsycopgConnector())
        app.job_manager = _Manager(app.connector, self._share)
        app.task(name=TASK, pass_context=True)(self._do)
        workers = [self._worker(app, queue) for queue in self._queues]
        async with pool:
            await app.connector.open_async(pool)
            runs = [worker.run() for worker in workers]  # type: ignore[no-untyped-call]
            running = [asyncio.create_task(run) for run in runs]
            stopping = asyncio.create_task(self._stopping.wait())
            self._lost = None
            await asyncio.wait([stopping, *running], return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            for worker in workers:
                worker.stop()  # type: ignore[no-untyped-call]
            for outcome in await asyncio.gather(*running, return_exceptions=True):
                if isinstance(outcome, BaseException):
                    raise outcome

    def _worker(self, app: App, queue: str) -> Worker:
        return Worker(
            app,
            queues=[queue],
            name=queue,
            concurrency=self._concurrency,
            fetch_job_polling_interval=POLL_SECONDS,
            shutdown_graceful_timeout=self._grace,
            install_signal_handlers=False,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=FORGET_SECONDS,
        )

    def _do(self, context: JobContext, job: str, restaurant: str = "") -> None:
        assert context.job.id is not None
        self._work(UUID(job), context.job.id, context.should_abort)


def queue_pool(dsn: str, limits: Limits, size: int) -> AsyncConnectionPool[Any]:
    """Return connections on which procrastinate's names mean the schema ``maitred``."""
    options = connection_options(limits)
    options["options"] += " -c search_path=maitred,pg_temp"
    return AsyncConnectionPool(
        dsn,
        kwargs=options,
        min_size=1,
        max_size=size,
        timeout=limits.pool_wait_seconds,
        check=AsyncConnectionPool.check_connection,
        open=False,
        name="maitred queue",
    )


class _Manager(JobManager):
    """Gives out jobs by turns, and leaves the end of a job to whoever worked on it.

    What is still in hand when the work is over could not be written: it is to be taken again. Only
    by the worker that has it: one that was given up for dead would end another one's.
    """

    def __init__(self, connector: BaseConnector, share: int) -> None:
        super().__init__(connector)
        self._share = share

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """Take the job whose turn it is, unless its restaurant has its share in hand already."""
        rows = await self.connector.execute_query_all_async(
            query("jobs/fetch"), queues=list(queues or ()), worker_id=worker_id, most=self._share
        )
        return Job.from_row(rows[0]) if rows else None

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """Give back what was not ended."""
        with suppress(ConnectorException):  # then it is given back when the worker is forgotten
            await self.connector.execute_query_async(
                query("jobs/finish_in_queue"), queue_id=job.id, worker_id=job.worker_id
            )

    async def retry_job(
        self,
        job: Job,
        retry_at: dt.datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """Do the same."""
        await self.finish_job(job, Status.FAILED, delete_job=False)
