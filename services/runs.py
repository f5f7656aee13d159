"""Look at a persisted run."""

from typing import Any
from uuid import UUID

from persistence.pool import Database
from persistence.runs import get_run
from services.errors import RunNotFoundError


def run_view(database: Database, run_id: UUID) -> dict[str, Any]:
    """Return a run with its whole plan.

    Raises:
        RunNotFoundError: there is none with that id.
    """
    with database.connection() as connection:
        run = get_run(connection, run_id)
    if run is None:
        raise RunNotFoundError(
            f"no run has the id {run_id}", hint="The answer to a planning request names its runId."
        )
    return {
        "id": str(run.id),
        "restaurantId": str(run.restaurant_id),
        "date": run.service_date.isoformat(),
        "mode": run.mode,
        "state": run.state,
        "problemHash": run.problem_hash,
        "planHash": run.plan_hash,
        "outcome": run.outcome,
        "createdAt": run.created_at.isoformat(),
        "bound": run.plan.bound,
        "gap": run.plan.gap,
        "plan": run.plan.model_dump(mode="json"),
    }
