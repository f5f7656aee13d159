"""What is told of an attempt at a job: under the id of the request that asked for it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from persistence.jobs import Job
from persistence.pool import Database
from persistence.traces import trace_row, write_traces
from telemetry import spans
from telemetry.correlation import correlated
from telemetry.stages import Trace, about, tracing


@dataclass
class ToldJob:
    """How an attempt ended, in a word."""

    outcome: str = "defect"


@contextmanager
def told_job(database: Database, job: Job, *, kept: bool) -> Iterator[ToldJob]:
    """Work on a job; its logs, events, spans and trace are those of the request behind it."""
    told, parent = ToldJob(), {"traceparent": job.traceparent or ""}
    with correlated(job.request_id) as request_id, spans.continuing(parent) as root:
        trace = Trace(request_id, "job")
        try:
            with tracing(trace):
                about(restaurant=job.restaurant_id, job=job.id)
                yield told
        finally:
            seconds = time.time() - trace.at
            if root is not None:
                facts = {"job": str(job.id), "request_id": request_id, "end": told.outcome}
                spans.tell(root, f"job {job.kind.value}", facts, trace.steps, seconds)
        what = f"job {job.kind.value}, attempt {job.attempt}"
        row = trace_row(trace, what, told.outcome, seconds, job.worker)
        if kept and row is not None:
            write_traces(database, [row])
