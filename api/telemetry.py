"""What is told of every request: its id in the logs, its span, its trace, its metrics."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from time import perf_counter
from typing import Any

import structlog
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from api.access import READING
from persistence.teller import Teller
from persistence.traces import trace_row
from telemetry import spans
from telemetry.correlation import correlated
from telemetry.event_logs import once_over
from telemetry.metrics import REQUESTS
from telemetry.stages import Trace, tracing

NO_ROUTE = "none"
"""Of requests that no route takes: their paths are anybody's invention."""

log = structlog.get_logger("maitred.api")


class Told:
    """What is told of one request."""

    def __init__(self, request: Request, request_id: str) -> None:
        self.request, self.request_id = request, request_id
        self.status = 0
        self.asked: Scope = request.scope
        """The scope that the application is given; it learns the route."""
        self._began, self._seconds = perf_counter(), 0.0
        method, path = request.method, request.url.path
        decides = method not in READING and path.startswith("/api/")
        self._teller: Teller | None = getattr(request.app.state, "teller", None)
        self._kept = decides and self._teller is not None and self._teller.keeps
        self._waits = False
        self._trace = Trace(request_id, "request") if self._kept or spans.sent() else None

    @contextmanager
    def telling(self, headers: Headers) -> Iterator[None]:
        """Work on the request; tell of it when it is over, whatever it ends with."""
        with ExitStack() as within:
            within.enter_context(correlated(self.request_id))
            root = within.enter_context(spans.continuing(headers))
            if root is not None:
                bound = structlog.contextvars.bound_contextvars(trace_id=root.trace_id)
                within.enter_context(bound)
            within.enter_context(tracing(self._trace))
            if self._teller is not None:
                self._teller.quiet.enter()
                self._waits = True
            try:
                with once_over():
                    yield
            finally:
                self.answered()
                self._over(root)

    def answered(self) -> None:
        """Note that the answer, or the first part of it, is sent."""
        if self._teller is not None and self._waits:
            self._teller.quiet.leave()
            self._waits = False

    def done(self) -> None:
        """Note that all of the answer is sent: it has taken so long."""
        self._seconds = perf_counter() - self._began

    @property
    def route(self) -> str:
        """The template of the path, as the document has it."""
        found = self.asked.get("route")
        return getattr(found, "path", None) or NO_ROUTE

    def _over(self, root: spans.Root | None) -> None:
        seconds, request = self._seconds or perf_counter() - self._began, self.request
        caller = getattr(request.state, "caller", None)
        log.info(
            "request",
            method=request.method,
            path=request.scope["path"],
            caller=caller,
            status=self.status,
            milliseconds=round(seconds * 1000, 1),
        )
        what = f"{request.method} {self.route}"
        REQUESTS.labels(self.route, request.method, str(self.status)).observe(seconds)
        if self._teller is not None and self._trace is not None:
            story = partial(self._story, self._trace, root, what, seconds, caller)
            self._teller.put(story)

    def _story(
        self,
        trace: Trace,
        root: spans.Root | None,
        what: str,
        seconds: float,
        caller: str | None,
    ) -> dict[str, Any] | None:
        """Make the spans; return the trace, if it is to be stored."""
        if root is not None:
            facts = {"request_id": self.request_id, "route": self.route, "status": self.status}
            spans.tell(root, what, facts, trace.steps, seconds)
        if not self._kept:
            return None
        refusal = trace.about.get("refusal")
        outcome = str(self.status) if refusal is None else f"{self.status} {refusal}"
        return trace_row(trace, what, outcome, seconds, caller)
