"""What is shown of scenarios: what was asked for, what came of it, and how they are written."""

from typing import Any
from uuid import UUID

from models.errors import InvalidInputError
from models.job import JobKind
from models.rules import RULE_PRESETS
from models.weights import TERMS, WEIGHT_PRESETS
from persistence.jobs import Job, recent_jobs
from persistence.pool import Database, enter_tenant
from scenarios.scenario import ScenarioFile, parse_scenarios
from services.access import Caller
from services.jobs.view import find_job, job_view, unknown_job
from services.scenarios.job import ScenarioRequest, read_request

Json = dict[str, Any]


def find_scenarios(database: Database, job_id: UUID, caller: Caller) -> Job:
    """Return a job that solves scenarios.

    Raises:
        JobNotFoundError: there is none with that id, or the caller has no role in its restaurant.
    """
    job = find_job(database, job_id, caller)
    if job.kind is not JobKind.SCENARIOS:
        raise unknown_job(job_id)
    return job


def read_scenarios(database: Database, job_id: UUID, caller: Caller) -> Json:
    """Return a job that solves scenarios, with what was asked for and the comparison.

    Raises:
        JobNotFoundError: there is none with that id, or the caller has no role in its restaurant.
        InvalidInputError: another version wrote it, and this one cannot read it.
    """
    job = find_scenarios(database, job_id, caller)
    request = read_request(job.request)
    return {
        **_asked(job, request),
        "asked": [item.written() for item in request.file.scenarios],
        "comparison": job.result,
    }


def list_scenarios(database: Database, restaurant_id: UUID, limit: int) -> Json:
    """Return the newest jobs of a restaurant that solve scenarios, each with its verdicts.

    What another version wrote, and this one cannot read, is left out.
    """
    with database.connection() as connection:
        enter_tenant(connection, restaurant_id)
        jobs = recent_jobs(connection, restaurant_id, limit, JobKind.SCENARIOS)
    return {"jobs": [shown for job in jobs if (shown := _summary(job)) is not None]}


def _summary(job: Job) -> Json | None:
    try:
        request = read_request(job.request)
    except InvalidInputError:
        return None
    compared = (job.result or {}).get("comparisons", ())
    verdicts = {item["scenario"]: item["verdict"] for item in compared}
    return {**_asked(job, request), "verdicts": verdicts}


def _asked(job: Job, request: ScenarioRequest) -> Json:
    return {
        **job_view(job),
        "dates": [date.isoformat() for date in request.days],
        "scenarios": [item.name for item in request.file.scenarios],
        "seeds": list(request.file.seeds),
        "gap": request.gap,
        "budgetMs": round(request.budget_seconds * 1000),
    }


def scenario_format() -> Json:
    """Return how scenarios are written: their JSON Schema, and the names that edits may use."""
    return {
        "jsonSchema": ScenarioFile.model_json_schema(),
        "rulePresets": sorted(RULE_PRESETS),
        "weightPresets": sorted(WEIGHT_PRESETS),
        "terms": [{"name": name, "per": term.unit} for name, term in TERMS.items()],
    }


def read_scenario_text(text: str) -> Json:
    """Return the scenarios of a scenario file, YAML or JSON.

    Raises:
        InvalidInputError: they are none; every flaw names its line, place and value.
    """
    file = parse_scenarios(text, subject="scenarios")
    return {
        "scenarios": [item.written() for item in file.scenarios],
        "seeds": list(file.seeds),
    }
