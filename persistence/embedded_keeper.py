"""Keeps an embedded server running: one that ends by itself is started again, within limits."""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from persistence.embedded import EmbeddedPostgres, EmbeddedPostgresError

STARTS = 3
"""So many times a server is started again within ``STARTS_SECONDS``; then it is given up."""
STARTS_SECONDS = 60.0
LOOK_SECONDS = 0.1
"""How often the keeper looks whether the server has ended."""
PAUSE_SECONDS = 0.25
"""Before a second start in a short time; twice as long before each further one."""

log = structlog.get_logger("maitred.persistence")


class ServerGivenUpError(EmbeddedPostgresError):
    """The embedded server ended again and again, or cannot be started again."""

    code = "EMBEDDED_POSTGRES_LOST"
    exit_code = 3


@contextmanager
def kept_running(postgres: EmbeddedPostgres) -> Iterator[None]:
    """Start a running server again whenever it ends by itself, as long as the block runs.

    Data directory and address stay the same, so connections only have to be made again. A server
    that is given up ends this process the way SIGTERM does; the block then ends with the error.

    Raises:
        ServerGivenUpError: it ended more than ``STARTS`` times within ``STARTS_SECONDS``.
    """
    keeper = _Keeper(postgres)
    keeper.start()
    try:
        yield
    finally:
        keeper.over.set()
        keeper.join()
        if keeper.error is not None:
            raise keeper.error


class _Keeper(threading.Thread):
    """Looks after the server. It starts it too: the kernel stops a server with the thread that
    started it, and this one lives as long as the server is wanted."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        super().__init__(name="keeper", daemon=True)
        self._postgres = postgres
        self._starts: deque[float] = deque()
        self.over = threading.Event()
        self.error: ServerGivenUpError | None = None

    def run(self) -> None:
        """Look until it is over, or the server is given up."""
        while not self.over.wait(LOOK_SECONDS):
            if self._postgres.ended is not None and not self._start_again():
                os.kill(os.getpid(), signal.SIGTERM)
                return

    def _start_again(self) -> bool:
        """Start the server once more; tell whether that is to be gone on with."""
        now = time.monotonic()
        while self._starts and now - self._starts[0] > STARTS_SECONDS:
            self._starts.popleft()
        recent, exit_code = len(self._starts), self._postgres.ended
        if recent == STARTS:
            self._give_up()
            return False
        log.error("embedded server ended", exit_code=exit_code, starts_left=STARTS - recent)
        if recent and self.over.wait(PAUSE_SECONDS * 2**recent):
            return True
        self._starts.append(now)
        try:
            self._postgres.start_again()
        except (EmbeddedPostgresError, OSError) as error:
            log.error("embedded server not started", reason=str(error))
        else:
            log.warning("embedded server started again", pid=self._postgres.pid)
        return True

    def _give_up(self) -> None:
        said = [
            f"the embedded server was started again {STARTS} times within {STARTS_SECONDS:.0f} "
            "seconds, and has ended once more",
            "its log ends with:",
            *self._postgres.last_words,
        ]
        self.error = ServerGivenUpError(
            "\n".join(said), hint="What was committed is kept: mend the cause and start again."
        )
        log.error("embedded server given up", exit_code=self._postgres.ended)
