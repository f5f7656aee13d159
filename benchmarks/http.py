"""How long staff wait: quotes and choices over HTTP on the embedded database.

Run as ``python -m benchmarks.http`` (three minutes). The service is a process of its own, as
``maitred serve`` runs; the clock is the client's.
"""

import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import psycopg

from benchmarks.deadline import quantile
from benchmarks.quotes import others
from benchmarks.report import circumstances, command, label, markdown_table, options, write_section
from benchmarks.seeded import DATE, SeededDay, add_guest, remove_guest, seed_day
from persistence.embedded import EmbeddedPostgres
from persistence.migrate import migrate
from tests.concurrency.killable_service import KillableService

SIZE, LOAD = "medium", 1.0
BUDGET_MS, NO_MORE_MS = 250, 1
"""Of quotes; the small one leaves time for the candidates alone, which are always looked at."""

CLIENTS = 64
PLAN_MS = 5000
QUOTE = "/api/staff/auto/quote"
MANUAL = "/api/staff/manual"

BEST = "quote, the best held, and no more"
HELD = "quote, the best held, with prices and other times"
LOOKED = "quote without a hold, with prices and other times"
MOVED = "quote with up to two moves, where nothing is free"
CONTEXT, VALIDATE = "context of a booking", "validate a choice"
TARGETS = {BEST: 50, HELD: 150, LOOKED: 150, MOVED: 250, CONTEXT: 30, VALIDATE: 30}
OVER_TARGET = 50
SHARES = (0.5, 0.95, 0.99, 1.0)

Json = dict[str, Any]


@dataclass
class Figures:
    """Milliseconds of every request, by what was asked for."""

    ms: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, ms: float) -> None:
        """Keep one."""
        self.ms.setdefault(name, []).append(ms)

    def quotes(self) -> list[float]:
        """Return those that have a budget."""
        return [ms for name in (HELD, LOOKED, MOVED) for ms in self.ms.get(name, ())]


class Desk:
    """Asks the service, and keeps the time."""

    def __init__(self, url: str) -> None:
        self.http = httpx2.Client(base_url=url, trust_env=False, timeout=60)

    def ask(self, method: str, path: str, body: Json | None = None) -> tuple[Json, float]:
        """Return an answer and how many milliseconds it took; it has to be a good one."""
        began = time.perf_counter()
        answer = self.http.request(method, path, json=body)
        ms = 1000 * (time.perf_counter() - began)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found, ms


@contextmanager
def served(
    directory: Path, seed: int, share: float, size: str = SIZE
) -> Iterator[tuple[Desk, Any, SeededDay]]:
    """Serve a day of which that share of the bookings is planned."""
    directory.chmod(0o755)
    with EmbeddedPostgres(directory / "data") as server:
        with psycopg.connect(server.dsn) as connection:
            migrate(connection, target="embedded")
        service = KillableService(server.dsn)
        service.start()
        try:
            with psycopg.connect(server.dsn, autocommit=True) as connection:
                with connection.transaction():
                    day = seed_day(connection, size, LOAD, seed)
                desk = Desk(service.url)
                plan = {"restaurantId": str(day.restaurant), "date": str(DATE), "budgetMs": PLAN_MS}
                desk.ask("POST", "/api/ops/dashboard/assign-tables", plan)
                unplan(connection, day, share)
                yield desk, connection, day
        finally:
            service.stop()


def unplan(connection: Any, day: SeededDay, share: float) -> None:
    """Take the tables of the other bookings away again."""
    for number, guest in enumerate(day.guests):
        if int((number + 1) * share) == int(number * share):
            connection.execute("select public.unassign_tables_atomic(%s, null::uuid[])", [guest.id])
    connection.execute("analyze")


def measure_one_by_one(desk: Desk, connection: Any, day: SeededDay, figures: Figures) -> None:
    """Let a further party ask for each booking, of its size and at its time, and then go again."""
    for guest in day.guests:
        asking = add_guest(connection, day, guest.party, guest.start)
        body = {"bookingId": str(asking.id), "budgetMs": BUDGET_MS}
        context, ms = desk.ask("GET", f"{MANUAL}/context?bookingId={asking.id}")
        figures.add(CONTEXT, ms)
        choice = {
            "bookingId": str(asking.id),
            "tableIds": [context["tables"][0]["id"]],
            "contextVersion": context["contextVersion"],
        }
        figures.add(VALIDATE, desk.ask("POST", f"{MANUAL}/validate", choice)[1])
        figures.add(LOOKED, desk.ask("POST", QUOTE, {**body, "hold": False, "maxMoves": 0})[1])
        quote, ms = desk.ask("POST", QUOTE, {**body, "budgetMs": NO_MORE_MS})
        if quote["holdId"]:
            figures.add(BEST, ms)
            wanted = {"bookingId": str(asking.id), "holdId": quote["holdId"]}
            desk.ask("DELETE", f"{MANUAL}/hold", wanted)
        quote, ms = desk.ask("POST", QUOTE, {**body, "maxMoves": 2})
        figures.add(HELD if quote["holdId"] else MOVED, ms)
        remove_guest(connection, asking)


