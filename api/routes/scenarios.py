"""Scenarios: have them solved, and read the comparison."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import Field

from api.access import SignedIn, author_of
from api.answers.jobs import JobView, ScenariosView
from api.answers.shape import RESTAURANT, example
from api.body import LARGE, Body, body_of, read_body
from api.document import operation, page
from api.idempotency import key_of, written
from api.parameters import REPEATABLE, JobId
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, UNREADABLE_DATA, WRITING
from api.refusals.jobs import NO_JOB, NOT_DONE, ORDERERS, REPORTERS, SCENARIOS, TOO_MANY_JOBS
from api.refusals.writing import KEYS
from api.types import WHOLE, Date, Key, Uuid
from api.work import in_thread
from services.jobs.orders import ACCEPTED
from services.scenarios.order import (
    MOST_DATES,
    MOST_SCENARIOS,
    MOST_SEEDS,
    ScenarioOrder,
    order_scenarios,
)
from services.scenarios.report import scenarios_report
from services.scenarios.view import read_scenarios

router = APIRouter(prefix="/api/v1/scenarios", tags=["jobs"])

APART = "frame-ancestors 'none'; sandbox allow-scripts allow-downloads allow-popups"

MOST_BUDGET_MS = 600_000

Seed = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1), WHOLE]


class ScenariosBody(Body):
    """What to solve. Fields that are not listed are ignored."""

    most_bytes = LARGE
    model_config = example(
        {
            "restaurantId": RESTAURANT,
            "dates": ["2026-11-28"],
            "scenarios": [
                {
                    "name": "busier",
                    "description": "A fifth more guests.",
                    "edits": [{"kind": "scale_demand", "factor": 1.2}],
                }
            ],
            "gap": 0.005,
            "budgetMs": 10000,
        }
    )

    restaurantId: Uuid
    dates: list[Date] = Field(
        min_length=1, max_length=MOST_DATES, description="As they are now; none twice."
    )
    scenarios: list[dict[str, Any]] = Field(
        min_length=1,
        max_length=MOST_SCENARIOS,
        description="As in a scenario file: `name`, `description`, `base`, `edits`. "
        "`maitred schema scenarios` prints the JSON Schema. Tables, zones and bookings are named "
        "by their ids.",
    )
    seeds: list[Seed] = Field(
        [0],
        min_length=1,
        max_length=MOST_SEEDS,
        description="Each scenario is drawn and solved once per seed.",
    )
    gap: Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)] = Field(
        0.005, description="A solve may stop at this relative gap; 0.005 is half a per cent."
    )
    budgetMs: Annotated[int, Field(strict=True, ge=100, le=MOST_BUDGET_MS), WHOLE] = Field(
        10_000, description="Most milliseconds per solve."
    )
    idempotencyKey: Key | None = Field(
        None, description="As for planning; the header Idempotency-Key does the same."
    )


@router.post(
    "",
    status_code=ACCEPTED,
    summary="Have scenarios solved and compared",
    **operation(
        "orderScenarios",
        JobView,
        WRITING,
        BODY,
        KEYS,
        NO_RESTAURANT,
        UNREADABLE_DATA,
        SCENARIOS,
        TOO_MANY_JOBS,
        ORDERERS,
        status=ACCEPTED,
    ),
    openapi_extra={**body_of(ScenariosBody), **REPEATABLE},
)
async def order(request: Request, caller: SignedIn) -> Response:
    """Ask for scenarios of some dates to be solved and compared, as a job that a worker does.

    The dates are read now; what happens to them later makes no difference, and nothing is ever
    written to them. Answers at once with the job. At most 500 solves (scenarios and the day as it
    is, times dates, times seeds), and three hours of budget.
    """
    body = await read_body(request, ScenariosBody)
    caller.see(body.restaurantId)
    state = request.app.state
    wanted = ScenarioOrder(
        restaurant_id=body.restaurantId,
        dates=tuple(body.dates),
        scenarios=tuple(body.scenarios),
        seeds=tuple(body.seeds),
        gap=body.gap,
        budget_seconds=body.budgetMs / 1000,
        idempotency_key=key_of(request, body.idempotencyKey),
        author=author_of(request, caller),
    )
    most = state.settings.jobs_waiting
    work = partial(order_scenarios, state.database, wanted, most_waiting=most)
    return written(await state.orderers.run(work, str(body.restaurantId)), ACCEPTED)


@router.get(
    "/{job_id}",
    summary="Scenarios and their comparison",
    **operation("readScenarios", ScenariosView, PARAMETERS, NO_JOB, UNREADABLE_DATA),
)
async def scenarios(request: Request, job_id: JobId, caller: SignedIn) -> JSONResponse:
    """Return what was asked for, how far it is, and the comparison once the job is done."""
    return JSONResponse(await in_thread(request, read_scenarios, job_id, caller))


@router.get(
    "/{job_id}/report",
    response_class=HTMLResponse,
    summary="The comparison as a page",
    **page("reportScenarios", PARAMETERS, NO_JOB, NOT_DONE, REPORTERS, UNREADABLE_DATA),
)
async def report(request: Request, job_id: JobId, caller: SignedIn) -> HTMLResponse:
    """Return the report of scenarios that are solved: one page that needs nothing else.

    Verdicts, guests, hours, the room as a timeline, and all that repeats it; as `maitred report`
    makes it of a directory.
    """
    from scenarios.report.files import policy

    state = request.app.state
    work = partial(scenarios_report, state.database, job_id, caller)
    text = await state.reporters.run(work, caller.name)
    # The page's own policy, and apart from everything else of this origin.
    headers = {"content-security-policy": f"{policy()}; {APART}"}
    return HTMLResponse(text, headers=headers)
