"""Sixteen committers of single bookings on one restaurant, left alone and under ``kill -9``.

Run as ``python -m benchmarks.committers`` (two minutes). The committers are the test suite's own:
four processes of four threads that seat, move and clear bookings on sixty tables.
"""

import random
import tempfile
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import psycopg

from benchmarks.report import circumstances, command, markdown_table, options, write_section
from tests.concurrency.chaos import taken
from tests.concurrency.crowd import (
    PROCESSES,
    THREADS,
    Crowd,
    broken_promises,
    build,
    changed_answers,
    counts,
    rate,
    unexpected_refusals,
)
from tests.concurrency.history import double_bookings
from tests.integration.postgres_servers import DURABLE, Database, House, running_server

SETTINGS = {**DURABLE, "deadlock_timeout": "1s"}
BARE_CALLS = 600
"""As many as were tried when the storm of deadlocks was first seen."""


def measure(seconds: float, *, kills: bool) -> list[str]:
    """Return a row: how many requests ended how, and what was wrong afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="maitred-bench-") as directory,
        running_server("bench", None, SETTINGS) as server,
        server.database() as database,
        database.connect(autocommit=True) as connection,
    ):
        crowd = Crowd(database.dsn, House.build(connection), Path(directory), seed=1)
        killed = crowd.work(seconds, database if kills else None)
        with database.connect() as after:
            rows = taken(after)
        log = crowd.log()
    found = counts(log)
    violations = [
        *broken_promises(log, rows),
        *changed_answers(log),
        *double_bookings(rows),
        *unexpected_refusals(log),
    ]
    return [
        "one transaction each, `kill -9`" if kills else "one transaction each",
        f"{rate(log):.0f}",
        f"{found['ok']:,}",
        f"{found['refused']:,}",
        "0",
        str(killed),
        str(len(violations)),
    ]


def measure_bare() -> list[str]:
    """Return a row: the functions called directly by as many clients, without any lock of ours."""
    with (
        running_server("bench", None, SETTINGS) as server,
        server.database() as database,
        database.connect(autocommit=True) as connection,
    ):
        house = House.build(connection)
        tables = [table for (table,) in build(house)["2"]]
        bookings = [house.booking(party_size=2) for _ in range(len(tables))]
        ended = _call(database, bookings, tables)
    failed = ended.pop("40P01", 0)
    return [
        "bare calls, tried once",
        "–",
        f"{ended.pop('ok', 0):,}",
        f"{sum(ended.values()):,}",
        f"{failed:,}",
        "0",
        "–",
    ]


def _call(database: Database, bookings: list[UUID], tables: list[str]) -> Counter[str]:
    """Assign and unassign, each client its own tables: nobody is in anybody's way."""
    clients = PROCESSES * THREADS
    gate = threading.Barrier(clients)

    def client(number: int) -> Counter[str]:
        ended: Counter[str] = Counter()
        mine = range(number, len(tables), clients)
        whims = random.Random(number)
        with database.connect(autocommit=True) as connection:
            gate.wait()
            for turn in range(BARE_CALLS // clients):
                place = whims.choice(mine)
                try:
                    connection.execute(
                        "select * from assign_tables_atomic_v2(%s, %s::uuid[], %s, false,"
                        " null::uuid, null::timestamptz, null::timestamptz)",
                        [bookings[place], [tables[place]], f"{number}-{turn}"],
                    )
                    ended["ok"] += 1
                except psycopg.Error as error:
                    ended[error.sqlstate or "lost"] += 1
        return ended

    with ThreadPoolExecutor(clients) as threads:
        return sum(threads.map(client, range(clients)), Counter[str]())


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--seconds", type=float, default=40, help="of each of the two runs")
    chosen = parser.parse_args()
    machine = circumstances()
    rows = [
        measure(chosen.seconds, kills=False),
        measure(chosen.seconds, kills=True),
        measure_bare(),
    ]
    heads = [
        "committers",
        "acknowledged a second",
        "acknowledged",
        "refused: taken",
        "failed with 40P01",
        "kills",
        "violations",
    ]
    text = (
        f"{machine} {command('committers', chosen)} {PROCESSES * THREADS} committers in "
        f"{PROCESSES} processes on one restaurant of 60 tables, a quarter of the parties on two or "
        "three of them; fsync on, data in memory; committers, server and measurement share the "
        "machine. "
        f"Target: 100 acknowledged a second under kills.\n\n{markdown_table(heads, rows)}"
    )
    write_section("committers", "Single bookings", text, dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
