"""The shadow: dates planned beside the old allocator, and what comes of comparing them."""

from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field, WithJsonSchema

from api.access import Member, author_of
from api.answers.jobs import JobView
from api.answers.shadow import ShadowReportView
from api.answers.shape import example
from api.body import Body, body_of, read_body
from api.document import operation
from api.idempotency import key_of, written
from api.parameters import REPEATABLE, DateOf, RestaurantId, one
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, UNREADABLE_DATA, WRITING
from api.refusals.jobs import REPORTERS, TOO_MANY_JOBS
from api.refusals.shadow import NO_GATE
from api.refusals.writing import KEYS
from api.types import WHOLE, Date, Key
from persistence.pool import Database
from scenarios.shadow.gates import PATTERN, judge, parse_gates
from services.jobs.orders import ACCEPTED
from services.shadow.job import ShadowOrder, order_shadow
from services.shadow.report import MOST_DAYS, USUAL_DAYS, Lines, report_of, report_view

router = APIRouter(prefix="/api/v1/restaurants/{restaurant_id}", tags=["jobs"])

MOST_GATES = 20

GateText = Annotated[
    str,
    Field(min_length=1, max_length=60),
    WithJsonSchema({"type": "string", "maxLength": 60, "pattern": PATTERN}),
]


class ShadowBody(Body):
    """How to plan the date. Fields that are not listed are ignored; an empty object is fine."""

    model_config = example({"budgetMs": 10000})

    budgetMs: Annotated[int, Field(strict=True, ge=100, le=600_000), WHOLE] | None = Field(
        None, description="What the solver may take; the service's own budget by default."
    )
    idempotencyKey: Key | None = Field(
        None, description="As for planning; the header Idempotency-Key does the same."
    )


@router.post(
    "/days/{date}/shadow",
    status_code=ACCEPTED,
    summary="Have a date planned in the shadow",
    **operation(
        "orderShadow",
        JobView,
        WRITING,
        PARAMETERS,
        BODY,
        KEYS,
        NO_RESTAURANT,
        TOO_MANY_JOBS,
        status=ACCEPTED,
    ),
    openapi_extra={**body_of(ShadowBody), **REPEATABLE},
)
async def order(
    request: Request, restaurant_id: RestaurantId, date: DateOf, caller: Member
) -> Response:
    """Ask for a date to be planned beside the old allocator, as a job that a worker does.

    Nothing of the product's is written: the job keeps a run, in state `shadow`, with its input.
    Once the evening is over the job keeps how it ended instead, and plans only if the date has no
    shadow plan yet. A job that waits for the date already is the answer.
    """
    body = await read_body(request, ShadowBody)
    state = request.app.state
    default: float = state.settings.plan_budget_seconds
    wanted = ShadowOrder(
        restaurant_id=restaurant_id,
        date=date,
        budget_seconds=default if body.budgetMs is None else body.budgetMs / 1000,
        idempotency_key=key_of(request, body.idempotencyKey),
        author=author_of(request, caller),
    )
    most = state.settings.jobs_waiting
    work = to_thread.run_sync(lambda: order_shadow(state.database, wanted, most_waiting=most))
    return written(await work, ACCEPTED)


@router.get(
    "/shadow",
    summary="The old allocator beside maitred",
    **operation(
        "readShadowReport",
        ShadowReportView,
        PARAMETERS,
        NO_RESTAURANT,
        NO_GATE,
        REPORTERS,
        UNREADABLE_DATA,
    ),
)
async def report(
    request: Request,
    restaurant_id: RestaurantId,
    _: Member,
    first: Annotated[
        Date | None,
        Query(
            alias="from",
            description=f"The first date; {USUAL_DAYS} days up to the last when left out.",
            openapi_examples=one("2026-11-01"),
        ),
    ] = None,
    last: Annotated[
        Date | None,
        Query(
            alias="to",
            description=f"The last date, yesterday's when left out; {MOST_DAYS} days at most.",
            openapi_examples=one("2026-11-28"),
        ),
    ] = None,
    lines: Annotated[
        Lines,
        Query(
            description="Which bookings are listed one by one: those that differ, all, or none.",
            openapi_examples=one("differing"),
        ),
    ] = "differing",
    gate: Annotated[
        list[GateText] | None,
        Query(
            max_length=MOST_GATES,
            description="Acceptance gates, such as `covers>=0`, `waste<=5%` or `p95<=300ms`.",
            openapi_examples={"one": {"value": ["covers>=0"]}},
        ),
    ] = None,
) -> JSONResponse:
    """Return what the old allocator did on some dates, beside what maitred would have done.

    Each booking is the same, better or worse off; each night's run repeats its plan. The verdict
    is undecided while its 95 % interval has zero inside. Nothing is written.
    """
    gates = parse_gates(gate or ())

    def work(database: Database) -> Response:
        found = report_of(database, restaurant_id, first, last)
        return JSONResponse(report_view(found, lines, judge(found, gates)))

    state = request.app.state
    answer: JSONResponse = await state.reporters.run(partial(work, state.database))
    return answer
