"""Sixteen committers on one restaurant of sixty tables, and what has to be true afterwards."""

import datetime as dt
import itertools
import json
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.cli_runs import ROOT
from tests.concurrency.backends import kill_a_backend
from tests.concurrency.committer import read_log
from tests.concurrency.history import Taken, tables_of
from tests.integration.postgres_servers import Database, House
from tests.integration.seating import CONFLICT

Json = dict[str, Any]

PROCESSES, THREADS = 4, 4
ROWS = 20
"""Of three tables side by side each."""
BOOKINGS_EACH = 12
"""Of every thread; more than there is room for, so that they get into each other's way."""
PARTIES = (2, 2, 2, 8, 2, 2, 2, 12)
"""A quarter needs two or three tables."""


def build(house: House, count: int = ROWS) -> dict[str, list[list[str]]]:
    """Make rows of three tables; return the table sets that fit each party."""
    house.connection.execute("update table_inventory set active = false")
    rows = []
    for number in range(count):
        row = [house.table(f"R{number:02}-{place}") for place in range(3)]
        for a, b in itertools.pairwise(row):
            house.insert("table_adjacencies", table_a=a, table_b=b)
        rows.append([str(table) for table in row])
    return {
        "2": [[table] for row in rows for table in row],
        "8": [pair for row in rows for pair in (row[:2], row[1:])],
        "12": rows,
    }


@dataclass
class Crowd:
    """Committers in processes of their own, which may be killed and start again."""

    dsn: str
    house: House
    directory: Path
    seed: int

    def __post_init__(self) -> None:
        self.sets = build(self.house)
        self._over = self.directory / "over"
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        guest = self.house.insert("customers", restaurant_id=self.house.id)["id"]
        numbers = itertools.count()
        with self.house.connection.transaction():
            self.bookings = [
                [
                    dict(self._booking(guest, next(numbers)) for _ in range(BOOKINGS_EACH))
                    for _ in range(THREADS)
                ]
                for _ in range(PROCESSES)
            ]

    def _booking(self, guest: UUID, number: int) -> tuple[str, int]:
        party, start = PARTIES[number % len(PARTIES)], dt.time(12 + number % 9)
        return str(self.house.booking(start, 1, party_size=party, customer_id=guest)), party

    def _start(self, number: int) -> None:
        """Start a process, anew after a kill."""
        job = self.directory / f"job{number}.json"
        job.write_text(
            json.dumps(
                {
                    "dsn": self.dsn,
                    "restaurant": str(self.house.id),
                    "bookings": self.bookings[number],
                    "sets": self.sets,
                    "log": str(self.directory / f"log{number}"),
                    "seed": self.seed,
                    "over": str(self._over),
                }
            )
        )
        self._processes[number] = subprocess.Popen(
            [sys.executable, "-m", "tests.concurrency.committer", str(job)],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )

    def work(self, seconds: float, database: Database | None = None) -> int:
        """Let all of them work for a while; return how often something was killed.

        With a ``database`` its backends are killed every second or two, and now and then a process
        of ours.
        """
        whims, kills = random.Random(self.seed), 0
        try:
            self._gather()
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                time.sleep(whims.uniform(1, 2))
                if database is None:
                    continue
                if whims.random() < 0.2:
                    self._kill(whims)
                    kills += 1
                else:
                    kills += kill_a_backend(database, whims)
            self._finish()
        finally:
            self._stop()
        return kills

    def _kill(self, whims: random.Random) -> None:
        """Kill a process wherever it is, and start another one in its place."""
        number = whims.randrange(PROCESSES)
        self._processes[number].send_signal(signal.SIGKILL)
        self._processes[number].wait()
        self._start(number)

    def _gather(self) -> None:
        """Start every process, and wait until all of them work."""
        for number in range(PROCESSES):
            self._start(number)
        until = time.monotonic() + 60
        while len(list(self.directory.glob("log*.jsonl"))) < PROCESSES * THREADS:
            assert time.monotonic() < until, "the committers did not start"
            time.sleep(0.05)

    def _finish(self) -> None:
        """Let every process bring its last request to an end."""
        self._over.touch()
        for process in self._processes.values():
            assert process.wait(120) == 0

    def _stop(self) -> None:
        """Leave no process behind, whatever happened."""
        for process in self._processes.values():
            if process.poll() is None:
                process.kill()
                process.wait()

    def log(self) -> list[Json]:
        """Return all logs; the lines of one booking are in order."""
        paths = sorted(self.directory.glob("log*.jsonl"))
        return [line for path in paths for line in read_log(path)]


def broken_promises(log: Sequence[Json], rows: Iterable[Taken]) -> list[str]:
    """Name the bookings whose tables are not what the last acknowledged request asked for.

    A request that never got a certain answer may have been carried out, or not.
    """
    stored = tables_of(rows)
    sure: dict[str, frozenset[str]] = defaultdict(frozenset)
    pending: dict[str, frozenset[str]] = {}
    for line in log:
        booking, tables = line["booking"], frozenset(line["tables"])
        if line["is"] == "asked":
            pending[booking] = tables
        elif line["is"] == "ok":
            sure[booking] = tables
        if line["is"] in ("ok", "refused"):
            pending.pop(booking, None)
    return sorted(
        booking
        for booking in {line["booking"] for line in log} | stored.keys()
        if stored[booking] not in (sure[booking], pending.get(booking))
    )


def changed_answers(log: Iterable[Json]) -> list[str]:
    """Name the keys that got different answers."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for line in log:
        if line["is"] == "ok":
            bodies[f"{line['booking']} {line['key']}"].add(line["body"])
    return sorted(key for key, seen in bodies.items() if len(seen) > 1)


def unexpected_refusals(log: Iterable[Json]) -> list[str]:
    """Name refusals other than that somebody else has the table."""
    return [
        f"{line['booking']}: {line['code']}"
        for line in log
        if line["is"] == "refused" and line["code"] != CONFLICT
    ]


def counts(log: Iterable[Json]) -> Mapping[str, int]:
    """Return how many requests ended how; repetitions of an answer are counted apart."""
    found: dict[str, int] = defaultdict(int)
    for line in log:
        found["replayed" if line.get("replayed") else line["is"]] += 1
    return found


def rate(log: Sequence[Json]) -> float:
    """Return acknowledged requests a second, from the first to the last of them."""
    ends = [line["at"] for line in log if line["is"] == "ok" and not line["replayed"]]
    return len(ends) / (max(ends) - min(ends)) if len(ends) > 1 else 0.0
