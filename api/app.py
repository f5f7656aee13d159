"""The web application."""

import gc
import mimetypes
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

from fastapi import Depends
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from api import errors
from api.access import Access, signed_in
from api.document import API_VERSION, DocumentedApp
from api.middleware import Surroundings
from api.planning_queue import PlanningQueue
from api.routes import (
    assign,
    bookings,
    changes,
    config,
    days,
    engine,
    enquiries,
    explanations,
    health,
    history,
    jobs,
    layout,
    live,
    locks,
    metrics,
    replan,
    scenarios,
    sessions,
    shadow,
    staff,
    trace,
    what_if,
)
from api.shares import Shares
from api.streams import Streams
from api.watching import Watches
from services.arenas import share_arenas
from services.database import open_database
from services.errors import OverloadedError
from services.flag_report import report_flags
from services.jobs.worker import InsideWorker
from services.observing import delivering, sending_spans, telling
from services.sweeper import Sweeper
from settings import Settings
from solver.pool import DEFAULT_POOL

CONSOLE = Path(__file__).parent / "console"
REFERENCE = Path(__file__).parent / "docs_page"

CLOSED = (
    assign,
    bookings,
    staff,
    sessions,
    enquiries,
    config,
    days,
    explanations,
    history,
    trace,
    changes,
    replan,
    locks,
    live,
    layout,
    engine,
    jobs,
    scenarios,
    what_if,
    shadow,
)
"""The routes under /api, as the document lists them."""

EXPLAIN_AT_ONCE, EXPLAIN_WAITING = 2, 16
"""Explanations are computed in this process: more at once would only slow each other down."""

ORDER_AT_ONCE, ORDER_WAITING = 2, 16
"""Edits are tried in this process, too."""

QUOTES_WAITING, DESK_WAITING = 128, 400
"""Requests that are soon over."""

MOST_STREAMS = 100

SWITCH_SECONDS = 0.0005
"""How long a thread may keep the interpreter while others want it.

A quote waits for the database some twenty times, and after each for the interpreter: beside another
one that only computes, with Python's own five milliseconds, it takes a tenth of a second longer.
"""

# Some systems map it to a type that browsers refuse for modules.
mimetypes.add_type("text/javascript", ".js")


def create_app(settings: Settings) -> DocumentedApp:
    """Return the application; it opens its database pool when it starts.

    Raises:
        NoAccessControlError: nothing says who may use it.
    """
    settings.require_access_control()

    @asynccontextmanager
    async def lifespan(app: DocumentedApp) -> AsyncIterator[None]:
        share_arenas()
        database = open_database(settings)
        sweeper = Sweeper(database, settings.job_deaths)
        try:
            app.state.database = database
            app.state.planners = PlanningQueue(settings.plans_at_once, settings.plans_waiting)
            app.state.explainers = PlanningQueue(EXPLAIN_AT_ONCE, EXPLAIN_WAITING, "explanations")
            app.state.orderers = PlanningQueue(ORDER_AT_ONCE, ORDER_WAITING, "orders of scenarios")
            app.state.reporters = PlanningQueue(ORDER_AT_ONCE, ORDER_WAITING, "reports")
            app.state.quoters = PlanningQueue(
                settings.quotes_at_once,
                QUOTES_WAITING,
                "quotes",
                refusal=OverloadedError,
                shares=Shares(),
            )
            app.state.desk = PlanningQueue(
                settings.pool_size,
                DESK_WAITING,
                "requests",
                leave=settings.pool_size // 2,
                refusal=OverloadedError,
            )
            app.state.streams = Streams(MOST_STREAMS)
            report_flags(database)
            DEFAULT_POOL.warm_up(spare=2)
            app.state.watches = Watches(database, settings.streams_at_once)
            sweeper.start()
            # What was loaded stays: otherwise every now and then a request waits a tenth of a
            # second while all of it is looked through.
            gc.collect()
            gc.freeze()
            sys.setswitchinterval(SWITCH_SECONDS)
            inside = InsideWorker(database, settings) if settings.worker else nullcontext()
            with (
                sending_spans(settings),
                telling(database, settings) as app.state.teller,
                delivering(database, settings),
                inside as app.state.worker,
            ):
                yield
            app.state.watches.close()
        finally:
            sweeper.stop()
            database.close()

    app = DocumentedApp(
        title="maitred",
        version=API_VERSION,
        summary="Decides which restaurant tables each booking gets, and proves how well.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.access = Access(settings)
    errors.install(app)
    app.include_router(health.router)
    if settings.metrics:
        app.include_router(metrics.router)
    for module in CLOSED:
        # Closed by default: a route that forgets to ask who calls still serves nobody unknown.
        app.include_router(module.router, dependencies=[Depends(signed_in)])

    @app.get("/", include_in_schema=False)
    async def root() -> RedirectResponse:
        return RedirectResponse("/console/")

    app.mount("/docs", StaticFiles(directory=REFERENCE, html=True), name="docs")
    app.mount("/console", StaticFiles(directory=CONSOLE, html=True), name="console")
    app.add_middleware(Surroundings, settings=settings)
    return app
