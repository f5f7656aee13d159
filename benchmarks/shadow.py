"""What shadow planning costs whoever waits for a quote.

Run as ``python -m benchmarks.shadow`` (a minute). A request that the old allocator answers notes
its date and goes on; a worker plans it. So the request pays for a row of a queue, and, on the same
machine, for the cores that the worker uses meanwhile. Both are measured, and alternate with the
request alone, in one run.
"""

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo

from benchmarks.deadline import quantile
from benchmarks.http import BUDGET_MS, LOAD, QUOTE, SIZE, Desk, served
from benchmarks.report import circumstances, command, label, markdown_table, options, write_section
from benchmarks.seeded import DATE, Guest, SeededDay, add_guest, remove_guest
from persistence.pool import Database
from services.shadow_job import ShadowOrder, note_date
from tests.cli_runs import COMMAND

TARGET_MS = 5
MOST_WAITING = 1000
WARM_SECONDS = 5.0
"""Until a worker has read its modules."""

SHARES = (0.5, 0.95, 0.99, 1.0)

ALONE = "quote"
NOTE = "noting a date, nothing else"
NOTED = "quote, the date noted for the shadow"
BUSY = "quote, the date noted, and a worker that plans it all the time"
IN_TURN = (ALONE, NOTED, NOTE)


@contextmanager
def noting(dsn: str) -> Iterator[Database]:
    """Lend the connections that a service notes dates on."""
    database = Database(dsn)
    database.open()
    try:
        yield database
    finally:
        database.close()


@contextmanager
def working(dsn: str) -> Iterator[None]:
    """Run a worker of its own, as beside a service; it is stopped when the block ends."""
    command = [str(COMMAND), "worker", "--queues", "shadow", "--grace", "0"]
    worker = subprocess.Popen(
        command, env={**os.environ, "DATABASE_URL": dsn}, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(WARM_SECONDS)
        yield
    finally:
        worker.terminate()
        worker.wait(60)


def timed(desk: Desk, database: Database, day: SeededDay, asking: Guest, name: str) -> float:
    """Return the milliseconds of a quote, of noting its date, or of both."""
    body = {"bookingId": str(asking.id), "hold": False, "maxMoves": 0, "budgetMs": BUDGET_MS}
    began = time.perf_counter()
    if name != ALONE:
        order = ShadowOrder(day.restaurant, DATE, budget_seconds=1.0)
        assert note_date(database, order, most_waiting=MOST_WAITING)
    if name != NOTE:
        desk.ask("POST", QUOTE, body)
    return 1000 * (time.perf_counter() - began)


def measure(
    desk: Desk, connection: Any, day: SeededDay, database: Database, names: tuple[str, ...]
) -> dict[str, list[float]]:
    """Let a further party ask for each booking, by each of some names in turn."""
    found: dict[str, list[float]] = {name: [] for name in names}
    for number, guest in enumerate(day.guests):
        asking = add_guest(connection, day, guest.party, guest.start)
        for name in names if number % 2 else names[::-1]:
            found[name].append(timed(desk, database, day, asking, name))
            if name != BUSY:  # the next note is a row again
                connection.execute("delete from maitred.jobs")
                connection.execute("delete from maitred.procrastinate_jobs")
        remove_guest(connection, asking)
    return found


def measured(seed: int, rounds: int) -> dict[str, list[float]]:
    """Measure all of them on one day; a first round does not count."""
    ms: dict[str, list[float]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="maitred-bench-", dir="/tmp") as directory,
        served(Path(directory), seed, 1.0) as (desk, connection, day),
    ):
        dsn = make_conninfo(connection.info.dsn, password=connection.info.password)
        with noting(dsn) as database:
            measure(desk, connection, day, database, IN_TURN)
            for _ in range(rounds):
                for name, found in measure(desk, connection, day, database, IN_TURN).items():
                    ms.setdefault(name, []).extend(found)
            with working(dsn):
                ms |= measure(desk, connection, day, database, (BUSY,))
                looks = connection.execute(
                    "select count(*) from maitred.runs where state = 'shadow'"
                ).fetchone()
    print(f"{looks[0]} shadow plans while {len(ms[BUSY])} quotes were asked for")
    return ms


def text(chosen: argparse.Namespace, machine: str, ms: dict[str, list[float]]) -> str:
    """Return the section."""
    rows = []
    for name, found in ms.items():
        shown = [f"{quantile(found, share):.1f}" for share in SHARES]
        target = f"p95 {TARGET_MS}" if name == NOTE else ""
        rows.append([name, str(len(found)), *shown, target])
    heads = ["request", "requests", "p50 ms", "p95", "p99", "most", "target ms"]
    return (
        f"{machine} {command('shadow', chosen)} {label(SIZE)} tables and bookings, load {LOAD:g}, "
        "on embedded PostgreSQL 18 with fsync on; service, database, worker and client share the "
        "machine. A further party asks for each booking, without a hold; the same request alone "
        "and with its date noted before it, in turn. Every note writes a job.\n\n"
        f"{markdown_table(heads, rows)}"
    )


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the day")
    parser.add_argument("--rounds", type=int, default=3, help="how often everybody asks")
    chosen = parser.parse_args()
    machine = circumstances()
    figures = measured(chosen.seed, chosen.rounds)
    write_section(
        "shadow",
        "Shadow planning beside requests",
        text(chosen, machine, figures),
        dry_run=chosen.dry_run,
    )


if __name__ == "__main__":
    main()
