"""A wire to PostgreSQL that breaks at the worst moment: right after COMMIT was sent."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

WRITING = b"assign_tables_atomic_v2"


class Wire:
    """Passes bytes between clients and the server's socket; cuts committing writers off."""

    def __init__(self, server: Path, cuts: int, writing: bytes = WRITING) -> None:
        self._server = server
        self._left = cuts
        self._writing = writing
        self.cut = 0
        """How many commits were cut off."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._ends = [self._listener]
        self._threads: list[threading.Thread] = []
        self._run(self._accept)

    def close(self) -> None:
        """Hang up everywhere and wait until nobody listens any more."""
        for end in [*self._ends]:
            _hang_up(end)
        for thread in self._threads:
            thread.join(10)
        for end in self._ends:
            end.close()

    def _run(self, work: Callable[..., None], *ends: socket.socket) -> None:
        self._threads.append(threading.Thread(target=work, args=ends, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self._server))
                self._ends += [client, server]
                self._run(self._to_server, client, server)
                self._run(_pump, server, client)

    def _to_server(self, client: socket.socket, server: socket.socket) -> None:
        writing = False
        with suppress(OSError):
            while data := client.recv(65536):
                writing = writing or self._writing in data
                if writing and b"COMMIT" in data and self._left:
                    self._left -= 1
                    self.cut += 1
                    server.sendall(data)
                    _hang_up(client)
                    return
                server.sendall(data)
        _hang_up(server)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    _hang_up(target)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextmanager
def cut_wire(dsn: str, cuts: int = 1, writing: bytes = WRITING) -> Iterator[tuple[str, Wire]]:
    """Lend a connection URL whose first ``cuts`` commits lose their answer.

    Those of transactions that send ``writing``, which are assignments by default.
    """
    parts = urlsplit(dsn)
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    directory = Path(options.pop("host"))
    wire = Wire(next(directory.glob(".s.PGSQL.[0-9]*[0-9]")), cuts, writing)
    options |= {"host": "127.0.0.1", "port": str(wire.port), "sslmode": "disable"}
    options["gssencmode"] = "disable"
    try:
        yield parts._replace(query=urlencode(options)).geturl(), wire
    finally:
        wire.close()
