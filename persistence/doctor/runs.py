"""Checks of maitred's own tables: what services that died left behind, as for the sweeper."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from persistence.doctor.check import Check, Reader, Scope
from persistence.doctor.finding import Finding, Severity
from persistence.idempotency import DEAD_SECONDS as DEAD_CLAIM_SECONDS
from persistence.idempotency import sweep_keys
from persistence.occupancy import Row
from persistence.pool import Connection
from persistence.queries import query
from persistence.runs import DEAD_SECONDS, sweep_runs


def _dead(name: str, seconds: float) -> Reader:
    def read(connection: Connection, scope: Scope) -> Iterable[Row]:
        values = {**scope.values, "dead_seconds": seconds}
        rows = connection.execute(query(f"doctor/{name}"), values).fetchall()
        return [{**row, "_now": scope.now} for row in rows]

    return read


def _end(connection: Connection, finding: Finding) -> Mapping[str, Any]:
    now: dt.datetime = finding.data["_now"]
    return {"ended": sweep_runs(connection, now, finding.restaurant_id)}


def _remove(connection: Connection, finding: Finding) -> Mapping[str, Any]:
    now: dt.datetime = finding.data["_now"]
    return {"deleted": sweep_keys(connection, now, finding.restaurant_id)}


STUCK = Check(
    kind="stuck_run",
    severity=Severity.WARNING,
    read=_dead("stuck_runs", DEAD_SECONDS),
    what="{runs} runs are still committing, though their service has ended.",
    why="They look as if a plan were being written; nothing of it was.",
    fix="Mark them as failed; a running service does so by itself.",
    needs=("maitred.runs",),
    mend=_end,
    locks=False,
)
DEAD_CLAIMS = Check(
    kind="dead_claim",
    severity=Severity.WARNING,
    read=_dead("dead_claims", DEAD_CLAIM_SECONDS),
    what="{claims} idempotency keys are claimed by requests that nobody works on.",
    why="Rows that nothing will ever answer.",
    fix="Remove them; a running service does so by itself.",
    needs=("maitred.idempotency_keys", "maitred.idempotency_keys.claimed_until"),
    mend=_remove,
    locks=False,
)
CHECKS = (STUCK, DEAD_CLAIMS)
