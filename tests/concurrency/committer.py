"""A process that seats bookings of its own from several threads, and logs what it was told.

Started again after ``kill -9`` it repeats, with the same keys, what it never got an answer to.
``python -m tests.concurrency.committer JOB.json`` runs one; the job names everything.
"""

import itertools
import json
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

from models.errors import MaitredError
from persistence.pool import Database, Limits
from services.idempotent import Answer
from tests.integration.seating import give, take, told

Json = dict[str, Any]

REPEATS = 0.1
"""So many acknowledged requests are sent once more."""

CLEARS = 0.3
"""So many requests take tables away."""

UNSURE = frozenset({"DATABASE_UNREACHABLE", "OVERLOADED"})
"""Codes after which a request may have been carried out all the same."""


class Committer:
    """One thread's bookings, its log, and its whims."""

    def __init__(self, database: Database, job: Json, number: int) -> None:
        self._database = database
        self._restaurant = UUID(job["restaurant"])
        self._bookings: dict[str, int] = job["bookings"][number]
        self._sets: dict[str, list[list[str]]] = job["sets"]
        self._path = Path(f"{job['log']}.{number}.jsonl")
        self._past = read_log(self._path)
        self._has = {line["booking"]: line["tables"] for line in self._past if line["is"] == "ok"}
        self._log = self._path.open("a", encoding="utf-8")
        self._whims = random.Random(f"{job['seed']}/{number}/{len(self._past)}")
        self._keys = (f"{self._path.stem}-{len(self._past)}-{n}" for n in itertools.count())

    def work(self, over: threading.Event) -> None:
        """Seat, move and clear bookings until it is over; leave nothing without an answer."""
        for line in unanswered(self._past):
            self._settle(line)
        while not over.is_set():
            line = {"key": next(self._keys), **self._wish()}
            self._write({**line, "is": "asked"})
            self._settle(line)
            if self._whims.random() < REPEATS:
                self._settle(line)

    def _wish(self) -> Json:
        """Choose what a booking is to have, or that what it has is taken away."""
        booking = self._whims.choice(list(self._bookings))
        tables = self._whims.choice(self._sets[str(self._bookings[booking])])
        if self._whims.random() < CLEARS:
            # Tables that a booking has not may be taken away, too.
            return {"booking": booking, "tables": [], "taken": self._has.get(booking) or tables}
        return {"booking": booking, "tables": tables}

    def _settle(self, line: Json) -> None:
        """Repeat a request until it is answered for certain."""
        while True:
            try:
                answer = self._ask(line)
            except MaitredError as error:
                sure = error.code not in UNSURE
                self._write({**line, "is": "refused" if sure else "unknown", "code": told(error)})
                if sure:
                    return
                time.sleep(0.05)
            else:
                self._has[line["booking"]] = line["tables"]
                replayed = answer.replayed
                self._write({**line, "is": "ok", "body": answer.text, "replayed": replayed})
                return

    def _ask(self, line: Json) -> Answer:
        work, tables = (take, line["taken"]) if "taken" in line else (give, line["tables"])
        booking = UUID(line["booking"])
        return work(self._database, self._restaurant, booking, map(UUID, tables), line["key"])

    def _write(self, line: Json) -> None:
        self._log.write(json.dumps({**line, "at": time.time()}) + "\n")
        self._log.flush()


def read_log(path: Path) -> list[Json]:
    """Return the lines of a log; one that was cut off by a kill does not count."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = []
    for line in lines:
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def unanswered(log: list[Json]) -> list[Json]:
    """Return what was asked and never answered for certain: at most the last request."""
    answered = {line["key"] for line in log if line["is"] in ("ok", "refused")}
    return [line for line in log if line["is"] == "asked" and line["key"] not in answered]


def main() -> None:
    """Work until the file that says that it is over appears."""
    job: Json = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    threads = len(job["bookings"])
    database = Database(job["dsn"], Limits(pool_size=2))
    database.open()
    over = threading.Event()
    with ThreadPoolExecutor(threads) as workers:
        committers = [Committer(database, job, number) for number in range(threads)]
        running = [workers.submit(committer.work, over) for committer in committers]
        while not Path(job["over"]).exists():
            time.sleep(0.05)
        over.set()
        for future in running:
            future.result()
    database.close()


if __name__ == "__main__":
    main()
