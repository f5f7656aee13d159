"""Sixteen committers of single bookings on one restaurant, left alone and under ``kill -9``.

Run as ``python -m benchmarks.committers`` (two minutes). The committers are the test suite's own:
four processes of four threads that seat, move and clear bookings on sixty tables.
"""

import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from benchmarks.report import circumstances, command, markdown_table, options, write_section
from tests.concurrency.chaos import taken
from tests.concurrency.committer import CLEARS
from tests.concurrency.crowd import (
    PROCESSES,
    THREADS,
    Crowd,
    broken_promises,
    changed_answers,
    counts,
    rate,
)
from tests.concurrency.history import double_bookings
from tests.integration.postgres_servers import DURABLE, Database, House, running_server
from tests.integration.seating import CONFLICT

SETTINGS = {**DURABLE, "deadlock_timeout": "1s"}
TAKEN = (CONFLICT, "P0001")
"""What a request is told, by us and by the functions, that comes too late for its tables."""

Json = dict[str, Any]


def measure(seconds: float, *, kills: bool) -> list[str]:
    """Return a row of our committers."""
    with _crowd() as (database, crowd):
        killed = crowd.work(seconds, database if kills else None)
        name = "one transaction each, `kill -9`" if kills else "one transaction each"
        return _row(name, crowd.log(), database, killed)


def measure_bare(seconds: float) -> list[str]:
    """Return a row of clients that call the functions for the same bookings, and lock nothing."""
    with _crowd() as (database, crowd):
        shares = [share for process in crowd.bookings for share in process]
        gate = threading.Barrier(len(shares))

        def client(number: int) -> list[Json]:
            whims, log = random.Random(number), []
            with database.connect(autocommit=True) as connection:
                gate.wait()
                until = time.monotonic() + seconds
                while time.monotonic() < until:
                    booking = whims.choice(list(shares[number]))
                    tables = whims.choice(crowd.sets[str(shares[number][booking])])
                    wanted = [] if whims.random() < CLEARS else tables
                    log.append(_call(connection, booking, wanted))
            return log

        with ThreadPoolExecutor(len(shares)) as threads:
            log = [line for part in threads.map(client, range(len(shares))) for line in part]
        return _row("bare calls, tried once", log, database, 0)


@contextmanager
def _crowd() -> Iterator[tuple[Database, Crowd]]:
    """Lend a restaurant with its bookings, on a server of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="maitred-bench-") as directory,
        running_server("bench", None, SETTINGS) as server,
        server.database() as database,
        database.connect(autocommit=True) as connection,
    ):
        yield database, Crowd(database.dsn, House.build(connection), Path(directory), seed=1)


def _call(connection: psycopg.Connection[Any], booking: str, tables: list[str]) -> Json:
    """Unassign, then assign, each committed by itself; return how it ended."""
    line: Json = {"booking": booking, "tables": tables, "replayed": False}
    try:
        connection.execute("select * from unassign_tables_atomic(%s, null)", [booking])
        if tables:
            connection.execute(
                "select * from assign_tables_atomic_v2(%s, %s::uuid[], %s, false,"
                " null::uuid, null::timestamptz, null::timestamptz)",
                [booking, tables, str(uuid4())],
            )
    except psycopg.Error as error:
        return {**line, "is": "refused", "code": error.sqlstate or "lost"}
    return {**line, "is": "ok", "at": time.time(), "key": str(uuid4()), "body": ""}


def _row(name: str, log: list[Json], database: Database, killed: int) -> list[str]:
    """Tell how many requests ended how, and what is wrong in the database afterwards."""
    with database.connect() as connection:
        rows = taken(connection)
    refused = Counter(line["code"] for line in log if line["is"] == "refused")
    late = sum(refused.pop(code, 0) for code in TAKEN)
    deadlocks = refused.pop("40P01", 0)
    others = ", ".join(f"{code}: {count:,}" for code, count in sorted(refused.items()))
    violations = [*broken_promises(log, rows), *changed_answers(log), *double_bookings(rows)]
    return [
        name,
        f"{rate(log):.0f}",
        f"{counts(log)['ok']:,}",
        f"{late:,}",
        f"{deadlocks:,}",
        others or "0",
        str(killed),
        str(len(violations)),
    ]


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--seconds", type=float, default=40, help="of each of the three runs")
    chosen = parser.parse_args()
    machine = circumstances()
    rows = [
        measure(chosen.seconds, kills=False),
        measure(chosen.seconds, kills=True),
        measure_bare(chosen.seconds),
    ]
    heads = [
        "committers",
        "acknowledged a second",
        "acknowledged",
        "refused: taken",
        "failed with 40P01",
        "failed otherwise",
        "kills",
        "violations",
    ]
    text = (
        f"{machine} {command('committers', chosen)} {PROCESSES * THREADS} committers in "
        f"{PROCESSES} processes on one restaurant of 60 tables, a quarter of the parties on two or "
        "three of them; fsync on, data in memory; committers, server and measurement share the "
        "machine. Bare calls are what a client does that knows the functions alone: unassign, then "
        "assign; violations are bookings without the tables that they were last promised. "
        f"Target: 100 acknowledged a second under kills.\n\n{markdown_table(heads, rows)}"
    )
    write_section("committers", "Single bookings", text, dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
