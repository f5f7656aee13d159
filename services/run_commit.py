"""Keep a plan as a run, and commit it, together with the answer that a repeated request gets."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from models.plan import DayPlan
from models.problem import DayProblem
from persistence.commit import CommitOutcome, CommitRequest, commit_plan
from persistence.history import Author
from persistence.idempotency import Claim, StoredAnswer, store_answer
from persistence.pool import Database
from persistence.runs import create_run


class Asked(Protocol):
    """What has to be known of a request for a plan to be written."""

    @property
    def restaurant_id(self) -> UUID: ...
    @property
    def dry_run(self) -> bool: ...
    @property
    def author(self) -> Author: ...


def commit_run(
    database: Database,
    asked: Asked,
    claim: Claim | None,
    problem: DayProblem,
    plan: DayPlan,
    compose: Callable[[UUID], str],
    *,
    undoes: UUID | None = None,
    reason: str = "table plan",
) -> tuple[str, CommitOutcome]:
    """Return the answer that is composed from the run's id, and what became of the commit.

    A dry run is kept and answered, and counts as committed. ``reason`` is for the history of the
    bookings' states.

    Raises:
        DatabaseError: the database refused or cannot be reached.
        AssignmentRefusedError: the functions did not write what they were asked to.
    """
    with database.connection() as connection:
        run_id = create_run(
            connection,
            asked.restaurant_id,
            problem.date,
            problem,
            plan,
            asked.author,
            undoes=undoes,
        )
        answer = compose(run_id)
        stored = None if claim is None else (claim, StoredAnswer(200, answer))
        if asked.dry_run:
            if stored is not None:
                store_answer(connection, *stored, run_id)
            return answer, CommitOutcome(committed=True)
    request = CommitRequest(
        restaurant_id=asked.restaurant_id,
        run_id=run_id,
        problem=problem,
        plan=plan,
        author=asked.author,
        answer=stored,
        reason=reason,
    )
    return answer, commit_plan(database, request)
