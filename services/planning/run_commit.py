"""Keep a plan as a run, and commit it, together with the answer that a repeated request gets."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from models.engine import Work
from models.plan import DayPlan
from models.problem import DayProblem
from persistence.commit import CommitOutcome, CommitRequest, commit_plan
from persistence.history import Author
from persistence.idempotency import Claim, StoredAnswer, store_answer
from persistence.pool import Connection, Database
from persistence.runs import Proposal, create_run


class Asked(Protocol):
    """What has to be known of a request for a plan to be written."""

    @property
    def restaurant_id(self) -> UUID: ...
    @property
    def dry_run(self) -> bool: ...
    @property
    def author(self) -> Author: ...


Seal = Callable[[Connection, UUID, str], None]
"""Writes that a request is answered, in the transaction of the commit: with the run, and the text.
Whoever may not answer any more raises, and nothing is written."""


def sealed_by(claim: Claim | None) -> Seal | None:
    """Return what answers a claimed idempotency key."""
    if claim is None:
        return None
    return lambda connection, run_id, answer: store_answer(
        connection, claim, StoredAnswer(200, answer), run_id
    )


def in_commit(seal: Seal | None, run_id: UUID, answer: str) -> Callable[[Connection], None] | None:
    """Return what a commit calls to seal the answer for a run."""
    return None if seal is None else lambda connection: seal(connection, run_id, answer)


def commit_run(
    database: Database,
    asked: Asked,
    seal: Seal | None,
    problem: DayProblem,
    plan: DayPlan,
    compose: Callable[[UUID], str],
    *,
    undoes: UUID | None = None,
    proposal: Proposal | None = None,
    reason: str = "table plan",
    work: Work = Work.PLAN,
) -> tuple[str, CommitOutcome]:
    """Return the answer that is composed from the run's id, and what became of the commit.

    A dry run is kept and answered, and counts as committed; it may be a ``proposal``. ``reason``
    is for the history of the bookings' states; ``work`` says whose plan it is.

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
            proposal=proposal,
        )
        answer = compose(run_id)
        if asked.dry_run:
            if seal is not None:
                seal(connection, run_id, answer)
            return answer, CommitOutcome(committed=True)
    request = CommitRequest(
        restaurant_id=asked.restaurant_id,
        run_id=run_id,
        problem=problem,
        plan=plan,
        author=asked.author,
        seal=in_commit(seal, run_id, answer),
        reason=reason,
        work=work,
    )
    return answer, commit_plan(database, request)
