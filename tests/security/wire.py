"""Bytes to a service and its answer back, over a bare socket: no client tidies anything up."""

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import h11


class NoAnswerError(Exception):
    """The service said nothing within the time, or not HTTP."""


@dataclass(frozen=True)
class Answer:
    """What came back; ``headers`` are by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Wire:
    """A connection that is opened again when it was closed."""

    def __init__(self, address: tuple[str, int], seconds: float) -> None:
        self._address, self._seconds = address, seconds
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def ask(self, data: bytes, method: str = "GET", *, cut: bool = False) -> Answer | None:
        """Send a request and return the answer; None when the service hangs up without one.

        With ``cut`` the service is told that nothing follows.

        Raises:
            NoAnswerError: nothing came in time, or what came is no HTTP.
        """
        began, rest = time.monotonic(), b""
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=self._seconds)
        with suppress(BrokenPipeError, ConnectionResetError):  # it may not want all of it
            self._socket.sendall(data)
            if cut:
                self._socket.shutdown(socket.SHUT_WR)
        reader = _reader(method)
        head: h11.Response | None = None
        body = bytearray()
        try:
            while True:
                event = reader.next_event()
                if event is h11.NEED_DATA:
                    rest = self._receive()
                    reader.receive_data(rest)
                elif isinstance(event, h11.Response):
                    head = event
                elif isinstance(event, h11.Data):
                    body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    break
                elif isinstance(event, h11.ConnectionClosed):
                    self.close()
                    return None
        except (h11.RemoteProtocolError, TimeoutError) as error:
            self.close()
            if head is None and isinstance(error, h11.RemoteProtocolError) and not rest:
                return None
            raise NoAnswerError(f"{type(error).__name__}: {error}") from error
        assert head is not None
        headers = {name.decode(): value.decode("latin-1") for name, value in head.headers}
        if cut or reader.their_state is not h11.DONE:
            self.close()
        return Answer(head.status_code, headers, bytes(body), time.monotonic() - began)

    def _receive(self) -> bytes:
        assert self._socket is not None
        with suppress(ConnectionResetError):
            return self._socket.recv(65_536)
        return b""


def _reader(method: str) -> h11.Connection:
    """Return what reads the answer to a request; that request itself was put together by hand."""
    reader = h11.Connection(h11.CLIENT)
    reader.send(h11.Request(method=method, target="/", headers=[("host", "x")]))
    reader.send(h11.EndOfMessage())
    return reader


def packed(
    method: str,
    target: str,
    headers: list[tuple[str, str]],
    body: bytes = b"",
    *,
    length: bool = True,
) -> bytes:
    """Return the bytes of a request; what is said of it need not be true."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    if length and (body or method not in ("GET", "HEAD")):
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body
