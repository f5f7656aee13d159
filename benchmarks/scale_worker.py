"""A worker of ``benchmarks.scale``: the real queue and the real life of jobs, a stand-in to solve.

Started as ``python -m benchmarks.scale_worker SECONDS_FILE``; the file holds solve times, of which
each job sleeps one. Everything else is ``maitred worker``: taking turns, attempts, signs of life,
and the end of a job in its own transaction.
"""

import json
import random
import signal
import sys
import time
from pathlib import Path
from unittest.mock import patch

from persistence.pool import Connection, Database
from persistence.retry import until_settled
from services.database import open_database
from services.jobs.attempt import Attempt
from services.jobs.worker import JobWorker
from settings import load_settings


def stand_in(seconds: list[float], dice: random.Random) -> object:
    """Return what takes the place of planning a date: it sleeps, and ends as a plan does."""

    def plan(database: Database, attempt: Attempt, *, replans: int) -> None:
        slept = dice.choice(seconds)
        time.sleep(slept)
        attempt.check()

        def write(connection: Connection) -> None:
            attempt.finish(connection, {"runId": None, "seconds": slept})

        until_settled(database, write)

    return plan


def main() -> None:
    """Work until SIGTERM."""
    seconds = json.loads(Path(sys.argv[1]).read_text())
    settings = load_settings()
    database = open_database(settings)
    working = JobWorker(database, settings, queues=("plan",))
    signal.signal(signal.SIGTERM, lambda *_: working.stop())
    with patch("services.jobs.running.run_plan_job", stand_in(seconds, random.Random())):
        working.run()
    database.close()


if __name__ == "__main__":
    main()
