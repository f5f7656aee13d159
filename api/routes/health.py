"""Is the process alive, and can it work?"""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.answers.health import Live, Ready
from api.document import open_operation
from api.errors import answer
from api.refusals.general import DEFECT, QUEUE_GONE, STRANGER, UNREACHABLE
from services.jobs.queue_status import queue_answers

router = APIRouter(prefix="/health", tags=["health"])


@router.get(
    "/live",
    summary="The process answers",
    **open_operation("isLive", Live, STRANGER, DEFECT),
)
async def live() -> JSONResponse:
    """Answer as long as the process runs, whatever the database does."""
    return JSONResponse({"status": "live"})


@router.get(
    "/ready",
    summary="The database answers too, and jobs are done",
    **open_operation("isReady", Ready, STRANGER, DEFECT, UNREACHABLE, QUEUE_GONE),
)
def ready(request: Request) -> JSONResponse:
    """Answer 503 while the database does not answer within two seconds, or has no queue for jobs.

    A service with a worker inside is not ready either when that has lost the queue for half a
    minute.
    """
    state = request.app.state
    if not state.database.ready():
        return answer(
            request,
            503,
            "DATABASE_UNREACHABLE",
            "The database does not answer.",
            hint="Check DATABASE_URL and that the server is running.",
        )
    if (state.worker is not None and not state.worker.works) or not queue_answers(state.database):
        return answer(request, 503, QUEUE_GONE.code, QUEUE_GONE.message, hint=QUEUE_GONE.hint)
    return JSONResponse({"status": "ready"})
