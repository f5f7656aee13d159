"""Is the process alive, and can it work?"""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.errors import answer, documented

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="The process answers")
async def live() -> dict[str, str]:
    """Answer as long as the process runs, whatever the database does."""
    return {"status": "live"}


@router.get(
    "/ready", summary="The database answers too", response_model=None, responses=documented()
)
def ready(request: Request) -> JSONResponse | dict[str, str]:
    """Answer 503 while the database does not answer within two seconds."""
    if request.app.state.database.ready():
        return {"status": "ready"}
    return answer(
        request,
        503,
        "DATABASE_UNREACHABLE",
        "The database does not answer.",
        hint="Check DATABASE_URL and that the server is running.",
    )
