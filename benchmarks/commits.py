"""How long a snapshot and a commit take on the embedded server, beside bare function calls.

Run as ``python -m benchmarks.commits`` (one minute).
"""

import datetime as dt
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import psycopg

from benchmarks.report import circumstances, command, markdown_table, options, write_section
from models.plan import DayPlan
from persistence.commit import CommitRequest, commit_plan
from persistence.embedded import EmbeddedPostgres
from persistence.migrate import migrate
from persistence.pool import Database
from persistence.runs import create_run
from persistence.snapshot import DaySnapshot, read_day
from solver.day import plan_day

PER_TABLE = 4
SIZES = (160, 500)
ROUNDS = 5
TARGETS = {160: 0.4, 500: 1.2}
TARGET_RATIO = 1.3
DATE = dt.date(2030, 6, 1)


@dataclass(frozen=True)
class CommitFigures:
    """Medians over the rounds, in seconds."""

    bookings: int
    rounds: int
    snapshot_seconds: float
    commit_seconds: float
    bare_seconds: float
    ratio: float
    """Of a commit to the bare calls of the same round."""


def measure_commits(directory: Path, bookings: int) -> CommitFigures:
    """Plan a full date once; read, commit and undo it several times."""
    directory.chmod(0o755)
    with EmbeddedPostgres(directory / "data") as server:
        with psycopg.connect(server.dsn) as connection:
            migrate(connection, target="embedded")
            restaurant = _seed(connection, bookings)
        database = Database(server.dsn)
        database.open()
        try:
            return _measure(database, server.dsn, restaurant, bookings)
        finally:
            database.close()


def _seed(connection: psycopg.Connection, bookings: int) -> UUID:
    """Four zones of tables for four, and four bookings per table one after the other."""
    restaurant, customer = uuid4(), uuid4()
    run = connection.execute
    run(
        "insert into public.restaurants (id, name, slug, timezone)"
        " values (%s, 'Bench', 'bench', 'UTC')",
        [restaurant],
    )
    run("insert into public.customers (id, restaurant_id) values (%s, %s)", [customer, restaurant])
    run("insert into public.allowed_capacities values (%s, 4)", [restaurant])
    for zone in range(4):
        zone_id = uuid4()
        run(
            "insert into public.zones (id, restaurant_id, name) values (%s, %s, %s)",
            [zone_id, restaurant, f"Zone {zone}"],
        )
        for table in range(-(-bookings // PER_TABLE) // 4 + 1):
            run(
                "insert into public.table_inventory"
                " (restaurant_id, table_number, capacity, zone_id) values (%s, %s, 4, %s)",
                [restaurant, f"{zone}-{table}", zone_id],
            )
    for number in range(bookings):
        start = dt.time((12, 14, 17, 19)[number % 4])
        run(
            "insert into public.bookings (restaurant_id, customer_id, booking_date, start_time,"
            " end_time, party_size) values (%s, %s, %s, %s, %s, 2)",
            [restaurant, customer, DATE, start, start.replace(hour=start.hour + 1)],
        )
    return restaurant


def _measure(database: Database, dsn: str, restaurant: UUID, bookings: int) -> CommitFigures:
    reads, commits, bare = [], [], []
    plan: DayPlan | None = None
    for _ in range(ROUNDS):
        began = time.perf_counter()
        snapshot = _snapshot(database, restaurant)
        reads.append(time.perf_counter() - began)
        plan = plan_day(snapshot.problem, budget_seconds=20)
        assert plan.statistics.seated == bookings, plan.statistics
        with database.connection() as connection:
            run = create_run(connection, restaurant, DATE, snapshot.problem, plan)
        began = time.perf_counter()
        assert commit_plan(
            database, CommitRequest(restaurant, run, snapshot.problem, plan)
        ).committed
        commits.append(time.perf_counter() - began)
        _undo(dsn)
        bare.append(_bare_calls(dsn, plan))
        _undo(dsn)
    ratios = [ours / theirs for ours, theirs in zip(commits, bare, strict=True)]
    medians = (statistics.median(values) for values in (reads, commits, bare, ratios))
    return CommitFigures(bookings, ROUNDS, *medians)


def _snapshot(database: Database, restaurant: UUID) -> DaySnapshot:
    with database.connection() as connection, connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        return read_day(connection, restaurant, DATE, as_of=dt.datetime.now(dt.UTC))


def _bare_calls(dsn: str, plan: DayPlan) -> float:
    """The function alone, once per booking, in one transaction, without any of our checks."""
    with psycopg.connect(dsn) as connection:
        connection.execute("select set_config('app.capacity.post_assignment.enabled', 'off', true)")
        began = time.perf_counter()
        for seating in plan.seatings:
            connection.execute(
                "select * from public.assign_tables_atomic_v2(%s::uuid, %s::uuid[], %s::text,"
                " false, null::uuid, %s::timestamptz, %s::timestamptz)",
                [
                    seating.booking,
                    list(seating.tables),
                    seating.booking,
                    seating.window.start,
                    seating.window.end,
                ],
            )
        connection.commit()
        return time.perf_counter() - began


def _undo(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute(
            "truncate public.booking_table_assignments, public.allocations,"
            " public.booking_assignment_idempotency cascade"
        )
        connection.execute("update public.bookings set assigned_zone_id = null")


def table(figures: list[CommitFigures]) -> str:
    """Return the figures in Markdown."""
    heads = ["bookings", "snapshot, s", "commit, s", "target", "bare calls, s", "ratio", "target"]
    rows = [
        [
            str(item.bookings),
            f"{item.snapshot_seconds:.3f}",
            f"{item.commit_seconds:.3f}",
            f"{TARGETS[item.bookings]:g}",
            f"{item.bare_seconds:.3f}",
            f"{item.ratio:.2f}",
            f"{TARGET_RATIO:g}",
        ]
        for item in figures
    ]
    return markdown_table(heads, rows)


def main() -> None:
    """Measure and write."""
    chosen = options(__doc__).parse_args()
    machine = circumstances()
    figures = []
    for bookings in SIZES:
        with tempfile.TemporaryDirectory(prefix="maitred-bench-", dir="/tmp") as directory:
            figures.append(measure_commits(Path(directory), bookings))
    text = (
        f"{machine} {command('commits', chosen)} Embedded PostgreSQL 18 with fsync on, medians of "
        f"{ROUNDS}. Bare calls: `assign_tables_atomic_v2` once per booking in one transaction, "
        "one round trip each, without any check, lock or history of ours; the ratio is taken "
        f"within each round.\n\n{table(figures)}"
    )
    write_section("commits", "Commits", text, dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
