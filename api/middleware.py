"""What surrounds every request: its id, its log line, strangers' pages, the answer's headers."""

from functools import cache
from urllib.parse import urlsplit

import structlog
from anyio import sleep
from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access import READING
from api.errors import answer, defect
from api.server import REFUSED
from api.telemetry import Told
from settings import Settings
from telemetry.correlation import new_id

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}

DOCS_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""The viewer at /docs writes styles and images of its own; scripts come from this server only."""

REPORT_PAGE = "/console/report.html"


@cache
def report_page_policy() -> str:
    """Return the policy of the console's page around a report.

    Its own script fetches the report and shows it in a frame, which inherits the policy: so the
    report's scripts and style are admitted, by their hashes, and nothing else inline.
    """
    from scenarios.report.files import admitted

    scripts, style = admitted()
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' {style}; "
        "img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
    )


HTTPS_ONLY = "max-age=31536000"

DEV_AUTH = "everybody is an owner of every restaurant"
"""Said with every answer, and shown by the console."""

PAUSE_SECONDS = 0.002
"""Between an answer and what is told of it: whom it wakes on the same machine, a client or a proxy,
is often given the processor of who woke it, once that one sleeps."""

LATER = frozenset({413, 429, 503})
"""Refusals that say: later, or less."""

log = structlog.get_logger("maitred.api")


class Surroundings:
    """Names the request, refuses strangers, logs, and turns a defect into an answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._hosts = {host.lower() for host in settings.allowed_hosts}
        self._dev_auth = settings.dev_auth
        self._origins = {origin.lower().rstrip("/") for origin in settings.allowed_origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers, request = Headers(scope=scope), Request(scope, receive)
        request.state.request_id = request_id = new_id(headers.get("x-request-id", ""))
        told = Told(request, request_id)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told.status = message["status"]
                asked_too_much = told.status in LATER and scope["path"].startswith("/api/")
                scope.setdefault("state", {})[REFUSED] = asked_too_much
                added = MutableHeaders(scope=message)
                _add_headers(added, scope, request_id)
                if self._dev_auth:
                    added["x-maitred-dev-auth"] = DEV_AUTH
            await send(message)
            if message["type"] == "http.response.body":
                told.answered()

        with told.telling(headers):
            try:
                target = self._refusal(request, headers) or self.app
                # The server leaves the body out by itself.
                only_head = request.state.only_head = scope["method"] == "HEAD"
                told.asked = {**scope, "method": "GET"} if only_head else scope
                await target(told.asked, receive, send_with_headers)
                told.done()
                await sleep(PAUSE_SECONDS)
            except ClientDisconnect:
                log.info("client gone", path=scope["path"])
            except Exception as error:
                log.exception("defect", path=scope["path"])
                if told.status:  # too late for another answer
                    raise
                await defect(request, error)(scope, receive, send_with_headers)

    def _refusal(self, request: Request, headers: Headers) -> ASGIApp | None:
        """Refuse what only a foreign web page would send: a browser adds the cookie by itself."""
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return answer(
                request,
                421,
                "HOST_NOT_ALLOWED",
                "This service does not answer to that host name.",
                hint="Use http://127.0.0.1, or name the host in MAITRED_ALLOWED_HOSTS.",
            )
        origin = headers.get("origin", "").lower()
        own = origin in (f"http://{host.lower()}", f"https://{host.lower()}")
        if origin and request.method not in READING and not own and origin not in self._origins:
            return answer(
                request,
                403,
                "ORIGIN_NOT_ALLOWED",
                "Pages of other origins may not write here.",
                hint="Name the page's origin in MAITRED_ALLOWED_ORIGINS.",
            )
        return None


def _name(host: str) -> str:
    """Return a Host header without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _add_headers(headers: MutableHeaders, scope: Scope, request_id: str) -> None:
    path = scope["path"]
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
    if path == REPORT_PAGE:
        headers["content-security-policy"] = report_page_policy()
    if path.startswith("/docs"):
        headers["content-security-policy"] = DOCS_POLICY
    if path.startswith(("/api/", "/health/")):
        headers.setdefault("cache-control", "no-store")
    if scope["scheme"] == "https":
        headers.setdefault("strict-transport-security", HTTPS_ONLY)
    headers["x-request-id"] = request_id
