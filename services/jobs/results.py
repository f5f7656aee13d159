"""Results of scenarios in the database: what the runner keeps, and what reports are made of."""

from uuid import UUID

from pydantic import ValidationError

from models.plan import DayPlan
from models.problem import DayProblem
from persistence.job_results import find_problem, find_run, save_problem, save_run
from persistence.jobs import Job
from persistence.pool import Connection, Database, enter_tenant
from persistence.retry import until_settled
from scenarios.store import Run
from services.jobs.attempt import Attempt


class StoredResults:
    """The results of one job; what another version wrote, and this one cannot read, is none."""

    def __init__(self, database: Database, job: Job) -> None:
        self._database = database
        self._restaurant_id: UUID = job.restaurant_id
        self._id: UUID = job.id

    def run(self, key: str) -> Run | None:
        """Return what a run was asked, or None."""
        found = self._run(key)
        return None if found is None else found[0]

    def plan(self, key: str) -> DayPlan | None:
        """Return the plan of a run, or None."""
        found = self._run(key)
        return None if found is None else found[1]

    def problem(self, problem_hash: str) -> DayProblem | None:
        """Return a problem, or None."""
        with self._database.connection() as connection:
            enter_tenant(connection, self._restaurant_id)
            found = find_problem(connection, self._id, problem_hash)
        try:
            return None if found is None else DayProblem.model_validate(found)
        except ValidationError:
            return None

    def _run(self, key: str) -> tuple[Run, DayPlan] | None:
        with self._database.connection() as connection:
            enter_tenant(connection, self._restaurant_id)
            found = find_run(connection, self._id, key)
        if found is None:
            return None
        try:
            run, plan = Run.model_validate(found[0]), DayPlan.model_validate(found[1])
        except ValidationError:
            return None
        return (run, plan) if plan.problem_hash == run.problem_hash else None


class JobResults(StoredResults):
    """The same while an attempt lasts: it adds runs, and finds those of earlier attempts."""

    def __init__(self, database: Database, attempt: Attempt) -> None:
        super().__init__(database, attempt.job)
        self._attempt = attempt

    def save(self, run: Run, problem: DayProblem, plan: DayPlan) -> None:
        """Keep a run with its problem and plan, all or nothing.

        Raises:
            AttemptOverError: the job is to end.
        """
        job = self._attempt.job

        def write(connection: Connection) -> None:
            enter_tenant(connection, job.restaurant_id)
            dumped = problem.model_dump(mode="json")
            save_problem(connection, job.id, run.problem_hash, dumped)
            documents = run.model_dump(mode="json"), plan.model_dump(mode="json")
            save_run(connection, job.id, job.attempt, run.key, *documents)

        self._attempt.check()
        until_settled(self._database, write)
