"""The web application."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from api import errors
from api.routes import assign, days, health
from services.database import open_database
from settings import Settings
from solver.pool import DEFAULT_POOL

CONSOLE = Path(__file__).parent / "console"

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}

DOCS_POLICY = (
    "default-src 'self' 'unsafe-inline' https://cdn.jsdelivr.net https://fastapi.tiangolo.com data:"
)
"""The generated page at /docs loads its viewer from a public CDN and starts it inline."""

log = structlog.get_logger("maitred.api")


def create_app(settings: Settings) -> FastAPI:
    """Return the application; it opens its database pool when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database = open_database(settings)
        app.state.database = database
        DEFAULT_POOL.warm_up()
        yield
        database.close()

    app = FastAPI(
        title="maitred",
        version=version("maitred"),
        summary="Decides which restaurant tables each booking gets, and proves how well.",
        lifespan=lifespan,
        redoc_url=None,
        max_body_size=settings.max_body_bytes,
    )
    app.state.settings = settings
    errors.install(app)
    for module in (assign, days, health):
        app.include_router(module.router)

    @app.get("/", include_in_schema=False)
    async def root() -> RedirectResponse:
        return RedirectResponse("/console/")

    app.mount("/console", StaticFiles(directory=CONSOLE, html=True), name="console")
    app.middleware("http")(_observe)
    return app


async def _observe(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Name the request, log it, and send security headers with the answer."""
    request.state.request_id = str(uuid4())
    structlog.contextvars.bind_contextvars(request_id=request.state.request_id)
    began = perf_counter()
    try:
        response = await call_next(request)
    finally:
        structlog.contextvars.unbind_contextvars("request_id")
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.path == "/docs":
        response.headers["content-security-policy"] = DOCS_POLICY
    response.headers["x-request-id"] = request.state.request_id
    log.info(
        "request",
        method=request.method,
        path=request.url.path,
        status=response.status_code,
        milliseconds=round((perf_counter() - began) * 1000, 1),
        request_id=request.state.request_id,
    )
    return response
