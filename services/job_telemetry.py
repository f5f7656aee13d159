"""What is told of an attempt at a job: under the id of the request that asked for it."""

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
    with correlated(job.request_id) as request_id:
        trace = Trace(request_id, "job")
        with spans.continuing(parent, f"job {job.kind.value}") as span, tracing(trace):
            about(restaurant=job.restaurant_id, job=job.id)
            try:
                yield told
            finally:
                if span is not None:
                    facts = {"job": str(job.id), "request_id": request_id, "end": told.outcome}
                    spans.describe(span, facts)
                    spans.tell_steps(span, trace.steps)
        what = f"job {job.kind.value}, attempt {job.attempt}"
        row = trace_row(trace, what, told.outcome, job.worker)
        if kept and row is not None:
            write_traces(database, [row])
