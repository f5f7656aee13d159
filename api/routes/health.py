"""Is the process alive, and can it work?"""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.answers.health import Live, Ready
from api.document import open_operation
from api.errors import answer
from api.refusals.general import DEFECT, STRANGER, UNREACHABLE

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
    summary="The database answers too",
    **open_operation("isReady", Ready, STRANGER, DEFECT, UNREACHABLE),
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
