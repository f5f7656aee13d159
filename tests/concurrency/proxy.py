"""A TCP proxy before a PostgreSQL server that breaks connections in every way networks do."""

import itertools
import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

COMMITTED = b"C\0\0\0\x0bCOMMIT\0Z\0\0\0\x05I"
"""What a server answers to COMMIT: CommandComplete, then ReadyForQuery."""

COMMIT_COMPLETE = COMMITTED.index(b"Z")
"""The bytes of CommandComplete."""


@dataclass
class Link:
    """One connection of a client and the proxy's own to the server."""

    client: socket.socket
    server: socket.socket
    silent: bool = False
    """Nothing comes through any more, and nobody is told."""
    seen: set[bytes] = field(default_factory=set)
    """What a trap has seen pass."""

    def hang_up(self) -> None:
        """Close both sides in order."""
        for end in (self.client, self.server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def reset(self) -> None:
        """Make the client see a reset instead of an orderly end."""
        with suppress(OSError):
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.client.close()
        self.hang_up()


class Fault:
    """No fault: passes everything on. ``strikes`` counts what was done to connections."""

    strikes = 0

    def to_server(self, link: Link, data: bytes) -> None:
        """Pass on what a client sent."""
        link.server.sendall(data)

    def to_client(self, link: Link, data: bytes) -> None:
        """Pass on what the server answered."""
        link.client.sendall(data)


class Latency(Fault):
    """Every answer comes late."""

    def __init__(self, whims: random.Random, low: float, high: float) -> None:
        self._whims, self._range = whims, (low, high)

    def to_client(self, link: Link, data: bytes) -> None:
        """Wait, then pass on."""
        self.strikes += 1
        time.sleep(self._whims.uniform(*self._range))
        super().to_client(link, data)


class Reset(Fault):
    """Some connections are reset in the middle of something."""

    def __init__(self, whims: random.Random, share: float) -> None:
        self._whims, self._share = whims, share

    def _struck(self, link: Link) -> bool:
        if self._whims.random() >= self._share:
            return False
        self.strikes += 1
        link.reset()
        return True

    def to_server(self, link: Link, data: bytes) -> None:
        """Reset, or pass on."""
        if not self._struck(link):
            super().to_server(link, data)

    def to_client(self, link: Link, data: bytes) -> None:
        """Reset, or pass on."""
        if not self._struck(link):
            super().to_client(link, data)


class Slices(Fault):
    """Everything arrives in pieces of one to eight bytes."""

    def __init__(self, whims: random.Random) -> None:
        self._whims = whims

    def to_server(self, link: Link, data: bytes) -> None:
        """Pass on in pieces."""
        self._send(link.server, data)

    def to_client(self, link: Link, data: bytes) -> None:
        """Pass on in pieces."""
        self._send(link.client, data)

    def _send(self, target: socket.socket, data: bytes) -> None:
        begin = 0
        while begin < len(data):
            end = begin + self._whims.randint(1, 8)
            target.sendall(data[begin:end])
            self.strikes += 1
            begin = end


class CutCommits(Fault):
    """Some answers to COMMIT are cut off, each after another number of their bytes."""

    def __init__(self, every: int) -> None:
        self._numbers, self._every = itertools.count(1), every
        self._places = itertools.cycle((0, 1, COMMIT_COMPLETE, COMMIT_COMPLETE + 1, len(COMMITTED)))
        self.places: set[int] = set()
        """After how many bytes answers were cut."""

    def to_client(self, link: Link, data: bytes) -> None:
        """Cut the answer, or pass it on."""
        begin = data.find(COMMITTED)
        if begin < 0 or next(self._numbers) % self._every:
            super().to_client(link, data)
            return
        place = next(self._places)
        link.client.sendall(data[: begin + place])
        self.strikes += 1
        self.places.add(place)
        link.hang_up()


class Stall(Fault):
    """Everything stops, and after a while the connection is closed."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def to_server(self, link: Link, data: bytes) -> None:
        """Keep it, then hang up."""
        self.strikes += 1
        time.sleep(self._seconds)
        link.hang_up()


class HalfOpen(Fault):
    """Connections are accepted and bytes acknowledged, but nothing is ever answered again, not
    even after the fault has ended."""

    def to_server(self, link: Link, data: bytes) -> None:
        """Swallow it."""
        self.strikes += not link.silent
        link.silent = True

    def to_client(self, link: Link, data: bytes) -> None:
        """Swallow it."""
        self.to_server(link, data)


class Trap(Fault):
    """Does something once, instead of passing on a message.

    The message is the first with ``trigger`` from a client that has sent all of ``passed``, in the
    same bytes or before; or from the server to such a client, when ``answered``.
    """

    def __init__(
        self,
        action: Callable[[Link], object],
        trigger: bytes,
        *passed: bytes,
        answered: bool = False,
    ) -> None:
        self._action, self._trigger, self._passed = action, trigger, passed
        self._answered = answered
        self._lock = threading.Lock()
        self.sprung = threading.Event()

    def to_server(self, link: Link, data: bytes) -> None:
        """Look for the messages."""
        link.seen |= {text for text in self._passed if text in data}
        if self._answered or not self._springs(link, data):
            super().to_server(link, data)

    def to_client(self, link: Link, data: bytes) -> None:
        """Look for the trigger."""
        if not (self._answered and self._springs(link, data)):
            super().to_client(link, data)

    def _springs(self, link: Link, data: bytes) -> bool:
        if self._trigger not in data or not link.seen.issuperset(self._passed):
            return False
        with self._lock:
            if self.sprung.is_set():
                return False
            self._action(link)
            self.strikes += 1
            self.sprung.set()
        return True


class Proxy:
    """Passes bytes between clients and a server's socket, through the present fault."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self.fault = Fault()
        self.refusing = False
        """Nobody is let in: connections are closed at once."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self._links: list[Link] = []
        self._threads: list[threading.Thread] = []
        self._run(self._accept)

    def close(self) -> None:
        """Hang up everywhere and wait until nobody listens any more."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join(10)
        for link in self._links:
            link.hang_up()
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _run(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                server = socket.socket(socket.AF_UNIX)
                try:
                    if self.refusing:
                        raise ConnectionRefusedError
                    server.connect(str(self._server))
                except OSError:  # nobody is there: the client finds out at once
                    server.close()
                    client.close()
                    continue
                link = Link(client, server)
                self._links.append(link)
                self._run(self._serve, link)

    def _serve(self, link: Link) -> None:
        answers = threading.Thread(target=self._answer, args=(link,), daemon=True)
        answers.start()
        with suppress(OSError):
            while data := link.client.recv(65536):
                (HalfOpen() if link.silent else self.fault).to_server(link, data)
        link.hang_up()
        answers.join()
        link.client.close()
        link.server.close()

    def _answer(self, link: Link) -> None:
        with suppress(OSError):
            while data := link.server.recv(65536):
                (HalfOpen() if link.silent else self.fault).to_client(link, data)
        if not link.silent:
            link.hang_up()


@contextmanager
def proxy(dsn: str) -> Iterator[tuple[str, Proxy]]:
    """Lend a proxy before a server that listens on a Unix socket, and the URL that goes through."""
    parts = urlsplit(dsn)
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    opened = Proxy(Path(options.pop("host")) / f".s.PGSQL.{options['port']}")
    options |= {"host": "127.0.0.1", "port": str(opened.port), "sslmode": "disable"}
    options["gssencmode"] = "disable"
    try:
        yield parts._replace(query=urlencode(options)).geturl(), opened
    finally:
        opened.close()
