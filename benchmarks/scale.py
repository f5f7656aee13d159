"""Thousands of restaurants' nightly plans through the real queue: throughput, cost, saturation.

Run as ``python -m benchmarks.scale`` (about 15 minutes for 5,000 restaurants; ``--restaurants
300`` to see that it works). Solve times are measured first, of generated days in the shares of
``MIX``. Then every restaurant has one booking tonight, the schedule queues all plans, and worker
processes do them, each job sleeping a measured solve time: a machine with two cores solves one plan
at a time, and here all workers share two cores, so that the queue and not the solver is what may be
short of them. Jobs of no length at all show where the queue itself is at its end.
"""

import argparse
import datetime as dt
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from benchmarks.deadline import quantile
from benchmarks.report import HERE, circumstances, command, markdown_table, options, problem_of
from models.job import JobKind
from persistence.embedded import EmbeddedPostgres
from persistence.history import NOBODY
from persistence.jobs import Order, create_job
from persistence.migrate import migrate
from persistence.pool import Database, enter_tenant
from services.jobs.schedule import order_due_plans
from solver.day import plan_day
from solver.pool import DEFAULT_POOL

PAGE = HERE / "scale.md"
MIX = {"small": 35, "compact": 40, "medium": 20, "large": 5}
"""Per cent of the restaurants of each size: an assumption, and a cautious one."""

LOADS = (0.8, 1.0, 1.2)
BUDGET_SECONDS = 10.0
WORKERS = (1, 2, 4, 8)
PICK_UPS = 60
TONIGHT = dt.date(2030, 6, 1)
AT = dt.time(16)
PLAN = {"mode": "fill", "maxMoves": None, "budgetSeconds": BUDGET_SECONDS, "dryRun": False}
PICKED_UP_MS = 200
LONG = 600.0


@dataclass(frozen=True)
class Drained:
    """How jobs were done by some workers."""

    workers: int
    jobs: int
    seconds: float
    solving: float
    """Seconds of all workers in the stand-ins for solves."""

    @property
    def rate(self) -> float:
        """Jobs a second."""
        return self.jobs / self.seconds


class Queue:
    """The database of a measurement."""

    def __init__(self, dsn: str, directory: Path) -> None:
        self.dsn, self._directory = dsn, directory
        self.connection = psycopg.connect(dsn, autocommit=True)
        self.pool = Database(dsn)
        self.pool.open()
        self.restaurants: list[UUID] = []

    def value(self, sql: str) -> Any:
        """Return the one value of a query."""
        row = self.connection.execute(sql.encode()).fetchone()
        return None if row is None else row[0]

    def seed(self, restaurants: int) -> None:
        """Write restaurants, each with a booking tonight."""
        self.restaurants = [uuid4() for _ in range(restaurants)]
        self.connection.execute(
            "insert into public.restaurants (id, name, slug, timezone)"
            " select id, id::text, id::text, 'UTC' from unnest(%s::uuid[]) as id",
            [self.restaurants],
        )
        self.connection.execute(
            "with guest as (insert into public.customers (restaurant_id)"
            " select id from unnest(%s::uuid[]) as id returning id, restaurant_id)"
            " insert into public.bookings (restaurant_id, customer_id, booking_date, start_time,"
            " end_time, party_size, status) select restaurant_id, id, %s, '19:00', '21:00', 2,"
            " 'pending' from guest",
            [self.restaurants, TONIGHT],
        )
        self.connection.execute("analyze")

    def forget(self) -> None:
        """Begin anew."""
        self.connection.execute("truncate maitred.jobs, maitred.procrastinate_jobs cascade")
        self.connection.execute("truncate maitred.scheduled_plans")

    @contextmanager
    def workers(self, count: int, seconds: Sequence[float]) -> Iterator[None]:
        """Run workers; they have begun to listen when the block begins."""
        times = self._directory / "seconds.json"
        times.write_text(json.dumps(list(seconds)))
        line = [sys.executable, "-m", "benchmarks.scale_worker", str(times)]
        env = {**os.environ, "DATABASE_URL": self.dsn, "MAITRED_POOL_SIZE": "3"}
        with (self._directory / "workers.log").open("ab") as log:
            running = [
                subprocess.Popen(line, env=env, stdout=log, stderr=log) for _ in range(count)
            ]
        try:
            self.until("select count(*) from maitred.procrastinate_workers", count)
            yield
        finally:
            for worker in running:
                worker.terminate()
            for worker in running:
                assert worker.wait(60) == 0, "a worker did not stop well"

    def until(self, sql: str, wanted: int) -> None:
        """Wait until a query has a value."""
        end = time.monotonic() + LONG
        while self.value(sql) != wanted:
            assert time.monotonic() < end, f"{sql} is not {wanted}"
            time.sleep(0.05)

    def drain(self, count: int, seconds: Sequence[float]) -> Drained:
        """Let workers do all jobs that wait; it lasts from the first begun to the last done."""
        with self.workers(count, seconds):
            self.until("select count(*) from maitred.jobs where finished_at is null", 0)
        failed = self.value("select count(*) from maitred.jobs where state <> 'done'")
        assert failed == 0, f"{failed} jobs are not done"
        jobs, lasted, solving = self.connection.execute(
            "select count(*), extract(epoch from max(finished_at) - min(started_at))::float,"
            " sum((result ->> 'seconds')::float) from maitred.jobs"
        ).fetchone() or (0, 0.0, 0.0)
        return Drained(count, jobs, lasted, solving)