def measure_crowd(desk: Desk, connection: Any, day: SeededDay, rounds: int) -> list[str]:
    """Return a row: that many clients, each with a booking of its own, all at once."""
    spread = day.guests[:: max(1, len(day.guests) // CLIENTS)][:CLIENTS]
    asking = [add_guest(connection, day, guest.party, guest.start) for guest in spread]
    url, errors = str(desk.http.base_url), 0
    bodies = [{"bookingId": str(guest.id), "budgetMs": BUDGET_MS} for guest in asking]

    def client(body: Json) -> list[tuple[int, float]]:
        with httpx2.Client(base_url=url, trust_env=False, timeout=120) as http:
            found = []
            for _ in range(rounds):
                began = time.perf_counter()
                status = http.post(QUOTE, json=body).status_code
                found.append((status, 1000 * (time.perf_counter() - began)))
            return found

    began = time.perf_counter()
    with ThreadPoolExecutor(len(bodies)) as threads:
        answers = [answer for many in threads.map(client, bodies) for answer in many]
    seconds = time.perf_counter() - began
    errors = sum(status != 200 for status, _ in answers)
    for guest in asking:
        remove_guest(connection, guest)
    ms = [took for _, took in answers]
    shown = [f"{quantile(ms, share):.0f}" for share in (0.5, 0.95, 1.0)]
    return [str(len(bodies)), str(len(ms)), str(errors), f"{len(ms) / seconds:.0f}", *shown]


def rows_of(state: str, figures: Figures) -> list[list[str]]:
    """Return the lines of the table."""
    rows = []
    for name, target in TARGETS.items():
        if ms := figures.ms.get(name):
            shown = [f"{quantile(ms, share):.1f}" for share in SHARES]
            rows.append([state, name, str(len(ms)), *shown, f"p95 {target}"])
    over = [max(0.0, ms - BUDGET_MS) for ms in figures.quotes()]
    shown = [f"{quantile(over, share):.1f}" for share in SHARES]
    rows.append([state, "quotes over their budget", str(len(over)), *shown, f"p99 {OVER_TARGET}"])
    return rows


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--seeds", default="1,2", help="seeds, comma separated")
    parser.add_argument("--rounds", type=int, default=5, help="quotes of each client in the crowd")
    chosen = parser.parse_args()
    machine = circumstances()
    rows, crowds = [], []
    for state, share in (("planned", 1.0), ("half planned", 0.5)):
        figures = Figures()
        for seed in map(int, chosen.seeds.split(",")):
            with (
                tempfile.TemporaryDirectory(prefix="maitred-bench-", dir="/tmp") as directory,
                served(Path(directory), seed, share) as (desk, connection, day),
            ):
                measure_one_by_one(desk, connection, day, Figures())
                measure_one_by_one(desk, connection, day, figures)
                crowds.append(
                    [state, str(seed), *measure_crowd(desk, connection, day, chosen.rounds)]
                )
        rows += rows_of(state, figures)
    heads = ["day", "request", "requests", "p50 ms", "p95", "p99", "most", "target ms"]
    crowd_heads = ["day", "seed", "clients at once", "quotes", "errors", "quotes a second"]
    text = (
        f"{machine} {command('http', chosen)} {label(SIZE)} tables and bookings, load {LOAD:g}, on "
        "embedded PostgreSQL 18 with fsync on; service, database and client share the machine. A "
        "further party asks for each booking, of its size and at its time, after one round that "
        f"does not count; quotes have a budget of {BUDGET_MS} ms.\n\n{markdown_table(heads, rows)}"
        f"\n\nClients that quote all at once, each for a booking of its own, with holds:\n\n"
        f"{markdown_table([*crowd_heads, 'p50 ms', 'p95', 'most'], crowds)}\n\n"
        f"For comparison, quotes without HTTP and without a database: {others([SIZE])}"
    )
    write_section("http", "Over HTTP", text, dry_run=chosen.dry_run)


if __name__ == "__main__":
    main()
