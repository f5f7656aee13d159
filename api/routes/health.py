"""Is the process alive, and can it work?"""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.answers.health import Live, Ready
from api.document import refused
from api.errors import answer
from api.refusals.general import DEFECT, STRANGER, UNREACHABLE

router = APIRouter(prefix="/health", tags=["health"])


@router.get(
    "/live",
    summary="The process answers",
    operation_id="isLive",
    responses={200: {"model": Live}, **refused(STRANGER, DEFECT)},
)
async def live() -> JSONResponse:
    """Answer as long as the process runs, whatever the database does."""
    return JSONResponse({"status": "live"})


@router.get(
    "/ready",
    summary="The database answers too",
    operation_id="isReady",
    responses={200: {"model": Ready}, **refused(STRANGER, DEFECT, UNREACHABLE)},
)
def ready(request: Request) -> JSONResponse:
    """Answer 503 while the database does not answer within two seconds."""
    if request.app.state.database.ready():
        return JSONResponse({"status": "ready"})
    return answer(
        request,
        503,
        "DATABASE_UNREACHABLE",
        "The database does not answer.",
        hint="Check DATABASE_URL and that the server is running.",
    )
