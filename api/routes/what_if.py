"""Around scenarios: those of before, how they are written, and the night of one solve."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from api.access import Member, SignedIn
from api.answers.scenarios import ScenarioFormat, ScenariosList, ScenariosRead, SolvedNight
from api.answers.shape import example
from api.body import LARGE, Body, body_of, read_body
from api.document import operation
from api.parameters import JobId, RestaurantId, one
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, WRITING
from api.refusals.jobs import NO_JOB, NO_SOLVE, ORDERERS, SCENARIO_TEXT
from api.work import in_thread
from services.scenarios.night import solved_night
from services.scenarios.view import list_scenarios, read_scenario_text, scenario_format

router = APIRouter(prefix="/api/v1", tags=["jobs"])

MOST_LISTED = 100

SolveKey = Annotated[
    str,
    Path(
        pattern=r"^[0-9a-f]{64}$",
        description="The solve, as `runs` of the comparison name it.",
        openapi_examples=one("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    ),
]


class ScenarioText(Body):
    """A scenario file. Fields that are not listed are ignored."""

    most_bytes = LARGE
    model_config = example(
        {"text": "scenarios:\n  - name: busier\n    edits: [{kind: scale_demand, factor: 1.2}]\n"}
    )

    text: str = Field(min_length=1, description="YAML or JSON, as in a scenario file.")


@router.get(
    "/restaurants/{restaurant_id}/scenarios",
    summary="The newest scenarios of a restaurant",
    **operation("listScenarios", ScenariosList, PARAMETERS, NO_RESTAURANT),
)
def scenarios(
    request: Request,
    restaurant_id: RestaurantId,
    _: Member,
    limit: Annotated[
        int,
        Query(
            ge=1,
            le=MOST_LISTED,
            description="Most of the answer.",
            openapi_examples=one("20"),
        ),
    ] = 20,
) -> JSONResponse:
    """List the jobs that solve scenarios, the newest first, with the verdicts of those done."""
    return JSONResponse(list_scenarios(request.app.state.database, restaurant_id, limit))


@router.get(
    "/scenarios/{job_id}/solves/{key}",
    summary="One solve: who sits where",
    **operation("readSolve", SolvedNight, PARAMETERS, NO_JOB, NO_SOLVE),
)
async def solve(request: Request, job_id: JobId, key: SolveKey, caller: SignedIn) -> JSONResponse:
    """Return a scenario, or the day as it is, on one date with one seed.

    The room as it was edited, and the plan. `runs` of the comparison have the keys.
    """
    return JSONResponse(await in_thread(request, solved_night, job_id, key, caller))


@router.get(
    "/scenario-format",
    summary="How scenarios are written",
    **operation("readScenarioFormat", ScenarioFormat),
)
def describe(_: SignedIn) -> JSONResponse:
    """Return the JSON Schema of scenarios with every kind of edit, and the names they may use."""
    return JSONResponse(scenario_format())


@router.post(
    "/scenario-text",
    summary="Read scenarios from a text",
    **operation("readScenarioText", ScenariosRead, WRITING, BODY, SCENARIO_TEXT, ORDERERS),
    openapi_extra=body_of(ScenarioText),
)
async def read_text(request: Request, caller: SignedIn) -> JSONResponse:
    """Read a scenario file, YAML or JSON, without doing anything with it.

    Each flaw names its line and its place. Whether an edit fits a date is found out when the
    scenarios are asked for.
    """
    body = await read_body(request, ScenarioText)
    # YAML takes its time: no more texts at once than orders.
    found = await request.app.state.orderers.run(
        partial(read_scenario_text, body.text), caller.name
    )
    return JSONResponse(found)
