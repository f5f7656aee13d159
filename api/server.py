"""How the application is served: one place for the limits below HTTP."""

import asyncio
import socket
from typing import Any
from uuid import uuid4

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.errors import ErrorBody

MOST_HEAD_BYTES = 32_768
"""Request line and headers; the session cookie alone may take ten thousand."""

HEAD_SECONDS = 10.0
"""How long a connection may take until a whole request head has arrived on it."""

UNREAD_SECONDS = 30.0
"""How long the last of an answer is kept for whoever does not read it."""

ON_SHUTDOWN = "on_shutdown"
"""The name, in a request's state, of what ends an answer that would not end by itself."""

REFUSED = "refused"
"""The name, in a request's state, of whether it was told to come later, or to send less."""

FREE_REFUSALS = 3
"""So many a connection gets one after the other, as fast as it asks."""

REST_SECONDS = 1.0
"""As long as the shortest Retry-After: who does not heed it is not read for so long."""

NOT_HTTP = "This is not HTTP, or its head is too long."


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 that does not wait for ever, and answers what is no HTTP in the one shape.

    uvicorn itself waits without end for the first request of a connection, for one whose head
    arrives byte by byte, and for the rest of a body that nobody reads any more.

    A connection that asks again and again without heeding Retry-After is read once a second:
    refusing is cheap, but not so cheap that others would not feel hundreds a second.
    """

    _deadline: asyncio.TimerHandle | None = None
    _resting = False
    _refusals = 0
    _refused_at = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Take what has arrived; a request that has begun has deadlines of its own."""
        if self._resting:
            return
        before = self.cycle
        super().handle_events()
        if self.cycle is not before and not self.cycle.response_complete:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, or rest before it is read."""
        self._wait()
        self._rest()
        super().on_response_complete()
        if self._resting and not self.transport.is_closing():
            self.flow.pause_reading()

    def shutdown(self) -> None:
        """Let the request under way come to its end; one that streams is told to end now."""
        if self.cycle is not None and not self.cycle.response_complete:
            end = self.cycle.scope.get("state", {}).get(ON_SHUTDOWN)
            if end is not None:
                end()
        super().shutdown()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, unless an answer is on its way already, and hang up."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            identifier = str(uuid4())
            body = ErrorBody(
                error=NOT_HTTP,
                message=NOT_HTTP,
                code="INVALID_HTTP",
                details=None,
                hint=f"The request line and the headers may take {MOST_HEAD_BYTES} bytes.",
                requestId=identifier,
            )
            content = body.model_dump_json().encode()
            headers = [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(content)).encode()),
                (b"x-request-id", identifier.encode()),
                (b"connection", b"close"),
            ]
            for event in (
                h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
                h11.Data(data=content),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        if self.cycle is not None and not self.cycle.response_complete:
            # Its body is broken off: what the route still says would be a second answer.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()

    def _rest(self) -> None:
        if self.cycle is None or not self.cycle.scope.get("state", {}).get(REFUSED):
            return
        now = self.loop.time()
        soon = now - self._refused_at < 2 * REST_SECONDS
        self._refusals, self._refused_at = self._refusals + 1 if soon else 1, now
        if self._refusals > FREE_REFUSALS:
            self._resting = True
            self.loop.call_later(REST_SECONDS, self._read_on)

    def _read_on(self) -> None:
        self._resting = False
        if not self.transport.is_closing():
            self.flow.resume_reading()
            self.handle_events()

    def _wait(self) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _hang_up(self) -> None:
        self.transport.close()
        self.loop.call_later(UNREAD_SECONDS, self.transport.abort)


class Server(uvicorn.Server):
    """Ends streams of events when it is to stop: otherwise it would wait for each of them."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        app = self.config.app
        if isinstance(app, FastAPI) and hasattr(app.state, "streams"):
            app.state.streams.close()
        await super().shutdown(sockets)


def server_config(app: FastAPI, **options: Any) -> uvicorn.Config:
    """Return how to serve an application; ``options`` are further ones of uvicorn."""
    return uvicorn.Config(
        app,
        # The faster parser reads headers without end into memory.
        http=ImpatientProtocol,
        h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        ws="none",
        server_header=False,
        log_config=None,
        access_log=False,
        **options,
    )
