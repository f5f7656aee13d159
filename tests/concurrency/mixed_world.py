"""Two services and two workers on one database; one of each is broken now and then, and mended.

The others are never touched: what they hold of memory over the hours says whether they leak.
"""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

from tests.concurrency.backends import crash, kill_a_backend, wait_until
from tests.concurrency.family import family
from tests.concurrency.killable_service import KillableService
from tests.integration.job_world import WorkerProcess
from tests.integration.postgres_servers import Database, Server

ORPHAN_SECONDS = 15.0
"""Processes of a killed service or worker are gone after this."""

SETTINGS = {"pool_size": 6, "scenario_processes": 1, "job_deaths": 1000, "log_level": "warning"}


class Pair:
    """A kind of process twice: one that is never touched, and one that is."""

    def __init__(self, database: Database) -> None:
        self.marks = {name: f"mixed-{name}-{uuid4().hex}" for name in ("s1", "s2", "w1", "w2")}
        self._database = database
        self.services = [
            KillableService(database.dsn, test_family=self.marks[name], **SETTINGS)
            for name in ("s1", "s2")
        ]
        self.workers: list[WorkerProcess] = []

    def start(self) -> None:
        """Start all four."""
        for service in self.services:
            service.start()
        self.workers = [self._worker(name) for name in ("w1", "w2")]

    def _worker(self, name: str) -> WorkerProcess:
        return WorkerProcess(self._database, test_family=self.marks[name], **SETTINGS)

    def renew_service(self, *, kill: bool) -> None:
        """End the second service, see that nothing of it is left, and start it again."""
        if kill:
            self.services[1].kill()
        else:
            self.services[1].stop()
        self._gone("s2")
        self.services[1].start()

    def renew_worker(self, *, kill: bool) -> None:
        """End the second worker, see that nothing of it is left, and start it again."""
        if kill:
            self.workers[1].kill()
        else:
            self.workers[1].stop(60)
        self._gone("w2")
        self.workers[1] = self._worker("w2")

    def _gone(self, name: str) -> None:
        mark = self.marks[name]
        wait_until(lambda: not family(mark), ORPHAN_SECONDS, f"processes of {name} are left")

    def stop(self) -> None:
        """End all four."""
        for service in self.services:
            service.stop()
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.stop(60)

    def orphans(self) -> int:
        """Return how many of their processes are left a while after their end."""
        until = time.monotonic() + ORPHAN_SECONDS
        while (left := sum(len(family(mark)) for mark in self.marks.values())) and (
            time.monotonic() < until
        ):
            time.sleep(0.2)
        return left


class Nemesis:
    """Breaks something every now and then, and mends it."""

    def __init__(self, server: Server, database: Database, pair: Pair, seed: int) -> None:
        self._server, self._database, self._pair = server, database, pair
        self._dice = random.Random(f"{seed}/nemesis")
        self.done: Counter[str] = Counter()
        self.faults: dict[str, Callable[[], object]] = {
            "kill -9 of a service": lambda: pair.renew_service(kill=True),
            "kill -9 of a worker": lambda: pair.renew_worker(kill=True),
            "kill -9 of a database backend": lambda: kill_a_backend(database, self._dice),
            "SIGTERM of a service": lambda: pair.renew_service(kill=False),
            "SIGTERM of a worker": lambda: pair.renew_worker(kill=False),
            "a service stands still": lambda: self._freeze(pair.services[1].pid),
            "a worker stands still": lambda: self._freeze(pair.workers[1].process.pid),
            "connections are terminated": self._terminate,
            "somebody locks a restaurant": self._lock,
            "kill -9 of the postmaster": lambda: crash(server),
        }

    def strike(self) -> None:
        """Do one of them: those that were done least are done next, in random order."""
        least = min(self.done[name] for name in self.faults)
        name = self._dice.choice([name for name in self.faults if self.done[name] == least])
        self.faults[name]()
        self.done[name] += 1

    def _freeze(self, pid: int) -> None:
        os.kill(pid, signal.SIGSTOP)
        try:
            time.sleep(self._dice.uniform(1, 6))
        finally:
            os.kill(pid, signal.SIGCONT)

    def _terminate(self) -> None:
        with self._database.connect(autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid() and random() < 0.5"
            )

    def _lock(self) -> None:
        with self._database.connect() as connection:
            connection.execute("select 1 from restaurants order by random() limit 1 for update")
            time.sleep(self._dice.uniform(0.5, 3))
