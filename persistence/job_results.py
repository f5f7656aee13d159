"""What scenarios were solved by a job: problems by their hash, plans with all that repeats them."""

from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from persistence.pool import Connection
from persistence.queries import query

Json = dict[str, Any]


def save_problem(connection: Connection, job_id: UUID, digest: str, problem: Json) -> None:
    """Keep a problem, once."""
    values = {"id": job_id, "hash": digest, "problem": Jsonb(problem)}
    connection.execute(query("jobs/save_problem"), values)


def save_run(
    connection: Connection, job_id: UUID, attempt: int, key: str, run: Json, plan: Json
) -> None:
    """Keep a run and its plan, unless the attempt is over; what is there already stays."""
    values = {
        "id": job_id,
        "attempt": attempt,
        "key": key,
        "run": Jsonb(run),
        "plan": Jsonb(plan),
    }
    connection.execute(query("jobs/save_run"), values)


def find_run(connection: Connection, job_id: UUID, key: str) -> tuple[Json, Json] | None:
    """Return a run and its plan, or None."""
    row = connection.execute(query("jobs/find_run"), {"id": job_id, "key": key}).fetchone()
    return None if row is None else (row["run"], row["plan"])


def find_problem(connection: Connection, job_id: UUID, digest: str) -> Json | None:
    """Return a problem, or None."""
    row = connection.execute(query("jobs/find_problem"), {"id": job_id, "hash": digest}).fetchone()
    return None if row is None else row["problem"]