def solve_times(seeds: int) -> dict[str, list[float]]:
    """Solve generated days with a warm pool; return seconds by size."""
    DEFAULT_POOL.warm_up(spare=1)
    plan_day(problem_of("small", 1.0, 1), budget_seconds=BUDGET_SECONDS)
    found: dict[str, list[float]] = {size: [] for size in MIX}
    for size in MIX:
        for load in LOADS:
            for seed in range(1, 1 + seeds):
                problem = problem_of(size, load, seed)
                began = time.perf_counter()
                plan_day(problem, budget_seconds=BUDGET_SECONDS)
                found[size].append(time.perf_counter() - began)
    return found


def mixed(times: dict[str, list[float]], count: int) -> list[float]:
    """Draw solve times in the shares of the sizes."""
    dice, sizes = random.Random(1), list(MIX)
    chosen = dice.choices(sizes, [MIX[size] for size in sizes], k=count)
    return [dice.choice(times[size]) for size in chosen]


def defer(dsn: str, restaurants: Sequence[UUID]) -> float:
    """Write a job for each restaurant, one transaction each; return the seconds."""
    database = Database(dsn)
    database.open()
    with database.connection():
        pass
    began = time.perf_counter()
    for restaurant in restaurants:
        with database.connection() as connection:
            enter_tenant(connection, restaurant)
            create_job(connection, Order(restaurant, JobKind.PLAN, PLAN, NOBODY, TONIGHT, TONIGHT))
    seconds = time.perf_counter() - began
    database.close()
    return seconds


def deferred(queue: Queue, writers: int) -> float:
    """Let that many processes write all jobs; return jobs a second."""
    queue.forget()
    parts = [queue.restaurants[number::writers] for number in range(writers)]
    with ProcessPoolExecutor(writers, get_context("spawn")) as processes:
        list(processes.map(defer, [queue.dsn] * writers, [part[:1] for part in parts]))  # start up
        queue.forget()
        slowest = max(processes.map(defer, [queue.dsn] * writers, parts))
    return len(queue.restaurants) / slowest


def pick_ups(queue: Queue) -> list[float]:
    """Order plans now and then while two workers are idle; return milliseconds until each began."""
    queue.forget()
    dice = random.Random(1)
    with queue.workers(2, [0.01]):
        for restaurant in queue.restaurants[:PICK_UPS]:
            defer(queue.dsn, [restaurant])
            time.sleep(dice.uniform(0.1, 0.4))
        queue.until("select count(*) from maitred.jobs where finished_at is null", 0)
    rows = queue.connection.execute(
        "select extract(epoch from started_at - created_at)::float * 1000 from maitred.jobs"
    ).fetchall()
    return [row[0] for row in rows]


def night(queue: Queue, workers: int, seconds: Sequence[float]) -> tuple[float, Drained]:
    """Queue every restaurant's plan by the clock and do them; return seconds of the schedule."""
    queue.forget()
    now = dt.datetime.combine(TONIGHT, AT, dt.UTC)
    began = time.perf_counter()
    queued = order_due_plans(queue.pool, (AT,), PLAN, now)
    scheduled = time.perf_counter() - began
    assert queued == len(queue.restaurants)
    return scheduled, queue.drain(workers, seconds)


