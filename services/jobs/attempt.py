"""One attempt at a job: it gives signs of life, tells how far it is, and notices its end."""

import threading
import time
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

import structlog

from models.errors import MaitredError
from models.job import JobProgress, JobState
from persistence.job_queue import ShouldStop
from persistence.jobs import Job, beat, leave_queue, lock_job, mark_job, tell
from persistence.pool import Connection, Database, enter_tenant
from solver.process import Cancel

BEAT_SECONDS = 0.5
TELL_SECONDS = 1.0
"""How often an event of progress is written, at most."""

log = structlog.get_logger("maitred.worker")


class Why(StrEnum):
    """Why an attempt ends before its work is done."""

    CANCELLED = "cancelled"
    """Somebody asked for it."""
    STOPPING = "stopping"
    """The worker ends."""
    LOST = "lost"
    """The attempt was given up for dead: the job is another one's by now."""


class AttemptOverError(MaitredError):
    """The work has to end here; nothing of it may be written."""

    code = "JOB_OVER"


class Attempt:
    """What the work of a job sees of its job."""

    def __init__(self, database: Database, job: Job, should_stop: ShouldStop) -> None:
        self._database, self._should_stop = database, should_stop
        self.job = job
        self.cancel = Cancel()
        """Asked as soon as the attempt is to end."""
        self.why: Why | None = None
        self._began = time.monotonic()
        self._progress: JobProgress | None = None
        self._written: JobProgress | None = None
        """The progress that was told last; another one may be said while it is being written."""
        self._told = 0.0
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="job keeper", daemon=True)

    def __enter__(self) -> Self:
        self._keeper.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._keeper.join()

    @property
    def seconds(self) -> float:
        """How long it has lasted."""
        return time.monotonic() - self._began

    def tell(self, progress: JobProgress) -> None:
        """Say how far the job is; what is said too often is left out."""
        self._progress = progress

    def check(self) -> None:
        """Go on only if the attempt is not to end.

        Raises:
            AttemptOverError: it is.
        """
        if self.why is not None:
            raise AttemptOverError(f"the job is to end: {self.why}")

    def finish(self, connection: Connection, result: dict[str, Any]) -> None:
        """End the job with its result, in the transaction of whatever else comes of it.

        Raises:
            AttemptOverError: somebody asked for its end, or it is another attempt's; the
                transaction has to be rolled back.
        """
        enter_tenant(connection, self.job.restaurant_id)
        now = lock_job(connection, self.job.id)
        if now is None or now.attempt != self.job.attempt:
            self._end(Why.LOST)
        elif now.state is JobState.DONE:  # an earlier try got through before its answer was lost
            return
        elif now.cancel_requested_at is not None:
            self._end(Why.CANCELLED)
        self.check()
        if self._progress is not None and self._progress is not self._written:
            tell(connection, self.job.id, self.job.attempt, self._progress)
        done = mark_job(
            connection, self.job.id, JobState.DONE, attempt=self.job.attempt, result=result
        )
        if done is None:
            self._end(Why.LOST)
            self.check()
        leave_queue(connection, self.job.queue_id)

    def _end(self, why: Why) -> None:
        self.why = self.why or why
        self.cancel.cancel()

    def _keep(self) -> None:
        while not self._over.wait(BEAT_SECONDS):
            if self._should_stop():
                self._end(Why.STOPPING)
            try:
                cancelled = self._beat()
            except MaitredError as error:  # tried again; in the worst case somebody takes over
                log.warning("no sign of life", code=error.code, job=str(self.job.id))
                continue
            if cancelled is None and not self._over.is_set():
                self._end(Why.LOST)
            elif cancelled:
                self._end(Why.CANCELLED)

    def _beat(self) -> bool | None:
        progress, now = self._progress, time.monotonic()
        job_id, number = self.job.id, self.job.attempt
        with self._database.connection() as connection:
            enter_tenant(connection, self.job.restaurant_id)
            if progress is None or progress is self._written or now - self._told < TELL_SECONDS:
                return beat(connection, job_id, number)
            found = tell(connection, job_id, number, progress)
        self._written, self._told = progress, now
        return found
