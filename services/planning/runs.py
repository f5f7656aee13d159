"""Read persisted runs."""

from typing import Any
from uuid import UUID

from pydantic import ValidationError

from models.errors import InvalidInputError, flaws_of
from models.plan import DayPlan
from models.problem import DayProblem
from persistence.pool import Connection, Database
from persistence.runs import Run, get_problem, get_run
from services.access import Caller
from services.errors import RunNotFoundError
from services.planning.replay import NotReplayableError


def run_view(database: Database, run_id: UUID, caller: Caller) -> dict[str, Any]:
    """Return a run with its whole plan.

    Raises:
        RunNotFoundError: there is none with that id, or the caller has no role in its restaurant.
    """
    with database.connection() as connection:
        run = visible_run(connection, run_id, caller)
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


def visible_run(connection: Connection, run_id: UUID, caller: Caller) -> Run:
    """Return a run that a caller may see.

    Raises:
        RunNotFoundError: there is none with that id, or the caller has no role in its restaurant.
    """
    run = get_run(connection, run_id)
    if run is not None and caller.role_in(run.restaurant_id) is None:
        run = None
    return _found(run, run_id)


def stored_problem(connection: Connection, run_id: UUID) -> DayProblem:
    """Return the problem that a run answers; the run has to exist.

    Raises:
        InvalidInputError: another version wrote it, and this one cannot read it.
    """
    try:
        problem = get_problem(connection, run_id)
    except ValidationError as error:
        raise InvalidInputError(flaws_of(error), subject=f"run {run_id}") from error
    assert problem is not None
    return problem


def recorded_run(connection: Connection, run_id: UUID) -> tuple[DayProblem, DayPlan]:
    """Return the problem and the plan of a run, to be solved again.

    Raises:
        RunNotFoundError: there is none with that id.
        NotReplayableError: the plan is not the one that was stored.
        InvalidInputError: another version wrote the run, and this one cannot read it.
    """
    try:
        run = _found(get_run(connection, run_id), run_id)
    except ValidationError as error:
        raise InvalidInputError(flaws_of(error), subject=f"run {run_id}") from error
    problem = stored_problem(connection, run_id)
    if run.plan.plan_hash() != run.plan_hash:
        raise NotReplayableError(
            f"the plan of run {run_id} was changed after it was stored",
            details={"recorded": run.plan_hash, "present": run.plan.plan_hash()},
        )
    return problem, run.plan


def _found(run: Run | None, run_id: UUID) -> Run:
    if run is None:
        raise RunNotFoundError(
            f"no run has the id {run_id}", hint="The answer to a planning request names its runId."
        )
    return run
