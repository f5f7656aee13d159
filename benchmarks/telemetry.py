"""What telemetry costs a quote: everything on beside everything off, in turn, in one run.

Run as ``python -m benchmarks.telemetry`` (two minutes). On: log lines, events, the outbox, traces,
and spans sent to a collector. Off: a service that logs errors alone, on a database without the
event log and the outbox. Metrics are counted on both sides: they cannot be switched off.
"""

import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import mean
from typing import Any
from urllib.parse import urlsplit

import httpx2
import psycopg

from benchmarks.deadline import quantile
from benchmarks.report import circumstances, command, label, markdown_table, options, write_section
from benchmarks.seeded import SeededDay, seed_day
from persistence.embedded import EmbeddedPostgres
from persistence.migrate import migrate
from tests.concurrency.killable_service import KillableService

SIZE, LOAD, SEED = "medium", 1.0, 1
TARGET = 1.03
QUOTE, HOLD = "/api/staff/auto/quote", "/api/staff/manual/hold"
KINDS = {
    "quote, the best held, and no more": {"budgetMs": 1},
    "quote, the best held, with prices and other times": {"budgetMs": 250},
}
RESAMPLES = 2000

Json = dict[str, Any]


class Collector(BaseHTTPRequestHandler):
    """Takes spans and forgets them."""

    def do_POST(self) -> None:
        """Answer that they have arrived."""
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@dataclass
class Side:
    """A service, its day, and how many milliseconds its quotes took, by kind."""

    http: httpx2.Client
    day: SeededDay
    ms: dict[str, list[float]] = field(default_factory=dict)

    def quote(self, kind: str, number: int) -> None:
        """Quote a booking, keep the time, and release the hold."""
        booking = str(self.day.guests[number % len(self.day.guests)].id)
        began = time.perf_counter()
        answer = self.http.post(QUOTE, json={"bookingId": booking, **KINDS[kind]})
        took = 1000 * (time.perf_counter() - began)
        assert answer.status_code == 200, answer.text
        if hold := answer.json()["holdId"]:
            self.ms.setdefault(kind, []).append(took)
            body = {"holdId": hold, "bookingId": booking}
            assert self.http.request("DELETE", HOLD, json=body).status_code == 200


@contextmanager
def collector() -> Iterator[str]:
    """Serve something that spans are sent to."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def side(dsn: str, *, told: bool, log: Path, endpoint: str) -> Iterator[Side]:
    """Serve a seeded day, with all telemetry or with none."""
    with psycopg.connect(dsn) as connection:
        migrate(connection, target="embedded")
    with psycopg.connect(dsn) as connection:
        day = seed_day(connection, SIZE, LOAD, SEED)
        if not told:
            connection.execute("drop table observability_events, capacity_outbox")
    settings = {"otlp_endpoint": endpoint} if told else {"traces": False}
    level = "info" if told else "error"
    service = KillableService(dsn, log=log, options=("--log-level", level), **settings)
    service.start()
    try:
        with httpx2.Client(base_url=service.url, trust_env=False, timeout=60) as http:
            yield Side(http, day)
    finally:
        service.stop()


def ratio_between(on: list[float], off: list[float]) -> tuple[float, float, float]:
    """Return the ratio of the means, and its 95 % interval by resampling pairs."""
    pairs, chance = list(zip(on, off, strict=False)), random.Random(0)
    found = []
    for _ in range(RESAMPLES):
        sample = chance.choices(pairs, k=len(pairs))
        found.append(sum(a for a, _ in sample) / sum(b for _, b in sample))
    return mean(on) / mean(off), quantile(found, 0.025), quantile(found, 0.975)


def row_of(kind: str, on: list[float], off: list[float]) -> list[str]:
    """Return a line of the table."""
    ratio, low, high = ratio_between(on, off)
    shown = [f"{quantile(ms, share):.1f}" for ms in (off, on) for share in (0.5, 0.95)]
    return [kind, str(len(on)), *shown, f"{ratio:.3f} ({low:.3f} to {high:.3f})", f"{TARGET:g}"]


def measure(on: Side, off: Side, rounds: int) -> list[list[str]]:
    """Quote in turn, each side first every other time; the first tenth does not count."""
    rows = []
    for kind in KINDS:
        for number in range(rounds + rounds // 10):
            if number == rounds // 10:
                on.ms[kind], off.ms[kind] = [], []
            for one in (on, off) if number % 2 else (off, on):
                one.quote(kind, number)
        rows.append(row_of(kind, on.ms[kind], off.ms[kind]))
    return rows


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=400, help="quotes of each kind and side")
    chosen = parser.parse_args()
    machine = circumstances()
    with (
        tempfile.TemporaryDirectory(prefix="maitred-bench-", dir="/tmp") as name,
        collector() as endpoint,
    ):
        directory = Path(name)
        directory.chmod(0o755)
        with EmbeddedPostgres(directory / "data") as server:
            with psycopg.connect(server.dsn, autocommit=True) as connection:
                connection.execute("create database quiet")
            quiet = urlsplit(server.dsn)._replace(path="/quiet").geturl()
            log = directory / "on.log"
            with (
                side(server.dsn, told=True, log=log, endpoint=endpoint) as on,
                side(quiet, told=False, log=directory / "off.log", endpoint=endpoint) as off,
            ):
                rows = measure(on, off, chosen.rounds)
    heads = ["request", "requests", "off: p50 ms", "p95", "on: p50 ms", "p95"]
    text = (
        f"{machine} {command('telemetry', chosen)} {label(SIZE)} tables and bookings, on embedded "
        "PostgreSQL 18 with fsync on, over HTTP; two services on two databases of one server are "
        "asked in turn. On: log lines to a file, the product's events, traces, spans sent to a "
        "collector. Off: none of them. Metrics are counted by both.\n\n"
        f"{markdown_table([*heads, 'on / off, means (95 %)', 'target'], rows)}"
    )
    write_section("telemetry", "What telemetry costs", text, dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
