"""Traces: what went on in requests and jobs, written beside the work, best effort."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import structlog
from psycopg.types.json import Jsonb
from pydantic_core import to_json

from models.errors import MaitredError
from persistence.pool import Connection, Database
from persistence.queries import query
from telemetry.metrics import LOST
from telemetry.sanitising import sanitised
from telemetry.stages import Trace

KEPT_SECONDS = 30 * 86_400.0
"""How long traces are kept."""

Json = dict[str, Any]

log = structlog.get_logger("maitred.persistence")


def trace_row(
    trace: Trace, what: str, outcome: str, seconds: float, caller: str | None = None
) -> Json | None:
    """Return a trace that took so long as it is stored; None when it was about no restaurant."""
    ids = trace.about
    if "restaurant" not in ids:
        return None
    steps = [
        {
            "name": step.name,
            "at": round(step.at - trace.at, 6),
            "seconds": round(step.seconds, 6),
            "facts": {name: _plain(value) for name, value in step.facts.items()},
        }
        for step in sorted(trace.steps, key=lambda step: step.at)
    ]
    if trace.left_out:
        steps.append({"name": "left_out", "at": 0, "seconds": 0, "facts": {"n": trace.left_out}})
    return {
        "request_id": trace.request_id,
        "kind": trace.kind,
        "restaurant_id": ids["restaurant"],
        "booking_id": ids.get("booking"),
        "run_id": ids.get("run"),
        "job_id": ids.get("job"),
        "caller": caller,
        "at": trace.at,
        "seconds": round(seconds, 6),
        "what": what,
        "outcome": outcome,
        "steps": sanitised(steps),
    }


def insert_traces(connection: Connection, rows: Sequence[Json]) -> None:
    """Write traces; losing the last ones in a crash of the server is no harm."""
    connection.execute("set local synchronous_commit = off")
    connection.execute(query("traces/insert"), {"traces": Jsonb(list(rows), dumps=to_json)})


def sweep_traces(connection: Connection, now: dt.datetime) -> int:
    """Remove old traces; return how many."""
    values = {"now": now, "seconds": KEPT_SECONDS}
    return connection.execute(query("traces/sweep"), values).rowcount


def write_traces(database: Database, rows: Sequence[Json]) -> None:
    """Write traces; those that cannot be written are lost, and counted."""
    try:
        with database.connection(wait_seconds=1.0) as connection:
            insert_traces(connection, rows)
    except MaitredError as error:
        LOST.labels("traces").inc(len(rows))
        log.warning("traces not written", code=error.code, traces=len(rows))


def _plain(value: Any) -> Any:
    """Return a fact as JSON has it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)
