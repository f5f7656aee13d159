"""The report of scenarios that a job has solved: the page that ``maitred report`` makes."""

from uuid import UUID

from models.errors import Flaw, InvalidInputError
from models.job import JobState
from persistence.pool import Database
from scenarios.asked import AskedCase, outcomes_of
from scenarios.compare import compare
from scenarios.scenario import BASELINE
from services.access import Caller
from services.errors import JobNotDoneError
from services.jobs.results import StoredResults
from services.scenarios.job import in_order, read_request
from services.scenarios.view import find_scenarios


def scenarios_report(database: Database, job_id: UUID, caller: Caller) -> str:
    """Return the report as a page that needs nothing else.

    Raises:
        JobNotFoundError: there is no such job for the caller, or it solves no scenarios.
        JobNotDoneError: it has no results.
        InvalidInputError: another version wrote them, and this one cannot read them.
    """
    from scenarios.report.page import report_html  # takes a moment, and few need it

    job = find_scenarios(database, job_id, caller)
    if job.state is not JobState.DONE or job.result is None:
        raise JobNotDoneError(
            f"job {job_id} is {job.state}: there is nothing to report yet",
            hint="GET /api/v1/jobs/{id} tells how far it is; ask again once it is done.",
            details={"state": job.state.value},
        )
    request = read_request(job.request)
    beside = request.compared_with
    cases = [
        AskedCase(
            scenario=run["scenario"],
            day=run["day"],
            seed=run["seed"],
            compared_with=beside.get(run["scenario"], BASELINE),
            key=run["key"],
        )
        for run in job.result["runs"]
    ]
    outcomes = outcomes_of(request.file, cases, StoredResults(database, job))
    if len(outcomes) < len(cases):
        message = f"{len(cases) - len(outcomes)} of {len(cases)} solves cannot be read"
        raise InvalidInputError([Flaw("runs", "", message)], subject=f"job {job_id}")
    return report_html(outcomes, in_order(request, compare(outcomes)))
