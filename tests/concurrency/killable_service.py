"""The real ``maitred serve`` in a process of its own, to be killed and started again."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from tests.cli_runs import COMMAND, ROOT


class KillableService:
    """Serves a database on one port, as often as it is started.

    ``settings`` are settings of the service by name; without ``dev_auth`` they say who may ask.
    Without ``dsn`` its own database is ``embedded``. What it says goes to ``log``, or nowhere;
    ``options`` are more of the command.
    """

    def __init__(
        self,
        dsn: str | None,
        *,
        embedded: Path | None = None,
        log: Path = Path(os.devnull),
        options: Sequence[str] = (),
        dev_auth: bool = True,
        **settings: object,
    ) -> None:
        chosen = {"worker": False, **settings}
        self._env = {f"MAITRED_{name.upper()}": str(value) for name, value in chosen.items()}
        if dsn is not None:
            self._env["DATABASE_URL"] = dsn
        own = [] if embedded is None else ["--embedded", str(embedded)]
        self._options = [*own, *options]
        self._access = ["--dev-auth"] if dev_auth else []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it is ready."""
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [str(COMMAND), "serve", "--port", str(self.port), *self._access, *self._options],
                cwd=ROOT,
                env={**os.environ, **self._env},
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + 60
        with httpx2.Client(base_url=self.url, trust_env=False, timeout=5) as http:
            while time.monotonic() < until:
                assert self._process.poll() is None, "the service did not start"
                try:
                    if http.get("/health/ready").status_code == 200:
                        return
                except httpx2.TransportError:
                    pass
                time.sleep(0.02)
        raise AssertionError("the service was not ready within a minute")

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Tell whether it has not ended."""
        return self._process is not None and self._process.poll() is None

    def wait(self, seconds: float) -> int:
        """Wait until it has ended by itself; return its exit code."""
        assert self._process is not None
        return self._process.wait(seconds)

    def kill(self) -> None:
        """Kill it as the system does: at once, wherever it is."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(60)


@contextmanager
def killable_service(dsn: str, **settings: Any) -> Iterator[KillableService]:
    """Serve a database from a process of its own; it has to be there still when the block ends."""
    service = KillableService(dsn, **settings)
    service.start()
    try:
        yield service
        assert service.running, "the service ended by itself"
    finally:
        service.stop()
