"""Jobs: where they stand, what is told of them, and their end."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Self

from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field, model_validator

from api.access import Member, SignedIn, author_of
from api.answers.jobs import JobEvent, JobList, JobView
from api.answers.shape import example
from api.body import body_of, read_body
from api.document import operation, streamed
from api.idempotency import key_of, written
from api.parameters import REPEATABLE, DateOf, JobId, RestaurantId, one
from api.planning_body import PlanningBody
from api.refusals.engine import NOT_PLANNED
from api.refusals.general import BODY, NO_RESTAURANT, PARAMETERS, WRITING
from api.refusals.jobs import NO_JOB, STREAMS, TOO_MANY_JOBS
from api.refusals.writing import KEYS
from api.types import WHOLE, Flag
from api.work import in_thread
from models.problem import Mode
from persistence.jobs import Job, Settling
from services.jobs.orders import ACCEPTED, order_plan
from services.jobs.view import cancel_job, find_job, job_view, list_jobs
from services.planning.request import PlanRequest
from settings import Settings

router = APIRouter(prefix="/api/v1", tags=["jobs"])

MOST_JOBS = 200
LAST_SEQ = 2**31 - 1


class PlanJobBody(PlanningBody):
    """How to plan the date. Fields that are not listed are ignored; an empty object is fine."""

    model_config = example({"mode": "improve", "maxMoves": 3, "budgetMs": 60000})

    budgetMs: Annotated[int, Field(strict=True, ge=100, le=600_000), WHOLE] | None = Field(
        None, description="What the solver may take; the service's own budget by default."
    )
    afterEdits: Flag | None = Field(
        None,
        description="true: the date was edited, and more edits may follow. All such orders of a "
        "date have one job, planned as the last one says; it begins when none came for two "
        "seconds, or ten seconds after the first, and sees every edit made before its order.",
    )

    @model_validator(mode="after")
    def _edits_are_written(self) -> Self:
        if self.afterEdits and self.dryRun:
            raise ValueError("afterEdits plans and commits, so it cannot be a dryRun")
        return self


async def seen(request: Request, job_id: JobId, caller: SignedIn) -> Job:
    """Return the job of the path, when the caller may see it."""
    found: Job = await in_thread(request, find_job, job_id, caller)
    return found


SeenJob = Annotated[Job, Depends(seen)]


@router.post(
    "/restaurants/{restaurant_id}/days/{date}/plan",
    status_code=ACCEPTED,
    summary="Have a date planned",
    **operation(
        "orderPlan",
        JobView,
        WRITING,
        PARAMETERS,
        BODY,
        KEYS,
        NO_RESTAURANT,
        TOO_MANY_JOBS,
        NOT_PLANNED,
        status=ACCEPTED,
    ),
    openapi_extra={**body_of(PlanJobBody), **REPEATABLE},
)
async def order(
    request: Request, restaurant_id: RestaurantId, date: DateOf, caller: Member
) -> Response:
    """Ask for a date to be planned and the plan to be committed, as a job that a worker does.

    Answers at once with the job; its events tell how good the plan is so far. Once the job is
    done, `runId` names the run. Jobs for one date are done one after the other.
    """
    body = await read_body(request, PlanJobBody)
    state = request.app.state
    default: float = state.settings.plan_budget_seconds
    wanted = PlanRequest(
        restaurant_id=restaurant_id,
        date=date,
        mode=body.mode or Mode.FILL,
        max_moves=body.maxMoves,
        budget_seconds=default if body.budgetMs is None else body.budgetMs / 1000,
        dry_run=bool(body.dryRun),
        idempotency_key=key_of(request, body.idempotencyKey),
        author=author_of(request, caller),
    )
    settings: Settings = state.settings
    times = Settling(settings.edits_quiet_seconds, settings.edits_most_seconds)
    work = partial(
        order_plan,
        state.database,
        wanted,
        most_waiting=settings.jobs_waiting,
        settling=times if body.afterEdits else None,
    )
    return written(await to_thread.run_sync(work), ACCEPTED)


@router.get(
    "/restaurants/{restaurant_id}/jobs",
    summary="The newest jobs of a restaurant",
    **operation("listJobs", JobList, PARAMETERS, NO_RESTAURANT),
)
def jobs(
    request: Request,
    restaurant_id: RestaurantId,
    _: Member,
    limit: Annotated[
        int,
        Query(
            ge=1,
            le=MOST_JOBS,
            description="Most jobs of the answer.",
            openapi_examples=one("20"),
        ),
    ] = 50,
) -> JSONResponse:
    """List jobs, the newest first: those that wait, run, and are over."""
    return JSONResponse(list_jobs(request.app.state.database, restaurant_id, limit))


@router.get(
    "/jobs/{job_id}",
    summary="One job",
    **operation("readJob", JobView, PARAMETERS, NO_JOB),
)
async def job(found: SeenJob) -> JSONResponse:
    """Return a job: where it stands, how far it is, and what came of it."""
    return JSONResponse(job_view(found))


@router.post(
    "/jobs/{job_id}/cancel",
    summary="End a job",
    **operation("cancelJob", JobView, WRITING, PARAMETERS, NO_JOB),
)
async def cancel(request: Request, job_id: JobId, caller: SignedIn) -> JSONResponse:
    """Ask for the end of a job. One that waits ends at once, one that runs within a second or two.

    Nothing of a plan is written then. A job that is over stays as it is; asking again is fine.
    """
    return JSONResponse(await in_thread(request, cancel_job, job_id, caller))


async def room(request: Request) -> None:
    """See to it that another stream may be opened."""
    request.app.state.streams.require_room()


@router.get(
    "/jobs/{job_id}/events",
    response_class=EventSourceResponse,
    dependencies=[Depends(room)],
    summary="What is told of a job, as it happens",
    **streamed("followJob", JobEvent, PARAMETERS, NO_JOB, STREAMS),
)
async def events(
    request: Request,
    found: SeenJob,
    last_event_id: Annotated[
        int,
        Header(
            ge=0,
            le=LAST_SEQ,
            description="The id of the last event that you have; browsers send it when they "
            "connect again.",
            openapi_examples=one("0"),
        ),
    ] = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Stream the events of a job (`text/event-stream`), those of before too, until its end.

    The kind of an event is `state` or `progress`, its id counts up, its data is JSON. The last
    event tells the final state. The stream ends after five minutes as well: connect again.
    """
    database, streams = request.app.state.database, request.app.state.streams
    async for event in streams.follow(database, found.restaurant_id, found.id, last_event_id):
        yield event
