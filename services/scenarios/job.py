"""Solve the scenarios of a job and compare them: the runner of the command, over the database."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field, ValidationError

from models.base import Value
from models.errors import Flaw, InvalidInputError, flaws_of
from models.job import JobProgress
from models.problem import DayProblem
from persistence.pool import Connection, Database
from persistence.retry import until_settled
from scenarios.compare import Comparison, compare
from scenarios.processes import RunCancelledError
from scenarios.runner import Case, Limits, Outcome, cases_of, run_scenarios
from scenarios.scenario import BASELINE, ScenarioFile
from scenarios.summary import comparison_data
from services.jobs.attempt import Attempt
from services.jobs.results import JobResults, StoredResults


class ScenarioRequest(Value):
    """What a job is to solve."""

    file: ScenarioFile
    days: dict[dt.date, str]
    """The problem of each date as it was when the job was asked for, by its hash."""
    gap: Annotated[float, Field(ge=0, le=1)]
    """The relative gap that is close enough."""
    budget_seconds: Annotated[float, Field(gt=0)]
    """Most seconds per solve."""

    @property
    def compared_with(self) -> dict[str, str]:
        """What each scenario begins with, by name."""
        return {item.name: item.base or BASELINE for item in self.file.scenarios}

    @property
    def solves(self) -> int:
        """How many solves there are, the days as they are included."""
        return (1 + len(self.file.scenarios)) * len(self.days) * len(self.file.seeds)


def run_scenario_job(database: Database, attempt: Attempt, *, processes: int) -> None:
    """Solve what a job asks for and end it with the comparison.

    Raises:
        InvalidInputError: an edit does not fit a date, or another version wrote the job.
        AttemptOverError: the job is to end.
        DatabaseError: the database refused or cannot be reached.
    """
    request = read_request(attempt.job.request)
    limits = Limits(request.gap, request.budget_seconds, processes)
    results = JobResults(database, attempt)
    days = [_day(results, digest) for digest in request.days.values()]
    _tell(attempt, request.solves, [])
    scenarios, cases = request.file.resolved(), list[Case]()
    for day in days:
        attempt.check()
        cases += cases_of([day], scenarios, request.file.seeds, request.compared_with)
    outcomes = _solve(attempt, results, cases, limits)
    result = comparison_data(in_order(request, compare(outcomes)), outcomes)

    def write(connection: Connection) -> None:
        attempt.finish(connection, result)

    until_settled(database, write)


def read_request(stored: dict[str, Any]) -> ScenarioRequest:
    """Return what a job was asked for.

    Raises:
        InvalidInputError: another version wrote it, and this one cannot read it.
    """
    try:
        return ScenarioRequest.model_validate(stored)
    except ValidationError as error:
        raise InvalidInputError(flaws_of(error), subject="job") from error


def in_order(request: ScenarioRequest, comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Return the comparisons in the order in which their scenarios were written."""
    order = [item.name for item in request.file.scenarios]
    return sorted(comparisons, key=lambda item: order.index(item.scenario))


def _day(results: StoredResults, digest: str) -> DayProblem:
    day = results.problem(digest)
    if day is None:
        flaw = Flaw(digest, "", "another version wrote it, and this one cannot read it")
        raise InvalidInputError([flaw], subject="problem")
    return day


def _solve(
    attempt: Attempt, results: JobResults, cases: Sequence[Case], limits: Limits
) -> list[Outcome]:
    done: list[Outcome] = []

    def note(outcome: Outcome) -> None:
        done.append(outcome)
        _tell(attempt, len(cases), done)

    try:
        return run_scenarios(cases, results, limits, note, cancel=attempt.cancel)
    except RunCancelledError as error:
        attempt.check()
        raise AssertionError("cancelled by nobody") from error


def _tell(attempt: Attempt, total: int, done: Sequence[Outcome]) -> None:
    words, covers, gap = f"{total} solves", None, None
    if done:
        case, plan = done[-1].case, done[-1].plan
        words = f"{case.scenario.name} on {case.day.id}, seed {case.seed}"
        covers, gap = plan.statistics.covers, plan.gap
    attempt.tell(
        JobProgress(
            share=len(done) / total,
            words=words,
            seconds=round(attempt.seconds, 3),
            covers=covers,
            gap=gap,
            solved=len(done),
            total=total,
        )
    )