def main() -> None:
    """Measure, and write the page."""
    parser = options(__doc__)
    parser.add_argument("--restaurants", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=8, help="for the night")
    parser.add_argument("--seeds", type=int, default=3, help="solved days of each size and load")
    chosen = parser.parse_args()
    about = circumstances()
    times = solve_times(chosen.seeds)
    DEFAULT_POOL.close()
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        with EmbeddedPostgres(Path(place) / "data") as server:
            with psycopg.connect(server.dsn) as connection:
                migrate(connection, target="embedded")
            queue = Queue(server.dsn, Path(place))
            queue.seed(chosen.restaurants)
            page = _page(queue, times, about, chosen)
            queue.pool.close()
    print(page)
    if not chosen.dry_run:
        PAGE.write_text(page)


def _page(
    queue: Queue, times: dict[str, list[float]], about: str, chosen: argparse.Namespace
) -> str:
    picked = pick_ups(queue)
    saturation = []
    for count in WORKERS:
        rate = deferred(queue, count)
        saturation.append((rate, queue.drain(count, [0.0])))
    seconds = mixed(times, chosen.restaurants)
    scheduled, done = night(queue, chosen.workers, seconds)
    return "\n".join(
        [
            "# Thousands of restaurants a night\n",
            "Nightly plans through the real queue on one PostgreSQL; written by "
            "`python -m benchmarks.scale`.\n",
            about,
            f"\n{_solves(times)}\n\n{_night(done, scheduled, seconds)}\n",
            f"{_saturation(saturation)}\n\n{_picked(picked)}\n",
            f"{command('scale', chosen)}\n",
        ]
    )


def _solves(times: dict[str, list[float]]) -> str:
    rows = [
        [
            size,
            f"{MIX[size]} %",
            str(len(found)),
            *(f"{value:.2f}" for value in (statistics.median(found), max(found))),
        ]
        for size, found in times.items()
    ]
    table = markdown_table(["size", "share", "solved", "median s", "most s"], rows)
    how = f"Budget {BUDGET_SECONDS:g} s, warm solver processes, two cores."
    return f"## Solve times\n\n{how}\n\n{table}"


def _night(done: Drained, scheduled: float, seconds: Sequence[float]) -> str:
    overhead = done.seconds * done.workers - done.solving
    hours = done.seconds * done.workers / 3600
    ideal = max(done.solving / done.workers, max(seconds))
    in_hour, per_plan = math.ceil(hours), 1000 * overhead / done.jobs
    rows = [
        ["plans", f"{done.jobs:,}"],
        ["queued by the schedule in", f"{scheduled:.1f} s ({done.jobs / scheduled:,.0f} a second)"],
        ["workers", str(done.workers)],
        ["done in", f"{done.seconds:.0f} s (without any overhead: {ideal:.0f} s)"],
        ["plans a second and worker", f"{done.rate / done.workers:.2f}"],
        ["beside the solve, per plan, the wait for the last included", f"{per_plan:.0f} ms"],
        ["cost", f"{hours:.2f} machine hours (a machine: two cores, one plan at a time)"],
        ["machines for all of them within an hour", str(in_hour)],
    ]
    return f"## The night\n\n{markdown_table(['', ''], rows)}"


def _saturation(found: Sequence[tuple[float, Drained]]) -> str:
    rows = [
        [str(done.workers), f"{rate:,.0f}", f"{done.rate:,.0f}", f"{done.rate / done.workers:,.0f}"]
        for rate, done in found
    ]
    heads = ["processes", "written a second", "taken, begun and ended a second", "per worker"]
    text = (
        "Jobs without any work: what the queue and the life of a job cost. All processes and the "
        "database share two cores."
    )
    return f"## Where the queue is at its end\n\n{text}\n\n{markdown_table(heads, rows)}"


def _picked(found: Sequence[float]) -> str:
    half, most = quantile(list(found), 0.5), quantile(list(found), 0.95)
    met = "met" if most <= PICKED_UP_MS else "missed"
    return (
        f"## Picked up\n\nFrom the order to the beginning, workers idle: p50 {half:.0f} ms, p95 "
        f"**{most:.0f} ms** (target {PICKED_UP_MS} ms, {met}), {len(found)} orders."
    )


if __name__ == "__main__":
    main()
